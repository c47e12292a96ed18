// One clip: fetched whole beforehand, played only on a gesture, every start and stop reported.

import { failure, pause } from "./connection.js";

async function fetched(url, report) {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(url);
      if (response.ok) return await response.blob();
    } catch { /* no connection: try again below */ }
    report(failure());
    await pause(attempt);
  }
}

export class Player {
  // `log(event, position)` takes "play", "pause" and "ended"; `report(state)` takes "loading", "retrying", "offline",
  // "ready", "playing", "buffering" and "progress".
  constructor(audio, log, report) {
    this.audio = audio;
    this.log = log;
    this.report = report;
    this.running = false;
    this.position = 0; // last known, for the moment before a jump
    const on = (event, action) => audio.addEventListener(event, action);
    on("playing", () => this.started());
    on("timeupdate", () => { if (!audio.seeking) { this.position = audio.currentTime; report("progress"); } });
    on("waiting", () => { this.stopped("pause"); report("buffering"); });
    on("seeking", () => this.stopped("pause", this.position));
    on("pause", () => { if (!audio.ended) { this.stopped("pause"); report("ready"); } });
    on("ended", () => { this.stopped("ended"); report("ready"); });
    addEventListener("pagehide", () => this.stopped("pause"));
  }

  started() {
    if (!this.running) this.log("play", this.audio.currentTime);
    this.running = true;
    this.report("playing");
  }

  stopped(event, position = this.audio.currentTime) {
    if (this.running) this.log(event, position);
    this.running = false;
  }

  async load() {
    this.report("loading");
    const blob = await fetched(this.audio.src, this.report);
    this.audio.src = URL.createObjectURL(blob);
    this.audio.preload = "auto"; // only now: the address would be loaded a second time
    await new Promise((resolve) => this.audio.addEventListener("loadedmetadata", resolve, { once: true }));
    this.report("ready");
  }

  get seconds() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
  }

  get playing() {
    return !this.audio.paused;
  }

  play() {
    this.audio.play().catch(() => this.report("ready")); // the browser refused: another tap will do
  }

  stop() {
    this.audio.pause();
  }
}

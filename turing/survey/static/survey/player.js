// One clip: fetched whole beforehand, played only on a gesture, every start and stop reported.

import { asked, failure, pause } from "./connection.js";

const PATIENCE = 60_000; // ms for one attempt
const GONE = [404, 410];

const isSound = (response) => response.ok && response.headers.get("Content-Type")?.startsWith("audio/");

async function fetched(url, report) {
  for (let attempt = 0; ; attempt++) {
    let response = null;
    try {
      response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (isSound(response)) return await response.blob();
    } catch {
      response = null; // no connection, or it broke off: try again below
    }
    const missing = GONE.includes(response?.status);
    report(missing ? "missing" : failure(response));
    await (missing ? asked() : pause(attempt));
  }
}

export class Player {
  // `log(event, position)` takes "play", "pause" and "ended"; `report(state)` takes "loading", "retrying", "offline",
  // "foreign", "missing", "undecodable", "ready", "playing", "buffering" and "progress".
  constructor(audio, log, report) {
    this.audio = audio;
    this.log = log;
    this.report = report;
    this.url = audio.src;
    this.ready = false; // the sound is here, and nothing was wrong with it so far
    this.running = false;
    this.position = 0; // last known, for the moment before a jump
    const on = (event, action) => audio.addEventListener(event, action);
    on("playing", () => this.started());
    on("timeupdate", () => { if (!audio.seeking) { this.position = audio.currentTime; report("progress"); } });
    on("waiting", () => { this.stopped("pause"); report("buffering"); });
    on("seeking", () => this.stopped("pause", this.position));
    on("pause", () => { if (!audio.ended) { this.stopped("pause"); report("ready"); } });
    on("loadedmetadata", () => report("progress"));
    on("error", () => this.failed());
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
    const blob = await fetched(this.url, this.report);
    this.audio.src = URL.createObjectURL(blob);
    this.audio.preload = "auto"; // only now: the address would be loaded a second time
    this.ready = true; // not only once its length is known: some phones look into a sound only after a gesture
    this.report("ready");
  }

  // The browser can make nothing of the sound. It is fetched anew as soon as the listener asks for it.
  async failed() {
    if (!this.ready) return;
    this.ready = false;
    this.stopped("pause", this.position);
    URL.revokeObjectURL(this.audio.src);
    this.report("undecodable");
    await asked();
    this.load();
  }

  get seconds() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
  }

  get playing() {
    return !this.audio.paused;
  }

  play() {
    this.audio.play().catch(() => { if (this.ready) this.report("ready"); }); // the browser refused: tap again
  }

  stop() {
    this.audio.pause();
    this.stopped("pause"); // at once: the event comes later, and an answer may be on its way by then
  }
}

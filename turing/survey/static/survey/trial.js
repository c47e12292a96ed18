// The trial page: players, an answer, a confirmation. Without this file the page works as a plain form.
// What is asked is the page's: the fields of its fieldset `.answer`, their keys (data-key, one or several with spaces
// between), and the form's own words, in which # stands for what was answered. So are all other words, each in an
// attribute of where it is said.

import { AGAIN } from "./connection.js";
import { ENOUGH, heard } from "./heard.js";
import { Memory } from "./memory.js";
import { Player } from "./player.js";
import { sent } from "./sending.js";

const TOGETHER = 1000; // ms between two keys that are one
const TRIED_ONCE = ["missing", "undecodable"]; // waiting alone does not help

const form = document.querySelector("[data-trial]");
const status = form.querySelector("[data-status]");
const confirm = form.querySelector("[data-confirm]");
const fields = [...form.querySelector(".answer").elements].filter((field) => field.name);
const own = fields.filter((field) => !field.closest(".follow-up")); // the kind's, to which the others are added
const TEXT = "textarea, input:not([type=radio], [type=checkbox])";
const again = document.querySelector("[data-again]");
const signIn = document.querySelector("[data-sign-in]");
const forgetful = document.querySelector("[data-forgetful]");
const memory = new Memory(`trial ${form.dataset.trial}`);
const refusal = status.classList.contains("is-warning") ? status.textContent : ""; // what the server said of an answer
const kept = { open: 0, log: [], said: {}, ...(refusal ? null : memory.read()) };
const before = kept.open - performance.now(); // ms that the page was open before it was loaded anew
const clips = [...form.querySelectorAll("[data-clip]")].map(bind);
let typed = { key: "", time: -Infinity }; // the last key
let busy = false; // an answer is on its way

// What is said of a state, with a clip's name in place of #; null if it needs no words.
function told(state, name = "") {
  const words = status.getAttribute(`data-${state.replace(" ", "-")}`)?.replace("#", name);
  return words ? words[0].toUpperCase() + words.slice(1) : null;
}

const now = () => Math.round(before + performance.now()); // ms, the log's clock; the wall clock may be set meanwhile

function keep() {
  form.playback.value = JSON.stringify(kept.log);
  memory.write({ ...kept, open: now() });
  forgetful.hidden = memory.works;
}

function bind(element) {
  const name = element.dataset.clip;
  const log = (event, position) => {
    kept.log.push([name, event, Math.round(position * 1000) / 1000, now()]);
    keep();
  };
  const clip = {
    name,
    spoken: element.dataset.name ?? name,
    state: "loading",
    button: element.querySelector(".play"),
    bar: element.querySelector(".heard"),
    words: element.querySelector(".heard-words"),
    player: new Player(element.querySelector("audio"), log, (state) => changed(clip, state)),
  };
  clip.button.addEventListener("click", () => toggle(clip));
  for (const part of [clip.button, clip.bar, clip.words]) part.hidden = false;
  for (const part of [clip.player.audio, element.querySelector(".letter")]) part.hidden = true;
  return clip;
}

// The share heard, what is sounding now included. What an earlier step of the trial was answered about was heard.
function share(clip) {
  if ("heardBefore" in form.dataset) return 1;
  const { player, name } = clip;
  const log = player.running ? [...kept.log, [name, "pause", player.position, now()]] : kept.log;
  return heard(log, name, player.seconds);
}

function toggle(clip) {
  if (clip.button.disabled) return;
  if (clip.player.playing) return clip.player.stop();
  for (const other of clips) if (other !== clip) other.player.stop();
  clip.player.play();
}

function changed(clip, state) {
  if (state !== "progress") clip.state = state;
  show();
}

function show() {
  for (const clip of clips) {
    const part = share(clip);
    const playing = clip.player.playing;
    clip.button.disabled = !clip.player.ready;
    clip.button.classList.toggle("is-playing", playing);
    clip.button.setAttribute("aria-label", clip.button.dataset[playing ? "pause" : "play"]);
    clip.bar.value = part;
    clip.bar.classList.toggle("is-enough", part >= ENOUGH);
    const words = clip.words.dataset[part >= ENOUGH ? "enough" : part > 0 ? "part" : "none"];
    clip.words.textContent = words.replace("#", Math.floor(part * 100));
  }
  if (busy) return;
  const waiting = clips.find((clip) => told(clip.state));
  offer(waiting?.state ?? "");
  const missing = clips.filter((clip) => share(clip) < ENOUGH);
  const { unheard, unanswered, incomplete, ready } = form.dataset;
  const answered = form.checkValidity();
  confirm.disabled = missing.length > 0 || !answered;
  const asks = own.every((field) => field.validity.valid) ? incomplete : unanswered;
  confirm.textContent = missing.length ? unheard : answered ? withAnswer(ready) : asks;
  say(waiting ? told(waiting.state, waiting.spoken) : state(missing, answered));
}

// What the fields say, by name.
function said() {
  const names = new Set(fields.map((field) => field.name));
  return Object.fromEntries([...new FormData(form)].filter(([name]) => names.has(name)));
}

// The words with what the first field says in place of #: its word for it, where it has one (data-word).
function withAnswer(words) {
  const word = fields.find((field) => field.checked)?.dataset.word;
  return words.replace("#", word ?? Object.values(said())[0]);
}

// What a listener can do about a state besides waiting.
function offer(state) {
  const foreign = state.startsWith("foreign");
  again.hidden = !foreign && !TRIED_ONCE.includes(state);
  signIn.hidden = !foreign;
}

function state(missing, answered) {
  const playing = clips.find((clip) => clip.player.playing);
  if (playing) return told("sounding", playing.spoken);
  if (refusal && !kept.log.length) return refusal;
  if (missing.length === 1 && clips.length > 1) return told(share(missing[0]) ? "unfinished" : "unheard", missing[0].spoken);
  if (missing.length) return form.dataset.hear;
  return answered ? withAnswer(form.dataset.answered) : form.dataset.heard;
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle("is-warning", words === refusal);
}

async function submit(event) {
  event.preventDefault();
  if (busy || confirm.disabled) return;
  for (const clip of clips) clip.player.stop();
  keep();
  busy = confirm.disabled = true;
  const stored = await sent(form, form.dataset.trial, (state) => { offer(state); say(told(state)); });
  offer("");
  if (!stored) return form.submit();
  if ("more" in form.dataset) memory.write({ ...kept, open: now() }); // the log goes on in the next step
  else memory.clear();
  say(told("saved"));
  location.assign(form.action);
}

function choose(field) {
  field.checked = true;
  field.focus();
  changedAnswer();
}

function changedAnswer() {
  kept.said = said();
  keep();
  show();
}

function restore() {
  for (const field of fields) {
    const value = kept.said[field.name];
    if (value === undefined) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
    else field.value = value;
  }
}

// The field of a key, or of two pressed one after the other, such as 1 and 0.
function fieldOf(key) {
  const both = performance.now() - typed.time < TOGETHER ? typed.key + key : key;
  typed = { key, time: performance.now() };
  const [field] = [both, key].map((keys) => fields.find((one) => one.dataset.key?.split(" ").includes(keys))).filter(Boolean);
  return field;
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.matches(TEXT)) return;
  const key = event.key.toLowerCase();
  const control = event.target.closest("button, input, a");
  const field = fieldOf(key);
  if (field) choose(field);
  else if (clips[key - 1]) toggle(clips[key - 1]);
  else if (key === " " && !control) toggle(clips.find((clip) => clip.player.playing) ?? next());
  else if (key === "enter" && (!control || control.type === "radio")) form.requestSubmit();
  else return;
  event.preventDefault();
}

// What space plays: the first clip not heard yet, else the first.
function next() {
  return clips.find((clip) => share(clip) < ENOUGH) ?? clips[0];
}

restore();
for (const field of fields) field.addEventListener("change", changedAnswer);
form.addEventListener("submit", submit);
again.addEventListener("click", () => document.dispatchEvent(new Event(AGAIN)));
document.addEventListener("keydown", pressed);
document.querySelector("[data-keys]").hidden = false;
keep();
for (const clip of clips) clip.player.load();
show();

// How much of a clip was heard, from the player's log: the same rule as heard.py, which has the last word.
// A log is a list of [the clip's label, event "play", "pause" or "ended", position in seconds, time in ms].

export const ENOUGH = 0.9; // of each clip, before an answer counts
// How much longer a segment may be than the time it took, clocks and events being inexact: what is beyond either was
// claimed or played too fast. The second is for short ones, of which many can be made.
const [FASTER, LATE] = [1.1, 1.0]; // times, and seconds
const [FASTEST, JITTER] = [1.25, 0.1];

// How long a segment can be that took so many seconds.
const most = (seconds) => Math.min(seconds * FASTER + LATE, seconds * FASTEST + JITTER);

export function segments(log, clip) {
  const found = [];
  let start = null;
  for (const [name, event, position, time] of log) {
    if (name !== clip) continue;
    if (start !== null && event !== "play" && position > start.position) {
      if (position <= start.position + most((time - start.time) / 1000)) found.push([start.position, position]);
    }
    start = event === "play" ? { position, time } : null;
  }
  return found;
}

export function heard(log, clip, seconds) {
  let total = 0;
  let end = 0;
  for (const [start, stop] of segments(log, clip).sort((one, other) => one[0] - other[0])) {
    total += Math.max(Math.min(stop, seconds) - Math.max(start, end), 0);
    end = Math.max(end, stop);
  }
  return seconds > 0 ? Math.min(total / seconds, 1) : 0;
}

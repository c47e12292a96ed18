// How much of a clip was heard, from the player's log: the same rule as heard.py, which has the last word.
// A log is a list of [the clip's label, event "play", "pause" or "ended", position in seconds, time in ms].

export const ENOUGH = 0.9; // of each clip, before an answer counts
const FASTER = 1.1; // a segment longer than this many times the time it took, and LATE, was not played but claimed
const LATE = 1.0; // seconds

export function segments(log, clip) {
  const found = [];
  let start = null;
  for (const [name, event, position, time] of log) {
    if (name !== clip) continue;
    if (start !== null && event !== "play" && position > start.position) {
      const furthest = start.position + (time - start.time) / 1000 * FASTER + LATE;
      if (position <= furthest) found.push([start.position, position]);
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

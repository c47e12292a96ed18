// How much of a clip was heard, from the player's log: the same rule as heard.py, which has the last word.
// A log is a list of [the clip's label, event "play", "pause" or "ended", position in seconds, time in ms].

export const ENOUGH = 0.9; // of each clip, before an answer counts
const FASTER = 1.1; // a segment longer than this many times the time it took was not played, but claimed or too fast
const LATE = 1.0; // seconds by which all segments together may be longer: clocks and events are not exact

export function segments(log, clip) {
  const found = [];
  let start = null;
  for (const [name, event, position, time] of log) {
    if (name !== clip) continue;
    if (start !== null && event !== "play" && position > start.position) {
      found.push([start.position, position, (time - start.time) / 1000 * FASTER]);
    }
    start = event === "play" ? { position, time } : null;
  }
  const late = found.reduce((sum, [start, stop, possible]) => sum + Math.max(stop - start - possible, 0), 0);
  return found.filter(([start, stop, possible]) => late <= LATE || stop - start <= possible);
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

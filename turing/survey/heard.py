"""How much of a clip was heard, from the player's log. The page's heard.js follows the same rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from turing.survey.models import Trial

ENOUGH = 0.9  # of each clip, before an answer counts
START, STOPS = "play", ("pause", "ended")
FASTER = 1.1  # a segment longer than this many times the time it took was not played, but claimed or played too fast
LATE = 1.0  # seconds by which all segments together may be longer: clocks and events are not exact

Event = tuple[str, str, float, float]  # the clip's label; play, pause or ended; position in seconds; time in ms


def segments(log: Iterable[Event], clip: str) -> list[tuple[float, float]]:
    """The stretches of the clip that were played, in seconds, in the order of the log."""
    found, start = [], None
    for name, event, position, time in log:
        if name != clip:
            continue
        if start and event in STOPS and position > start[0]:
            found.append((start[0], position, (time - start[1]) / 1000 * FASTER))
        start = (position, time) if event == START else None
    late = sum(max(stop - start - possible, 0) for start, stop, possible in found)
    return [(start, stop) for start, stop, possible in found if late <= LATE or stop - start <= possible]


def heard(log: Iterable[Event], clip: str, seconds: float) -> float:
    """The share of the clip, 0 to 1, that was played at least once."""
    total, end = 0.0, 0.0
    for start, stop in sorted(segments(log, clip)):
        total += max(min(stop, seconds) - max(start, end), 0.0)
        end = max(end, stop)
    return min(total / seconds, 1.0)


def all_heard(trial: Trial, log: Sequence[Event] | None, seconds: float) -> bool:
    """Whether enough of each clip was heard; without a log, whether there was time to hear them."""
    if log is None:
        return seconds >= trial.seconds
    return all(heard(log, clip.label, clip.excerpt.seconds) >= ENOUGH for clip in trial.clips.all())

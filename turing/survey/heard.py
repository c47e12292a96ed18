"""How much of a clip was heard, from the player's log. The page's heard.js follows the same rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from turing.survey.models import Trial

ENOUGH = 0.9  # of each clip, before an answer counts
START, STOPS = "play", ("pause", "ended")
# How much longer a segment may be than the time it took, clocks and events being inexact: what is beyond either was
# claimed or played too fast. The second is for short ones, of which many can be made.
FASTER, LATE = 1.1, 1.0  # times, and seconds
FASTEST, JITTER = 1.25, 0.1

Event = tuple[str, str, float, float]  # the clip's label; play, pause or ended; position in seconds; time in ms


def segments(log: Iterable[Event], clip: str) -> list[tuple[float, float]]:
    """The stretches of the clip that were played, in seconds, in the order of the log."""
    found, start = [], None
    for name, event, position, time in log:
        if name != clip:
            continue
        if start and event in STOPS and start[0] < position <= start[0] + _most((time - start[1]) / 1000):
            found.append((start[0], position))
        start = (position, time) if event == START else None
    return found


def _most(seconds: float) -> float:
    """How long a segment can be that took so many seconds."""
    return min(seconds * FASTER + LATE, seconds * FASTEST + JITTER)


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

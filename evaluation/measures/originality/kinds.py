"""The kinds of events by which copies are looked for: a new one is a line here, and one in `descriptions`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evaluation.measures.originality.descriptions import DESCRIPTIONS
from evaluation.measures.originality.events import Line, chord_events, onset_events, skeleton, skeletons, sonorities
from evaluation.measures.originality.voices import interval_events, voice_events
from generators.errors import InputError
from generators.pieces import Piece

Reading = Callable[[Piece], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class EventKind:
    """What is taken for an event. A copy stands in any line of a candidate and in any of a piece of the corpus."""

    of_training: Reading
    of_candidate: Reading
    description: str


def _alone(reading: Callable[[Piece], Line]) -> Reading:
    return lambda piece: (reading(piece),)


KINDS = {
    "chords": EventKind(_alone(chord_events), _alone(chord_events), DESCRIPTIONS["chords"]),
    "onsets": EventKind(_alone(onset_events), _alone(onset_events), DESCRIPTIONS["onsets"]),
    "sonorities": EventKind(_alone(sonorities), _alone(sonorities), DESCRIPTIONS["sonorities"]),
    "skeleton": EventKind(_alone(skeleton), skeletons, DESCRIPTIONS["skeleton"]),
    "voices": EventKind(voice_events, voice_events, DESCRIPTIONS["voices"]),
    "intervals": EventKind(interval_events, interval_events, DESCRIPTIONS["intervals"]),
}
OF_ANY_PIECE = tuple(name for name in KINDS if name != "chords")  # chords need four voices


def kind_named(name: str) -> EventKind:
    """The kind of that name. Raises InputError naming those there are."""
    if name not in KINDS:
        raise InputError(f"no events {name!r}: there are {', '.join(KINDS)}")
    return KINDS[name]

"""Tied notes made one: by their marks, in whichever voice they stand, and where only one of the two is marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from generators.files.musicxml.parts import Grace, Written
from generators.pieces import TICKS_PER_QUARTER, Note


@dataclass(slots=True)
class Sounding:
    """A note as it sounds, in quarter notes from the start of the piece."""

    first: Written
    onset: Fraction
    end: Fraction
    fermata: bool
    tied_on: bool  # the last that was written of it is

    @property
    def note(self) -> Note:
        start, end = ticks(self.onset), ticks(self.end)
        return Note(start, max(end - start, 1), self.first.pitch, self.fermata, self.first.velocity)


def ticks(quarters: Fraction) -> int:
    return round(quarters * TICKS_PER_QUARTER)


def sounding(
    notes: Sequence[Written], graces: Sequence[Grace], starts: Sequence[Fraction], breaks: Set[Fraction]
) -> list[Sounding]:
    """A part's notes as they sound. A tie that finds no partner is read as a note of its own, and so is one to what
    does not follow on (`breaks`, in quarter notes, as `starts`, where the measures begin).

    Of the two marks of a tie one is enough where there is only one note that it can mean: none if a grace note of the
    same pitch is tied to what begins there.
    """
    written = sorted(((starts[note.measure] + note.onset, note) for note in notes), key=lambda pair: pair[0])
    graced = {(starts[grace.measure] + grace.onset, grace.pitch) for grace in graces}
    meant = Counter((onset, note.pitch) for onset, note in written if note.tied_back)
    begun = Counter((onset, note.pitch) for onset, note in written)
    ended: dict[tuple[Fraction, int], list[Sounding]] = defaultdict(list)  # by end and pitch
    found: list[Sounding] = []
    for onset, note in written:
        place = (onset, note.pitch)
        before = ended[place] if onset not in breaks else []
        candidates = [each for each in before if each.tied_on] if place in graced else before
        whole = _partner(candidates, note, sole=begun[place] == 1, meant=meant[place] > 0)
        if whole is None:
            whole = Sounding(note, onset, onset, note.fermata, False)
            found.append(whole)
        else:
            before.remove(whole)
        whole.end, whole.tied_on = onset + note.duration, note.tied_on
        whole.fermata = whole.fermata or note.fermata
        ended[whole.end, note.pitch].append(whole)
    return found


def _partner(before: Sequence[Sounding], note: Written, sole: bool, meant: bool) -> Sounding | None:
    """What ends where the note begins and is tied to it.

    sole: it is the only one of its pitch that begins there; meant: one of these is marked as tied back.
    """
    tied = [each for each in before if each.tied_on]
    if note.tied_back:
        own = [each for each in tied or before if each.first.voice == note.voice]
        if tied:
            return (own or tied)[0]
        return before[0] if len(before) == 1 else (own[0] if len(own) == 1 else None)
    if meant or len(tied) != 1:
        return None
    return tied[0] if sole or tied[0].first.voice == note.voice else None

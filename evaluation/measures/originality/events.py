"""Whole pieces as sequences of events that are equal in transposed copies, with the ticks where each begins and ends.

The chords of four voices, exact; the onsets of any piece, exact up to a twelfth of a quarter; its sonorities, which any
rhythm leaves as they are; and its skeleton, which ornaments do. (voices.py has each voice alone.)
All but the first stand beside the exact runs, the cardinality score and the symbolic fingerprints of an originality
report (Yin, Reuben, Stepney & Collins 2022, "Measuring when a music generation algorithm copies too much: the
originality report, cardinality score, and symbolic fingerprinting by geometric hashing", SN Computer Science 3, 340):
like fingerprints they go by differences of pitch and time, like runs they keep order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from evaluation.measures.originality.outline import Outline, outline_of
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Note, Piece

STEP = TICKS_PER_QUARTER // 12  # ticks: what onsets are rounded to, as in the notewise encoding


@dataclass(frozen=True, slots=True)
class Line:
    """The events of a piece in order."""

    events: tuple[Hashable, ...]
    onsets: tuple[int, ...]  # ticks at which each begins
    ends: tuple[int, ...]  # ticks at which each ends

    def __len__(self) -> int:
        return len(self.events)


def chord_events(piece: Piece) -> Line:
    """A four-voice piece as chords, each told from the one before, so that transposed copies are equal.

    Time is cut wherever a voice begins or ends a note; repeated and held notes are not told apart unless another voice
    moves, and time in which all voices rest is left out. A chord's event is its duration in ticks and, for each voice,
    its pitch in semitones above the lowest pitch of the previous chord (the first chord: of its own), None for a rest.
    A run of k equal events is k chords alike but for transposition.

    Raises InputError if the piece has not four voices or a voice sounds two notes at once.
    """
    if len(piece.voices) != 4:
        raise InputError(f"chord events need four voices, and {piece.title!r} has {len(piece.voices)}")
    cuts = sorted({tick for voice in piece.voices for note in voice.notes for tick in (note.onset, note.end)})
    sounds = zip(*(_pitches(voice.notes, cuts) for voice in piece.voices), strict=True)
    chords = [
        (onset, end, chord) for (onset, end), chord in zip(pairwise(cuts), sounds, strict=True) if set(chord) != {None}
    ]
    events: list[Hashable] = []
    reference: int | None = None
    for onset, end, chord in chords:
        lowest = min(pitch for pitch in chord if pitch is not None)
        base = lowest if reference is None else reference
        events.append((end - onset, *(None if pitch is None else pitch - base for pitch in chord)))
        reference = lowest
    return Line(tuple(events), tuple(onset for onset, _, _ in chords), tuple(end for _, end, _ in chords))


def _pitches(notes: Sequence[Note], cuts: Sequence[int]) -> list[int | None]:
    """The voice's pitch from each cut to the next."""
    places = {tick: place for place, tick in enumerate(cuts)}
    line: list[int | None] = [None] * (len(cuts) - 1)
    for note in notes:
        for place in range(places[note.onset], places[note.end]):
            if line[place] is not None:
                raise InputError(f"a voice sounds two notes at once at tick {cuts[place]}")
            line[place] = note.pitch
    return line


def onset_events(piece: Piece) -> Line:
    """Any piece as groups of notes that begin together, whatever their voices and durations.

    Onsets are rounded to a twelfth of a quarter note. A group's event is the time since the previous group in twelfths
    (0 for the first) and its pitches in ascending order, each once, in semitones above the lowest pitch of the previous
    group (the first group: of its own). An event ends where the next begins, the last one with the piece.
    """
    groups = _groups(piece)
    steps = [step for step, _ in groups]
    pitches = [_distinct_pitches(notes) for _, notes in groups]
    times = [0, *(after - before for before, after in pairwise(steps))]
    events = tuple((time, *each) for time, each in zip(times, _above_the_lowest_before(pitches), strict=False))
    return _line(events, [notes for _, notes in groups], piece.length)


def sonorities(piece: Piece) -> Line:
    """Any piece as groups of notes that begin together, without their times: the same at any speed, in any rhythm.

    Groups are those of `onset_events`; groups of equal pitches one after the other are one event, which is its pitches
    in ascending order, each once, in semitones above the lowest pitch of the event before (the first: of its own).
    """
    runs = [list(run) for _, run in groupby(_groups(piece), key=lambda group: _distinct_pitches(group[1]))]
    firsts = [run[0][1] for run in runs]
    return _line(tuple(_above_the_lowest_before([*map(_distinct_pitches, firsts)])), firsts, piece.length)


def beginnings(piece: Piece) -> tuple[int, ...]:
    """Ticks at which notes begin, those in one twelfth of a quarter once: the first of them."""
    return tuple(min(note.onset for note in notes) for _, notes in _groups(piece))


def _groups(piece: Piece) -> list[tuple[int, list[Note]]]:
    """Notes that begin together, in order, and the twelfth of a quarter at which they do."""
    groups: dict[int, list[Note]] = defaultdict(list)
    for voice in piece.voices:
        for note in voice.notes:
            groups[(note.onset + STEP // 2) // STEP].append(note)
    return sorted(groups.items())


def _distinct_pitches(notes: Sequence[Note]) -> list[int]:
    return sorted({note.pitch for note in notes})


def _above_the_lowest_before(groups: Sequence[list[int]]) -> list[tuple[int, ...]]:
    """Ascending pitches, group by group, each less the lowest of the group before (the first: of its own)."""
    bases = [pitches[0] for pitches in groups]
    return [
        tuple(pitch - base for pitch in pitches) for pitches, base in zip(groups, [*bases[:1], *bases], strict=False)
    ]


def _line(events: tuple[Hashable, ...], groups: Sequence[Sequence[Note]], length: int) -> Line:
    """An event ends where the next begins, the last one with the piece."""
    onsets = tuple(min(note.onset for note in notes) for notes in groups)
    return Line(events, onsets, (*onsets[1:], length)[: len(onsets)])


def skeleton(piece: Piece) -> Line:
    """Any piece as what its highest and its lowest line are on the beats: the same with and without ornaments.

    A beat is a quarter note, counted from the first full bar. `Outline.beats` says what a line is on a beat: trills,
    mordents, turns and grace notes count as the note that they adorn, and passing notes, neighbors, repeated notes,
    inner voices and figures off the beat do not count at all.

    Beats alike are one event: how many they are, and the highest and the lowest pitch in semitones above the lowest of
    the event before (the first: of its own). Beats without a note are left out.
    """
    return _skeleton_line(piece, outline_of(piece), piece.pickup % TICKS_PER_QUARTER)


def skeletons(piece: Piece) -> tuple[Line, ...]:
    """The piece's skeletons with the beats a twelfth of a quarter later each time.

    Of generated music it is often not known where the beats are, and a copy may be moved against them.
    """
    found = outline_of(piece)
    return tuple(_skeleton_line(piece, found, first) for first in range(0, TICKS_PER_QUARTER, STEP))


def _skeleton_line(piece: Piece, found: Outline, first: int) -> Line:
    runs = [list(run) for _, run in groupby(found.beats(first), key=lambda beat: (beat.highest, beat.lowest))]
    bases = [run[0].lowest for run in runs]
    events = tuple(
        (len(run), run[0].highest - base, run[0].lowest - base)
        for run, base in zip(runs, [*bases[:1], *bases], strict=False)
    )
    ends = (min(run[-1].onset + TICKS_PER_QUARTER, piece.length) for run in runs)
    return Line(events, tuple(run[0].onset for run in runs), tuple(ends))

"""Ways to hide a copy: each makes a candidate of a piece that was copied and of a strange one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from generators.pieces import COMMON_TIME, TICKS_PER_QUARTER, Note, Piece, Voice, cut, transpose

QUARTER, EIGHTH = TICKS_PER_QUARTER, TICKS_PER_QUARTER // 2
BAR = 4 * QUARTER

Treatment = Callable[[Piece, Piece, np.random.Generator], Piece]  # of a copied piece and a strange one, in four voices


def _timed(time: Callable[[int], int]) -> Treatment:
    """Every onset and end elsewhere."""

    def treat(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
        def moved(note: Note) -> Note:
            return replace(note, onset=time(note.onset), duration=time(note.end) - time(note.onset))

        voices = [replace(voice, notes=tuple(map(moved, voice.notes))) for voice in piece.voices]
        return _piece(voices, time(piece.length))

    return treat


def _swung(tick: int) -> int:
    """The first eighth of a quarter twice as long as the second."""
    quarter, rest = divmod(tick, QUARTER)
    return quarter * QUARTER + (rest * 4 // 3 if rest <= EIGHTH else 2 * QUARTER // 3 + (rest - EIGHTH) * 2 // 3)


def _in_three(tick: int) -> int:
    """Two quarters as a half note and a quarter."""
    pair, rest = divmod(tick, 2 * QUARTER)
    return pair * 3 * QUARTER + (2 * rest if rest <= QUARTER else rest + QUARTER)


def _mixed(*own: int) -> Treatment:
    """Those voices of the copied piece, the others of the strange one."""

    def treat(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
        length = min(piece.length, strange.length)
        parts = [cut(each, 0, length) for each in (piece, strange)]
        return _piece([parts[place not in own].voices[place] for place in range(4)], length)

    return treat


def _bass_in_octaves(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    *upper, bass = piece.voices
    doubled = sorted([*bass.notes, *(replace(note, pitch=note.pitch - 12) for note in bass.notes)])
    return replace(piece, voices=(*upper, replace(bass, notes=tuple(doubled))))


def _one_in_eight_changed(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    def changed(note: Note) -> Note:
        step = int(rng.choice([-3, -2, -1, 1, 2, 3]))
        return replace(note, pitch=note.pitch + step) if rng.random() < 1 / 8 else note

    return replace(piece, voices=tuple(replace(v, notes=tuple(map(changed, v.notes))) for v in piece.voices))


def _ornamented(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    """Passing notes in thirds and neighbors between repeated notes, wherever a voice moves in quarters."""

    def adorned(note: Note, following: Note) -> list[Note]:
        leap = following.pitch - note.pitch
        if note.duration != QUARTER or note.end != following.onset or leap not in (-4, -3, 0, 3, 4):
            return [note]
        step = 2 if leap >= 0 else -2
        short = replace(note, duration=EIGHTH)
        return [short, replace(short, onset=note.onset + EIGHTH, pitch=note.pitch + step, fermata=False)]

    def voice(each: Voice) -> Voice:
        made = [new for pair in zip(each.notes, each.notes[1:], strict=False) for new in adorned(*pair)]
        return replace(each, notes=(*made, *each.notes[-1:]))

    return replace(piece, voices=tuple(map(voice, piece.voices)))


def _inverted(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    """The soprano an octave lower as tenor, the tenor an octave higher as soprano."""
    soprano, alto, tenor, bass = (voice.notes for voice in piece.voices)
    lower = tuple(replace(note, pitch=note.pitch - 12) for note in soprano)
    higher = tuple(replace(note, pitch=note.pitch + 12) for note in tenor)
    return _with_notes(piece, [higher, alto, lower, bass])


def _permuted(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    """The voices in another order; nothing sounds different."""
    return replace(piece, voices=(piece.voices[3], *piece.voices[:3]))


def _only(bars: int) -> Treatment:
    """So many bars from the third on, a semitone higher, between two bars and four of the strange piece."""

    def treat(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
        copied = cut(piece, piece.pickup + 2 * BAR, bars * BAR)
        before = cut(strange, strange.pickup, 2 * BAR)
        after = cut(strange, strange.pickup + 2 * BAR, 4 * BAR)
        return joined(before, transpose(copied, 1), after)

    return treat


def joined(*parts: Piece) -> Piece:
    """Pieces of four voices, one after the other, in bars of four quarters from the start."""
    lines: list[list[Note]] = [[], [], [], []]
    start = 0
    for part in parts:
        for line, voice in zip(lines, part.voices, strict=True):
            line += [replace(note, onset=note.onset + start) for note in voice.notes]
        start += part.length
    return _piece([Voice(name, tuple(line)) for name, line in zip("SATB", lines, strict=True)], start)


def _retrograde(piece: Piece, strange: Piece, rng: np.random.Generator) -> Piece:
    """From the end to the beginning."""
    return _with_notes(
        piece,
        [
            tuple(sorted(replace(note, onset=piece.length - note.end, fermata=False) for note in voice.notes))
            for voice in piece.voices
        ],
    )


def _then(first: Treatment, second: Treatment) -> Treatment:
    """One way after the other."""
    return lambda piece, strange, rng: second(first(piece, strange, rng), strange, rng)


def _with_notes(piece: Piece, lines: Sequence[tuple[Note, ...]]) -> Piece:
    voices = [replace(voice, notes=notes) for voice, notes in zip(piece.voices, lines, strict=True)]
    return _piece(voices, piece.length)


def _piece(voices: Sequence[Voice], length: int) -> Piece:
    """Bars of four quarters from the start: where the copied ones were is not said."""
    return Piece(tuple(voices), length, meters=COMMON_TIME)


TREATMENTS: dict[str, Treatment] = {
    "verbatim": lambda piece, strange, rng: piece,
    "a third lower": lambda piece, strange, rng: transpose(piece, -3),
    "twice as slow": _timed(lambda tick: 2 * tick),
    "twice as fast": _timed(lambda tick: tick // 2),
    "swung": _timed(_swung),
    "in 3/4, by lengthening": _timed(_in_three),
    "a beat later": _timed(lambda tick: tick + QUARTER),
    "soprano over new voices": _mixed(0),
    "three voices under a new soprano": _mixed(1, 2, 3),
    "bass in octaves": _bass_in_octaves,
    "soprano as tenor, tenor as soprano": _inverted,
    "voices in another order": _permuted,
    "passing notes added": _ornamented,
    "one note in eight changed": _one_in_eight_changed,
    "four bars only": _only(4),
    "two bars only": _only(2),
    "backwards": _retrograde,
    "four bars only, twice as fast": _then(_only(4), _timed(lambda tick: tick // 2)),
    "passing notes added, twice as slow": _then(_ornamented, _timed(lambda tick: 2 * tick)),
    "soprano over new voices, passing notes added": _then(_mixed(0), _ornamented),
}

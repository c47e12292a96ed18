"""Stretches of pieces: an opening that is given to a model and not heard, and the bars that follow it, which are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evaluation.pairs.measuring import longest_silence
from generators.counts import counted
from generators.encodings import Encoding
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece, bar_spans, cut, follows_on, meter_at, seconds
from generators.sampling.piece_prompts import PiecePrompt, piece_prompt

SHORTEST, LONGEST = 8, 40  # seconds: what listeners can judge, and can bear
HELD = TICKS_PER_QUARTER  # ticks for which a note of the opening may not sound on
UNKNOWN = 0.02  # share of the steps heard that an encoding may leave out because it has no token for them


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bars of a piece as an encoding has them, in the key that it moves the piece to."""

    given: PiecePrompt  # the opening
    human: Piece  # what follows, from tick 0 on
    changes: tuple[str, ...] = ()  # what both sides lose to the encoding, for people

    def heard(self, piece: Piece) -> Piece:
        """The same ticks of another piece that begins with the opening, from tick 0 on, and what begins in them.

        It goes at the human's tempi, and under its metre and keys.
        """
        return _as_written(_heard(piece, self.given.piece.length, self.human.length), self.human)


def stretch_of(piece: Piece, encoding: Encoding, opening: int, bars: int, context: int | None = None) -> Stretch:
    """The piece's first `opening` bars and its pickup, and the next `bars`.

    context: the most tokens that the model can look back on. Raises InputError, in words that name no piece, if the
    stretch cannot be used: what is heard must be whole bars of one metre on the encoding's grid, must last 8 to 40
    seconds, must not be the piece's end, which would give it away, must have notes in every voice and no silence longer
    than a bar, and must be in the encoding's vocabulary. Only notes that begin in it are heard, as the opening that is
    given ends all others; so none may be held on for a quarter note.
    """
    piece = encoding.prepare(piece)
    step = encoding.alphabet.step_ticks
    spans = [span for span in bar_spans(piece) if span[1] <= piece.length][: opening + bars + 1]
    if len(spans) < opening + bars + 1:
        raise InputError("too short")
    start, end, beyond = spans[opening][0], spans[opening + bars][0], spans[-1][1]
    length = end - start
    if any(0 < meter.onset < beyond for meter in piece.meters):
        raise InputError("its metre changes")
    if any(until - begin != meter_at(piece, 0).bar for begin, until in spans):
        raise InputError("its bars differ in length")
    if not follows_on(piece, 0, beyond):
        raise InputError("a first ending runs on into a second one")
    if any(begin % step for begin, _ in spans):
        raise InputError("its bars do not fit the grid")
    if not SHORTEST <= seconds(piece, start, end) <= LONGEST:
        raise InputError(f"not {SHORTEST} to {LONGEST} seconds long")
    begun = cut(piece, 0, beyond)
    human = _human(begun, encoding, start, length)
    given = piece_prompt(begun, encoding, opening)
    if context is not None and len(given.tokens) > context:
        raise InputError("its opening is longer than the model's context")
    return Stretch(given, human, tuple(_lost(cut(begun, start, length), human)))


def _human(piece: Piece, encoding: Encoding, start: int, length: int) -> Piece:
    """What is heard of the piece. Raises InputError as `stretch_of`."""
    quantized = encoding.quantize(piece)
    notes = [note for voice in quantized.voices for note in voice.notes]
    if all(note.onset >= start for note in notes):
        raise InputError("nothing is played in its opening")
    if any(note.onset < start and note.end >= start + HELD for note in notes):
        raise InputError("a note of its opening is held")
    if _unknown(piece, encoding, start, length) > UNKNOWN:
        raise InputError("steps that the encoding does not know")
    long = replace(quantized, length=max(piece.length, quantized.length))  # a note may be rounded to begin at the end
    whole = replace(_as_written(long, piece), title=piece.title)
    human = _heard(whole, start, length)
    if not all(voice.notes for voice in human.voices):
        raise InputError("a voice of it rests throughout")
    if longest_silence(human) > human.meters[0].bar:
        raise InputError("a bar of it is silent")
    return human


def _as_written(piece: Piece, like: Piece) -> Piece:
    """A piece under the tempi, metres, bars and keys of another."""
    return replace(
        piece,
        keys=like.keys,
        tempos=like.tempos,
        meters=like.meters,
        pickup=like.pickup,
        measures=like.measures,
        breaks=like.breaks,
    )


def _lost(before: Piece, after: Piece) -> Iterator[str]:
    """What of a piece's sound an encoding has no place for, so that neither side has it."""
    struck, kept = ({note.velocity for voice in piece.voices for note in voice.notes} for piece in (before, after))
    if len(struck) > 1 and len(kept) == 1:
        yield f"dynamics left out: {counted(len(struck), 'velocity', 'velocities')} are one"
    strokes, left = (sum(len(voice.pedals) for voice in piece.voices) for piece in (before, after))
    if strokes and not left:
        yield f"{counted(strokes, 'stroke')} of the pedal left out"
    played, known = ({each.number for voice in piece.voices for each in voice.programs} for piece in (before, after))
    if played and not known:
        yield f"{counted(len(played), 'instrument')} left out: {', '.join(map(str, sorted(played)))} in General MIDI"


def _heard(piece: Piece, start: int, length: int) -> Piece:
    """The piece from tick `start` on, `length` ticks long, without notes that began before."""
    voices = tuple(
        replace(voice, notes=tuple(note for note in voice.notes if note.onset >= start)) for voice in piece.voices
    )
    return cut(replace(piece, voices=voices), start, length)


def _unknown(piece: Piece, encoding: Encoding, start: int, length: int) -> float:
    """The share of steps from tick `start` on for which the encoding has no token that stands in music."""
    alphabet, tokens = encoding.alphabet, encoding.encode(piece)
    first, last = start // alphabet.step_ticks, (start + length) // alphabet.step_ticks
    placed = zip(tokens, alphabet.places(tokens).tolist(), strict=True)
    unknown = [place for token, place in placed if token in alphabet.never and first <= place < last]
    return len(unknown) / (last - first)

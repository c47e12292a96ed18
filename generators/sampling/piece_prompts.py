"""Whole bars of a piece, as a model is given them: on its grid, and in the key that its encoding wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generators.encodings import Encoding
from generators.encodings.alphabet import Alphabet
from generators.encodings.roll import folded
from generators.errors import InputError
from generators.keys import semitones_between
from generators.pieces import Piece, bar_spans, cut, meter_at


@dataclass(frozen=True, slots=True)
class PiecePrompt:
    """What a model is to go on from, or to answer."""

    piece: Piece  # the bars, whole, in their own key
    tokens: tuple[int, ...]
    steps: int  # of time that go by in them
    moved: int  # semitones from the piece's key to that of the tokens

    def in_its_key(self, made: Piece) -> Piece:
        """A piece made from the tokens in this one's keys and tempi; what leaves MIDI's pitches moves by an octave."""
        voices = tuple(
            replace(
                voice, notes=tuple(sorted(replace(note, pitch=self._moved_back(note.pitch)) for note in voice.notes))
            )
            for voice in made.voices
        )
        return replace(made, voices=voices, keys=self.piece.keys, tempos=self.piece.tempos)

    def _moved_back(self, pitch: int) -> int:
        return folded(pitch - self.moved, 0, 127)


def piece_prompt(
    piece: Piece, encoding: Encoding, number: int | None = None, context: int | None = None
) -> PiecePrompt:
    """The first `number` bars of a piece and its pickup, or all of it; its last bar is filled up with silence.

    context: the most tokens that the model can look back on. Raises InputError if the piece has fewer bars, if bars
    and the encoding's grid do not agree, if the encoding cannot carry the piece, or if it is longer than the context.
    """
    alphabet = encoding.alphabet
    whole = _whole_bars(piece, number, alphabet.step_ticks)
    steps = whole.length // alphabet.step_ticks
    prepared = encoding.prepare(whole)
    tokens = _filled(alphabet, encoding.encode(prepared), steps)
    if context is not None and len(tokens) > context:
        raise InputError(
            f"{_name(piece)} is a prompt of {len(tokens)} tokens, the model's context has {context}: give fewer bars"
        )
    return PiecePrompt(whole, tokens, steps, semitones_between(whole, prepared))


def _whole_bars(piece: Piece, number: int | None, step: int) -> Piece:
    """The bars; what is left of a step beyond the last one is no bar more."""
    length = (piece.length + step // 2) // step * step
    spans = [span for span in bar_spans(piece) if span[0] < length] or [(0, piece.meters[0].bar)]
    edges = [spans[0][0], *(end for _, end in spans)]
    if number is not None and number >= len(edges):
        raise InputError(f"{_name(piece)} has {len(edges) - 1} bars, fewer than {number}")
    end = edges[-1 if number is None else number]
    if end % step:
        meter = meter_at(piece, spans[-1][0])
        raise InputError(
            f"{_name(piece)}: bars of {meter.numerator}/{meter.denominator} do not fit a grid of {step} ticks"
        )
    return cut(replace(piece, length=max(piece.length, end)), 0, end)


def _filled(alphabet: Alphabet, tokens: Sequence[int], steps: int) -> tuple[int, ...]:
    """The tokens without END, ending exactly after so many steps."""
    placed = zip(tokens, alphabet.places(tokens).tolist(), strict=True)
    kept = [token for token, place in placed if place < steps and token != alphabet.end]
    if alphabet.waits:
        while kept and kept[-1] in alphabet.waits:
            kept.pop()
        while left := steps - alphabet.steps(kept):
            kept.append(alphabet.waits[min(left, len(alphabet.waits)) - 1])
    return tuple(kept)


def _name(piece: Piece) -> str:
    return piece.source or piece.title or "the piece"

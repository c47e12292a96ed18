"""Losses of tokens → nats per token, per frame, per note and per onset, with their intervals.

A piece's loss is -ln p(piece) by the chain rule: every token given all those before it, from the empty state, nothing
told that is a function of what is to be predicted. The first frame is charged, and so are fermatas, ties and
delimiters where the encoding writes them. Only START is free, being the same for every piece; the first token of an
encoding without START is charged ln V, for nothing predicts it. END is charged per token, as in training, and stands
apart from frames, notes and onsets, which say nothing of where a piece ends.

- token: all but START, END included. Not comparable between encodings.
- frame: a sixteenth of an encoding by sixteenths.
- note: a voice of a frame, sounding or resting, held or struck: a quarter of a chorale's, and the unit of published
  figures for Jsb16thSeparated.
- onset: a note that begins in the piece that the tokens stand for (`decode`), in any voice. Every encoding has it.

All are micro averages: sums over all pieces, one divided by the other. Intervals are 95 % percentile intervals of
2,000 bootstrap resamples of whole pieces (B. Efron and R. Tibshirani, An introduction to the bootstrap, 1993), of five
pieces at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.statistics.means import FEWEST, PERCENTILES
from generators.encodings import Encoding
from generators.encodings.encoding import END, START
from generators.errors import InputError

RESAMPLES = 2_000
Losses = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PieceLoss:
    """What one piece costs, in nats, and how much of everything it holds."""

    nats: dict[str, float]  # by part, END among them where the encoding has it
    tokens: int  # without START
    frames: int | None
    notes: int | None  # of all voices of the frames
    onsets: int

    @property
    def music(self) -> float:
        """The nats of all parts but END."""
        return sum(nats for part, nats in self.nats.items() if part != END)

    def rates(self) -> dict[str, float | None]:
        """Nats per token, END included, and per frame, note and onset; None for what it has none of."""
        every = self.music + self.nats.get(END, 0.0)
        pairs = {
            "token": (every, self.tokens),
            "frame": (self.music, self.frames),
            "note": (self.music, self.notes),
            "onset": (self.music, self.onsets),
        }
        return {unit: nats / count if count else None for unit, (nats, count) in pairs.items()}


@dataclass(frozen=True, slots=True)
class Rate:
    """Nats per something, over all pieces together."""

    nats: float
    low: float | None  # of the 95 % interval; None below FEWEST pieces
    high: float | None
    count: int  # of what it is per


@dataclass(frozen=True, slots=True)
class Likelihood:
    pieces: int
    token: Rate
    frame: Rate | None  # None for encodings that are not by sixteenths
    note: Rate | None
    onset: Rate
    mean_of_pieces: float  # nats per note, else per token, of each piece: their plain mean
    parts: dict[str, float]  # nats per frame, or per token, of each part but END: they sum to the whole
    end: float | None  # nats per piece


def piece_loss(encoding: Encoding, sequence: NDArray[np.int64], losses: Losses) -> PieceLoss:
    """Sort the losses of a piece's tokens by what the tokens say.

    sequence: (T,) token ids; losses: (T - 1,) nats, of each token after the first. Raises InputError for a loss that is
    not a finite number.
    """
    if not np.isfinite(losses).all():
        raise InputError("the model gives losses that are not finite numbers")
    parts = encoding.roles(sequence.tolist())
    frames = encoding.alphabet.steps(sequence.tolist()) if encoding.voices else None
    first = 0.0 if parts[0] == START else float(np.log(len(encoding.vocabulary)))
    nats: dict[str, float] = {}
    for part, loss in zip(parts, [first, *losses.tolist()], strict=True):
        if part != START:
            nats[part] = nats.get(part, 0.0) + loss
    return PieceLoss(
        nats=nats,
        tokens=len(parts) - parts.count(START),
        frames=frames,
        notes=frames and frames * len(encoding.voices),
        onsets=sum(len(voice.notes) for voice in encoding.decode(sequence.tolist()).voices),
    )


def measure(pieces: Sequence[PieceLoss], seed: int = 1) -> Likelihood:
    """The figures over all pieces. Raises InputError for no pieces."""
    if not pieces:
        raise InputError("no pieces to predict")
    drawn = np.random.default_rng(seed).integers(len(pieces), size=(RESAMPLES, len(pieces)))
    music = np.array([piece.music for piece in pieces])
    ends = np.array([piece.nats.get(END, 0.0) for piece in pieces])
    tokens = np.array([piece.tokens for piece in pieces])
    frames = np.array([piece.frames for piece in pieces if piece.frames is not None])
    notes = np.array([piece.notes for piece in pieces if piece.notes is not None])
    units = notes if len(frames) else tokens
    parts = dict.fromkeys((part for piece in pieces for part in piece.nats if part != END), 0.0)
    for part in parts:
        total = sum(piece.nats.get(part, 0.0) for piece in pieces)
        parts[part] = total / float(frames.sum() if len(frames) else tokens.sum())
    return Likelihood(
        pieces=len(pieces),
        token=_rate(music + ends, tokens, drawn),
        frame=_rate(music, frames, drawn) if len(frames) else None,
        note=_rate(music, notes, drawn) if len(frames) else None,
        onset=_rate(music, np.array([piece.onsets for piece in pieces]), drawn),
        mean_of_pieces=float((music / units).mean()),
        parts=parts,
        end=float(ends.mean()) if any(END in piece.nats for piece in pieces) else None,
    )


def _rate(nats: Losses, counts: NDArray[np.int64], drawn: NDArray[np.int64]) -> Rate:
    if not counts.sum():
        raise InputError("the pieces hold no notes to predict")
    rate, total = float(nats.sum() / counts.sum()), int(counts.sum())
    if len(counts) < FEWEST:
        return Rate(rate, None, None, total)
    totals = np.maximum(counts[drawn].sum(axis=1), 1)
    low, high = np.percentile(nats[drawn].sum(axis=1) / totals, PERCENTILES).tolist()
    return Rate(rate, low, high, total)

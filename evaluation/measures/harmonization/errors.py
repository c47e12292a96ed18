"""How often a model's harmonization differs from Bach's: BachBot's token and frame error.

Source: F. Liang, BachBot (MPhil thesis, 2016), chapter 6: a token error is a note token (pitch and whether it is held)
that is not Bach's, a frame error a sixteenth in which any written voice's token is not. Several harmonizations of a
tune are right, so an error is no mistake; the figure is for comparison on like terms only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.errors import InputError
from generators.pieces import Piece
from generators.sampling.harmonize import Task, harmonize
from generators.sampling.tokens import GREEDY

BATCH = 36
# (token error, frame error) on at most 30 files, from the thesis' notebook "Harmonization Results".
BACHBOT = {
    "S": (0.532, 0.532),
    "A": (0.442, 0.442),
    "T": (0.235, 0.235),
    "B": (0.241, 0.241),
    "AT": (0.686, 0.787),
    "ATB": (0.718, 0.878),
}


@dataclass(frozen=True, slots=True)
class HarmonizationError:
    variant: str
    token_error: float  # share of written tokens, 0 to 1
    frame_error: float  # share of sixteenths, 0 to 1
    frames: int
    pieces: int


def harmonization_error(
    engines: Engines, encoding: Encoding, pieces: Sequence[Piece], variant: str
) -> HarmonizationError:
    """Greedy harmonizations of the pieces held against them, all frames together. Raises InputError for no pieces."""
    if not pieces:
        raise InputError("no pieces to harmonize")
    wrong = []
    for start in range(0, len(pieces), BATCH):
        prepared = [encoding.prepare(piece) for piece in pieces[start : start + BATCH]]
        made = harmonize(engines, encoding, [Task(piece, variant, 0) for piece in prepared], GREEDY)
        for bach, generated in zip(prepared, made, strict=True):
            tokens = encoding.encode(bach)
            differ, roles = np.array(tokens) != np.array(generated.tokens), np.array(encoding.roles(tokens))
            wrong.append(np.stack([differ[roles == voice] for voice in variant], axis=1))
    stacked = np.concatenate(wrong)  # (frames, written voices)
    return HarmonizationError(
        variant, float(stacked.mean()), float(stacked.any(axis=1).mean()), len(stacked), len(pieces)
    )

"""The JSB benchmark: Boulanger-Lewandowski's split of Bach's chorales, as published in Jsb16thSeparated.json.

Source: N. Boulanger-Lewandowski et al., ICML 2012; the file: github.com/czhuang/JSB-Chorales-dataset. It names no
pieces and no licence, so it is read from where the user keeps it and is no part of this project.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generators.corpora.chorales.splits import PARTS
from generators.errors import InputError

Pitches = NDArray[np.int64]  # (frames, 4) MIDI pitches in the order S A T B, -1 for a rest


def read_jsb(path: Path) -> dict[str, list[Pitches]]:
    """The pieces of the parts train, valid and test. Raises InputError if the file is missing or something else."""
    try:
        record = json.loads(path.read_bytes())
        parts = {part: [np.array(piece, dtype=np.int64) for piece in record[part]] for part in PARTS}
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is not Jsb16thSeparated.json: {error!r}") from None
    if not parts["train"]:
        raise InputError(f"{path} is not Jsb16thSeparated.json: no pieces to learn from")
    for pieces in parts.values():
        for piece in pieces:
            if piece.ndim != 2 or piece.shape[1] != 4 or piece.min() < -1 or piece.max() > 127:
                raise InputError(f"{path} is not Jsb16thSeparated.json: a piece is not four pitches a sixteenth")
    return parts


def voice_ranges(pieces: Sequence[Pitches]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and the highest pitch of each voice over the pieces: two arrays of shape (4,)."""
    frames = np.concatenate(pieces)
    return np.where(frames < 0, 127, frames).min(axis=0), frames.max(axis=0)


def transpositions(pieces: Sequence[Pitches]) -> list[Pitches]:
    """Every piece in every key in which each voice keeps to its range over all pieces, the piece's own key included."""
    lowest, highest = voice_ranges(pieces)
    made = []
    for piece in pieces:
        low, high = voice_ranges([piece])
        for steps in range(int((lowest - low).max()), int((highest - high).min()) + 1):
            made.append(np.where(piece < 0, piece, piece + steps))
    return made

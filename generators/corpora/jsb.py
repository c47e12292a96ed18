"""The JSB benchmark: Boulanger-Lewandowski's split of Bach's chorales, as published in Jsb16thSeparated.json.

Source: N. Boulanger-Lewandowski et al., ICML 2012; the file: github.com/czhuang/JSB-Chorales-dataset. It names no
pieces and no licence, so it is read from where the user keeps it and is no part of this project.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generators.corpora.corpus import PARTS, TRAIN, Corpus, Tokens
from generators.encodings import Encoding
from generators.encodings.sixteenths import SixteenthsEncoding, piece_of, tokens_of
from generators.errors import InputError
from generators.pieces import Piece

Pitches = NDArray[np.int64]  # (frames, 4) MIDI pitches in the order S A T B, -1 for a rest


@dataclass(frozen=True, kw_only=True, eq=False)
class Jsb(Corpus):
    """The file's pieces, called by their part and their place in it, from 1.

    They know pitches by sixteenths alone, not which note is struck again and where a phrase ends, so that they are had
    in the encoding of sixteenths only. Training pieces are learned in every key that keeps the voices in their ranges.
    """

    parts: Mapping[str, Mapping[str, Pitches]]

    def pieces(self, part: str) -> Mapping[str, Piece]:
        return {name: piece_of(pitches) for name, pitches in self.parts[part].items()}

    def tokens(self, part: str, encoding: Encoding) -> Mapping[str, Tokens]:
        self.fitted(encoding)
        pieces = transpositions(self.parts[part]) if part == TRAIN else self.parts[part]
        return {name: np.array(tokens_of(pitches)) for name, pitches in pieces.items()}


def read_jsb(path: Path) -> Jsb:
    """The corpus in a file. Raises InputError if the file is missing or something else."""
    try:
        data = path.read_bytes()
        record = json.loads(data)
        parts = {part: [np.array(piece, dtype=np.int64) for piece in record[part]] for part in PARTS}
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is not Jsb16thSeparated.json: {error!r}") from None
    if not parts[TRAIN]:
        raise InputError(f"{path} is not Jsb16thSeparated.json: no pieces to learn from")
    for pieces in parts.values():
        for piece in pieces:
            if piece.ndim != 2 or piece.shape[1] != 4 or piece.min() < -1 or piece.max() > 127:
                raise InputError(f"{path} is not Jsb16thSeparated.json: a piece is not four pitches a sixteenth")
    return Jsb(
        name=str(path),
        about=f"{path.name}, pitches of J. S. Bach's chorales by sixteenths; it names no licence",
        licence=None,
        split=f"{path.name}, {hashlib.sha256(data).hexdigest()[:12]}",
        encoding=SixteenthsEncoding(),
        transposed=True,
        parts={
            part: {f"{part}:{number}": piece for number, piece in enumerate(pieces, start=1)}
            for part, pieces in parts.items()
        },
    )


def voice_ranges(pieces: Iterable[Pitches]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and the highest pitch of each voice over the pieces: two arrays of shape (4,)."""
    frames = np.concatenate(list(pieces))
    return np.where(frames < 0, 127, frames).min(axis=0), frames.max(axis=0)


def transpositions(pieces: Mapping[str, Pitches]) -> dict[str, Pitches]:
    """Every piece in every key in which each voice keeps to its range over all pieces, the piece's own key included.

    Copies are called by the semitones that they are moved by: `train:1-2`.
    """
    lowest, highest = voice_ranges(pieces.values())
    made = {}
    for name, piece in pieces.items():
        low, high = voice_ranges([piece])
        for steps in range(int((lowest - low).max()), int((highest - high).min()) + 1):
            made[f"{name}{steps:+d}" if steps else name] = np.where(piece < 0, piece, piece + steps)
    return made

"""Pieces as a model learns them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from generators.encodings import Encoding
from generators.pieces import Piece


def encode_normalized(pieces: Iterable[Piece], encoding: Encoding) -> list[NDArray[np.int64]]:
    """The token ids of each piece, moved to the key that the encoding wants first."""
    return [np.array(encoding.encode(encoding.prepare(piece)), dtype=np.int64) for piece in pieces]

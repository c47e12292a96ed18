"""The chorales as a model learns them: in C major or A minor, encoded."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from generators.encodings.chorale import ChoraleEncoding
from generators.keys import normalize_key
from generators.pieces import Piece


def encode_normalized(pieces: Iterable[Piece], encoding: ChoraleEncoding) -> list[NDArray[np.int64]]:
    """The token ids of each piece, moved to C major or A minor."""
    return [np.array(encoding.encode(normalize_key(piece)[0]), dtype=np.int64) for piece in pieces]

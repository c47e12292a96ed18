"""The music that a model learned from, each piece once."""

from __future__ import annotations

import json
import re

from generators.corpora.prepared.corpus import Prepared, Tokens
from generators.pieces import Piece

TRANSPOSED = re.compile(r"[+-]\d+$")  # what the names of transposed copies end with; those of files have a suffix


def training_pieces(prepared: Prepared) -> dict[str, Piece]:
    """By their files' names, the pieces of the training part as the encoding has them.

    Of transposed copies it is the one in the piece's own key, or the first where copies came out alike.
    """
    shards = sorted((prepared.folder / "train").glob("*.npy"))
    names = [name for shard in shards for name in json.loads(shard.with_suffix(".json").read_text())["names"]]
    chosen: dict[str, Tokens] = {}
    for name, tokens in zip(names, prepared.pieces("train"), strict=True):
        file = TRANSPOSED.sub("", name)
        if name == file or file not in chosen:
            chosen[file] = tokens
    encoding = prepared.encoding
    return {file: encoding.decode(tokens.tolist()) for file, tokens in chosen.items()}

"""A prepared corpus: token arrays on disk, read as they are needed.

Its folder holds `corpus.json` (what it is made of) and for each part, train, valid and test, the shards `NNNNN.npy`,
tokens of whole pieces end to end, with `NNNNN.json` saying where each begins. `vocabulary.json` is there where the
encoding has learned its vocabulary: the settings that it has of that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generators.encodings import Encoding, encoding_from
from generators.errors import InputError

FORMAT = "musical-turing-test corpus 1"
VOCABULARY = "vocabulary.json"
Tokens = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True)
class Prepared:
    """What a prepared folder says of itself."""

    folder: Path
    record: dict[str, Any]  # corpus.json

    @cached_property
    def encoding(self) -> Encoding:
        path = self.folder / VOCABULARY
        settings = self.record["settings"]["encoding"] | (json.loads(path.read_text()) if path.exists() else {})
        return encoding_from(settings)

    @property
    def about(self) -> str:
        """The data and their licence, for a card."""
        return str(self.record["about"])

    @property
    def split(self) -> str:
        """Names the split in a card: the folder it was made from, the seed, and a digest of which file is where."""
        return f"{self.record['name']}, seed {self.record['settings']['seed']}, {self.record['digest']}"

    @property
    def voices(self) -> tuple[str, ...]:
        """Those of each piece that it has, as `only_voices` has them; none if all."""
        return tuple(self.record["settings"].get("voices", ()))

    def pieces(self, part: str) -> list[Tokens]:
        """Token ids of each piece of a part, transposed copies included, as views of memory-mapped files."""
        found: list[Tokens] = []
        for shard in sorted((self.folder / part).glob("*.npy")):
            starts = json.loads(shard.with_suffix(".json").read_text())["starts"]
            tokens = np.load(shard, mmap_mode="r")
            found += [tokens[start:end] for start, end in pairwise(starts)]
        return found


def load_prepared(folder: Path) -> Prepared:
    """A folder that `python -m generators prepare` made. Raises InputError if it is none, or not finished."""
    try:
        record = json.loads((folder / "corpus.json").read_text())
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{folder} is no prepared corpus: make one with `python -m generators prepare`") from None
    except ValueError:
        raise InputError(f"{folder / 'corpus.json'} is damaged") from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise InputError(f"{folder / 'corpus.json'} is not of a prepared corpus")
    return Prepared(folder, record)

"""A prepared corpus: token arrays on disk, read as they are needed.

Its folder holds `corpus.json` (what it is made of) and for each part, train, valid and test, the shards `NNNNN.npy`,
tokens of whole pieces end to end, with `NNNNN.json` saying where each begins. `vocabulary.json` is there where the
encoding has learned its vocabulary: the settings that it has of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from generators.corpora.corpus import TRAIN, Corpus, Tokens
from generators.corpora.prepared.scanning import digest_of_file
from generators.corpora.prepared.voices import only_voices
from generators.encodings import Encoding, encoding_from
from generators.errors import InputError
from generators.files import read_piece
from generators.pieces import Piece

FORMAT = "musical-turing-test corpus 1"
RECORD, VOCABULARY = "corpus.json", "vocabulary.json"
TRANSPOSED = re.compile(r"[+-]\d+$")  # what the name of a transposed copy adds to its file's


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared(Corpus):
    """What lies in a prepared folder, called by the names of the files that it was made of."""

    folder: Path
    encoding: Encoding
    record: dict[str, Any]  # corpus.json

    @property
    def files(self) -> Mapping[str, Mapping[str, str]]:
        """Of each part the names of its files, and the SHA-256 of their bytes."""
        return dict(self.record["files"])

    @property
    def voices(self) -> tuple[str, ...]:
        """Those of each piece that it has, as `only_voices` has them; none if all."""
        return tuple(self.record["settings"].get("voices", ()))

    def pieces(self, part: str) -> Mapping[str, Piece]:
        """As the encoding has them; of transposed copies the one in the piece's own key, or the first."""
        chosen: dict[str, Tokens] = {}
        for name, tokens in self._stored(part):
            file = TRANSPOSED.sub("", name) if part == TRAIN else name
            if name == file or file not in chosen:
                chosen[file] = tokens
        return {file: self.encoding.decode(tokens.tolist()) for file, tokens in chosen.items()}

    def tokens(self, part: str, encoding: Encoding) -> Mapping[str, Tokens]:
        """As views of memory-mapped files."""
        if self.fitted(encoding) != encoding:
            raise InputError(f"{self.name} is kept with another vocabulary than the {encoding.name} asked for")
        return dict(self._stored(part))

    def originals(self, part: str, folder: Path | None) -> Iterator[tuple[str, Piece]]:
        """Raises InputError if there is no folder, or a file in it is not the one that was prepared."""
        if folder is None:
            raise InputError(f"{self.name} keeps tokens alone: name the folder of music that it was prepared from")
        for name, digest in self.files[part].items():
            path = folder / name
            if not path.is_file() or digest_of_file(path) != digest:
                raise InputError(f"{path} is not the file that {self.folder} was prepared from")
            yield name, only_voices(read_piece(path), self.voices)

    def digest(self, part: str, name: str) -> str:
        return self.files[part][name]

    def _stored(self, part: str) -> Iterator[tuple[str, Tokens]]:
        for shard in sorted((self.folder / part).glob("*.npy")):
            places = json.loads(shard.with_suffix(".json").read_text())
            tokens = np.load(shard, mmap_mode="r")
            for name, (start, end) in zip(places["names"], pairwise(places["starts"]), strict=True):
                yield name, tokens[start:end]


def is_prepared(folder: Path) -> bool:
    return (folder / RECORD).is_file()


def load_prepared(folder: Path) -> Prepared:
    """A folder that `python -m generators prepare` made. Raises InputError if it is none, or not finished."""
    try:
        record = json.loads((folder / RECORD).read_text())
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{folder} is no prepared corpus: make one with `python -m generators prepare`") from None
    except ValueError:
        raise InputError(f"{folder / RECORD} is damaged") from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise InputError(f"{folder / RECORD} is not of a prepared corpus")
    settings: dict[str, Any] = record["settings"]
    return Prepared(
        name=str(folder),
        about=record["about"],
        licence=None,
        split=f"{record['name']}, seed {settings['seed']}, {record['digest']}",
        transposed=len(settings["transpositions"]) > 1,
        folder=folder,
        encoding=_encoding(settings["encoding"], folder / VOCABULARY),
        record=record,
    )


def _encoding(settings: dict[str, object], vocabulary: Path) -> Encoding:
    """The encoding of those settings, with the vocabulary that is kept if it has learned one."""
    whole = settings | (json.loads(vocabulary.read_text()) if vocabulary.exists() else {})
    return encoding_from(whole)

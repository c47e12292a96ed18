"""Bach's chorales by one of their splits, as a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generators.corpora.chorales import CHORALES, DEFAULT_SPLIT
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import Split, load_split
from generators.corpora.corpus import TRAIN, Corpus
from generators.encodings import Encoding
from generators.pieces import Piece

LICENCE = "public domain"


@dataclass(frozen=True, kw_only=True, eq=False)
class Chorales(Corpus):
    """The chorales of a split, called by their BWV numbers."""

    numbers: Split

    def pieces(self, part: str) -> Mapping[str, Piece]:
        return {bwv: self._every[bwv] for bwv in self.numbers.part(part)}

    def every(self) -> Mapping[str, Piece]:
        """Also those that the split leaves out, in the order of their numbers."""
        return self._every

    def about_as(self, encoding: Encoding) -> str:
        moved = any(encoding.prepare(piece) != piece for piece in self.pieces(TRAIN).values())
        return f"{self.about}, moved to C major or A minor" if moved else self.about

    @cached_property
    def _every(self) -> dict[str, Piece]:
        return load_chorales()


def open_chorales(split: str = DEFAULT_SPLIT) -> Chorales:
    """The chorales by a stored split. Raises InputError naming those there are."""
    return Chorales(
        name=f"{CHORALES}:{split}",
        about=f"J. S. Bach's four-part chorales in music21's corpus ({LICENCE})",
        licence=LICENCE,
        split=split,
        numbers=load_split(split),
    )

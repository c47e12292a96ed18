"""What is measured: sets of music under their names, and what they are held against."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generators.errors import InputError
from generators.pieces import Piece

if TYPE_CHECKING:
    from evaluation.ngrams.index.index import Index
    from evaluation.sequences.packed import PackedSequences, Tokens

HELD_OUT = "held-out real music"  # what it is called beside the sets
UNNAMED = "candidates"  # the set of music that was given without a name

S = TypeVar("S")
T = TypeVar("T")


class MusicSet(ABC):
    """Some music, as pieces and as tokens; either is made when it is first asked for."""

    @property
    @abstractmethod
    def pieces(self) -> Sequence[tuple[str, Piece]]:
        """Each piece and its name. Raises InputError naming what cannot be read."""

    @property
    @abstractmethod
    def sequences(self) -> Sequence[tuple[str, Tokens]]:
        """The tokens of each piece and its name, in the material's encoding. Raises InputError likewise."""

    @abstractmethod
    def shards(self, window: int | None) -> Iterator[PackedSequences | Index]:
        """The tokens as references, a part that fits into memory after the other, or what was indexed of them.

        window: tokens to which they are cut, overlapping by half. Raises InputError likewise.
        """

    @property
    def corpus(self) -> PackedSequences:
        """All sequences in one array."""
        from evaluation.sequences.packed import pack

        return pack([tokens for _, tokens in self.sequences], [name for name, _ in self.sequences])

    @property
    def machine(self) -> Mapping[str, tuple[str, ...]]:
        """The voices of each piece that a machine wrote, where it is known."""
        return {}


@dataclass(frozen=True, eq=False)
class Files(MusicSet):
    """Music in files and folders."""

    paths: Sequence[Path]
    encoding: str

    @cached_property
    def pieces(self) -> Sequence[tuple[str, Piece]]:
        from generators.files import read_pieces

        return list(read_pieces(self.paths))

    @cached_property
    def sequences(self) -> Sequence[tuple[str, Tokens]]:
        from evaluation.sequences.reading import read_sequences

        return list(read_sequences(self.paths, self.encoding))

    def shards(self, window: int | None) -> Iterator[PackedSequences | Index]:
        from evaluation.ngrams.references import read_references

        return read_references(self.paths, self.encoding, window)


@dataclass(frozen=True, eq=False)
class Item:
    """A piece that has been read."""

    name: str
    piece: Piece
    tokens: Tokens
    machine: tuple[str, ...] = ()  # voices that a machine wrote


@dataclass(frozen=True, eq=False)
class Items(MusicSet):
    """Music that has been read."""

    items: Sequence[Item]

    @property
    def pieces(self) -> Sequence[tuple[str, Piece]]:
        return [(item.name, item.piece) for item in self.items]

    @property
    def sequences(self) -> Sequence[tuple[str, Tokens]]:
        return [(item.name, item.tokens) for item in self.items]

    def shards(self, window: int | None) -> Iterator[PackedSequences]:
        from evaluation.sequences.windows import reference_windows

        return reference_windows([self.corpus], window)

    @property
    def machine(self) -> Mapping[str, tuple[str, ...]]:
        return {item.name: item.machine for item in self.items}


@dataclass(frozen=True, eq=False)
class Material:
    """All that a measure may be given; what it neither requires nor uses is not there."""

    sets: Mapping[str, MusicSet]
    held_out: MusicSet | None = None  # real music that no system learned from
    references: MusicSet | None = None  # what the systems learned from
    encoding: str = ""
    window: int | None = None  # tokens to which sequences are cut
    checkpoint: Path | None = None
    seed: int = 1  # everything drawn comes from it
    lenient: bool = False  # a set that cannot be measured is left out, and said to be
    say: Callable[[str], None] = lambda _: None  # is told how far long work has come

    def each(self, measured: Callable[[MusicSet], T], *, held_out: bool = True) -> tuple[dict[str, T], tuple[str, ...]]:
        """What is measured of every set, held-out music first; and, if lenient, why some cannot be.

        Raises InputError if a set cannot be measured; if lenient, if none can.
        """
        real = {HELD_OUT: self.held_out} if held_out and self.held_out is not None else {}
        found, notes = self.attempt({**real, **self.sets}, measured)
        if self.sets and not found.keys() & self.sets.keys():
            raise InputError("; ".join(dict.fromkeys(notes)))
        return found, notes

    def prefer(self, preferred: Callable[[Material], T], otherwise: Callable[[Material], T]) -> T:
        """What the preferred way says if it takes all sets, else the other way; unless lenient, always the other.

        Raises InputError as the other way does.
        """
        if self.lenient:
            with suppress(InputError):
                return preferred(replace(self, lenient=False))
        return otherwise(self)

    def attempt(self, sets: Mapping[str, S], measured: Callable[[S], T]) -> tuple[dict[str, T], tuple[str, ...]]:
        """As `each`, of whatever there is of the sets, where a result without any of it is still one."""
        found: dict[str, T] = {}
        notes = []
        for name, one in sets.items():
            try:
                found[name] = measured(one)
            except InputError as error:
                if not self.lenient:
                    raise InputError(f"set {name!r}: {error}" if len(sets) > 1 else str(error)) from error
                notes.append(f"{name} is not measured: {error}")
        return found, tuple(notes)

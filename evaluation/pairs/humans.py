"""The chorales that pairs are made of: pieces in four voices of any corpus, and what they are as sides of pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count

from evaluation.pairs.cuts import TEMPO, Ends, quarters
from evaluation.pairs.folder import VOICES, Side, human_side
from generators.corpora.chorales.splits.making import melody_families
from generators.corpora.corpus import Corpus
from generators.encodings import Encoding
from generators.errors import InputError
from generators.pieces import Piece, at_tempo, phrase_ends

LONGEST_STEM = 60  # signs of a file's name
NOT_IN_STEMS = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, eq=False)
class Humans:
    """Chorales by the names that their corpus has for them, each with a title and a source."""

    pieces: Mapping[str, Piece]
    licence: str
    ends: Ends = phrase_ends  # where they and what a model makes of them can be cut

    @cached_property
    def tunes(self) -> Mapping[str, str]:
        """For each chorale a name for its melody: the first chorale of its family."""
        return {name: family[0] for family in melody_families(self.pieces) for name in family}

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """For each chorale its name as `file_stems` has it."""
        return dict(zip(self.pieces, file_stems(self.pieces), strict=True))

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """For each chorale what its own file is called: its title, likewise."""
        return dict(zip(self.pieces, file_stems(piece.title for piece in self.pieces.values()), strict=True))

    def music(self, name: str) -> Piece:
        """A chorale as it is heard."""
        return at_tempo(self.pieces[name], TEMPO)

    def side(self, name: str) -> Side:
        """A chorale as a human's piece."""
        music = self.music(name)
        return human_side(self._files[name], music, music.source, self.licence)


def humans_of(corpus: Corpus, encoding: Encoding, licence: str) -> Humans:
    """All pieces of a corpus. They are cut where phrases end, or at any quarter where the encoding knows of no phrases.

    Raises InputError naming the piece that is not in the voices S, A, T, B.
    """
    pieces = {name: _titled(name, piece, corpus) for name, piece in corpus.every().items()}
    marked = any(phrase_ends(encoding.quantize(piece)) for piece in pieces.values())
    return Humans(pieces, licence, phrase_ends if marked else quarters)


def _titled(name: str, piece: Piece, corpus: Corpus) -> Piece:
    voices = [voice.name for voice in piece.voices]
    if [voice[:1] for voice in voices] != list(VOICES):
        told = f"has the voices {', '.join(map(repr, voices))}" if voices else "has no voices"
        raise InputError(f"{corpus.name}: {name} {told}, not S, A, T, B: ask for continuation=COUNT")
    return replace(piece, title=piece.title or name, source=piece.source or f"{name}, {corpus.about}")


def file_stems(names: Iterable[str]) -> list[str]:
    """For each name one that a file can have, in small letters without spaces; numbered where it would be another's."""
    stems: dict[str, None] = {}
    for name in names:
        stem = NOT_IN_STEMS.sub("-", "".join(name.lower().split()))[:LONGEST_STEM]
        numbered = (f"{stem}-{number}" for number in count(2))
        stems[next(each for each in chain([stem], numbered) if each not in stems)] = None
    return list(stems)

"""What references say about the candidates' n-grams: all that BLEU needs to know of them.

An n-gram of a candidate counts as often as the candidate has it, but no more often than the one reference that has it
most (Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", section 2.1). So a maximum
for each n-gram says it all, and what two shards say merges exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from typing import TypeAlias, cast

import numpy as np

from evaluation.compiling import COMPILED
from evaluation.ngrams import sorting, stream
from evaluation.ngrams.automaton import automaton_of
from evaluation.ngrams.grams import Grams, Nodes
from evaluation.ngrams.index.index import Index
from evaluation.sequences.corpus import Corpus, Tokens, corpus_of
from evaluation.sequences.digest import MODULUS
from evaluation.sequences.parallel import on_all_cores

Reader = stream.Reader | sorting.Reader
References: TypeAlias = Corpus | Index | Iterable[Corpus | Index] | Iterable[Tokens]

SHARD = 4096  # sequences made into a corpus at a time, where they are given one by one


@dataclass(frozen=True, eq=False)
class Evidence:
    """Of some references, about one set of n-grams."""

    most: Nodes  # (nodes,) how often one reference has each n-gram, counted up to its need
    lengths: frozenset[int]  # tokens of a reference
    digest: int  # of the references, see evaluation.sequences.digest
    count: int  # of the references

    def merged(self, other: Evidence) -> Evidence:
        """What both say of the same n-grams together."""
        return Evidence(
            np.maximum(self.most, other.most),
            self.lengths | other.lengths,
            (self.digest + other.digest) % MODULUS,
            self.count + other.count,
        )


def gather(grams: Grams, references: Iterable[Corpus | Index]) -> Evidence:
    """Read the references once, each corpus on all cores, or look them up in an index.

    Without references, no n-gram was ever met. Raises InputError for an index that is damaged.
    """
    new_reader = lru_cache(maxsize=1)(partial(_new_reader, grams))
    readers: dict[int, Reader] = {}  # of each thread
    found = Evidence(np.zeros(grams.nodes, dtype=np.int64), frozenset(), 0, 0)
    for source in references:
        if isinstance(source, Index):
            said = Evidence(source.most_in_one(grams), source.lengths, source.digest, source.count)
        else:
            on_all_cores(_reading(source, grams, readers, new_reader()), source.starts)
            lengths = frozenset(np.unique(source.lengths).tolist())
            said = Evidence(found.most, lengths, source.digest, len(source))  # its n-grams: the readers keep them
        found = found.merged(said)
    return replace(found, most=np.maximum.reduce([found.most, *(reader.most for reader in readers.values())]))


def _reading(
    corpus: Corpus, grams: Grams, readers: dict[int, Reader], new_reader: Callable[[], Reader]
) -> Callable[[int, int, int], None]:
    letters = grams.letters_of(corpus.vocabulary, 1 << 8 * corpus.tokens.dtype.itemsize)

    def read(thread: int, begin: int, end: int) -> None:
        if thread not in readers:
            readers[thread] = new_reader()
        readers[thread].read(corpus, begin, end, letters)

    return read


def _new_reader(grams: Grams) -> Callable[[], Reader]:
    if not COMPILED:
        return partial(sorting.Reader, grams)
    return partial(stream.Reader, grams, automaton_of(grams))


def as_sources(references: References) -> Iterator[Corpus | Index]:
    """A corpus, an index, several of them, or sequences of tokens, as corpora and indexes one after the other."""
    if isinstance(references, Corpus | Index):
        yield references
        return
    rest = iter(references)
    for first in rest:
        if isinstance(first, Corpus | Index):
            yield first
        else:
            yield corpus_of([first, *cast(Iterator[Tokens], islice(rest, SHARD - 1))])

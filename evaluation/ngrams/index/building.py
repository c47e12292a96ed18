"""From references to their index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import COMPILED, compiled
from evaluation.ngrams.index.index import BLOCK, Index
from evaluation.sequences.digest import MODULUS
from evaluation.sequences.packed import PackedSequences
from evaluation.sequences.reading import encoding_of
from generators.errors import InputError

MOST_PLACES = 2**31 - 2  # that 32 bits can number
SPARSE = 8  # places of the text for each code of the longest n-grams that have one


def build_index(references: Iterable[PackedSequences], encoding: str = "tokens", window: int | None = None) -> Index:
    """The index of the references, all together, in memory.

    encoding, window: what made them, which candidates must agree with. Raises InputError if there are no references or
    too many tokens for one index, if there is no such encoding, or where the compiled kernels are not installed.
    """
    if not COMPILED:
        raise InputError("an index needs the compiled kernels: pip install -r requirements/compiled.txt")
    from pydivsufsort import divsufsort

    text, starts, vocabulary, digest = _joined(references)
    base = len(vocabulary) + 1
    depth = _depth(base, len(text))
    most = []
    for n in range(1, depth + 1):
        most.append(np.zeros(base**n, dtype=np.uint32))
        _count_most(text, starts, base, n, most[-1])
    bounds = np.zeros(base**depth + 1, dtype=np.uint32)
    _count_codes(text, base, depth, bounds)
    return Index(
        encoding=encoding,
        window=window,
        vocabulary=vocabulary,
        vocabulary_hash=vocabulary_hash(encoding, vocabulary),
        lengths=frozenset(np.unique(np.diff(starts) - 1).tolist()),
        digest=digest,
        count=len(starts) - 1,
        text=text,
        suffixes=divsufsort(text).astype(np.int32, copy=False),  # long uint16 text: int64
        starts=starts.astype(np.int32),
        references=(np.searchsorted(starts, np.arange(0, len(text), BLOCK), side="right") - 1).astype(np.int32),
        bounds=np.cumsum(bounds, dtype=np.uint32),
        most=tuple(most),
    )


def vocabulary_hash(encoding: str, vocabulary: Sequence[str | int]) -> str:
    """64 bits, in hexadecimal, of the words of an encoding; of the vocabulary itself if its tokens are plain words.

    Packed sequences call the tokens of an encoding by their ids: only the words tell whether they still mean the same.
    """
    named = encoding_of(encoding)
    words = tuple(named.vocabulary if named else vocabulary)
    return hashlib.blake2b(repr(words).encode(), digest_size=8).hexdigest()


def _joined(
    references: Iterable[PackedSequences],
) -> tuple[NDArray[np.integer], NDArray[np.int64], tuple[str | int, ...], int]:
    """All references in one text under one vocabulary, where each begins, the vocabulary and the digest."""
    numbers: dict[str | int, int] = {}
    parts: list[NDArray[np.uint16]] = []
    lengths: list[NDArray[np.int64]] = []
    digest = 0
    for block in references:
        ids = np.array([numbers.setdefault(token, len(numbers)) for token in block.vocabulary], dtype=np.uint16)
        parts.append(ids[block.tokens])
        lengths.append(block.lengths)
        digest = (digest + block.digest) % MODULUS
    if not sum(map(len, lengths)):
        raise InputError("there are no references to index")
    starts = np.cumsum([0, *(np.concatenate(lengths) + 1)], dtype=np.int64)
    if starts[-1] > MOST_PLACES:
        raise InputError(f"{starts[-1]:,} tokens are more than one index holds, {MOST_PLACES:,}: build several")
    text = np.full(starts[-1], len(numbers), dtype=np.uint8 if len(numbers) < 256 else np.uint16)
    inside = np.ones(len(text), dtype=np.bool_)
    inside[starts[1:] - 1] = False
    text[inside] = np.concatenate(parts)
    return text, starts, tuple(numbers), digest


def _depth(base: int, places: int) -> int:
    """Tokens of the longest n-grams that get a code: 1, or as many as leave SPARSE places for each code."""
    depth = 1
    while base > 1 and base ** (depth + 1) * SPARSE <= places:
        depth += 1
    return depth


@compiled
def _count_most(
    text: NDArray[np.integer], starts: NDArray[np.int64], base: int, n: int, most: NDArray[np.uint32]
) -> None:
    """How often one reference has each n-gram, by its code."""
    counts = np.zeros(len(most), dtype=np.uint32)
    high = base ** (n - 1)
    for reference in range(len(starts) - 1):
        begin, end = starts[reference], starts[reference + 1] - 1
        for sign in (1, 0):  # count, then clear what was counted
            code = 0
            for place in range(begin, end):
                code = (code % high) * base + text[place]
                if place < begin + n - 1:
                    continue
                counts[code] = counts[code] + np.uint32(1) if sign else np.uint32(0)
                most[code] = max(most[code], counts[code])


@compiled
def _count_codes(text: NDArray[np.integer], base: int, depth: int, counts: NDArray[np.uint32]) -> None:
    """How many places begin with each code, an entry further; beyond the text's end stands the greatest id."""
    high = base ** (depth - 1)
    code = 0
    for step in range(len(text) + depth - 1):
        code = (code % high) * base + (text[step] if step < len(text) else base - 1)
        if step >= depth - 1:
            counts[code + 1] += 1

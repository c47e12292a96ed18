"""A number that tells two reference sets apart, whatever the order of their sequences.

The fingerprint of a sequence is a polynomial over the hashes of its tokens' names (Karp and Rabin 1987, "Efficient
randomized pattern-matching algorithms"), modulo 2^64; a set is the sum of its sequences' fingerprints, so that shards
add up. It says that two sets are the same ones with all but certainty; it is no protection against forgery.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled, pays
from evaluation.sequences.parallel import on_all_cores

BASE = 0x9E3779B97F4A7C17  # odd, so that no position loses bits
MODULUS = 1 << 64
MANY = 1 << 24  # tokens: as many as numpy takes in while numba loads
BLOCK = 1 << 20  # tokens that the numpy way takes at a time

Hashes = NDArray[np.uint64]


def digest_of(tokens: NDArray[np.integer], starts: NDArray[np.int64], vocabulary: Sequence[str | int]) -> int:
    """The digest, 0 … 2^64 - 1, of sequences of ids laid end to end: a sum over sequences, so shards add modulo 2^64.

    tokens: (n,) ids; starts: (sequences + 1,) where each begins and the last ends; vocabulary: what each id is called.
    Equal for equal sequences under any numbering of the tokens; 1 and "1" are different names.
    """
    names = name_hashes(tuple(vocabulary))
    fingerprints = _polynomials if pays(len(tokens), MANY) else _polynomials_by_numpy

    def part(_: int, begin: int, end: int) -> int:
        own = starts[begin : end + 1]
        lengths = np.diff(own).astype(np.uint64)
        return int(_mixed(fingerprints(tokens, own, names) ^ _mixed(lengths + np.uint64(1))).sum(dtype=np.uint64))

    return sum(on_all_cores(part, starts)) % MODULUS


@lru_cache(maxsize=8)
def name_hashes(vocabulary: tuple[str | int, ...]) -> Hashes:
    """(len(vocabulary),): 64 bits of the BLAKE2b of each token's name."""
    digests = b"".join(hashlib.blake2b(repr(name).encode(), digest_size=8).digest() for name in vocabulary)
    hashes = np.frombuffer(digests, dtype="<u8").astype(np.uint64)
    hashes.flags.writeable = False
    return hashes


def _mixed(numbers: Hashes) -> Hashes:
    """Numbers whose every bit depends on every bit (the finalizer of SplitMix64, Steele et al. 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@compiled
def _polynomials(tokens: NDArray[np.integer], starts: NDArray[np.int64], names: Hashes) -> Hashes:
    """(sequences,): the sum of name * BASE^(tokens that follow), four at a time to keep the multiplier busy."""
    sums = np.zeros(len(starts) - 1, dtype=np.uint64)
    first = np.uint64(BASE)
    second, third, fourth = first * first, first * first * first, first * first * first * first
    one, two, three, four = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4)
    for sequence in range(len(sums)):
        total = np.uint64(0)
        place, end = np.uint64(starts[sequence]), np.uint64(starts[sequence + 1])  # unsigned spares a check of signs
        while place + four <= end:
            pair = names[tokens[place]] * third + names[tokens[place + one]] * second
            other = names[tokens[place + two]] * first + names[tokens[place + three]]
            total = total * fourth + (pair + other)
            place += four
        while place < end:
            total = total * first + names[tokens[place]]
            place += one
        sums[sequence] = total
    return sums


def _polynomials_by_numpy(tokens: NDArray[np.integer], starts: NDArray[np.int64], names: Hashes) -> Hashes:
    """As `_polynomials`, a block of tokens at a time."""
    sums = np.zeros(len(starts) - 1, dtype=np.uint64)
    powers = np.ones(BLOCK + 1, dtype=np.uint64)
    np.multiply.accumulate(np.full(BLOCK, BASE, dtype=np.uint64), out=powers[1:])
    for begin in range(int(starts[0]), int(starts[-1]), BLOCK):
        end = min(begin + BLOCK, int(starts[-1]))
        first = int(np.searchsorted(starts, begin, side="right")) - 1
        last = int(np.searchsorted(starts, end, side="left"))
        edges = np.clip(starts[first : last + 1], begin, end)
        follow = np.repeat(edges[1:], np.diff(edges)) - np.arange(begin, end) - 1
        terms = np.concatenate([names[tokens[begin:end]] * powers[follow], np.zeros(1, dtype=np.uint64)])
        running = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(terms, dtype=np.uint64)])
        sums[first:last] = sums[first:last] * powers[np.diff(edges)] + np.diff(running[edges - begin])
    return sums

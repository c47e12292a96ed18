"""Lines of words into ids: what stands between spaces gets a number, exactly, at the speed of the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled, pays
from evaluation.sequences.packed import MOST_TOKENS

MANY = 1 << 20  # letters: as many as Python splits while numba loads
SLOTS = 1 << 17  # of the table of words: twice as many as there may be words
DONE, EMPTY, UNKNOWN, FULL = range(4)  # how the reading of lines ended


@dataclass(frozen=True, eq=False)
class TokenizedLines:
    """The lines of a text up to the first that is at fault, if one is."""

    ids: NDArray[np.uint16]  # of all words; places in `words`
    starts: NDArray[np.int64]  # (lines + 1,)
    words: tuple[bytes, ...]  # those known before, then those met for the first time
    fault: int  # DONE; or the next line is EMPTY, has a word that is UNKNOWN, or one more than MOST_TOKENS (FULL)
    word: bytes  # that is at fault


def tokenize(text: bytes, known: Sequence[bytes], grows: bool) -> TokenizedLines:
    """The words of each line of a text; unless `grows`, only known ones may occur.

    Lines end with a line feed; words are separated by ASCII white space.
    """
    return (_by_compiled if pays(len(text), MANY) else _by_python)(text, known, grows)


def _by_python(text: bytes, known: Sequence[bytes], grows: bool) -> TokenizedLines:
    ids = {word: number for number, word in enumerate(known)}
    found: list[int] = []
    starts = [0]
    lines = text.split(b"\n")
    fault, culprit = DONE, b""
    for line in lines if lines[-1] else lines[:-1]:
        words = line.split()
        for word in words:
            if word not in ids and (not grows or len(ids) == MOST_TOKENS):
                fault, culprit = FULL if grows else UNKNOWN, word
                break
            found.append(ids.setdefault(word, len(ids)))
        if not words:
            fault = EMPTY
        if fault != DONE:
            break
        starts.append(len(found))
    return TokenizedLines(
        np.array(found[: starts[-1]], dtype=np.uint16), np.array(starts, dtype=np.int64), tuple(ids), fault, culprit
    )


def _by_compiled(text: bytes, known: Sequence[bytes], grows: bool) -> TokenizedLines:
    pool = np.empty(sum(map(len, known)) + len(text), dtype=np.uint8)
    edges = np.zeros(MOST_TOKENS + 1, dtype=np.int64)  # of the words in the pool
    np.cumsum([len(word) for word in known], out=edges[1 : len(known) + 1])
    pool[: edges[len(known)]] = np.frombuffer(b"".join(known), dtype=np.uint8)
    ids = np.empty(len(text) // 2 + 1, dtype=np.uint16)
    starts = np.zeros(text.count(b"\n") + 2, dtype=np.int64)
    letters = np.frombuffer(text, dtype=np.uint8)
    words, lines, fault, begin, end = _read(letters, pool, edges, len(known), grows, ids, starts)
    spelled = pool[: edges[words]].tobytes()
    vocabulary = tuple(spelled[edges[word] : edges[word + 1]] for word in range(words))
    starts = starts[: lines + 1]
    return TokenizedLines(ids[: starts[-1]].copy(), starts, vocabulary, fault, text[begin:end])


@compiled
def _read(
    text: NDArray[np.uint8],
    pool: NDArray[np.uint8],
    edges: NDArray[np.int64],
    known: int,
    grows: bool,
    ids: NDArray[np.uint16],
    starts: NDArray[np.int64],
) -> tuple[int, int, int, int, int]:
    """Number of words, number of lines before the fault, the fault, and where the word at fault begins and ends."""
    table = np.zeros(SLOTS, dtype=np.uint32)  # the word in each slot, plus 1
    keys = np.zeros(MOST_TOKENS, dtype=np.uint64)
    for word in range(known):
        keys[word] = _key(pool, edges[word], edges[word + 1])
        table[_slot(table, keys, pool, edges, keys[word], pool, edges[word], edges[word + 1])] = word + 1
    words, count, lines, place = known, 0, 0, 0
    while place < len(text):
        letter = text[place]
        if letter == 10:
            if count == starts[lines]:
                return words, lines, EMPTY, 0, 0
            lines += 1
            starts[lines] = count
        elif not _is_space(letter):
            begin, key = place, np.uint64(0)
            while place < len(text) and not _is_space(text[place]):
                key = _next_key(key, text[place])
                place += 1
            slot = _slot(table, keys, pool, edges, key, text, begin, place)
            if table[slot] == 0:
                if not grows or words == MOST_TOKENS:
                    return words, lines, FULL if grows else UNKNOWN, begin, place
                pool[edges[words] : edges[words] + place - begin] = text[begin:place]
                edges[words + 1] = edges[words] + place - begin
                keys[words] = key
                words += 1
                table[slot] = words
            ids[count] = table[slot] - 1
            count += 1
            continue
        place += 1
    if text.size and text[-1] != 10:
        if count == starts[lines]:
            return words, lines, EMPTY, 0, 0
        lines += 1
        starts[lines] = count
    return words, lines, DONE, 0, 0


@compiled
def _is_space(letter: np.uint8) -> bool | np.bool_:
    return letter == 32 or (9 <= letter <= 13)


@compiled
def _next_key(key: np.uint64, letter: np.uint8) -> np.uint64:
    """The letter turned in at the end: of up to eight letters, the key is the word."""
    return ((key << np.uint64(8)) | (key >> np.uint64(56))) ^ np.uint64(letter)


@compiled
def _key(text: NDArray[np.uint8], begin: int, end: int) -> np.uint64:
    key = np.uint64(0)
    for place in range(begin, end):
        key = _next_key(key, text[place])
    return key


@compiled
def _slot(
    table: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    pool: NDArray[np.uint8],
    edges: NDArray[np.int64],
    key: np.uint64,
    text: NDArray[np.uint8],
    begin: int,
    end: int,
) -> np.int64:
    """Where the word text[begin:end] is in the table, or would be put."""
    slot = np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(47))
    while table[slot]:
        word = table[slot] - 1
        first = edges[word]
        if keys[word] == key and edges[word + 1] - first == end - begin:
            same = True
            if end - begin > 8:
                for place in range(end - begin):
                    same &= pool[first + place] == text[begin + place]
            if same:
                break
        slot = (slot + 1) & (SLOTS - 1)
    return slot

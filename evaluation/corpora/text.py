"""Token text files: a sequence a line, its tokens between spaces. Read in blocks, on all cores, however large."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from os import fstat
from pathlib import Path
from typing import BinaryIO

from evaluation.corpora.corpus import MOST_TOKENS, Corpus, narrow
from evaluation.corpora.parallel import cores
from evaluation.corpora.places import Places
from evaluation.corpora.progress import ReadingProgress
from evaluation.corpora.unchanged import opened
from evaluation.corpora.words import DONE, EMPTY, FULL, Lines, lines_of
from generators.encodings import Encoding
from generators.errors import InputError

BLOCK = 1 << 23  # bytes of a file that are read at a time and become one corpus, up to whole lines


def read_text(path: Path, encoding: Encoding | None) -> Iterator[Corpus]:
    """The lines of a file, a corpus a block; not more blocks are in memory than there are cores, and two.

    Without an encoding a token is any word, with one a word of its vocabulary. A sequence is called `FILE:LINE`.
    Raises InputError naming file and line: if a line has no tokens or an unknown one, if there are more than 65,535
    distinct ones in a block, if the file is not UTF-8, cannot be read, or is changed meanwhile.
    """
    words = tuple(word.encode() for word in encoding.vocabulary) if encoding else ()
    lines, offset = 0, 0
    with opened(path) as file:
        progress = ReadingProgress(str(path), fstat(file.fileno()).st_size)
        for parsed in _parsed(file, words, grows=encoding is None):
            _check(path, lines, offset, parsed, encoding)
            lines += len(parsed.lines.starts) - 1
            offset += parsed.size
            progress.advance(parsed.size)
            yield _corpus(path, lines, parsed.lines, encoding)
        progress.finish()


@dataclass(frozen=True, slots=True)
class _Parsed:
    lines: Lines
    size: int  # bytes
    wrong: int | None  # the first byte that is not UTF-8


def _parsed(file: BinaryIO, known: Sequence[bytes], grows: bool) -> Iterator[_Parsed]:
    """The blocks of a file in their order, parsed in other threads; words of the first are known to all."""
    waiting: deque[Future[_Parsed]] = deque()
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for number, block in enumerate(_blocks(file)):
                if number == 0:
                    first = _parse(block, known, grows)
                    known = first.lines.words
                    yield first
                    continue
                waiting.append(pool.submit(_parse, block, known, grows))
                if len(waiting) > cores():
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end where a line ends."""
    rest: list[bytes] = []
    while block := file.read(BLOCK):
        cut = block.rfind(b"\n") + 1
        if cut:
            yield b"".join([*rest, block[:cut]])
            rest = []
        rest.append(block[cut:])
    if any(rest):
        yield b"".join(rest)


def _parse(block: bytes, known: Sequence[bytes], grows: bool) -> _Parsed:
    wrong = None
    if not block.isascii():
        try:
            block.decode()
        except UnicodeDecodeError as error:
            wrong = error.start
    return _Parsed(lines_of(block if wrong is None else b"", known, grows), len(block), wrong)


def _check(path: Path, lines: int, offset: int, parsed: _Parsed, encoding: Encoding | None) -> None:
    """Raise InputError if a block, after so many lines and bytes of its file, has a fault."""
    if parsed.wrong is not None:
        raise InputError(f"{path} is no text: byte {offset + parsed.wrong} is not UTF-8")
    if parsed.lines.fault == DONE:
        return
    line = f"{path}, line {lines + len(parsed.lines.starts)}"
    if parsed.lines.fault == EMPTY:
        raise InputError(f"{line}: no tokens")
    word = parsed.lines.word.decode()
    if parsed.lines.fault == FULL:
        raise InputError(f"{line}: with {word!r} there are more than {MOST_TOKENS:,} distinct tokens")
    size, name = (len(encoding.vocabulary), encoding.name) if encoding else (0, "")
    raise InputError(f"{line}: {word!r} is not one of the {size} tokens of {name}")


def _corpus(path: Path, last: int, lines: Lines, encoding: Encoding | None) -> Corpus:
    """The corpus of lines of which the last is number `last` in the file."""
    count = len(lines.starts) - 1
    vocabulary: tuple[str | int, ...]
    vocabulary = tuple(range(len(lines.words))) if encoding else tuple(word.decode() for word in lines.words)
    return Corpus(narrow(lines.ids, len(vocabulary)), lines.starts, vocabulary, Places(path, last - count + 1, count))

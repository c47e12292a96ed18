"""Token text files: a sequence a line, its tokens between spaces. Read in blocks, on all cores, however large."""

from __future__ import annotations

import gzip
import unicodedata
import zlib
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from os import fstat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from evaluation.sequences.numbered_names import NumberedNames
from evaluation.sequences.packed import MOST_TOKENS, PackedSequences, narrow
from evaluation.sequences.parallel import cores
from evaluation.sequences.tokenization import DONE, EMPTY, FULL, TokenizedLines, tokenize
from evaluation.sequences.unchanged import open_unchanged
from generators.errors import InputError
from generators.progress import ReadingProgress

if TYPE_CHECKING:
    from generators.encodings import Encoding

BLOCK = 1 << 23  # bytes of a file that are read at a time, up to whole lines
GZIP = b"\x1f\x8b"  # what a file compressed by gzip begins with
WHITE = "\t\n\v\f\r "
CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in WHITE)
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # Unicode's categories of controls, formats and spaces


def read_text(path: Path, encoding: Encoding | None) -> Iterator[PackedSequences]:
    """The lines of a file, a block after the other; not more of them are in memory than there are cores, and two.

    Without an encoding a token is any word, with one a word of its vocabulary. A sequence is called `FILE:LINE`.
    Lines end with LF, CRLF or CR; a byte order mark and blank lines at the end are no part of the text; what gzip
    compressed is read as it was before. Raises InputError naming file and line: if a line has no tokens, an unknown
    one, or a character that is not seen and so would make two tokens of one; if there are more than 65,535 distinct
    ones in a block; if the file is not UTF-8, cannot be read, or is changed meanwhile.
    """
    words = tuple(word.encode() for word in encoding.vocabulary) if encoding else ()
    lines = 0
    with open_unchanged(path) as file:
        text, total = cast(BufferedReader, file), fstat(file.fileno()).st_size
        if text.peek(len(GZIP)).startswith(GZIP):
            text, total = BufferedReader(gzip.GzipFile(fileobj=file)), 0
        progress = ReadingProgress(str(path), total)
        try:
            for parsed in _parsed(_blocks(text, progress), words, grows=encoding is None):
                _check(path, lines, parsed, encoding)
                lines += len(parsed.lines.starts) - 1
                yield _packed(path, lines, parsed.lines, encoding)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{path}, after line {lines}: what gzip compressed is damaged: {error}") from error
        progress.finish()


@dataclass(frozen=True, slots=True)
class _Parsed:
    lines: TokenizedLines
    fault: str  # of the text itself, on the line after those; empty if there is none


def _parsed(blocks: Iterator[bytes], known: Sequence[bytes], grows: bool) -> Iterator[_Parsed]:
    """The blocks of a file in their order, parsed in other threads; words of the first are known to all."""
    waiting: deque[Future[_Parsed]] = deque()
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for number, block in enumerate(blocks):
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


def _blocks(file: BufferedReader, progress: ReadingProgress) -> Iterator[bytes]:
    """The text in pieces that end where a line ends, all line ends as LF, without blank lines at its end."""
    if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
        file.read(len(BOM_UTF8))
    rest: list[bytes] = []
    begun = False
    while data := file.read(BLOCK):
        progress.step(len(data))
        cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1  # a CR at the very end may be half of a CRLF
        rest.append(data[:cut])
        if cut:
            text = _with_lf(rest)
            body = text.rstrip()
            blank = text[len(body) :]
            if body:
                begun = True
                yield body
                blank = blank.partition(b"\n")[2]
            rest = [blank]
        rest.append(data[cut:])
    text = _with_lf(rest)
    if text.strip() or (text and not begun):
        yield text.rstrip() or text


def _with_lf(parts: Sequence[bytes]) -> bytes:
    return b"".join(parts).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _parse(block: bytes, known: Sequence[bytes], grows: bool) -> _Parsed:
    """The lines of a block, up to the first with a character that may not be in it."""
    place, fault = _fault(block)
    sound = block if not fault else block[: block.rfind(b"\n", 0, place) + 1]
    return _Parsed(tokenize(sound, known, grows), fault)


def _fault(block: bytes) -> tuple[int, str]:
    """The first byte that is not text, and what is wrong with it."""
    try:
        text = block.decode()
    except UnicodeDecodeError as error:
        return error.start, "not UTF-8"
    if block.isascii() and len(block.translate(None, CONTROLS)) == len(block):
        return 0, ""
    unseen = {sign for sign in set(text) if sign not in WHITE and unicodedata.category(sign) in UNSEEN}
    if not unseen:
        return 0, ""
    place, sign = min((text.index(sign), sign) for sign in unseen)
    return len(text[:place].encode()), f"the character U+{ord(sign):04X} is not seen, and no part of a token"


def _check(path: Path, lines: int, parsed: _Parsed, encoding: Encoding | None) -> None:
    """Raise InputError if a block, after so many lines of its file, has a fault."""
    line = f"{path}, line {lines + len(parsed.lines.starts)}"
    if parsed.lines.fault == EMPTY:
        raise InputError(f"{line}: no tokens")
    if parsed.lines.fault == DONE:
        if parsed.fault:
            raise InputError(f"{line}: {parsed.fault}")
        return
    word = parsed.lines.word.decode()
    if parsed.lines.fault == FULL:
        raise InputError(f"{line}: with {word!r} there are more than {MOST_TOKENS:,} distinct tokens")
    size, name = (len(encoding.vocabulary), encoding.name) if encoding else (0, "")
    raise InputError(f"{line}: {word!r} is not one of the {size} tokens of {name}")


def _packed(path: Path, last: int, lines: TokenizedLines, encoding: Encoding | None) -> PackedSequences:
    """The lines of which the last is number `last` in the file."""
    count = len(lines.starts) - 1
    vocabulary: tuple[str | int, ...]
    vocabulary = tuple(range(len(lines.words))) if encoding else tuple(word.decode() for word in lines.words)
    return PackedSequences(
        narrow(lines.ids, len(vocabulary)), lines.starts, vocabulary, NumberedNames(f"{path}:", last - count + 1, count)
    )

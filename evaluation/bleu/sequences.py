"""Token sequences from files: a line of a token file each, or a piece of MIDI or MusicXML each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evaluation.bleu.ngrams import Tokens
from generators.encodings import ENCODINGS, Encoding
from generators.errors import InputError
from generators.files import READERS, music_files, read_piece

PLAIN = "tokens"  # instead of an encoding: a token is whatever stands between spaces


def read_sequences(paths: Iterable[Path], encoding: str = PLAIN) -> Iterator[tuple[str, Tokens]]:
    """A name (`FILE:LINE` or `FILE`) and the tokens of each sequence, read one after the other.

    A folder stands for the music files in it and below, in the order of their names; music is moved to the key that
    the encoding wants. With `encoding="tokens"` a token is any word, with a named encoding one of its vocabulary.
    Raises InputError naming file and line if anything cannot be read, an empty line included.
    """
    chosen = _encoding(encoding)
    for path in paths:
        if path.is_dir():
            yield from _pieces(path, chosen)
        elif path.suffix.lower() in READERS:
            yield _piece(path, chosen)
        else:
            yield from _lines(path, chosen)


def _encoding(name: str) -> Encoding | None:
    if name == PLAIN:
        return None
    if name not in ENCODINGS:
        raise InputError(f"no encoding {name!r}: there are {', '.join([PLAIN, *ENCODINGS])}")
    return ENCODINGS[name]()


def _pieces(folder: Path, encoding: Encoding | None) -> Iterator[tuple[str, Tokens]]:
    paths = list(music_files(folder))
    if not paths:
        raise InputError(f"{folder} holds no MIDI or MusicXML: no file ends in {', '.join(READERS)}")
    for path in paths:
        yield _piece(path, encoding)


def _piece(path: Path, encoding: Encoding | None) -> tuple[str, Tokens]:
    if encoding is None:
        raise InputError(f"{path} is music: name the encoding to read it through: {', '.join(ENCODINGS)}")
    piece = read_piece(path)
    try:
        return str(path), encoding.encode(encoding.prepare(piece))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _lines(path: Path, encoding: Encoding | None) -> Iterator[tuple[str, Tokens]]:
    ids = {word: number for number, word in enumerate(encoding.vocabulary)} if encoding else {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        words = line.split()
        if not words:
            raise InputError(f"{path}, line {number}: no tokens")
        if encoding is None:
            yield f"{path}:{number}", words
            continue
        unknown = next((word for word in words if word not in ids), None)
        if unknown is not None:
            raise InputError(
                f"{path}, line {number}: {unknown!r} is not one of the {len(ids)} tokens of {encoding.name}"
            )
        yield f"{path}:{number}", [ids[word] for word in words]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no text: byte {error.start} is not UTF-8") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error

"""Names of voices from the bytes of track names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LONGEST = 40  # signs
NOT_WESTERN = frozenset(range(0x80, 0xA0))  # bytes that are no letters in Western text, and begin most in Shift-JIS


def text_of(data: bytes) -> str:
    """The text that bytes most likely are: UTF-8, Shift-JIS (as Japanese programs write it), or Latin-1."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if NOT_WESTERN & set(data):
        try:
            return data.decode("cp932")
        except UnicodeDecodeError:
            return ""
    return data.decode("latin-1")


def voice_names(voices: Iterable[tuple[bytes, bool]]) -> Iterator[str]:
    """A name for each voice, of a track's name and whether it is drums: its own where it is printable and not taken."""
    taken: set[str] = set()
    for number, (data, drums) in enumerate(voices, 1):
        own = "".join(character for character in text_of(data) if character.isprintable()).strip()[:LONGEST]
        name = own or ("drums" if drums else f"track {number}")
        if name in taken:
            name = f"{name} ({number})"
        taken.add(name)
        yield name

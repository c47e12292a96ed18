"""The chunks of a MIDI file: its header, and its tracks wherever they lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generators.errors import InputError
from generators.files.guards import Limits
from generators.files.midi.events import Track, read_track
from generators.pieces import TICKS_PER_QUARTER

HEADER, TRACK = b"MThd", b"MTrk"
SMPTE_QUARTERS = 2  # a second: what is counted in seconds is read as 120 quarters a minute
FRAMES = {24: Fraction(24), 25: Fraction(25), 29: Fraction(30_000, 1001), 30: Fraction(30)}  # a second, by their code


@dataclass(frozen=True, slots=True)
class File:
    """A MIDI file's tracks."""

    tracks: tuple[Track, ...]
    scale: Fraction  # our ticks, 480 a quarter, in one of its own
    timed: bool  # it counts seconds (SMPTE), not quarters
    relengthened: int  # tracks that do not end where their length says


def is_midi(head: bytes) -> bool:
    """Whether bytes begin as a MIDI file does, bare or in a RIFF file (.rmi); 12 of them tell."""
    return head.startswith(HEADER) or (head.startswith(b"RIFF") and head[8:12] == b"RMID")


def read_chunks(data: bytes, limits: Limits) -> File:
    """Header and tracks. Chunks of other kinds, and what follows the last one, are passed over.

    Raises InputError for what is not MIDI, for pieces one after the other (format 2), for damage, and beyond the
    limits.
    """
    at = _begin(data)
    size = int.from_bytes(data[at + 4 : at + 8], "big")
    if size < 6 or len(data) < at + 14:
        raise InputError("a damaged MIDI file: its header is cut off")
    kind, count = (int.from_bytes(data[place : place + 2], "big") for place in (at + 8, at + 10))
    if kind == 2 and count > 1:
        raise InputError(f"MIDI of format 2, {count} separate pieces: save each in a file of its own")
    scale, timed = _scale(data[at + 12 : at + 14])
    tracks, relengthened = _tracks(data, at + 8 + size, limits)
    if len(tracks) < count:
        raise InputError(f"a damaged MIDI file: it stops after {len(data):,} bytes, before its end")
    return File(tuple(tracks), scale, timed, relengthened)


def _begin(data: bytes) -> int:
    """Where the header is. Raises InputError if there is none."""
    if data.startswith(HEADER):
        return 0
    at = 12
    while is_midi(data[:12]) and at + 8 <= len(data):
        if data[at : at + 4] == b"data" and data[at + 8 : at + 12] == HEADER:
            return at + 8
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2  # chunks of RIFF begin at even places
    raise InputError("not a MIDI file: it does not begin with a MIDI header")


def _scale(division: bytes) -> tuple[Fraction, bool]:
    number = int.from_bytes(division, "big")
    if number < 0x8000:
        if not number:
            raise InputError("a damaged MIDI file: 0 ticks a quarter")
        return Fraction(TICKS_PER_QUARTER, number), False
    frames, ticks = 256 - division[0], division[1]
    if frames not in FRAMES or not ticks:
        raise InputError(f"a damaged MIDI file: SMPTE time of {frames} frames a second and {ticks} ticks a frame")
    return SMPTE_QUARTERS * TICKS_PER_QUARTER / (FRAMES[frames] * ticks), True


def _tracks(data: bytes, at: int, limits: Limits) -> tuple[list[Track], int]:
    """The tracks from a place on, and how many of them do not end where they say."""
    tracks: list[Track] = []
    relengthened = notes = 0
    while at + 8 <= len(data):
        end = at + 8 + int.from_bytes(data[at + 4 : at + 8], "big")
        if data[at : at + 4] == TRACK:
            if len(tracks) == limits.tracks:
                raise InputError(f"more than {limits.tracks:,} tracks")
            track = read_track(data, at + 8, end, limits.notes - notes)
            tracks.append(track)
            notes += len(track.strikes) // 2
            if _is_wrong(end, track.position, data):
                relengthened += 1
                end = track.position
        at = end
    return tracks, relengthened


def _is_wrong(end: int, read: int, data: bytes) -> bool:
    """Whether a track that was read up to a place does not end where its length says."""
    swallows = data[read : read + 4] == TRACK != data[end : end + 4] and read != end
    return read > end or end > len(data) or swallows

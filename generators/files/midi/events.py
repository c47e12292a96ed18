"""The events of one track, sorted by what they are about.

Source: Standard MIDI Files 1.0 (RP-001) and MIDI 1.0, chapters on running status and channel mode messages. Files are
read as sequencers read them: running status goes on over meta events and system exclusive messages, and a data byte
above 127 spoils the file only where it concerns a note.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from generators.errors import InputError

NOTE_OFF, NOTE_ON, KEY_PRESSURE, CONTROLLER, PROGRAM, CHANNEL_PRESSURE, PITCH_BEND, SYSTEM = range(0x80, 0x100, 0x10)
META, SYSEX, SYSEX_GOES_ON = 0xFF, 0xF0, 0xF7
SYSTEM_BYTES = {0xF1: 1, 0xF2: 2, 0xF3: 1}  # data bytes of the system messages that have some
TEXT, NAME, LYRIC, PORT, END, TEMPO, METER, KEY = 0x01, 0x03, 0x05, 0x21, 0x2F, 0x51, 0x58, 0x59
DAMPER = 64
RESET = 121  # all controllers, so that the pedal is up
SILENCES = frozenset((120, *range(123, 128)))  # all sound off, all notes off, and the modes that end all notes, too
BANKS = (0, 32)
NO_BEND = 64  # upper seven bits of a pitch wheel at rest
HEARD = {  # controllers that change what is heard, by what a person calls them, and where they are before
    1: ("modulation", 0),
    7: ("volume", 100),
    10: ("panning", 64),
    11: ("volume", 127),
    66: ("sostenuto pedal", 0),
    67: ("soft pedal", 0),
}
LONGEST_NUMBER = 4  # bytes of a variable-length quantity
TAG, KARAOKE = b"@", b"@K"  # texts of a karaoke file that are not sung, and the one that says that it is one

Strike = tuple[int, int, int, int]  # tick, status, pitch, velocity (0: released); a controller of SILENCES: pitch 0


@dataclass(slots=True)
class Track:
    """What stands in a track. Times are the file's own ticks, from its beginning."""

    strikes: list[Strike] = field(default_factory=list)
    programs: list[tuple[int, int, int]] = field(default_factory=list)  # tick, channel, number
    pedals: list[tuple[int, int, bool]] = field(default_factory=list)  # tick, channel, whether it goes down
    tempos: list[tuple[int, int]] = field(default_factory=list)  # tick, microseconds a quarter
    meters: list[tuple[int, int, int]] = field(default_factory=list)  # tick, numerator, power of two
    keys: list[tuple[int, int, int]] = field(default_factory=list)  # tick, sharps, 1 for minor
    left_out: Counter[str] = field(default_factory=Counter)  # what is heard, or sung, and not kept
    texts: int = 0
    karaoke: bool = False  # its texts are what is sung
    name: bytes = b""
    port: int = 0
    ticks: int = 0  # its length
    ended: bool = False  # by its end mark
    position: int = 0  # of the byte after it


def read_track(data: bytes, start: int, end: int, most: int) -> Track:
    """The track whose events lie in the bytes from `start` to `end`, at most `most` notes.

    Without an end mark before `end`, where the next chunk or nothing follows, it ends there; else it goes on to its
    mark. Raises InputError naming the byte where its events cannot be followed, and for too many notes.
    """
    track = Track()
    try:
        _read(track, data, start, end, most)
    except IndexError:
        if end < len(data):
            raise _damage(end, "a track that ends within an event") from None
        raise InputError(f"a damaged MIDI file: it stops after {len(data):,} bytes, before its end") from None
    return track


def _read(track: Track, data: bytes, at: int, end: int, most: int) -> None:
    tick = status = 0
    strikes = track.strikes
    strike = strikes.append
    size = len(data)
    while True:
        if at >= end:
            if at == end and (at == size or data[at : at + 4] == b"MTrk"):
                break
            if at >= size or data[end : end + 4] == b"MTrk":
                raise IndexError
            end = size  # its length is wrong
        began = at
        byte = data[at]
        at += 1
        if byte < 128:
            tick += byte
        else:
            wait = byte & 127
            while byte > 127:
                if at - began == LONGEST_NUMBER:
                    raise _damage(began, "a time of more than four bytes")
                byte = data[at]
                at += 1
                wait = wait << 7 | byte & 127
            tick += wait
        byte = data[at]
        if byte > 127:
            at += 1
            if byte >= SYSTEM:
                if byte == META:
                    kind = data[at]
                    length, at = _number(data, at + 1)
                    if at + length > size:
                        raise IndexError
                    if kind == END:
                        track.ended = True
                        at += length
                        break
                    _meta(track, tick, kind, data[at : at + length])
                    at += length
                elif byte in (SYSEX, SYSEX_GOES_ON):
                    length, at = _number(data, at)
                    at += length
                else:
                    at += SYSTEM_BYTES.get(byte, 0)
                continue
            status = byte
        elif not status:
            raise _damage(began, "data before the first status byte")
        if status < KEY_PRESSURE:
            pitch, velocity = data[at], data[at + 1]
            at += 2
            if (pitch | velocity) > 127:
                raise _damage(began, f"a note of pitch {pitch} and velocity {velocity}")
            strike((tick, status, pitch, velocity if status >= NOTE_ON else 0))
            if len(strikes) > 2 * most:
                _check(len(strikes), 2 * most, "beginnings and ends of notes")
        elif status < PROGRAM and status >= CONTROLLER:
            number, value = data[at], data[at + 1]
            at += 2
            if number in SILENCES:
                strike((tick, status, 0, 0))
            elif number in (DAMPER, RESET):
                track.pedals.append((tick, status & 15, number == DAMPER and value >= DAMPER))
                _check(len(track.pedals), most, "movements of the pedal")
            elif number in HEARD:
                name, before = HEARD[number]
                track.left_out[name] += value != before
            elif number in BANKS and value:
                track.left_out["bank"] += 1
        elif status >= PITCH_BEND:
            track.left_out["pitch bend"] += data[at + 1] != NO_BEND or data[at] != 0
            at += 2
        elif status < CONTROLLER:
            track.left_out["aftertouch"] += 1
            data[at + 1]
            at += 2
        elif status < CHANNEL_PRESSURE:
            if data[at] < 128:
                track.programs.append((tick, status & 15, data[at]))
            else:
                track.left_out["unknown program"] += 1
            at += 1
        else:
            track.left_out["aftertouch"] += 1
            data[at]
            at += 1
    track.ticks, track.position = tick, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """The variable-length quantity at a place, and the place after it."""
    began, value = at, 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at
        if at - began == LONGEST_NUMBER:
            raise _damage(began, "a length of more than four bytes")


def _damage(place: int, what: str) -> InputError:
    return InputError(f"a damaged MIDI file: {what}, at byte {place:,}")


def _check(count: int, most: int, what: str) -> None:
    if count > most:
        raise InputError(f"more than {most:,} {what}")


def _meta(track: Track, tick: int, kind: int, data: bytes) -> None:
    """A meta event; one that is shorter than it must be says nothing."""
    if kind == TEMPO and len(data) >= 3:
        track.tempos.append((tick, int.from_bytes(data[:3], "big")))
    elif kind == METER and len(data) >= 2:
        track.meters.append((tick, data[0], data[1]))
    elif kind == KEY and len(data) >= 2:
        track.keys.append((tick, int.from_bytes(data[:1], "big", signed=True), data[1]))
    elif kind == NAME and not track.name:
        track.name = data
    elif kind == PORT and data:
        track.port = data[0]
    elif kind == LYRIC:
        track.left_out["syllable of lyrics"] += 1
    elif kind == TEXT:
        track.texts += not data.startswith(TAG)
        track.karaoke = track.karaoke or data.startswith(KARAOKE)

"""Writing MIDI files: format 1, 480 ticks a quarter, a track for each voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from generators.errors import InputError
from generators.files.midi.events import DAMPER, NOTE_OFF
from generators.files.midi.signatures import microseconds_of
from generators.pieces import TICKS_PER_QUARTER, Meter, Piece, Tempo, Voice

DRUMS = 9
PITCHED = tuple(channel for channel in range(16) if channel != DRUMS)
MODES = ("major", "minor")  # in the order of their numbers
LONGEST_TEMPO = 2**24  # microseconds a quarter that are too many for three bytes
LONGEST_WAIT = 2**28  # ticks that are too many for a variable-length quantity
# What stands first of events at one tick
SIGNATURES, SETTINGS, RELEASES, STRIKES = range(4)

Event = tuple[int, int, bytes]  # tick, what it is, bytes


def to_midi(piece: Piece) -> bytes:
    """The piece as a format 1 MIDI file, a track for each voice; the same piece gives the same bytes.

    Each voice has a channel of its own, drums channel 10; of more than 15 the others go to further ports. MIDI has no
    place for fermatas, a pickup, silence after the last note, and measures that metres do not tell: they do not
    survive it. Keys are written if each is major or minor, since MIDI knows no other modes. Two notes of one pitch that
    overlap in one voice come back with their ends in the order of their beginnings. Raises InputError for a tempo below
    3.6 quarters a minute, a metre of more than 255 beats, or a silence of more than 559,240 quarters.
    """
    voices = piece.voices or (Voice("", ()),)
    tracks = [_track(*placed) for placed in _placed(voices)]
    tracks[0] = [*_signatures(piece), *tracks[0]]
    chunks = b"".join(_chunk(sorted(track, key=lambda event: event[:2])) for track in tracks)
    numbers = (1, len(tracks), TICKS_PER_QUARTER)
    return b"MThd\0\0\0\6" + b"".join(number.to_bytes(2, "big") for number in numbers) + chunks


def _placed(voices: Sequence[Voice]) -> Iterator[tuple[Voice, int, int]]:
    """Each voice with its port and channel."""
    pitched, drums = count(), count()
    for voice in voices:
        if voice.drums:
            yield voice, next(drums), DRUMS
        else:
            port, place = divmod(next(pitched), len(PITCHED))
            yield voice, port, PITCHED[place]


def _signatures(piece: Piece) -> Iterator[Event]:
    for meter in piece.meters:
        yield meter.onset, SIGNATURES, _meta(0x58, _meter(meter))
    if all(key.mode in MODES for key in piece.keys):
        for key in piece.keys:
            yield key.onset, SIGNATURES, _meta(0x59, bytes((key.fifths % 256, key.mode == MODES[1])))
    for tempo in piece.tempos:
        yield tempo.onset, SIGNATURES, _meta(0x51, _tempo(tempo))


def _meter(meter: Meter) -> bytes:
    if meter.numerator > 255:
        raise InputError(f"a metre of {meter.numerator}/{meter.denominator} has no place in MIDI: 255 beats at most")
    return bytes((meter.numerator, meter.denominator.bit_length() - 1, 24, 8))


def _tempo(tempo: Tempo) -> bytes:
    microseconds = microseconds_of(tempo.quarters)
    if not 0 < microseconds < LONGEST_TEMPO:
        raise InputError(f"a tempo of {tempo.quarters:g} quarters a minute has no place in MIDI")
    return microseconds.to_bytes(3, "big")


def _track(voice: Voice, port: int, channel: int) -> list[Event]:
    events = [(0, SETTINGS, _meta(0x21, bytes((port,))))] if port else []
    events.append((0, SETTINGS, _meta(0x03, voice.name.encode())))
    events += [(program.onset, SETTINGS, bytes((0xC0 | channel, program.number))) for program in voice.programs]
    for pedal in voice.pedals:
        events.append((pedal.onset, SETTINGS, bytes((0xB0 | channel, DAMPER, 127))))
        events.append((pedal.end, SETTINGS, bytes((0xB0 | channel, DAMPER, 0))))
    for note in voice.notes:
        events.append((note.onset, STRIKES, bytes((0x90 | channel, note.pitch, note.velocity))))
        events.append((note.end, RELEASES, bytes((0x80 | channel, note.pitch, note.velocity))))
    return events


def _meta(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + _number(len(data)) + data


def _chunk(events: Sequence[Event]) -> bytes:
    """A track's chunk. A status that is the one before is not written again (running status)."""
    body = bytearray()
    now = status = 0
    for tick, _, data in events:
        body += _number(tick - now)
        now = tick
        body += data[1:] if data[0] == status else data
        status = data[0] if NOTE_OFF <= data[0] < 0xF0 else 0
    body += b"\x01\xff\x2f\x00"
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def _number(value: int) -> bytes:
    """A variable-length quantity."""
    if value >= LONGEST_WAIT:
        raise InputError(f"a silence of {value:,} ticks has no place in MIDI")
    digits = [value & 127]
    while value := value >> 7:
        digits.append(value & 127 | 128)
    return bytes(reversed(digits))

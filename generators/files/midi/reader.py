"""Reading MIDI files, safely on anybody's bytes.

A voice is what a track plays on a channel; channel 10 is drums. Kept are names, notes with their velocities, programs
(on drums the kit's), the sustain pedal, tempo map, metres and keys. What else would be heard is counted in the piece's
`changes`. A program or pedal that a track does not name itself is that of its channel's other tracks. Time is rounded
to 480 ticks a quarter; a file that counts seconds (SMPTE) is read as 120 quarters a minute. The piece ends with its
last note.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

from generators.counts import counted
from generators.errors import InputError
from generators.files.guards import OWN, STRANGERS, Limits, check_size, read_bytes
from generators.files.midi.chunks import File, read_chunks
from generators.files.midi.events import Track
from generators.files.midi.names import voice_names
from generators.files.midi.pairing import Sounded, notes_of
from generators.files.midi.signatures import STANDARD, Ticks, keys_of, meters_of, tempo_map
from generators.pieces import Note, Pedal, Piece, Program, Tempo, Voice

DRUMS = 9  # channel, from 0
NOUNS = {  # what is left out, by its name in the counts, as one and as many
    "modulation": ("change of modulation", "changes of modulation"),
    "volume": ("change of volume", "changes of volume"),
    "panning": ("change of panning", "changes of panning"),
    "sostenuto pedal": ("movement of the sostenuto pedal", "movements of the sostenuto pedal"),
    "soft pedal": ("movement of the soft pedal", "movements of the soft pedal"),
    "bank": ("change of the bank of programs", "changes of the bank of programs"),
    "syllable of lyrics": ("syllable of lyrics", "syllables of lyrics"),
    "aftertouch": ("message of aftertouch", "messages of aftertouch"),
    "unknown program": ("program that does not exist", "programs that do not exist"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What a track plays on a channel."""

    place: int  # of the track, from 0
    channel: int  # from 0
    notes: list[Sounded]


def read_midi(path: Path, limits: Limits = OWN) -> Piece:
    """The piece in a MIDI file, titled with its name. Raises InputError naming it if it is missing or not usable."""
    data = read_bytes(path, limits)
    try:
        return replace(parse_midi(data, limits), source=path.name, title=path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def parse_midi(data: bytes, limits: Limits = STRANGERS) -> Piece:
    """The piece in a MIDI file's bytes: one voice for each track and channel that has notes, in the file's order.

    Raises InputError for what is not MIDI, for separate pieces in one file (format 2), for damage, beyond the limits,
    and beyond 10-400 quarters a minute on average.
    """
    if len(data) > limits.bytes:
        raise InputError(f"larger than {limits.bytes:,} bytes")
    file = read_chunks(data, limits)
    paired = notes_of(file.tracks)
    parts = [
        Part(place, channel, own.notes[channel]) for place, own in enumerate(paired) for channel in sorted(own.notes)
    ]
    if not parts:
        raise InputError("there are no notes in it")
    ticks = _scaled(file.scale)
    names = voice_names((file.tracks[part.place].name, part.channel == DRUMS) for part in parts)
    sounding = [_notes(part.notes, file.scale) for part in parts]
    length = max(note.end for notes in sounding for note in notes)
    programs = _set(file.tracks, lambda track: track.programs, partial(_programs, ticks=ticks, length=length))
    pedals = _set(file.tracks, lambda track: track.pedals, partial(_pedals, ticks=ticks, length=length))
    keys, senseless = keys_of(file.tracks, ticks, length)
    piece = Piece(
        voices=tuple(
            Voice(
                name,
                notes,
                part.channel == DRUMS,
                programs(part),
                pedals(part),
            )
            for name, notes, part in zip(names, sounding, parts, strict=True)
        ),
        length=length,
        meters=meters_of(file.tracks, ticks, length),
        keys=keys,
        tempos=(Tempo(0, STANDARD),) if file.timed else tempo_map(file.tracks, ticks, length),
        changes=tuple(_changes(file, sum(own.unended for own in paired), senseless)),
    )
    return check_size(piece, limits)


def _scaled(scale: Fraction) -> Ticks:
    """Rounds the file's ticks to ours, halves up."""
    above, below = 2 * scale.numerator, 2 * scale.denominator

    def ticks(time: int) -> int:
        return (time * above + scale.denominator) // below

    return ticks


def _notes(sounded: Sequence[Sounded], scale: Fraction) -> tuple[Note, ...]:
    """The notes at 480 ticks a quarter, sorted; none shorter than one tick."""
    above, half, below = 2 * scale.numerator, scale.denominator, 2 * scale.denominator
    rows = [
        (begin := (onset * above + half) // below, max((end * above + half) // below - begin, 1), pitch, velocity)
        for onset, end, pitch, velocity in sounded
    ]
    rows.sort()
    return tuple([Note(onset, duration, pitch, False, velocity) for onset, duration, pitch, velocity in rows])


def _programs(events: Iterable[tuple[int, int]], ticks: Ticks, length: int) -> tuple[Program, ...]:
    found = {tick: number for time, number in events if (tick := ticks(time)) < length}
    return tuple(Program(tick, number) for tick, number in found.items())


def _pedals(events: Iterable[tuple[int, int]], ticks: Ticks, length: int) -> tuple[Pedal, ...]:
    pedals = []
    down: int | None = None
    for time, goes_down in events:
        tick = ticks(time)
        if not goes_down and down is not None:
            pedals.append(Pedal(down, tick))
        down = None if not goes_down else tick if down is None else down
    if down is not None:
        pedals.append(Pedal(down, max(length, down + 1)))
    return tuple(pedal for pedal in pedals if pedal.onset < min(pedal.end, length))


Settings = list[tuple[int, int, int]] | list[tuple[int, int, bool]]  # tick, channel, value
Made = TypeVar("Made", Program, Pedal)


def _set(
    tracks: Sequence[Track],
    named: Callable[[Track], Settings],
    made: Callable[[Iterable[tuple[int, int]]], tuple[Made, ...]],
) -> Callable[[Part], tuple[Made, ...]]:
    """For a part what is made of what its track says of its channel, else of what the channel's other tracks say."""
    own: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    common: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, track in enumerate(tracks):
        for time, channel, value in named(track):
            own[place, channel].append((time, value))
            common[track.port, channel].append((time, value))
    of_tracks = {key: made(events) for key, events in own.items()}
    of_channels = {key: made(sorted(events, key=lambda event: event[0])) for key, events in common.items()}

    def of_part(part: Part) -> tuple[Made, ...]:
        port = tracks[part.place].port
        return of_tracks.get((part.place, part.channel)) or of_channels.get((port, part.channel), ())

    return of_part


def _changes(file: File, unended: int, senseless: int) -> Iterator[str]:
    """What is left out or changed, in lines for people."""
    if file.timed:
        yield "it counts seconds (SMPTE), not quarters: read as 120 quarters a minute"
    if file.relengthened:
        yield f"wrong length of {counted(file.relengthened, 'track')}, read to the end mark"
    if unended:
        yield f"{counted(unended, 'note')} never ended: until the next strike or the end of the track"
    left_out = sum((track.left_out for track in file.tracks), Counter[str]())
    if any(track.karaoke for track in file.tracks):
        left_out["syllable of lyrics"] += sum(track.texts for track in file.tracks)
    for name, number in (+left_out).items():
        yield f"{counted(number, *NOUNS.get(name, (name,)))} left out"
    if senseless:
        yield f"{counted(senseless, 'key signature')} beyond seven sharps or flats left out"

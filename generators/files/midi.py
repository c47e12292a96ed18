"""MIDI files: a reader that is safe on anybody's file, and a writer.

MIDI has no place for fermatas, the pickup or silence after the last note; they do not survive it. A tempo that changes
becomes the constant one of the same total length. Pedal events are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from symusic.core import KeySignatureTick, NoteTick, ScoreTick, TempoTick, TimeSignatureTick, TrackTick

from generators.errors import InputError
from generators.files.guards import OWN, STRANGERS, Limits, check_size, read_bytes
from generators.pieces import COMMON_TIME, TICKS_PER_QUARTER, KeySignature, Meter, Note, Piece, Tempo, Voice

MAX_METERS = 1_000
RESOLUTIONS = range(24, 15_361)  # ticks a quarter that files may have
TEMPI = (10, 400)  # quarters a minute, on average over the piece
DEFAULT_TEMPO = 500_000  # microseconds a quarter where a file names none: 120 quarters a minute


def read_midi(path: Path, limits: Limits = OWN) -> Piece:
    """The piece in a MIDI file, titled with its name. Raises InputError naming it if it is missing or not usable."""
    data = read_bytes(path, limits)
    try:
        return replace(parse_midi(data, limits), source=path.name, title=path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def parse_midi(data: bytes, limits: Limits = STRANGERS) -> Piece:
    """The piece in a MIDI file's bytes: one voice for each track and channel that has notes, in the file's order.

    Raises InputError for what is not MIDI, and beyond the limits, 24-15360 ticks a quarter, or 10-400 quarters a minute
    on average.
    """
    _check_header(data, limits)
    try:
        score = ScoreTick.from_midi(data)
    except RuntimeError as error:
        raise InputError(f"a broken MIDI file ({' '.join(str(error).split())})") from error
    tracks = [track for track in score.tracks if len(track.notes)]
    if not tracks:
        raise InputError("there are no notes in it")
    end = max(1, *(note.end for track in tracks for note in track.notes))
    seconds = _seconds(score, end)
    voices = tuple(
        Voice(name, _notes(track.notes, score.ticks_per_quarter), track.is_drum)
        for name, track in zip(_names(tracks), tracks, strict=True)
    )
    piece = Piece(
        voices=voices,
        length=max(note.end for voice in voices for note in voice.notes),
        meters=_meters(score),
        keys=_keys(score),
        tempos=(Tempo(0, round(end / score.ticks_per_quarter * 60 / seconds, 3)),),  # a file counts whole microseconds
    )
    return check_size(piece, limits)


def to_midi(piece: Piece) -> bytes:
    """The piece as a format 1 MIDI file, a track for each voice; the same piece gives the same bytes.

    Two notes of one pitch that overlap in one voice cannot be told apart in MIDI.
    """
    score = ScoreTick(TICKS_PER_QUARTER)
    score.tempos.append(TempoTick(0, mspq=round(60_000_000 / piece.tempo)))
    for meter in piece.meters:
        score.time_signatures.append(TimeSignatureTick(meter.onset, meter.numerator, meter.denominator))
    for key in piece.keys:
        score.key_signatures.append(KeySignatureTick(key.onset, key.fifths, int(key.mode == "minor")))
    for voice in piece.voices:
        track = TrackTick(voice.name, 0, voice.drums)
        for note in voice.notes:
            track.notes.append(NoteTick(note.onset, note.duration, note.pitch, note.velocity))
        score.tracks.append(track)
    return bytes(score.dumps_midi())


def _check_header(data: bytes, limits: Limits) -> None:
    if len(data) > limits.bytes:
        raise InputError(f"larger than {limits.bytes:,} bytes")
    if data[:4] != b"MThd" or len(data) < 14:
        raise InputError("not a MIDI file: it does not begin with a MIDI header")
    tracks, resolution = int.from_bytes(data[10:12], "big"), int.from_bytes(data[12:14], "big")
    if resolution not in RESOLUTIONS:
        raise InputError(f"{resolution} ticks a quarter, not {RESOLUTIONS[0]} to {RESOLUTIONS[-1]}")
    _check_complete(data, tracks)


def _check_complete(data: bytes, tracks: int) -> None:
    """Refuse a file that stops early: the parser would read it as a shorter piece."""
    position = found = 0
    while position + 8 <= len(data):
        found += data[position : position + 4] == b"MTrk"
        position += 8 + int.from_bytes(data[position + 4 : position + 8], "big")
    if position > len(data) or found < tracks:
        raise InputError(f"a broken MIDI file: it stops after {len(data):,} bytes, before its end")


def _seconds(score: ScoreTick, end: int) -> float:
    """How long the first `end` ticks last. Raises InputError outside the limits of tempo."""
    changes = {0: DEFAULT_TEMPO} | {tempo.time: tempo.mspq for tempo in sorted(score.tempos, key=lambda t: t.time)}
    spans = pairwise([*(tick for tick in sorted(changes) if tick < end), end])
    microseconds = sum((until - tick) * changes[tick] for tick, until in spans) / score.ticks_per_quarter
    quarters = end / score.ticks_per_quarter
    slowest, fastest = TEMPI
    # Products, not a quotient: a file may say 0 microseconds a quarter.
    if not slowest * microseconds <= quarters * 60e6 <= fastest * microseconds:
        raise InputError(
            f"{quarters:,.1f} quarters in {microseconds / 1e6:,.1f} s: not {slowest} to {fastest} a minute"
        )
    return microseconds / 1e6


def _notes(notes: Iterable[NoteTick], resolution: int) -> tuple[Note, ...]:
    """The notes at 480 ticks a quarter, sorted; none shorter than one tick."""

    def ticks(time: int) -> int:
        return (2 * time * TICKS_PER_QUARTER + resolution) // (2 * resolution)  # rounded, halves up

    scaled = ((ticks(note.time), ticks(note.end), note) for note in notes)
    return tuple(
        sorted(
            Note(onset, max(end - onset, 1), note.pitch, velocity=min(max(note.velocity, 1), 127))
            for onset, end, note in scaled
        )
    )


def _names(tracks: Sequence[TrackTick]) -> Iterator[str]:
    """A name for each track: its own where it is printable and not taken yet."""
    taken: set[str] = set()
    for number, track in enumerate(tracks, 1):
        own = "".join(character for character in track.name if character.isprintable()).strip()[:40]
        name = own or ("drums" if track.is_drum else f"track {number}")
        if name in taken:
            name = f"{name} ({number})"
        taken.add(name)
        yield name


def _meters(score: ScoreTick) -> tuple[Meter, ...]:
    if len(score.time_signatures) > MAX_METERS:
        raise InputError(f"{len(score.time_signatures):,} changes of meter, more than {MAX_METERS:,}")
    meters: dict[int, Meter] = {0: COMMON_TIME[0]}
    for sign in sorted(score.time_signatures, key=lambda s: s.time):
        if not 1 <= sign.numerator <= 64 or sign.denominator not in (1, 2, 4, 8, 16, 32, 64):
            raise InputError(f"a time signature of {sign.numerator}/{sign.denominator}")
        onset = sign.time * TICKS_PER_QUARTER // score.ticks_per_quarter
        meters[onset] = Meter(onset, sign.numerator, sign.denominator)
    return tuple(meters.values())


def _keys(score: ScoreTick) -> tuple[KeySignature, ...]:
    """The key signature at the beginning, if there is one that makes sense."""
    sign = next(iter(score.key_signatures), None)
    if sign is None or sign.time > 0 or not -7 <= sign.key <= 7 or sign.tonality not in (0, 1):
        return ()
    return (KeySignature(0, sign.key, "minor" if sign.tonality else "major"),)

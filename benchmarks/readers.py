"""Our readers beside other people's: the same files, note for note; and how fast MIDI is read.

    python -m benchmarks.readers FOLDER… [--generated 500] [--examples 3]

Every file of the folders, and MIDI files that are made here by chance (several tempi and metres, pedal, programs,
running status, odd numbers of ticks a quarter), is read by ours and by each second reader. Compared are onsets, ends,
pitches and velocities of all notes, to half of one of our ticks; what is drums; where bars begin; and the seconds at
which notes begin and end. A difference is printed under its reason, or as unexplained. A second reader is one function
that returns a `Reading`: see SECOND_READERS.

`pip install mido==1.3.3 pretty_midi==0.2.11.post0 symusic==0.6.0` (in an environment of its own, if you like): a reader
that is not installed is left out.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from generators.errors import InputError
from generators.files import music_files, read_piece
from generators.files.guards import OWN
from generators.files.midi import is_midi, parse_midi
from generators.pieces import TICKS_PER_QUARTER, Piece, bars, seconds

STANDARD = 120  # quarters a minute where a file names no tempo, as the standard has it and second readers do
CLOSE = 0.5 / TICKS_PER_QUARTER  # quarters: what rounding to our ticks may move a note by
SHORTEST = 1.001 / TICKS_PER_QUARTER  # quarters
HEARD_ALIKE = 0.005  # seconds: more than rounding to our ticks moves a note and a tempo at 40 quarters a minute
SAMPLE = 250  # files whose reading is timed, at most


@dataclass(frozen=True)
class Reading:
    """What a reader makes of a file, as far as it can say it."""

    notes: list[tuple[float, float, int, int, bool]]  # onset and end in quarters, pitch, velocity, drums; sorted
    bars: list[float] | None = None  # quarters, those before the last note's end
    seconds: list[tuple[float, float]] | None = None  # onset and end of each note, sorted


def ours(path: Path) -> Reading:
    """Our own."""
    piece = read_piece(path)
    return Reading(_notes(piece), [tick / TICKS_PER_QUARTER for tick in bars(piece)], _seconds(piece))


def _notes(piece: Piece) -> list[tuple[float, float, int, int, bool]]:
    return sorted(
        (note.onset / TICKS_PER_QUARTER, note.end / TICKS_PER_QUARTER, note.pitch, note.velocity, voice.drums)
        for voice in piece.voices
        for note in voice.notes
    )


def _seconds(piece: Piece) -> list[tuple[float, float]]:
    ticks = sorted({tick for voice in piece.voices for note in voice.notes for tick in (note.onset, note.end)})
    times, now, before = {}, 0.0, 0
    for tick in ticks:
        now += seconds(piece, before, tick) if piece.tempos else (tick - before) / TICKS_PER_QUARTER * 60 / STANDARD
        times[tick] = now
        before = tick
    return sorted((times[note.onset], times[note.end]) for voice in piece.voices for note in voice.notes)


def by_mido(path: Path) -> Reading:
    """The events of mido, paired here: a release ends the oldest note of its pitch and channel in its track."""
    import mido

    file = mido.MidiFile(path, clip=True)
    notes, bars_at = [], [(0.0, 4.0)]
    for track in file.tracks:
        tick, sounding = 0, defaultdict(list)
        for message in track:
            tick += message.time
            quarter = tick / file.ticks_per_beat
            if message.type == "time_signature":
                bars_at.append((quarter, message.numerator * 4 / message.denominator))
            elif message.type == "note_on" and message.velocity:
                sounding[message.channel, message.note].append((quarter, message.velocity))
            elif message.type in ("note_on", "note_off") and sounding[message.channel, message.note]:
                onset, velocity = sounding[message.channel, message.note].pop(0)
                notes.append((onset, quarter, message.note, velocity, message.channel == 9))
    return Reading(sorted(notes), _bar_lines(bars_at, max((note[1] for note in notes), default=0)))


def _bar_lines(metres: list[tuple[float, float]], end: float) -> list[float]:
    """Where bars begin, a metre beginning one where it stands."""
    metres = [metre for metre in dict(metres).items() if metre[0] < end]
    lines: list[float] = []
    for (begin, bar), (until, _) in zip(metres, [*metres[1:], (end, 0.0)], strict=True):
        lines += np.arange(begin, until - 1e-9, bar).tolist()
    return lines


def by_pretty_midi(path: Path) -> Reading:
    """Notes as pretty_midi has them, whose times are seconds; quarters by its own map of ticks."""
    import pretty_midi

    file = pretty_midi.PrettyMIDI(str(path))
    notes, times = [], []
    for instrument in file.instruments:
        for note in instrument.notes:
            onset, end = (file.time_to_tick(at) / file.resolution for at in (note.start, note.end))
            notes.append((onset, end, note.pitch, note.velocity, instrument.is_drum))
            times.append((note.start, note.end))
    return Reading(sorted(notes), None, sorted(times))


SECOND_READERS: dict[str, tuple[Callable[[Path], Reading], tuple[str, ...]]] = {  # by suffixes that they read
    "mido": (by_mido, (".mid", ".midi", ".kar")),
    "pretty_midi": (by_pretty_midi, (".mid", ".midi", ".kar")),
}


def differences(mine: Reading, theirs: Reading) -> list[str]:
    """What differs, in a few words each."""
    found = []
    if len(mine.notes) != len(theirs.notes):
        found.append(f"{len(mine.notes)} notes, {len(theirs.notes)} there")
    else:
        for name, columns in (("pitches or drums", (2, 4)), ("velocities", (3,))):
            key = columns if name == "velocities" else (2, 4)
            if Counter(tuple(n[c] for c in key) for n in mine.notes) != Counter(
                tuple(n[c] for c in key) for n in theirs.notes
            ):
                found.append(name)
        for name, place in (("onsets", 0), ("ends", 1)):
            own, other = (np.array(_by_pitch(reading, place)) for reading in (mine, theirs))
            if own.size and np.abs(own - other).max() > CLOSE + (2 * CLOSE if name == "ends" else 0) + 1e-9:
                found.append(name)
    if theirs.bars is not None and mine.bars is not None:
        own, other = np.array(mine.bars), np.array(theirs.bars)
        if len(own) != len(other) or np.abs(own - other).max(initial=0) > CLOSE:
            found.append(f"bars: {len(own)}, {len(other)} there")
    if theirs.seconds is not None and mine.seconds is not None and len(mine.seconds) == len(theirs.seconds):
        own, other = (np.sort(np.array(reading.seconds), axis=0) for reading in (mine, theirs))
        if own.size and np.abs(own - other).max() > HEARD_ALIKE + 2e-6 * other.max():
            found.append(f"seconds, by up to {np.abs(own - other).max():.3f}")
    return found


def _by_pitch(reading: Reading, place: int) -> list[float]:
    """Onsets or ends in the order of pitch, then time."""
    return [note[place] for note in sorted(reading.notes, key=lambda note: (note[2], note[4], note[place]))]


def reason(path: Path, mine: Reading) -> str:
    """Why readings of a file differ, as far as it tells."""
    if any("never ended" in change for change in read_piece(path).changes):
        return "a note is never ended: they leave it out, or pair the releases that are left otherwise"
    if any(end - onset <= SHORTEST for onset, end, *_ in mine.notes):
        return "a note of no length: the shortest here, none there"
    if overlapping(mine):
        return "notes of one pitch overlap: a release ends the oldest here, all of them there"
    return "unexplained"


def overlapping(reading: Reading) -> bool:
    """Whether a pitch is struck while it sounds."""
    ends: dict[tuple[int, bool], float] = {}
    for onset, end, pitch, _, drums in reading.notes:
        if onset < ends.get((pitch, drums), 0):
            return True
        ends[pitch, drums] = end
    return False


def compare(paths: list[Path], examples: int) -> None:
    """Print for each second reader how many files agree, and the others by reason."""
    for name, (read, suffixes) in SECOND_READERS.items():
        if find_spec(name) is None:
            print(f"{name} is left out: it is not installed")
            continue
        verdicts: Counter[str] = Counter()
        shown: Counter[str] = Counter()
        notes = 0
        for path in paths:
            if path.suffix.lower() not in suffixes:
                continue
            mine, theirs = _tried(ours, path), _tried(read, path)
            if isinstance(mine, str) or isinstance(theirs, str):
                refused = [each for each in (mine, theirs) if isinstance(each, str)]
                verdict = "neither reads it" if len(refused) == 2 else "one refuses it"
                told = "; ".join(refused)
            else:
                notes += len(mine.notes)
                found = differences(mine, theirs)
                verdict = reason(path, mine) if found else "agree"
                told = "; ".join(found)
            verdicts[verdict] += 1
            if verdict != "agree" and shown[verdict] < examples:
                shown[verdict] += 1
                print(f"  {path.name}: {told} ({verdict})")
        print(f"{name}: {sum(verdicts.values()):,} files, {notes:,} notes: {dict(verdicts.most_common())}")


def _tried(read: Callable[[Path], Reading], path: Path) -> Reading | str:
    try:
        return read(path)
    except InputError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  # whatever another reader raises
        return f"{type(error).__name__}: {error}"


def speed(paths: list[Path]) -> None:
    """Print microseconds of CPU a byte, each reader over the same MIDI files, the best of three rounds."""
    data = [read for path in paths if is_midi((read := path.read_bytes())[:12])]
    data = data[:: len(data) // SAMPLE + 1]
    if not data:
        return
    size = sum(map(len, data))
    for name, read in _fast_readers(data):
        rounds = []
        for _ in range(3):
            begun = time.process_time()
            for each in range(len(data)):
                read(each)
            rounds.append(time.process_time() - begun)
        print(f"{name}: {min(rounds) / size * 1e6:.2f} µs a byte ({len(data):,} files, {size:,} bytes)")


def _fast_readers(data: list[bytes]) -> Iterator[tuple[str, Callable[[int], Any]]]:
    yield "ours", lambda number: parse_midi(data[number], OWN)
    if find_spec("mido"):
        import io

        import mido

        yield "mido, events only", lambda number: mido.MidiFile(file=io.BytesIO(data[number]), clip=True)
    if find_spec("pretty_midi"):
        import io

        import pretty_midi

        yield "pretty_midi", lambda number: pretty_midi.PrettyMIDI(io.BytesIO(data[number]))
    if find_spec("symusic"):
        import symusic

        yield "symusic, compiled", lambda number: symusic.Score.from_midi(data[number])


def generate(folder: Path, count: int) -> list[Path]:
    """Files made by chance from the seeds 0 … count - 1, as several programs would write them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(count):
        path = folder / f"generated-{seed:04}.mid"
        path.write_bytes(_generated(np.random.default_rng(seed)))
        paths.append(path)
    return paths


def _generated(rng: np.random.Generator) -> bytes:
    division = int(rng.choice([24, 48, 96, 100, 120, 192, 220, 384, 480, 960, 1024]))
    quarters = int(rng.integers(8, 64))
    conductor = [(0, b"\xff\x51\x03" + int(rng.integers(200_000, 1_500_000)).to_bytes(3, "big"))]
    for _ in range(int(rng.integers(0, 8))):
        tick = int(rng.integers(1, quarters * division))
        conductor.append((tick, b"\xff\x51\x03" + int(rng.integers(200_000, 1_500_000)).to_bytes(3, "big")))
    bar = 0
    while bar < quarters:
        beats = int(rng.integers(2, 8))
        conductor.append((bar * division, bytes((0xFF, 0x58, 4, beats, 2, 24, 8))))
        bar += beats * int(rng.integers(1, 6))
    tracks = [conductor]
    for channel in rng.choice(16, size=int(rng.integers(1, 6)), replace=False).tolist():
        events = [(0, bytes((0xC0 | channel, int(rng.integers(128)))))]
        now: dict[int, int] = {}
        for _ in range(int(rng.integers(5, 200))):
            pitch, onset = int(rng.integers(20, 109)), int(rng.integers(quarters * division))
            length = int(rng.integers(1, 4 * division))
            if onset >= now.get(pitch, 0):
                now[pitch] = onset + length
                events.append((onset, bytes((0x90 | channel, pitch, int(rng.integers(1, 128))))))
                off = bytes((0x90 | channel, pitch, 0)) if rng.random() < 0.5 else bytes((0x80 | channel, pitch, 64))
                events.append((onset + length, off))
        for _ in range(int(rng.integers(0, 20))):
            tick = int(rng.integers(quarters * division))
            events.append((tick, bytes((0xB0 | channel, 64, int(rng.choice([0, 127]))))))
        tracks.append(events)
    header = b"MThd\0\0\0\6\0\1" + len(tracks).to_bytes(2, "big") + division.to_bytes(2, "big")
    return header + b"".join(map(_chunk, tracks))


def _chunk(events: list[tuple[int, bytes]]) -> bytes:
    """A track's chunk with running status; at one tick, what ends a note comes first."""
    body, now, status = bytearray(), 0, 0
    for tick, data in sorted(events, key=lambda event: (event[0], event[1][0] >= 0x90 and event[1][-1] > 0, event[1])):
        wait, digits = tick - now, bytearray()
        digits.append(wait & 127)
        while wait := wait >> 7:
            digits.insert(0, wait & 127 | 128)
        body += digits + (data[1:] if data[0] == status else data)
        now, status = tick, data[0] if data[0] < 0xF0 else 0
    body += b"\0\xff\x2f\0"
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare our readers with others.")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--generated", type=int, default=500, help="files made by chance (default: 500)")
    parser.add_argument("--into", type=Path, default=Path("var/readers"), help="where those are written")
    parser.add_argument("--examples", type=int, default=3, help="of each reason that are printed (default: 3)")
    arguments = parser.parse_args()
    found = [path for folder in arguments.folders for path in music_files(folder)]
    speed(found)
    compare([*found, *generate(arguments.into, arguments.generated)], arguments.examples)


if __name__ == "__main__":
    main()

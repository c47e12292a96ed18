"""MusicXML through two readers, ours and music21's: notes, bar lines, tempi.

    python -m benchmarks.musicxml_readers FOLDER… [--count 200] [--seed 1]

Of each folder `--count` files at most are drawn by the seed. Sounding pitches, tied notes joined, no grace or cue notes
and no drums. Bar lines: those that music21 has and we do not, as our metres and pickup alone would have them (all that
a piece kept before it kept its measures), and as our measures have them. Each file that differs has a line.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from generators.files.guards import OWN
from generators.files.musicxml.opening import opened
from generators.files.musicxml.reader import read_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece, bars, regular_bars
from generators.progress import Progress

SLACK = 1  # ticks
TEMPO_SLACK = 0.01  # quarters a minute


class _Written(NamedTuple):
    """A note as music21 has it, in quarter notes."""

    onset: Any
    duration: Any
    pitch: int
    tied_on: bool
    tied_back: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader makes of a file; ticks."""

    notes: Counter[tuple[int, int, int]]  # onset, length, pitch
    bars: frozenset[int]
    tempos: dict[int, float]


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    notes: int  # theirs
    ours_only: int
    theirs_only: int
    tied: int  # of ours only, those that theirs have as several of the same pitch, one after the other
    bars: int  # theirs
    missing: int  # bars that ours lack
    missing_by_metres: int  # bars that metres and pickup lack
    tempos: int  # theirs
    other_tempos: int  # theirs, where ours have none or another


def ours(piece: Piece) -> Read:
    notes = Counter((n.onset, n.duration, n.pitch) for voice in piece.voices if not voice.drums for n in voice.notes)
    return Read(notes, frozenset({0, *bars(piece)}), {tempo.onset: tempo.quarters for tempo in piece.tempos})


def theirs(path: Path) -> Read:
    """music21's notes, tempi and measures, put where the measures begin: as long as the longest part's notes and rests.

    music21 itself makes a measure longer where a dynamic mark is drawn after its end, and each part goes its own way
    from there. Its `stripTies` leaves ties apart that are marked at both notes: here these are joined.
    """
    import music21

    document = etree.tostring(_plain(opened(path.read_bytes(), OWN)), encoding="unicode")
    score = music21.converter.parse(document, format="musicxml").toSoundingPitch()
    parts = [list(part.getElementsByClass("Measure")) for part in score.parts]
    lengths = [
        max(_length(part[number]) for part in parts if number < len(part)) for number in range(max(map(len, parts)))
    ]
    starts = list(accumulate(lengths, initial=Fraction(0)))
    written: dict[str, list[_Written]] = defaultdict(list)
    tempos: dict[int, float] = {}
    for part, measures in zip(score.parts, parts, strict=True):
        for start, measure in zip(starts, measures, strict=False):
            written[str(part.id).split("-Staff")[0]].extend(_written(measure, start))
            for mark in measure.recurse().getElementsByClass("MetronomeMark"):
                if mark.getQuarterBPM():
                    tempos.setdefault(_ticks(start + mark.getOffsetInHierarchy(measure)), mark.getQuarterBPM())
    notes = Counter(note for part in written.values() for note in _joined(part))
    return Read(notes, frozenset(_ticks(start) for start in starts if start < starts[-1]), tempos)


def _plain(root: etree._Element) -> etree._Element:
    """The same score without what music21 is known to misread: a forward of nothing, of which it makes a quarter rest;
    a whole measure's rest, which it makes as long as the metre; cue notes, which it takes for notes.
    """
    for forward in [each for each in root.iter("forward") if not float(each.findtext("duration") or 0)]:
        _remove(forward)
    for rest in root.iter("rest"):
        rest.attrib.clear()
    for note in [each for each in root.iter("note") if each.find("cue") is not None and each.find("grace") is None]:
        chord, after = note.find("chord"), note.getnext()
        following = after.find("chord") if after is not None else None
        if chord is None and following is None:
            for pitch in note.findall("pitch"):
                note.replace(pitch, etree.Element("rest"))
        else:
            if chord is None and following is not None:
                _remove(following)
            _remove(note)
    return root


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _length(measure: Any) -> Any:
    """In quarter notes."""
    heard = [each for each in measure.recurse().notesAndRests if not each.duration.isGrace]
    return max((each.getOffsetInHierarchy(measure) + each.duration.quarterLength for each in heard), default=0)


def _written(measure: Any, start: Any) -> Iterator[_Written]:
    for each in measure.recurse().notes:
        if each.duration.isGrace or "Harmony" in each.classes:
            continue
        onset = start + each.getOffsetInHierarchy(measure)
        for note in each.notes if hasattr(each, "notes") else [each]:
            if "Note" in note.classes:
                tie = note.tie.type if note.tie is not None else ""
                yield _Written(
                    onset,
                    each.duration.quarterLength,
                    note.pitch.midi,
                    tie in ("start", "continue"),
                    tie in ("stop", "continue"),
                )


def _joined(notes: Iterable[_Written]) -> Iterator[tuple[int, int, int]]:
    """A part's notes, those made one that are marked as tied to each other, in whichever voices."""
    held: dict[tuple[int, int], list[Any]] = defaultdict(list)  # by end and pitch: onsets
    for note in sorted(notes, key=lambda note: note.onset):
        before = held[_ticks(note.onset), note.pitch]
        onset = before.pop() if note.tied_back and before else note.onset
        end = note.onset + note.duration
        if note.tied_on:
            held[_ticks(end), note.pitch].append(onset)
        else:
            yield _ticks(onset), max(_ticks(end) - _ticks(onset), 1), note.pitch
    for (end, pitch), onsets in held.items():
        yield from ((_ticks(onset), max(end - _ticks(onset), 1), pitch) for onset in onsets)


def _ticks(quarters: Any) -> int:
    ticks: int = round(quarters * TICKS_PER_QUARTER)
    return ticks


def compared(path: Path) -> Compared:
    piece = read_musicxml(path)
    own, other = ours(piece), theirs(path)
    ours_only, theirs_only = own.notes - other.notes, other.notes - own.notes
    tied, left = _tied(ours_only, theirs_only)
    regular = {0, *regular_bars(piece.meters, piece.pickup, piece.length)}
    return Compared(
        path.name,
        other.notes.total(),
        ours_only.total() - tied,
        left,
        tied,
        len(other.bars),
        len(other.bars - own.bars),
        len(other.bars - regular),
        len(other.tempos),
        sum(not _has(own.tempos, tick, tempo) for tick, tempo in other.tempos.items()),
    )


def _tied(ours_only: Counter[tuple[int, int, int]], theirs_only: Counter[tuple[int, int, int]]) -> tuple[int, int]:
    """How many of our notes are several of theirs, one after the other, and how many of theirs are then left."""
    lengths: dict[tuple[int, int], list[int]] = defaultdict(list)  # of theirs, by onset and pitch
    for onset, duration, pitch in theirs_only.elements():
        lengths[onset, pitch].append(duration)
    tied, left = 0, theirs_only.total()
    for onset, duration, pitch in sorted(ours_only.elements()):
        chain, now, end = [], onset, onset + duration
        while fitting := [length for length in lengths[now, pitch] if length <= end - now]:
            chain.append((now, max(fitting)))
            lengths[now, pitch].remove(max(fitting))
            now += max(fitting)
        if now == end:
            tied, left = tied + 1, left - len(chain)
        else:
            for begun, length in chain:
                lengths[begun, pitch].append(length)
    return tied, left


def _has(tempos: dict[int, float], tick: int, tempo: float) -> bool:
    return any(abs(tempos.get(tick + shift, 0) - tempo) < TEMPO_SLACK for shift in (-SLACK, 0, SLACK))


def drawn(folder: Path, count: int, seed: int) -> list[Path]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".mxl", ".xml", ".musicxml"))
    return sorted(random.Random(seed).sample(paths, min(count, len(paths))))


def told(folder: Path, found: list[Compared], refused: list[str]) -> Iterator[str]:
    def total(field: str) -> int:
        return sum(getattr(each, field) for each in found)

    same = sum(not each.ours_only and not each.theirs_only for each in found)
    barred = sum(not each.missing for each in found)
    barred_before = sum(not each.missing_by_metres for each in found)
    yield f"{folder}: {len(found)} files, {len(refused)} that one reader does not read"
    yield f"  notes: {same} files alike, {total('notes'):,} notes, "
    yield (
        f"    {total('ours_only')} ours only, {total('theirs_only')} theirs only; "
        f"{total('tied')} of ours are several of theirs, one after the other"
    )
    yield (
        f"  bar lines: {total('bars'):,}; by metres and pickup {total('missing_by_metres'):,} missing "
        f"({barred_before} files alike), by measures {total('missing'):,} ({barred} files alike)"
    )
    yield f"  tempi: {total('tempos'):,}, {total('other_tempos')} of them at no tick where ours have one"
    for each in found:
        if each.ours_only or each.theirs_only or each.missing or each.other_tempos:
            yield (
                f"    {each.name}: {each.ours_only} notes ours only, {each.theirs_only} theirs, "
                f"{each.missing} bar lines missing, {each.other_tempos} tempi"
            )
    yield from (f"    {line}" for line in refused)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for folder in arguments.folders:
        paths = drawn(folder, arguments.count, arguments.seed)
        progress = Progress("files", len(paths))
        found, refused = [], []
        for path in paths:
            try:
                found.append(compared(path))
            except Exception as error:  # noqa: BLE001  # music21 raises whatever it stumbles over
                refused.append(f"{path.name}: {type(error).__name__}: {error}"[:200])
            progress.step()
        print("\n".join(told(folder, found, refused)), flush=True)


if __name__ == "__main__":
    main()

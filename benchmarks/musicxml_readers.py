"""MusicXML through two readers, ours and music21's: notes, bar lines, tempi.

    python -m benchmarks.musicxml_readers FOLDER… [--count 200] [--seed 1]

Of each folder `--count` files at most are drawn by the seed. Sounding pitches, tied notes joined, no grace notes and no
drums. Bar lines: those that music21 has and we do not, as our metres and pickup alone would have them (all that a piece
kept before it kept its measures), and as our measures have them. Each file that differs has a line.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest
from pathlib import Path
from typing import Any

from generators.files.musicxml import read_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece, bars, regular_bars
from generators.progress import Progress

SLACK = 1  # ticks


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
    bars: int  # theirs
    missing: int  # bars that ours lack
    missing_by_metres: int  # bars that metres and pickup lack
    tempos: int  # theirs
    other_tempos: int


def ours(piece: Piece) -> Read:
    notes = Counter((n.onset, n.duration, n.pitch) for voice in piece.voices if not voice.drums for n in voice.notes)
    return Read(notes, frozenset({0, *bars(piece)}), {tempo.onset: tempo.quarters for tempo in piece.tempos})


def theirs(path: Path) -> Read:
    """music21's notes where each measure begins with all parts together: after one that is shorter in one part than in
    another, its own parts would no longer play together.
    """
    import music21

    score = music21.converter.parse(path, forceSource=True).toSoundingPitch()
    measures = [list(part.getElementsByClass("Measure")) for part in score.parts]
    offsets = [[*(bar.offset for bar in bars), bars[-1].offset + bars[-1].duration.quarterLength] for bars in measures]
    lengths = [max(spans) for spans in zip_longest(*(_spans(own) for own in offsets), fillvalue=0)]
    starts = list(accumulate(lengths, initial=0))
    notes: Counter[tuple[int, int, int]] = Counter()
    tempos: dict[int, float] = {}
    for part, own in zip(score.parts, offsets, strict=True):
        moved = [start - offset for start, offset in zip(starts, own, strict=False)]
        flat = part.flatten()
        for each in flat.stripTies().notes:
            if not each.duration.isGrace and each.style.noteSize != "cue":
                onset = each.offset + moved[max(bisect_right(own[:-1], each.offset) - 1, 0)]
                start, end = _ticks(onset), _ticks(onset + each.duration.quarterLength)
                notes.update((start, max(end - start, 1), pitch.midi) for pitch in each.pitches)
        for mark in flat.getElementsByClass("MetronomeMark"):
            if mark.getQuarterBPM():
                place = mark.offset + moved[max(bisect_right(own[:-1], mark.offset) - 1, 0)]
                tempos.setdefault(_ticks(place), mark.getQuarterBPM())
    return Read(notes, frozenset(_ticks(start) for start in starts if start < starts[-1]), tempos)


def _spans(offsets: Sequence[Any]) -> list[Any]:
    return [after - before for before, after in pairwise(offsets)]


def _ticks(quarters: object) -> int:
    return round(quarters * TICKS_PER_QUARTER)  # type: ignore[operator, call-overload, no-any-return]


def compared(path: Path) -> Compared:
    piece = read_musicxml(path)
    own, other = ours(piece), theirs(path)
    regular = {0, *regular_bars(piece.meters, piece.pickup, piece.length)}
    close = {tick + shift for tick in own.tempos for shift in (-SLACK, 0, SLACK)}
    return Compared(
        path.name,
        other.notes.total(),
        (own.notes - other.notes).total(),
        (other.notes - own.notes).total(),
        len(other.bars),
        len(other.bars - own.bars),
        len(other.bars - regular),
        len(other.tempos),
        sum(tick not in close for tick in other.tempos),
    )


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
    yield f"    {total('ours_only')} ours only, {total('theirs_only')} theirs only"
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

"""How the stored splits were made: `python -m generators split` makes the first two again, the same from the same seed.

The Boulanger-Lewandowski split was found by holding its pieces against the chorales (see `match`); the data it was read
from carry no names.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generators.corpora.chorales.splits import FOLDER, Split, load_split
from generators.corpora.corpus import PARTS
from generators.corpora.jsb import read_jsb
from generators.encodings.chorale import FIRST_NOTE, to_grid
from generators.errors import InputError
from generators.files.writing import write_whole
from generators.pieces import Piece

OPENING = 8  # intervals by which two sopranos are one tune
LIKE = 0.35  # share of common progressions from which two scores are taken for one chorale
REST_PITCH = -1


def opening(piece: Piece) -> tuple[int, ...]:
    """The first eight intervals of the soprano, in semitones: the same for a tune in every key and rhythm."""
    pitches = [note.pitch for note in piece.voices[0].notes]
    return tuple(after - before for before, after in pairwise(pitches))[:OPENING]


def melody_families(chorales: Mapping[str, Piece]) -> list[list[str]]:
    """The chorales' numbers, those with the same opening together."""
    families: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for bwv, piece in chorales.items():
        families[opening(piece)].append(bwv)
    return list(families.values())


def split_by_family(chorales: Mapping[str, Piece], seed: int) -> Split:
    """About 80, 10 and 10 % of the chorales; no melody family in two parts."""
    families = melody_families(chorales)
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    tenth = len(chorales) / 10
    for index in np.random.default_rng(seed).permutation(len(families)):
        part = next((part for part in ("test", "valid") if len(parts[part]) + len(families[index]) <= tenth), "train")
        parts[part] += families[index]
    description = (
        f"By melody family (the soprano's first {OPENING} intervals): "
        f"no tune in two parts. About 80/10/10 %, seed {seed}."
    )
    return _split("melody-family", description, parts, chorales)


def split_as_bachbot(chorales: Mapping[str, Piece], seed: int) -> Split:
    """BachBot's protocol (scripts/1-train.zsh, concatenate_corpus): chorales all in 4/4, a random tenth held out."""
    common = [
        bwv for bwv, piece in chorales.items() if all((m.numerator, m.denominator) == (4, 4) for m in piece.meters)
    ]
    order = [common[index] for index in np.random.default_rng(seed).permutation(len(common))]
    held_out = round(len(common) / 10)
    description = (
        f"As BachBot was trained: 4/4 only, a random tenth held out by piece, tunes not kept apart. Seed {seed}."
    )
    return _split("bachbot", description, {"train": order[held_out:], "valid": order[:held_out], "test": []}, chorales)


def match(frames: NDArray[np.int64], chorales: Mapping[str, Piece]) -> tuple[str, float]:
    """The chorale most like a grid of pitches, and the share of the grid's chord progressions it has (0 to 1).

    frames: (F, 4) MIDI pitches by sixteenths, -1 for a rest. Compared are runs of four different chords, up to
    transposition, so that repeats, key and what became of held notes do not matter.
    """
    wanted = _progressions(frames)
    best, share = "", 0.0
    for bwv, piece in chorales.items():
        cells = to_grid(piece).cells
        found = _progressions(np.where(cells >= FIRST_NOTE, (cells - FIRST_NOTE) // 2, REST_PITCH))
        like = sum((wanted & found).values()) / max(sum(wanted.values()), sum(found.values()), 1)
        if like > share:
            best, share = bwv, like
    return best, share


def split_as_boulanger_lewandowski(path: Path, chorales: Mapping[str, Piece]) -> tuple[Split, list[str]]:
    """The split of Boulanger-Lewandowski et al. (ICML 2012), from Jsb16thSeparated.json: its pieces' BWV numbers.

    Returns the split and a line for each piece that was not found among the chorales or found twice.
    """
    published = read_jsb(path).parts
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    remarks = []
    seen: dict[str, str] = {}
    for part in PARTS:
        for number, piece in enumerate(published[part].values()):
            bwv, share = match(piece, chorales)
            if share < LIKE:
                remarks.append(f"{part} {number}: not found (best {bwv}, {share:.2f})")
            elif bwv in seen:
                remarks.append(f"{part} {number}: BWV {bwv} ({share:.2f}) is {seen[bwv]} already")
            else:
                seen[bwv] = f"{part} {number}"
                parts[part].append(bwv)
    description = (
        "Boulanger-Lewandowski et al. (ICML 2012), matched by chord progressions to the chorales; "
        f"{sum(map(len, parts.values()))} of its {sum(map(len, published.values()))} pieces are here."
    )
    return _split("boulanger-lewandowski", description, parts, chorales), remarks


def _progressions(frames: NDArray[np.int64]) -> Counter[tuple[int, ...]]:
    changes = np.flatnonzero(np.any(np.diff(frames, axis=0, prepend=-2), axis=1))
    chords = frames[changes]
    count = max(len(chords) - 3, 0)
    runs = np.stack([chords[start : start + count] for start in range(4)], axis=1).reshape(-1, 16)
    relative = np.where(runs == REST_PITCH, REST_PITCH - 100, runs - runs[:, :1])
    return Counter(map(tuple, relative.tolist()))


def _split(name: str, description: str, parts: Mapping[str, Sequence[str]], chorales: Mapping[str, Piece]) -> Split:
    order = {bwv: index for index, bwv in enumerate(chorales)}
    train, valid, test = (tuple(sorted(parts[part], key=order.__getitem__)) for part in PARTS)
    return Split(name, description, train, valid, test)


def write_split(split: Split) -> Path:
    """Store the split. Raises InputError if another one of that name is stored: results stand on it."""
    path = FOLDER / f"{split.name}.json"
    if path.exists() and load_split(split.name) != split:
        raise InputError(f"{path.name} holds another split already; results stand on it. Remove it first, if you must")
    record = {"description": split.description} | {part: list(split.part(part)) for part in PARTS}
    write_whole(path, (json.dumps(record, indent=1) + "\n").encode())
    return path

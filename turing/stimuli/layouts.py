"""Which files of a folder are heard side by side, and who made each, told by where they lie and what they are called.

    human/x.wav beside systemA/x.wav      the same name is one item; a folder says who made what is in it
    systemA/1.wav, systemB/first.wav      no name is in two folders: each file is an item of its own
    x_real.mp3 beside x_fake.mp3          an item's two files, marked
    AT/…, SATB/…                          any of these in folders of variants

What fits none of these, or is left over, is an error that names it: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.pairs.folder import HUMAN, MACHINE
from turing.stimuli.stimulus import Stimulus, refusal

PERSONS = ("human", "real", "original", "person", "composer")  # folders of what persons made; others are systems
MARKS = {HUMAN: ("real", "human", "original"), MACHINE: ("fake", "generated", "machine", "ai")}
MARKED = re.compile(rf"(.+)[_-](?:({'|'.join(MARKS[HUMAN])})|({'|'.join(MARKS[MACHINE])}))", re.IGNORECASE)
EXPECTED = (
    "expected human/x.wav beside SYSTEM/x.wav, or x_real.wav beside x_fake.wav, by themselves or in a folder for each "
    "variant, or a manifest.csv"
)


def laid_out(files: Sequence[Path]) -> list[Stimulus]:
    """The files, by their paths within the folder, as stimuli. Raises InputError for any other layout."""
    places = _unwrapped({file: file.parts[:-1] for file in files})
    shallow, deep = (choose(places, key=lambda file: len(places[file])) for choose in (min, max))
    if len(places[shallow]) != len(places[deep]) or len(places[deep]) > 2:
        raise refusal([shallow, deep], f"lie too deep, or one among folders; {EXPECTED}")
    folders: dict[tuple[str, ...], list[Path]] = defaultdict(list)
    for file, place in places.items():
        folders[place].append(file)
    if len(places[deep]) < 2 and any(_holds_a_marked_pair(inside) for inside in folders.values()):
        return [each for place, inside in folders.items() for each in _marked(inside, "".join(place))]
    if len(places[deep]) == 0:
        raise refusal(list(files), f"nothing says who made what; {EXPECTED}")
    variants: dict[str, dict[str, list[Path]]] = defaultdict(dict)
    for (*variant, origin), inside in folders.items():
        variants["".join(variant)][origin] = inside
    return [each for variant, origins in variants.items() for each in _by_folder(origins, variant)]


def told_by_name(file: Path) -> tuple[str, str] | None:
    """Origin and system by a file's mark, else by its folder; None if it has neither."""
    if mark := _mark(file):
        return mark[1], ""
    return _origin(file.parts[-2]) if len(file.parts) > 1 else None


def incomplete(stimuli: Sequence[Stimulus]) -> Iterator[str]:
    """A line for every item that has not all the versions that others of its variant have."""
    makers: dict[str, set[str]] = defaultdict(set)
    items: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in stimuli:
        items[each.variant, each.item].add(each.by)
    for (variant, _), by in items.items():
        if len(by) > 1:
            makers[variant] |= by
    for (variant, item), by in items.items():
        if len(by) > 1 and (missing := makers[variant] - by):
            yield f"{item}: nothing by {', '.join(sorted(missing))}"


def _unwrapped(places: Mapping[Path, tuple[str, ...]]) -> Mapping[Path, tuple[str, ...]]:
    """The folders in which files lie, without those around all of them that hold nothing but folders."""
    while min(map(len, places.values())) > 1 and len({place[0] for place in places.values()}) == 1:
        places = {file: place[1:] for file, place in places.items()}
    return places


def _mark(file: Path) -> tuple[str, str] | None:
    """The name of an item and the origin in a file's name; None if it is not marked."""
    match = MARKED.fullmatch(file.stem)
    return (match[1], HUMAN if match[2] else MACHINE) if match else None


def _origin(folder: str) -> tuple[str, str]:
    """Origin and system of what is in a folder of that name."""
    return (HUMAN, "") if folder.casefold() in PERSONS else (MACHINE, folder)


def _holds_a_marked_pair(files: Sequence[Path]) -> bool:
    marks = {mark for file in files if (mark := _mark(file))}
    return any((item, MACHINE) in marks for item, origin in marks if origin == HUMAN)


def _marked(files: Sequence[Path], variant: str) -> Iterator[Stimulus]:
    """Pairs of marked files of one folder."""
    pairs: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for file in files:
        mark = _mark(file)
        if mark is None:
            raise refusal([file], f"not marked as the others are; expected {file.stem}_real and {file.stem}_fake")
        pairs[mark[0]].append((mark[1], file))
    for name, pair in pairs.items():
        if sorted(origin for origin, _ in pair) != [HUMAN, MACHINE]:
            marks = " and one of ".join(", ".join(f"{name}_{mark}" for mark in MARKS[each]) for each in MARKS)
            raise refusal(
                [file for _, file in pair], f"not one of a person and one of a machine; expected one of {marks}"
            )
        for origin, file in pair:
            yield _stimulus(file, name, origin, "", variant)


def _by_folder(folders: Mapping[str, Sequence[Path]], variant: str) -> Iterator[Stimulus]:
    """Files of folders that say who made them, side by side with those of the same name in others."""
    persons = [folder for folder in folders if _origin(folder)[0] == HUMAN]
    if len(persons) > 1:
        raise refusal(
            [folders[folder][0] for folder in persons], f"{' and '.join(persons)} are both a person's folders"
        )
    named = {folder: _named(files, _origin(folder)[0]) for folder, files in folders.items()}
    times = [name for names in named.values() for name in names]
    shared = {name for name in times if times.count(name) > 1}
    alone = [file for names in named.values() for name, file in names.items() if name not in shared]
    if shared and alone:
        raise refusal(alone, f"in one of the folders only; expected the same name in another of {', '.join(folders)}")
    for folder, names in named.items():
        for name, file in names.items():
            yield _stimulus(file, name if shared else f"{folder}-{name}", *_origin(folder), variant)


def _named(files: Sequence[Path], origin: str) -> dict[str, Path]:
    """The files of a folder by their names, without a mark that says what the folder says."""
    named: dict[str, Path] = {}
    for file in files:
        mark = _mark(file)
        name = mark[0] if mark and mark[1] == origin else file.stem
        if name in named:
            raise refusal([named[name], file], "the same name twice in one folder; expected one file a name")
        named[name] = file
    return named


def _stimulus(file: Path, name: str, origin: str, system: str, variant: str) -> Stimulus:
    item = f"{variant}-{name}" if variant else name
    return Stimulus(file, item, origin, system, variant, tune=name, title=name)

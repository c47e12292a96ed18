"""The clips of folders of pairs without a database: to commit them, and to check that they can be made again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evaluation.pairs.folder import PAIRS, pair_folders, read_pairs
from generators.errors import InputError
from generators.progress import Progress
from turing.sound.alike import made_alike, opening_alike
from turing.sound.rendering import render_versions, source
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store
from turing.sound.takes import loudness_file


def render_folder(folder: Path, target: Path, settings: RenderSettings) -> set[str]:
    """The files of all pairs at and below a folder; those not in `target` yet are rendered into it.

    Raises InputError if there are no pairs, or if anything in a folder is not right.
    """
    pairs = [(made_alike(pair), opening_alike(pair)) for each in pair_folders(folder) for pair in read_pairs(each)]
    if not pairs:
        raise InputError(f"no {PAIRS} in {folder} or below")
    names: set[str] = set()
    progress = Progress("pairs", len(pairs))
    for pair, openings in pairs:
        cuts = [pair.human.music, pair.machine.music]
        clips = render_versions(cuts, settings, Store([target]), openings)
        names |= {clip.file for clip in clips}
        if clips[0].loudness < settings.loudness:
            sources = [source(music, settings) for music in (*cuts, *openings)]
            names.add(loudness_file(sources, settings))
        progress.step()
    return names


def differences(folder: Path, committed: Path, settings: RenderSettings) -> list[str]:
    """One line for every file in `committed` that is missing, belongs to no pair or comes out with other bytes."""
    with tempfile.TemporaryDirectory() as aside:
        made = render_folder(folder, Path(aside), settings)
        there = {path.name for path in committed.iterdir()}
        changed = [
            name for name in made & there if (Path(aside) / name).read_bytes() != (committed / name).read_bytes()
        ]
    lines = [f"{name}: missing" for name in made - there]
    lines += [f"{name}: belongs to no pair" for name in there - made]
    lines += [f"{name}: other bytes" for name in changed]
    return sorted(lines)

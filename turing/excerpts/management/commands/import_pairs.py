"""manage.py import_pairs FOLDER: pairs of human and machine music into the database, ready to be heard."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.counts import counted
from turing.commands import InputCommand
from turing.excerpts.importing import import_pairs
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import site_store


class Command(InputCommand):
    help = "Take in a folder of pairs, as `python -m evaluation pairs` writes it, and render their clips."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--collection", help="the name the pairs are kept under (default: the folder's)")

    def handle(self, *, folder: Path, collection: str | None, **options: object) -> None:
        name = collection or folder.resolve().name
        done = import_pairs(folder, name, RenderSettings(), site_store())
        for line in done.changes:
            self.stdout.write(line)
        were = "was" if done.known == 1 else "were"
        self.stdout.write(f"{name}: {counted(done.new, 'pair')} taken in, {done.known} {were} there already")

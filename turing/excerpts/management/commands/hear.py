"""manage.py hear FOLDER: what `python -m generators compose` wrote, as sound and as pictures. Needs no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.counts import counted
from turing.commands import InputCommand
from turing.excerpts.hearing import hear_folder
from turing.sound.rendersettings import RenderSettings


class Command(InputCommand):
    help = "Write an MP3 and a picture (score or piano roll) beside every MIDI file of a folder that has none yet."
    needs_database = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: object) -> None:
        count = hear_folder(folder, RenderSettings())
        self.stdout.write(f"{folder}: {counted(count, 'piece')} can be heard and seen")

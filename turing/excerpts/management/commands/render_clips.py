"""manage.py render_clips: the clips that come with the site, from the pieces that come with it. Needs no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from generators.counts import counted
from turing.commands import InputCommand
from turing.excerpts.rerendering import differences, render_folder
from turing.sound.rendersettings import RenderSettings


class Command(InputCommand):
    help = "Render the clips of all pairs below a folder that are missing, or check those that are there, byte by byte."
    needs_database = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=settings.ROOT / "fixtures" / "pieces")
        parser.add_argument("--to", type=Path, default=settings.ROOT / "fixtures" / "audio", help="where the clips are")
        parser.add_argument("--check", action="store_true", help="render all anew elsewhere and compare")

    def handle(self, *, folder: Path, to: Path, check: bool, **options: object) -> None:
        if check:
            found = differences(folder, to, RenderSettings())
            if found:
                raise CommandError(
                    "\n".join([f"{counted(len(found), 'file')} {'differs' if len(found) == 1 else 'differ'}:", *found])
                )
            self.stdout.write(f"{to}: every file comes out bit-identical")
        else:
            names = render_folder(folder, to, RenderSettings())
            size = sum((to / name).stat().st_size for name in names)
            self.stdout.write(f"{to}: {counted(len(names), 'file')}, {size / 1e6:.1f} MB")

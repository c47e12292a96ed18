"""manage.py import_bank FOLDER: recordings and notes as people have them into the database, ready to be heard."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from generators.counts import counted
from turing.commands import InputCommand
from turing.excerpts.bankitems import BankSettings
from turing.excerpts.banks import RefusedBankError, import_bank
from turing.sound.recordings import RecordingSettings
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import site_store


class Command(InputCommand):
    help = (
        "Take in a folder or a zip of recordings (WAV, FLAC, MP3, Ogg, M4A, AAC), MIDI or MusicXML: human/x.wav "
        "beside SYSTEM/x.wav, x_real.wav beside x_fake.wav, folders of systems, any of these in folders of variants; "
        "or as a manifest.csv says."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bank", type=Path, metavar="FOLDER")
        parser.add_argument("--collection", help="the name the items are kept under (default: the folder's)")
        parser.add_argument("--seconds", type=float, help="cut all to so many (default: to an item's shortest)")

    def handle(self, *, bank: Path, collection: str | None, seconds: float | None, **options: Any) -> None:
        name = collection or bank.resolve().stem
        try:
            done = import_bank(
                bank, name, BankSettings(RecordingSettings(seconds=seconds), RenderSettings()), site_store()
            )
        except RefusedBankError as refused:
            for line in refused.lines[1:]:
                self.stderr.write(line)
            raise
        for line in done.changes:
            self.stdout.write(line)
        were = "was" if done.known == 1 else "were"
        self.stdout.write(f"{name}: {counted(done.new, 'item')} taken in, {done.known} {were} there already")

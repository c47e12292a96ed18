"""manage.py study export SLUG [FILE] and manage.py study import FILE."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from generators.errors import InputError
from generators.files.writing import write_whole
from turing.commands import InputCommand
from turing.studies.files import read, settings_of, study_of, written
from turing.survey.studies import study_named


class Command(InputCommand):
    help = "Write all settings of a study into a file, or make a study, as a draft, of such a file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="export|import")
        export = deeds.add_parser("export", help="write a study's file")
        export.add_argument("slug", help="of the study")
        export.add_argument("file", nargs="?", type=Path, help="(default: print it)")
        imported = deeds.add_parser("import", help="make a study of its file; its music must be there")
        imported.add_argument("file", type=Path)
        imported.add_argument("--slug", dest="other", metavar="SLUG", help="of the study (default: as in the file)")

    def handle(self, *, deed: str, **options: Any) -> None:
        if deed == "export":
            self._export(options["slug"], options["file"])
        else:
            self._import(options["file"], options["other"])

    def _export(self, slug: str, file: Path | None) -> None:
        text = written(settings_of(study_named(slug)))
        if file:
            write_whole(file, text.encode())
        else:
            self.stdout.write(text, ending="")

    def _import(self, file: Path, slug: str | None) -> None:
        try:
            said = read(file.read_text(encoding="utf-8"))
            study = study_of({**said, "slug": slug} if slug else said)
        except (InputError, UnicodeDecodeError) as error:
            raise InputError(f"{file}: {error}") from error
        self.stdout.write(f"{study.slug}: {study.get_state_display()}, at /s/{study.slug}/ once it is open")

"""manage.py take_upload NUMBER: what the site starts for itself, so that no listener waits for a bank."""

from __future__ import annotations

import argparse

from generators.errors import InputError
from turing.commands import InputCommand
from turing.studies.models import Upload
from turing.studies.uploads import give_way, take_in


class Command(InputCommand):
    help = "Take in a bank that was sent to the site, and make its study. The site starts this itself."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="of the upload")

    def handle(self, *, number: int, **options: object) -> None:
        upload = Upload.objects.filter(pk=number, state=Upload.State.RUNNING).first()
        if upload is None:
            raise InputError(f"no upload {number} waits to be taken in")
        give_way()
        take_in(upload)

"""manage.py set_study SLUG draft|open|closed."""

from __future__ import annotations

import argparse

from turing.commands import InputCommand
from turing.survey.models import Study
from turing.survey.studies import set_state


class Command(InputCommand):
    help = "Open a study, close it, or make it a draft again. Those who have begun may finish a closed one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="its name in addresses: /s/SLUG/")
        parser.add_argument("state", choices=Study.State.values)

    def handle(self, *, slug: str, state: str, **options: object) -> None:
        study = set_state(slug, state)
        self.stdout.write(f"{study.slug}: {study.get_state_display()}")

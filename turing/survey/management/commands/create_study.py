"""manage.py create_study SLUG --collection NAME: a study of imported pairs, with BachBot's plan."""

from __future__ import annotations

import argparse
from typing import Any

from turing.commands import InputCommand
from turing.survey.studies import QUESTION, TITLE, StudyPlan, create_study


class Command(InputCommand):
    help = "Make a study of the pairs of a collection: five trials, drawn as BachBot drew them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="its name in addresses: /s/SLUG/")
        parser.add_argument("--collection", required=True, help="whose pairs are heard")
        parser.add_argument("--title", default=TITLE, help="on the first page (default: %(default)s)")
        parser.add_argument("--question", default=QUESTION, help="of every pair (default: %(default)s)")
        parser.add_argument("--open", action="store_true", help="open it at once")

    def handle(self, *, slug: str, collection: str, title: str, question: str, open: bool, **options: Any) -> None:
        study = create_study(StudyPlan(slug, collection, title, question, open=open))
        self.stdout.write(
            f"{study.slug}: {study.pairs.count()} pairs, {study.get_state_display()}, at /s/{study.slug}/"
        )

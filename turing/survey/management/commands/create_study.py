"""manage.py create_study SLUG --collection NAME: a study of imported pairs."""

from __future__ import annotations

import argparse
from typing import Any

from turing.commands import InputCommand
from turing.survey.studies import BACHBOT_PLAN, QUESTION, TITLE, StudyPlan, create_study, parse_plan


class Command(InputCommand):
    help = "Make a study of the pairs of a collection, its trials drawn as BachBot drew them or by a plan of your own."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="its name in addresses: /s/SLUG/")
        parser.add_argument("--collection", required=True, help="whose pairs are heard")
        parser.add_argument("--title", default=TITLE, help="on the first page (default: %(default)s)")
        parser.add_argument("--question", default=QUESTION, help="of every pair (default: %(default)s)")
        parser.add_argument(
            "--plan",
            nargs="+",
            default=["/".join(slot) for slot in BACHBOT_PLAN],
            metavar="VARIANTS",
            help="a word a trial: the variants it is drawn from (default: S/A/T/B AT ATB SATB SATB)",
        )
        parser.add_argument("--open", action="store_true", help="open it at once")

    def handle(self, **options: Any) -> None:
        study = create_study(
            StudyPlan(
                slug=options["slug"],
                collection=options["collection"],
                title=options["title"],
                question=options["question"],
                plan=parse_plan(options["plan"]),
                open=options["open"],
            )
        )
        self.stdout.write(
            f"{study.slug}: {study.pairs.count()} pairs, {study.get_state_display()}, at /s/{study.slug}/"
        )

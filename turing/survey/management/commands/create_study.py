"""manage.py create_study SLUG --collection NAME: a study of imported music."""

from __future__ import annotations

import argparse
from typing import Any

from evaluation.answers.kinds import DISCRIMINATION, KINDS
from generators.counts import counted
from turing.commands import InputCommand
from turing.survey.follow_ups import FOLLOW_UPS
from turing.survey.studies import (
    BACHBOT_PLAN,
    MOST_TRIALS,
    BlockPlan,
    StudyPlan,
    create_study,
    parse_plan,
    plan_words,
)


class Command(InputCommand):
    help = "Make a study of the items of a collection."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="its name in addresses: /s/SLUG/")
        parser.add_argument("--collection", required=True, help="whose items are heard")
        parser.add_argument("--kind", choices=KINDS, default=DISCRIMINATION, help="of trial (default: %(default)s)")
        parser.add_argument("--title", default="", help="on the first page (default: one that is true of any music)")
        parser.add_argument("--question", default="", help="in every trial (default: the kind's)")
        parser.add_argument(
            "--plan",
            nargs="+",
            metavar="VARIANTS",
            help=f"a word a trial: the variants it is drawn from (default: {plan_words(BACHBOT_PLAN)}; where the "
            f"collection has no such items, {MOST_TRIALS} of any of its variants, or as many as it has tunes)",
        )
        parser.add_argument(
            "--ask", nargs="+", choices=FOLLOW_UPS, default=(), help="what follows in every trial (default: nothing)"
        )
        parser.add_argument("--open", action="store_true", help="open it at once")

    def handle(self, **options: Any) -> None:
        study = create_study(
            StudyPlan(
                slug=options["slug"],
                blocks=(
                    BlockPlan(
                        collection=options["collection"],
                        kind=options["kind"],
                        question=options["question"],
                        plan=parse_plan(options["plan"]) if options["plan"] else None,
                        follow_ups=tuple(options["ask"]),
                    ),
                ),
                title=options["title"],
                open=options["open"],
            )
        )
        (block,) = study.blocks.all()
        self.stdout.write(
            f"{study.slug}: {counted(block.items.count(), 'item')}, {counted(study.length, 'trial')} a sitting "
            f"({plan_words(block.plan)}), {study.get_state_display()}, at /s/{study.slug}/"
        )

"""manage.py seed_demo: open studies with sound, simulated answers and a researcher's account."""

from __future__ import annotations

from generators.counts import counted
from turing.commands import InputCommand
from turing.excerpts.models import Item
from turing.survey.demo import seed_demo


class Command(InputCommand):
    help = "Fill the database with the demo. Running it again adds only what is missing."

    def handle(self, **options: object) -> None:
        demo = seed_demo()
        for study in demo.studies:
            self.stdout.write(
                f"{study.slug}: {counted(Item.objects.of_study(study).count(), 'item')}, "
                f"{counted(study.sittings.count(), 'sitting')}"
            )
        self.stdout.write(demo.login)

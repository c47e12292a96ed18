"""The demo: the pairs that come with the project, an open study of each kind, simulated listeners, a researcher."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

from evaluation.pairs.folder import pair_folders
from generators.errors import InputError
from turing.excerpts.importing import import_pairs
from turing.excerpts.items import OtherItemError
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import site_store
from turing.survey.models import Study
from turing.survey.simulated import simulate
from turing.survey.studies import BACHBOT_PLAN, BlockPlan, StudyPlan, create_study

PIECES = Path("fixtures/pieces")  # below the project's root
LISTENERS = 240  # of each study
RESEARCHER = "researcher"

BACH = StudyPlan(
    slug="demo",
    blocks=(BlockPlan("demo", question="Which of the two did Bach write?", plan=BACHBOT_PLAN),),
    title="Can you tell Bach from a computer?",
    open=True,
)
MACHINES = StudyPlan(
    slug="machines",
    blocks=(
        BlockPlan(
            "machines",
            plan=(
                ("bachbot", "ngram"),
                ("clara-notewise", "clara-chordwise", "deep-jammer"),
                ("maia-lstm", "maia-gpt", "maia-gpt2", "maia-sparse"),
                ("clara-duet",),
                ("modulshtein-drums",),
                ("modulshtein-melody",),
            ),
        ),
    ),
    title="Which machine?",
    open=True,
)


@dataclass(frozen=True, slots=True)
class Demo:
    studies: tuple[Study, ...]
    password: str  # of the researcher just made; empty if there was one before

    @property
    def login(self) -> str:
        """How a researcher gets in, in a line."""
        if self.password:
            return f"log in to the dashboard as {RESEARCHER} with {self.password} (shown only now)"
        return f"log in as {RESEARCHER}; a new password: {sys.executable} manage.py changepassword {RESEARCHER}"


def seed_demo() -> Demo:
    """Whatever of the demo is not there yet; done twice, it changes nothing.

    Raises InputError if the pairs that come with the project cannot be read, or are not those in the database.
    """
    return Demo(tuple(_seeded(plan) for plan in (BACH, MACHINES)), _researcher_password())


def _seeded(plan: StudyPlan) -> Study:
    """The study with the pairs of all folders of its collection, and its simulated listeners."""
    (block,) = plan.blocks
    for folder in pair_folders(settings.ROOT / PIECES / block.collection):
        try:
            import_pairs(folder, block.collection, RenderSettings(), site_store())
        except OtherItemError as error:
            raise InputError(
                "the database holds the demo of another version, with other pairs: move the database away, or set "
                "SITE_VAR to another folder"
            ) from error
    study = Study.objects.filter(slug=plan.slug).first() or create_study(plan)
    if not study.sittings.simulated().exists():
        simulate(study, LISTENERS)
    return study


def _researcher_password() -> str:
    users = get_user_model().objects
    if users.filter(username=RESEARCHER).exists():
        return ""
    password = secrets.token_urlsafe(12)
    users.create_user(RESEARCHER, password=password)
    return password

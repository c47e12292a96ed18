"""The demo: the pairs that come with the project, an open study of them, simulated listeners, a researcher."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

from turing.excerpts.importing import import_pairs
from turing.excerpts.rendersettings import RenderSettings
from turing.excerpts.store import site_store
from turing.survey.models import Study
from turing.survey.simulated import simulate
from turing.survey.studies import StudyPlan, create_study

SLUG = COLLECTION = "demo"
PIECES = Path("fixtures/pieces/demo")  # below the project's root
LISTENERS = 240
RESEARCHER = "researcher"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Demo:
    study: Study
    password: str  # of the researcher just made; empty if there was one before


def seed_demo(progress: Progress) -> Demo:
    """Whatever of the demo is not there yet; done twice, it changes nothing.

    Raises InputError if the pairs that come with the project cannot be read.
    """
    import_pairs(settings.ROOT / PIECES, COLLECTION, RenderSettings(), site_store(), progress)
    study = Study.objects.filter(slug=SLUG).first() or create_study(StudyPlan(SLUG, COLLECTION, open=True))
    if not study.sittings.simulated().exists():
        simulate(study, LISTENERS, progress)
    return Demo(study, _researcher_password())


def _researcher_password() -> str:
    users = get_user_model().objects
    if users.filter(username=RESEARCHER).exists():
        return ""
    password = secrets.token_urlsafe(12)
    users.create_user(RESEARCHER, password=password)
    return password

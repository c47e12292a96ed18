"""A trial's page: the same for every listener but for random names, so it is made once and these are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.translation import get_language

from turing.survey.kinds.form import AnswerForm
from turing.survey.kinds.kind import OPENING
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Trial

MADE = 500  # pages kept, some 10 kB each
CSRF_PLACE = "place-of-the-csrf-token"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: all that a kind's `trial.html` knows of a trial, so that nothing tells its clips apart."""

    kind: str
    title: str  # the study's
    question: str
    position: int  # from 1
    total: int  # trials of a sitting
    step: int  # from 0
    steps: int  # of each trial
    follow_ups: tuple[str, ...]
    labels: tuple[str, ...]
    preview: bool  # a researcher looks at it

    @property
    def is_last_step(self) -> bool:
        return self.step == self.steps - 1

    @property
    def follow_up_templates(self) -> list[str]:
        return [f"survey/follow_ups/{name}.html" for name in self.follow_ups]


@dataclass(frozen=True, slots=True)
class NamedClip:
    label: str
    token: str  # the random name in its URL

    @property
    def is_opening(self) -> bool:
        return self.label == OPENING


def trial_page(trial: Trial, tokens: Mapping[str, str], csrf_token: str, form: AnswerForm | None = None) -> str:
    """The page that shows a trial, its clips' random names given by label; with a form, what is wrong with that.

    Random names need no escaping: they are of letters, digits, dashes.
    """
    asked = _asked(trial, tokens)
    if form:
        return _made(asked, tokens, csrf_token, form)
    page = nameless_page(asked, get_language()).replace(CSRF_PLACE, csrf_token)
    for label, token in tokens.items():
        page = page.replace(_place(label), token)
    return page


def _asked(trial: Trial, labels: Iterable[str]) -> Asked:
    sitting, block = trial.sitting, trial.block
    asked = kind_named(block.kind).asked(block.follow_ups)
    place = (trial.position, sitting.length, trial.step, len(asked))
    _, follow_ups = asked[trial.step]
    return Asked(
        block.kind, sitting.study.title, block.question, *place, tuple(follow_ups), tuple(labels), sitting.preview
    )


@lru_cache(MADE)
def nameless_page(asked: Asked, language: str) -> str:
    """The page of all who are asked that in that language; where names belong, it has places for them."""
    return _made(asked, {label: _place(label) for label in asked.labels}, CSRF_PLACE)


def _place(label: str) -> str:
    return f"place-of-the-name-of-clip-{label}."


def _made(asked: Asked, tokens: Mapping[str, str], csrf_token: str, form: AnswerForm | None = None) -> str:
    clips = [NamedClip(*clip) for clip in tokens.items()]
    context = {"trial": asked, "clips": clips, "form": form, "csrf_token": csrf_token}
    return render_to_string(kind_named(asked.kind).template("trial"), context)

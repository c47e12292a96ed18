"""An open study of another kind in place of the usual one, and a listener of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from tests.turing.conftest import SECONDS, excerpt
from turing.excerpts.models import Item, Origin
from turing.survey.models import Study

HEARD = json.dumps([["A", "play", 0, 0], ["A", "ended", SECONDS, 1000 * SECONDS]])  # of one clip


@pytest.fixture
def study_of(study, settings) -> Callable[[str], Study]:
    """Makes the study, of the same items, as the command does; where a kind needs openings, with these."""

    def make(kind: str) -> Study:
        study.delete()
        if kind == "continuation":
            for item in Item.objects.all():
                opening = excerpt(Origin.HUMAN, f"Opening {item.name}", settings.RENDERS[0])
                item.versions.create(excerpt=opening, is_opening=True)
        call_command("create_study", "bach", collection="small", kind=kind, open=True)
        return Study.objects.get()

    return make


@pytest.fixture
def say(time_passes) -> Callable[..., HttpResponse]:
    """Sends an answer about one clip, after time enough to have heard it and with a log that says so."""

    def send(client: Client, position: int, log: str = HEARD, **said: object) -> HttpResponse:
        client.get("/s/bach/trial/")
        time_passes(SECONDS)
        return client.post("/s/bach/trial/", {"position": position, "playback": log, **said})

    return send

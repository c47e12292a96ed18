"""A server killed right after it took a rating in still has it, and asks for what comes next."""

from __future__ import annotations

import pytest

from tests.whole.bots import begin, heard_alone
from tests.whole.client import Client

pytestmark = pytest.mark.slow
STORED = "SELECT step, earlier ->> 'said' FROM survey_trial WHERE step > 0"


def test_what_an_earlier_step_said_survives_a_kill_and_cannot_be_said_otherwise(site_on_either_database):
    site = site_on_either_database
    site.manage("create_study", "rating", "--collection", "demo", "--kind", "rating", "--open")
    client = Client(site.port)
    page = begin(client, "rating", "novice")
    heard = heard_alone(client.get(page.clips[0]))
    rated = page.form | {"rating": "7", "playback": heard}
    assert client.post(page.path, rated).status == 303
    site.kill()
    site.start()
    assert client.post(page.path, rated | {"rating": "2"}).status == 303
    assert "Did a person compose this?" in client.get(page.path).body.decode()
    ((step, said),) = site.rows(STORED)
    assert (step, said.replace(" ", "")) == (1, '{"rating":7}')

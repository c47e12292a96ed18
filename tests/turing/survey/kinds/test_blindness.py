"""Whatever the kind of trial, nothing that comes before the answer tells who wrote what is heard."""

from __future__ import annotations

import re

import pytest

from evaluation.answers.kinds import KINDS
from tests.turing.conftest import begun

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_the_same_whoever_wrote_the_clips(study_of, kind):
    """Of the first trials of twenty sittings, in which clip A is by a person or by a machine."""
    study, pages = study_of(kind), {}
    for _ in range(20):
        client, sitting = begun(study)
        trial = sitting.trials.with_excerpts().first()
        page = client.get("/s/bach/trial/")
        text = re.sub(r'(csrfmiddlewaretoken" value=")\w{64}', r"\1…", page.text)
        for clip in trial.clips.all():
            text = text.replace(clip.token, clip.label)
            assert client.get(f"/reveal/{clip.token}.svg").status_code == 404
        pages.setdefault(trial.clips.get(label="A").excerpt.piece.origin, set()).add(text)
    assert set(pages) == {"human", "machine"}
    assert pages["human"] == pages["machine"]
    assert len(pages["human"]) == 1

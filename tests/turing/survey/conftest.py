"""A listener's real browser, at the first trial, with clips that sound."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page

from tests.turing.survey.listening import begin
from turing.excerpts.models import Excerpt

RATE = 44_100
SECONDS = 0.8


@pytest.fixture
def audible(study, settings, request) -> None:
    """Clips that can be played: a tone of most of a second, or of the seconds that a parameter says."""
    seconds = getattr(request, "param", SECONDS)
    tone = 0.05 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * RATE)) / RATE)
    sound = io.BytesIO()
    soundfile.write(sound, tone, RATE, format="MP3")
    for path in settings.RENDERS[0].glob("*.mp3"):
        path.write_bytes(sound.getvalue())
    Excerpt.objects.update(samples=len(tone))


@pytest.fixture
def page(browser, live_server, audible, request) -> Iterator[Page]:
    """A phone's page at the first trial. Parameters are options of the browser's context."""
    options = getattr(request, "param", {})
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 640}, **options)
    page = context.new_page()
    begin(page)
    yield page
    context.close()

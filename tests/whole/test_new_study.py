"""A researcher makes a study in the browser, of a zip and by one form, and a listener begins it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.turing.studies.conftest import packed, pairs
from tests.whole.server import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long password"
ACCOUNT = f"from django.contrib.auth.models import User; User.objects.create_user('ada', password='{PASSWORD}')"


@pytest.fixture
def bare_site(tmp_path: Path) -> Iterator[Site]:
    """A site with a researcher's account and nothing else."""
    site = Site(tmp_path)
    site.prepare()
    site.manage("shell", "-c", ACCOUNT)
    site.start()
    yield site
    site.kill()


def passes_axe(page: Page) -> bool:
    return [violation["id"] for violation in Axe().run(page).response["violations"]] == []


def test_a_zip_becomes_an_open_study_that_a_listener_begins(bare_site: Site, browser: Browser, tmp_path: Path) -> None:
    archive = tmp_path / "bank.zip"
    archive.write_bytes(packed(pairs(6)))
    assert archive.stat().st_size > 1_000_000  # more than a listener may send
    page = browser.new_page(base_url=f"http://127.0.0.1:{bare_site.port}", viewport={"width": 360, "height": 740})
    page.goto("/dashboard/")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="New study").click()
    assert passes_axe(page)
    page.get_by_label("Title").fill("Whose tone?")
    page.get_by_label("Address").fill("tones")
    page.get_by_label("A zip of recordings").set_input_files(archive)
    page.get_by_label("Trials of a sitting").fill("3")
    page.get_by_label("Open it to listeners at once").check()
    page.get_by_role("button", name="Make the study").click()
    expect(page.get_by_role("heading", name="bank.zip")).to_be_visible()
    assert passes_axe(page)
    expect(page.get_by_text("All is taken in")).to_be_visible(timeout=60_000)
    assert passes_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.get_by_role("link", name="Whose tone?").click()
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("button", name="Close the study")).to_be_visible()
    assert passes_axe(page)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("This is a preview")).to_be_visible()
    assert passes_axe(page)

    listener = browser.new_context(base_url=f"http://127.0.0.1:{bare_site.port}").new_page()
    listener.goto("/s/tones/start/")
    for field in ("[name=agreed]", "[value=novice]", "[value='26to45']"):
        listener.check(field)
    listener.click("text=Start listening")
    expect(listener.get_by_role("heading", name="Which of the two did a person write?")).to_be_visible()
    expect(listener.get_by_text("1 of 3")).to_be_visible()
    expect(listener.locator(".clip .play").first).to_be_enabled()

"""A person at a keyboard: real clips from a real server, from the splash page to the shared result."""

from __future__ import annotations

import csv
import shutil
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.whole.server import ROOT, Site

DEMO = ROOT / "fixtures" / "pieces" / "demo"
FULL, SHORT = "satb-04", ("s-01", "at-01", "atb-01", "satb-01")  # pairs of the demo, one a trial
SHORT_LENGTH = 2  # quarter notes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def short_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose only study has a pair of the demo in full and four pairs' first notes, so as not to take minutes."""
    folder = tmp_path_factory.mktemp("person")
    shutil.copytree(DEMO, folder / "short")
    with (DEMO / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["pair"]: row for row in csv.DictReader(file)}
    chosen = [rows[FULL], *(rows[name] | {"length": str(SHORT_LENGTH)} for name in SHORT)]
    with (folder / "short" / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(chosen[0]))
        writer.writeheader()
        writer.writerows(chosen)
    site = Site(folder)
    site.prepare()
    site.manage("import_pairs", str(folder / "short"))
    site.manage("create_study", "short", "--collection", "short", "--open")
    site.start()
    yield site
    site.kill(signal.SIGTERM)


@pytest.fixture
def page(browser: Browser, short_site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=short_site.environment["SITE_URL"])
    page = context.new_page()
    page.set_default_timeout(60_000)  # a clip in full
    yield page
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Go on with the tab key until the focus is there."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def begin(page: Page) -> None:
    page.goto("/")
    tab_to(page, "a.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/")
    for field in ("[name=agreed]", "[name=experience]", "[name=age_group]"):
        tab_to(page, field)
        page.keyboard.press("Space")
    tab_to(page, "button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trial/")


def answer(page: Page, position: int) -> None:
    """Hear both clips of a trial to their ends, one after the other, and choose A."""
    expect(page.locator(".progress-words")).to_contain_text(f"{position} of 5")
    for key, clip in (("1", "A"), ("2", "B")):
        expect(page.locator(f"[data-clip={clip}] .play")).to_be_enabled()
        page.keyboard.press(key)
        expect(page.locator(f"[data-clip={clip}] .heard-words")).to_have_text("✓ heard", timeout=60_000)
        expect(page.locator(".is-playing")).to_have_count(0, timeout=60_000)
    page.keyboard.press("a")
    page.keyboard.press("Enter")


def test_a_person_hears_five_pairs_by_keyboard_and_reads_and_shares_the_result(page, short_site):
    begin(page)
    for position in range(1, 6):
        answer(page, position)
    page.wait_for_url("**/result/")

    stored = short_site.rows(
        "SELECT p.name, a.said ->> 'correct', a.too_fast FROM survey_answer a "
        "JOIN survey_trial t ON t.id = a.trial_id JOIN excerpts_item p ON p.id = t.item_id"
    )
    score = sum(right for _, right, _ in stored)
    assert {name for name, _, _ in stored} == {FULL, *SHORT}
    assert not any(too_fast for _, _, too_fast in stored)

    expect(page.locator(".score")).to_have_text(f"{score} of 5")
    expect(page.locator(".verdict.right")).to_have_count(score)
    expect(page.get_by_text("BWV 254", exact=False).first).to_be_visible()
    for sheet in page.locator(".sheet img").all():
        sheet.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=sheet.element_handle())

    link = page.locator("a.share")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/*/")
    expect(page.locator("main")).to_contain_text(f"{score} of 5")
    image = page.request.get(page.locator("meta[property='og:image']").get_attribute("content"))
    assert image.headers["content-type"] == "image/png"
    assert image.body().startswith(b"\x89PNG")

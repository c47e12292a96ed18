"""What goes wrong around a listener, provoked in a real browser: each is said in plain words, with a way on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import FLAGS
from tests.turing.survey.listening import begin, hear
from tests.turing.survey.portal import REPLIES, Portal, portal
from turing.survey.models import Answer, Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGN_IN = "Something else answered in place of this site, perhaps a Wi-Fi that wants you to sign in."


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(words)


def try_again(page: Page) -> None:
    page.get_by_role("button", name="Try again").click()


def confirm(page: Page) -> None:
    page.keyboard.press("b")
    page.keyboard.press("Enter")


# A network that answers in the site's place


@pytest.fixture
def wifi(live_server, audible) -> Iterator[Portal]:
    with portal(live_server.thread.port) as started:
        yield started


@pytest.fixture
def page_on_wifi(browser: Browser, wifi: Portal) -> Iterator[Page]:
    context = browser.new_context(base_url=wifi.url, viewport={"width": 360, "height": 640})
    page = context.new_page()
    begin(page)
    yield page
    context.close()


@pytest.mark.parametrize("reply", list(REPLIES))
def test_an_answer_that_a_portal_swallows_is_not_called_saved_and_is_sent_once_signed_in(page_on_wifi, wifi, reply):
    page = page_on_wifi
    hear(page, "1", "2")
    wifi.reply = REPLIES[reply]
    wifi.swallows = lambda method, path: True
    confirm(page)
    said(page, SIGN_IN)
    said(page, "Your answer is kept and sent once you have.")
    assert page.get_by_role("link", name="Sign in (new tab)").get_attribute("href") == "/"
    assert not Answer.objects.exists()

    wifi.swallows = lambda method, path: False
    try_again(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert [answer.said["choice"] for answer in Answer.objects.all()] == ["B"]


@pytest.mark.parametrize("reply", ["page", "redirect on the same host"])
def test_a_sound_that_a_portal_swallows_is_asked_for_again_once_signed_in(page_on_wifi, wifi, reply):
    page = page_on_wifi
    wifi.reply = REPLIES[reply]
    wifi.swallows = lambda method, path: path.startswith("/clips/")
    page.reload()
    said(page, SIGN_IN)
    wifi.swallows = lambda method, path: False
    try_again(page)
    hear(page, "1", "2")


# A clock that is set


@pytest.mark.parametrize("audible", [3.0], indirect=True)
@pytest.mark.parametrize("jump", [-3_600_000, 3_600_000])
def test_a_clock_set_while_a_clip_plays_changes_nothing(page, jump):
    expect(page.locator("[data-clip=A] .play")).to_be_enabled()
    page.keyboard.press("1")
    expect(page.locator("[data-clip=A] .is-playing")).to_have_count(1)
    page.evaluate("(jump) => { const now = Date.now; Date.now = () => now() + jump; }", jump)
    expect(page.locator("[data-clip=A] .heard-words")).to_have_text("✓ heard")
    hear(page, "2")
    confirm(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    times = [time for *_, time in Answer.objects.get().playback]
    assert times == sorted(times)
    assert 6000 <= times[-1] < 60_000  # two clips of three seconds


def test_the_logs_clock_goes_on_over_a_reload(page):
    hear(page, "1")
    page.reload()
    hear(page, "2")
    confirm(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    (a_play, a_end), (b_play, b_end) = (
        [time for name, _, _, time in Answer.objects.get().playback if name == clip] for clip in "AB"
    )
    assert a_play < a_end <= b_play < b_end


# A browser that keeps nothing


FORBIDDEN = "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
FULL = """
sessionStorage.clear();
for (let size = 2 ** 22; size >= 1; size /= 2) {
  try { for (;;) sessionStorage.setItem(Math.random(), "x".repeat(size)); } catch { /* try with less */ }
}"""
AFTER_A_GESTURE = """
const src = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "src");
const play = HTMLMediaElement.prototype.play;
Object.defineProperty(HTMLMediaElement.prototype, "src", {
  get() { return this.later ?? src.get.call(this); },
  set(url) { this.later = url; },
});
Object.defineProperty(HTMLMediaElement.prototype, "preload", { get: () => "none", set() {} });
HTMLMediaElement.prototype.play = function () {
  if (this.later) src.set.call(this, this.later);
  this.later = null;
  return play.call(this);
};"""


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_room_to_remember_the_answer_is_given_all_the_same_and_a_reload_is_warned_of(page, storage):
    page.add_init_script(storage)
    page.reload()
    expect(page.locator("[data-forgetful]")).to_be_visible()
    expect(page.locator("[data-forgetful]")).to_contain_text("after a reload you would have to hear both clips again")
    hear(page, "1", "2")
    confirm(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert Answer.objects.get().said["choice"] == "B"


def test_what_an_extension_wrote_over_is_forgotten(page):
    page.evaluate("for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, '{not json')")
    page.reload()
    hear(page, "1", "2")
    expect(page.locator("[data-forgetful]")).to_be_hidden()


@pytest.fixture
def page_without_cookies(browser: Browser, chromium: str, live_server, audible, tmp_path: Path) -> Iterator[Page]:
    """A page of a Chromium in whose settings cookies and site data are blocked."""
    (tmp_path / "profile" / "Default").mkdir(parents=True)
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "profile" / "Default" / "Preferences").write_text(json.dumps(blocked))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium, args=FLAGS, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def test_who_blocks_cookies_is_told_what_they_are_for_and_how_to_go_on(page_without_cookies):
    page = page_without_cookies
    page.goto("/s/bach/start/")
    for field in ("[name=agreed]", "[value=novice]", "[value='26to45']"):
        page.check(field)
    page.click("text=Start listening")
    expect(page.locator("h1")).to_have_text("This site needs cookies")
    expect(page.locator("main")).to_contain_text("allow cookies for this site")
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator("h1")).to_have_text("Before you begin")
    assert not Sitting.objects.exists()


def test_cookies_cleared_in_the_middle_are_said_and_nothing_is_promised(page):
    hear(page, "1", "2")
    page.context.clear_cookies()
    confirm(page)
    expect(page.locator("h1")).to_have_text("This answer could not be stored")
    page.click("text=To the first page")
    expect(page.locator("text=Begin")).to_be_visible()
    assert not Answer.objects.exists()


# A sound that cannot be had


@pytest.fixture
def first_clip(page, settings) -> Path:
    """The file of the first trial's clip A."""
    trial = Sitting.objects.get().trials.first()
    return settings.RENDERS[0] / f"{trial.clips.get(label='A').excerpt.audio}.mp3"


def remove(path: Path) -> None:
    path.unlink()


def spoil(path: Path) -> None:
    path.write_bytes(b"no sound at all " * 500)


def cut(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (remove, "The sound of A is missing on this site."),
        (spoil, "This browser cannot play the sound of A."),
        (cut, "This browser cannot play the sound of A."),
    ],
)
def test_a_clip_missing_or_not_to_be_played_is_named_and_asked_for_again(
    page, first_clip, damage: Callable[[Path], None], words
):
    sound = first_clip.read_bytes()
    hear(page, "2")
    damage(first_clip)
    page.reload()
    said(page, words)
    said(page, "Your answers so far are stored")
    expect(page.locator("[data-clip=A] .play")).to_be_disabled()

    first_clip.write_bytes(sound)
    try_again(page)
    hear(page, "1")
    confirm(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")


def test_a_phone_that_looks_into_a_sound_only_after_a_gesture_plays_it(page):
    page.add_init_script(AFTER_A_GESTURE)
    page.reload()
    expect(page.locator("[data-clip=A] .play")).to_be_enabled()
    assert page.evaluate("document.querySelector('[data-clip=A] audio').readyState") == 0  # HAVE_NOTHING
    said(page, "Hear both, then choose.")
    hear(page, "1", "2")
    confirm(page)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")

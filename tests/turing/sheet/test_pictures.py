"""Which excerpts are shown as a score, on every page that shows one."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Note, Piece, Voice
from tests.turing.conftest import sides
from turing.excerpts.models import Excerpt, Item
from turing.sheet import engraving
from turing.sheet.pictures import picture_svg

LINE = (Note(0, 1920, 72),)
CHORD = (Note(0, 1920, 60), Note(0, 1920, 64))
SCORED = {"chorale": (Voice("S", LINE), Voice("B", LINE)), "melody": (Voice("melody", LINE),)}
ROLLED = {
    "piano": (Voice("piano", CHORD),),
    "duet": (Voice("violin", LINE), Voice("piano", CHORD)),
    "drums": (Voice("drums", LINE, drums=True),),
}


def of(voices: tuple[Voice, ...]) -> Piece:
    return Piece(voices, length=1920)


@pytest.fixture
def no_engraver(monkeypatch) -> None:
    monkeypatch.setattr(engraving, "engrave", lambda *_: pytest.fail("engraved"))


@pytest.fixture
def changed(study, finished):
    """Makes all pieces of the study others."""

    def change(voices: tuple[Voice, ...]) -> Excerpt:
        for pair in Item.objects.all():
            for excerpt in sides(pair):
                excerpt.piece.musicxml = to_musicxml(of(voices))
                excerpt.piece.save()
        return sides(Item.objects.first())[0]

    return change


@pytest.mark.parametrize("kind", SCORED)
def test_single_lines_are_a_score(kind: str) -> None:
    svg = picture_svg(of(SCORED[kind]))
    assert 'class="staff"' in svg
    assert "prefers-color-scheme:dark" in svg


@pytest.mark.parametrize("kind", ROLLED)
def test_everything_else_is_a_piano_roll(kind: str, no_engraver) -> None:
    svg = picture_svg(of(ROLLED[kind]))
    assert 'class="roll"' in svg
    assert "prefers-color-scheme:dark" in svg


@pytest.mark.parametrize("kind", ROLLED)
def test_a_listener_who_has_answered_sees_the_roll(kind: str, changed, listener, finished, no_engraver) -> None:
    changed(ROLLED[kind])
    svg = listener.get(f"/reveal/{finished.trials.first().token}.svg")
    assert (svg.status_code, b'class="roll"' in svg.content) == (200, True)


def test_a_researcher_sees_one_picture_where_there_is_no_score(changed, researcher, no_engraver) -> None:
    excerpt = changed(ROLLED["duet"])
    page = researcher.get(f"/dashboard/bach/items/small/{excerpt.piece.title.split()[1]}/").text
    assert page.count('class="roll"') == 2
    assert 'class="sheet"' not in page
    assert b'class="roll"' in researcher.get(f"/excerpts/{excerpt.pk}/score.svg").content


def test_a_researcher_sees_both_where_there_is_a_score(changed, researcher) -> None:
    excerpt = changed(SCORED["chorale"])
    page = researcher.get(f"/dashboard/bach/items/small/{excerpt.piece.title.split()[1]}/").text
    assert page.count('class="roll"') == page.count('class="sheet"') == 2


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1200, "dark")])
@pytest.mark.parametrize("kind", ["duet", "drums"])
def test_pages_with_rolls_pass_axe_and_fit_the_screen(
    live_server, browser, changed, listener, researcher, kind, width, scheme
) -> None:
    changed(ROLLED[kind])
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        for client in (listener, researcher):
            cookies = [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
            context.add_cookies(cookies)
        page = context.new_page()
        for address in ("/s/bach/result/", "/dashboard/bach/items/small/SATB-1/"):
            page.goto(f"{live_server.url}{address}")
            page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
            page.evaluate("Promise.all([...document.images].map(image => image.decode()))")  # fails for a broken one
            assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

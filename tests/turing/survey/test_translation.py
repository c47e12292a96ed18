"""Every sentence that a listener reads can be translated: under a catalogue made here, none of it is left as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from django_countries import countries

from turing.excerpts.models import Piece
from turing.survey.models import Listener, Sitting
from turing.survey.page import nameless_page

pytestmark = pytest.mark.django_db
READ = ("title", "alt", "aria-label", "placeholder", "content")  # attributes that are read out or shown
UNREAD = ("script", "style", "code", "kbd")


@pytest.fixture
def translated(monkeypatch, study) -> Iterator[None]:
    """Every message becomes ⟦itself⟧. What the study itself says is Greek."""
    study.title = "Άνθρωπος ή μηχανή;"
    study.save()
    study.blocks.update(question="Ποιο έγραψε άνθρωπος;")
    gettext, ngettext = trans_real.gettext, trans_real.ngettext
    monkeypatch.setattr(translation._trans, "gettext", lambda message: f"⟦{gettext(message)}⟧")
    monkeypatch.setattr(translation._trans, "ngettext", lambda *forms: f"⟦{ngettext(*forms)}⟧")
    del countries.countries  # keeps the names of a language once they are asked for
    yield
    nameless_page.cache_clear()
    del countries.countries


class Words(HTMLParser):
    """All that is read on a page, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append(tag)
        about = dict(attrs).get("name") or dict(attrs).get("property") or ""
        is_told = tag != "meta" or about.endswith(("title", "description", "alt"))
        for name, value in attrs:
            if name in READ and value and is_told:
                self.found.append(value)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.within or self.within[-1] not in UNREAD:
            self.found.append(data)


def untranslated(page: str) -> Iterator[str]:
    """The Latin words of a page that stand outside of every ⟦message⟧; the letters A and B name clips."""
    depth, left = 0, ""
    for character in "\n".join(Words(page).found):
        depth += (character == "⟦") - (character == "⟧")
        left += character if depth == 0 else " "
    return (word for word in re.findall(r"[^\W\d_]+", left) if word.isascii() and word not in "AB")


def check(page: str) -> None:
    assert list(untranslated(page)) == []
    assert "⟦" in page


@pytest.mark.parametrize("path", ["/", "/about/", "/withdraw/", "/s/bach/", "/s/bach/start/", "/nowhere/"])
def test_the_pages_of_a_stranger(stranger, translated, path):
    assert list(untranslated(stranger.get(path).text)) == []


def test_the_home_page_of_no_study_and_of_several(stranger, translated, study, add_pair):
    study.__class__.objects.create(slug="two", title="Δύο", state="open", seed=1)
    check(stranger.get("/").text)
    study.__class__.objects.update(state="closed")
    check(stranger.get("/").text)
    check(stranger.get("/s/bach/").text)


def test_the_question_and_what_is_wrong_with_an_answer(listener, answer, translated):
    check(listener.get("/s/bach/trial/").text)
    check(answer(listener, 1, log=[]).text)
    check(answer(listener, 1, choice="").text)


@pytest.mark.parametrize("fewest", [1, 10])
def test_the_result_beside_another_listeners_and_alone(listener, finished, translated, monkeypatch, fewest):
    monkeypatch.setattr("turing.survey.scores.standing.FEWEST_OTHERS", fewest)
    other = Listener.objects.create(age_group="26to45", experience="novice", consent="1")
    Sitting.objects.create(
        study=finished.study, listener=other, key="other", share="other", seed=1, finished=finished.finished, length=5
    )
    Piece.objects.update(title="Κανών", source="Άσμα", system="μηχανή")
    page = listener.get("/s/bach/result/").text
    check(re.sub(r'http://[^\s"<]+', "", page))
    assert page.count("⟦Too few ⟦novices⟧ have finished") == (fewest == 10)


def test_what_is_wrong_with_a_form(stranger, listener, translated):
    check(stranger.post("/s/bach/start/", {}).text)
    check(stranger.post("/withdraw/", {}).text)
    check(stranger.post("/withdraw/", {"code": "abc"}).text)
    check(stranger.post("/withdraw/", {"code": "a" * 16}).text)
    check(listener.post("/withdraw/", {"here": "x"}).text)


def test_the_pages_of_a_listener(listener, stranger, translated, finished):
    check(listener.get("/s/bach/").text)
    check(stranger.get(f"/r/{finished.share}/").text)
    key = finished.key
    assert not [word for word in untranslated(listener.get("/withdraw/").text) if word not in key]
    check(listener.post("/withdraw/", {"here": key}).text)


def test_a_sitting_to_go_on_with(listener, translated):
    check(listener.get("/s/bach/").text)


@pytest.mark.parametrize("cookies", [True, False])
def test_answers_that_no_cookie_comes_with(study, begin, translated, cookies):
    strict = Client(enforce_csrf_checks=True)
    if cookies:
        strict.cookies["other"] = "1"
    check(strict.post("/s/bach/trial/", {"position": 1, "choice": "A"}).text)
    check(strict.post("/s/bach/start/", {}).text)
    check(Client().post("/s/bach/trial/", {"position": 1, "choice": "A"}).text)
    strict.cookies = begin()[0].cookies
    check(strict.post("/s/bach/trial/", {"position": 1, "choice": "A"}).text)


def test_the_page_of_a_failure(translated):
    check(render_to_string("500.html"))


def test_words_that_are_not_marked_are_found(stranger, translated):
    page = "<p title='Speak'>⟦Hello <b>you</b>⟧ and <b>A</b> <code>ls</code></p>"
    assert list(untranslated(page)) == ["Speak", "and"]

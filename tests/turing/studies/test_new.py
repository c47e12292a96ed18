"""A study made by one form."""

import tempfile

import pytest
from django.test import Client

from tests.turing.studies.conftest import pairs
from turing.excerpts.models import Item, Piece
from turing.studies import uploads
from turing.studies.models import SILENCE, Upload
from turing.survey.models import Study

pytestmark = pytest.mark.django_db
NEW = "/studies/new/"


@pytest.fixture
def sent(researcher: Client, said, at_once):
    """Sends the form; gives the page it leads to."""
    return lambda *files, **more: researcher.post(NEW, said(*files, **more), follow=True)


def test_a_zip_becomes_a_study(sent, settings) -> None:
    page = sent()
    study = Study.objects.get()
    (block,) = study.blocks.all()
    assert (study.slug, study.title, study.state) == ("tones", "Whose tone?", "draft")
    assert (block.kind, block.question, block.plan) == (
        "discrimination",
        "Which of the two did a person write?",
        [["all"], ["all"]],
    )
    assert sorted(item.name for item in block.items.all()) == ["1", "2"]
    assert "All is taken in, and the study is made" in page.content.decode()
    assert not list(settings.MEDIA_ROOT.rglob("*"))


def test_a_draft_is_not_found_by_listeners_and_an_open_one_can_be_begun(sent, stranger: Client) -> None:
    sent()
    assert stranger.get("/s/tones/").status_code == 404
    sent(slug="other", state="open")
    assert stranger.get("/s/other/start/").status_code == 200


def test_what_was_changed_is_listed(sent) -> None:
    files = pairs(1) | {"read me.txt": b"hello"}
    page = sent(files).content.decode()
    assert "read me.txt: left out, no sound, MIDI or MusicXML by its suffix" in page


def test_every_refusal_is_a_line_of_the_page_and_nothing_is_taken_in(sent) -> None:
    page = sent(pairs(2) | {"human/1.wav": b"no sound", "gpt/2.wav": b"neither"}).content.decode()
    assert "It was not taken in, and no study was made." in page
    assert "item 1: human/1.wav: cannot be read as sound" in page
    assert "item 2: gpt/2.wav: cannot be read as sound" in page
    assert (Piece.objects.count(), Item.objects.count(), Study.objects.count()) == (0, 0, 0)


def test_what_is_wrong_with_an_archive_names_it_and_no_folder_of_the_server(sent) -> None:
    page = sent({"read me.txt": b"hello"}).content.decode()
    assert "two_pairs.zip: no sound, MIDI or MusicXML in it" in page
    assert tempfile.gettempdir() not in page


def test_a_study_that_cannot_be_run_takes_nothing_in(sent) -> None:
    page = sent(trials="3").content.decode()
    assert "2 of its 3 trials can be had" in page
    assert (Item.objects.count(), Study.objects.count()) == (0, 0)


def test_what_was_refused_is_sent_again_with_all_that_was_said(sent, researcher: Client) -> None:
    sent({"human/1.wav": b"no sound"}, title="Mine", trials="2", state="open")
    page = researcher.get(f"{NEW}?again={Upload.objects.get().pk}")
    assert {name: page.context["form"][name].value() for name in ("title", "slug", "trials", "state")} == {
        "title": "Mine",
        "slug": "tones",
        "trials": 2,
        "state": "open",
    }


def test_a_study_of_music_that_is_there_already(sent, study: Study) -> None:
    sent(bank="", collection="small", kind="single", trials="4")
    made = Study.objects.get(slug="tones")
    (block,) = made.blocks.all()
    assert (block.kind, len(block.plan), block.items.count()) == ("single", 4, 14)


def test_a_study_of_music_that_is_there_and_cannot_be_run_is_refused_in_the_page(sent, study: Study) -> None:
    page = sent(bank="", collection="small", trials="50")
    assert page.status_code == 422
    assert "14 of its 50 trials can be had" in page.content.decode()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"slug": "bach"}, "There is another page"),
        ({"slug": "login"}, "There is another page"),
        ({"slug": "-x"}, "must begin with a letter or a digit"),
        ({"slug": "small"}, "would be mixed with this"),
        ({"bank": ""}, "Please choose one"),
        ({"collection": "small"}, "Please choose one"),
        ({"kind": "other"}, "is not one of the available choices"),
        ({"trials": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_made(sent, study, more, why) -> None:
    page = sent(**more)
    assert page.status_code == 422
    assert why in page.content.decode()
    assert (Study.objects.count(), Upload.objects.count()) == (1, 0)


def test_the_page_tells_how_far_it_is_and_goes_on_after_its_process_was_killed(
    researcher: Client, said, monkeypatch
) -> None:
    launched: list[Upload] = []
    monkeypatch.setattr(uploads, "launch", launched.append)
    page = researcher.post(NEW, said(), follow=True)
    Upload.objects.update(done=1, total=2)
    (address,) = {place for place, _ in page.redirect_chain}
    assert "1 of 2 items taken in" in researcher.get(address).content.decode()
    researcher.post(f"{address}go-on/")
    assert len(launched) == 1  # it is at work
    Upload.objects.update(heard_of=Upload.objects.get().heard_of - 2 * SILENCE)
    assert "It stopped before it was through" in researcher.get(address).content.decode()
    researcher.post(f"{address}go-on/")
    researcher.post(f"{address}go-on/")
    assert len(launched) == 2
    uploads.take_in(Upload.objects.get())
    assert "the study is made" in researcher.get(address).content.decode()


def test_of_two_processes_for_one_upload_the_first_word_holds(researcher: Client, said, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "launch", lambda upload: None)
    researcher.post(NEW, said())
    late = Upload.objects.get()
    uploads.take_in(Upload.objects.get())
    uploads.take_in(late)
    assert Upload.objects.get().state == "done"


def test_what_one_researcher_sent_is_not_found_by_another(sent, stranger: Client, django_user_model) -> None:
    sent()
    stranger.force_login(django_user_model.objects.create_user("other", password="a long password"))
    address = Upload.objects.get().get_absolute_url()
    assert [stranger.get(address).status_code, stranger.post(f"{address}go-on/").status_code] == [404, 404]

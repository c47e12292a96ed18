"""What becomes of a study after it was made."""

import pytest
from django.test import Client

from turing.dashboard.figures import progress
from turing.studies.files import settings_of
from turing.survey.models import Answer, Exposure, Listener, Sitting, Study
from turing.survey.querysets import SittingQuerySet

pytestmark = pytest.mark.django_db
SURE = {"sure": "on"}


@pytest.fixture
def draft(study: Study) -> Study:
    study.state = Study.State.DRAFT
    study.save()
    return study


def test_a_draft_is_opened_and_closed_by_who_says_that_it_is_meant(researcher: Client, draft, stranger: Client) -> None:
    assert stranger.get("/s/bach/").status_code == 404
    assert researcher.post("/studies/bach/state/", {"state": "open"}).status_code == 422
    assert researcher.post("/studies/bach/state/", {"state": "draft"} | SURE).status_code == 422
    assert Study.objects.get().state == "draft"
    researcher.post("/studies/bach/state/", {"state": "open"} | SURE)
    assert stranger.get("/s/bach/start/").status_code == 200
    researcher.post("/studies/bach/state/", {"state": "closed"} | SURE)
    assert stranger.get("/s/bach/start/").url == "/s/bach/"


def test_words_change_while_the_study_is_a_draft(researcher: Client, draft) -> None:
    researcher.post("/studies/bach/words/", {"title": "Bach?", "question-1": "Who?"})
    assert (Study.objects.get().title, Study.objects.get().blocks.get().question) == ("Bach?", "Who?")


@pytest.mark.parametrize("state", ["open", "closed"])
def test_and_not_once_listeners_were_asked(researcher: Client, study, state: str) -> None:
    Study.objects.update(state=state)
    page = researcher.post("/studies/bach/words/", {"title": "Bach?", "question-1": "Who?"})
    assert (page.status_code, Study.objects.get().title) == (422, study.title)
    assert "words change while it is a draft" in page.content.decode()


def test_words_that_cannot_be_are_refused_and_kept_in_the_form(researcher: Client, draft) -> None:
    page = researcher.post("/studies/bach/words/", {"title": "", "question-1": "q" * 201})
    assert page.status_code == 422
    assert "q" * 201 in page.content.decode()
    assert Study.objects.get().title == draft.title


def test_a_copy_is_a_draft_with_all_that_was_decided_and_no_answers(researcher: Client, study, finished) -> None:
    researcher.post("/studies/bach/copy/", {"slug": "again"})
    copied = Study.objects.get(slug="again")
    assert settings_of(copied) == {**settings_of(study), "slug": "again"}
    assert (copied.state, copied.sittings.count()) == ("draft", 0)
    page = researcher.post("/studies/bach/copy/", {"slug": "again"})
    assert "already exists" in page.content.decode()


def test_what_nobody_answered_is_deleted_by_who_says_that_it_is_meant(researcher: Client, listener, draft) -> None:
    assert researcher.post("/studies/bach/delete/").status_code == 422
    researcher.post("/studies/bach/preview/")
    assert researcher.post("/studies/bach/delete/", SURE).url == "/dashboard/"
    assert (Study.objects.count(), Listener.objects.count()) == (0, 0)


def test_what_is_open_or_was_answered_is_not_deleted(researcher: Client, study, finished) -> None:
    assert "close it first" in researcher.post("/studies/bach/delete/", SURE).content.decode()
    Study.objects.update(state="closed")
    assert "listeners have answered" in researcher.post("/studies/bach/delete/", SURE).content.decode()
    assert Answer.objects.count() == 5


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_a_preview_counts_nowhere_whatever_the_state(researcher: Client, study, answer, state: str) -> None:
    Study.objects.update(state=state)
    researcher.post("/studies/bach/preview/")
    assert "This is a preview" in researcher.get("/s/bach/trial/").content.decode()
    for position in range(1, 6):
        answer(researcher, position)
    assert "This is a preview" in researcher.get("/s/bach/result/").content.decode()
    assert Answer.objects.count() == 5
    assert not Exposure.objects.exists()
    assert len(researcher.get("/dashboard/bach/answers.csv").getvalue().splitlines()) == 1
    assert researcher.get("/dashboard/bach/").context["analysis"].counted == 0
    assert [each.finished for each in researcher.get("/dashboard/").context["studies"]] == [0]
    assert (progress(study, simulated=False).started, progress(study, simulated=True).started) == (0, 0)
    sittings: SittingQuerySet[Sitting] = Sitting.objects.all()
    assert not sittings.comparable("novice").exists()


def test_a_preview_left_for_an_hour_takes_nothing_from_the_counts(researcher, study, begin, time_passes) -> None:
    researcher.post("/studies/bach/preview/")
    time_passes(3600)
    begin()
    assert sorted(Exposure.objects.values_list("count", flat=True)) == [1] * 5


def test_a_preview_withdrawn_takes_nothing_from_them_either(researcher: Client, study, listener) -> None:
    researcher.post("/studies/bach/preview/")
    researcher.post("/withdraw/", {"code": Sitting.objects.get(preview=True).key})
    assert sorted(Exposure.objects.values_list("count", flat=True)) == [1] * 5


def test_a_second_preview_takes_the_place_of_the_first(researcher: Client, study) -> None:
    researcher.post("/studies/bach/preview/")
    researcher.post("/studies/bach/preview/")
    assert Sitting.objects.count() == 1


def test_a_listeners_own_sitting_is_not_lost_to_a_preview(listener: Client, sitting, django_user_model) -> None:
    listener.force_login(django_user_model.objects.create_user("ada", password="a long password"))
    page = listener.post("/studies/bach/preview/")
    assert "private window" in page.content.decode()
    assert Sitting.objects.get() == sitting


def test_listeners_are_not_told_of_previews(listener: Client) -> None:
    assert "preview" not in listener.get("/s/bach/trial/").content.decode()

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.turing.conftest import sides
from turing.excerpts.models import Item
from turing.survey.models import Study

PAGES = pytest.mark.parametrize(
    "page",
    [
        "/dashboard/",
        "/dashboard/bach/",
        "/dashboard/bach/accuracy.svg",
        "/dashboard/bach/answers.csv",
        "/dashboard/bach/items/small/SATB-1/",
    ],
)


@PAGES
def test_a_stranger_is_sent_to_the_login(stranger, study, page):
    response = stranger.get(page)
    assert response.status_code == 302
    assert response.url == f"/dashboard/login/?next={page}"


@PAGES
def test_a_listener_is_sent_to_the_login_too(listener, page):
    assert listener.get(page).url.startswith("/dashboard/login/")


@PAGES
def test_a_researcher_is_let_in(researcher, study, page):
    assert researcher.get(page).status_code == 200


@PAGES
def test_no_page_is_kept_by_the_browser_for_after_the_researcher_logs_out(researcher, study, page):
    assert researcher.get(page)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["audio", "score", "roll"])
def test_nor_is_an_excerpt(researcher, study, name):
    page = researcher.get(reverse(f"excerpts:{name}", args=[sides(Item.objects.first())[0].pk]))
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")


@PAGES
def test_pages_only_show_and_take_no_posts(researcher, study, page):
    assert researcher.post(page).status_code == 405


@pytest.mark.parametrize(
    "page",
    [
        "/dashboard/none/",
        "/dashboard/none/answers.csv",
        "/dashboard/bach/other.svg",
        "/dashboard/bach/items/small/none/",
    ],
)
def test_what_is_not_there_is_not_found(researcher, study, page):
    assert researcher.get(page).status_code == 404


def test_a_researcher_logs_in_and_out(stranger):
    get_user_model().objects.create_user("ada", password="a long password")
    page = stranger.post("/dashboard/login/", {"username": "ada", "password": "a long password"}, follow=True)
    assert page.redirect_chain[-1][0] == "/dashboard/"
    assert "Log out ada" in page.content.decode()
    assert stranger.post("/dashboard/logout/").url == "/dashboard/login/"
    assert stranger.get("/dashboard/").status_code == 302


def test_a_wrong_password_is_told_without_saying_which_was_wrong(stranger):
    get_user_model().objects.create_user("ada", password="a long password")
    for name, password in (("ada", "wrong"), ("nobody", "a long password")):
        page = stranger.post("/dashboard/login/", {"username": name, "password": password})
        assert "do not belong together" in page.content.decode()


def test_a_researcher_who_left_is_let_in_no_more(stranger):
    get_user_model().objects.create_user("ada", password="a long password", is_active=False)
    page = stranger.post("/dashboard/login/", {"username": "ada", "password": "a long password"})
    assert "do not belong together" in page.content.decode()


def test_every_study_is_listed_with_its_finished_sittings(researcher, study, answered):
    Study.objects.create(slug="draft", title="Not yet", seed=1)
    answered(right=3)
    answered(right=3, simulated=True)
    answered(right=3, simulated=True)
    listed = {
        each.slug: (each.finished, each.finished_simulated) for each in researcher.get("/dashboard/").context["studies"]
    }
    assert listed == {"bach": (1, 2), "draft": (0, 0)}


def test_without_a_study_the_list_says_how_to_make_one(researcher):
    assert "manage.py create_study" in researcher.get("/dashboard/").content.decode()

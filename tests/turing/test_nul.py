"""NUL wherever a browser can put it. PostgreSQL raises where a text with it is stored or looked up."""

import pytest
from django.test import Client

from turing.survey.models import Sitting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/clips/a%00b.mp3",
        "/reveal/%00.svg",
        "/r/%00/",
        "/r/a%00.png",
        "/s/%00/",
        "/dashboard/bach/items/small%00/SATB-1/",
        "/dashboard/%00.svg",
        "/static/%00.css",
    ],
)
def test_there_is_no_page_at_an_address_with_nul(researcher, study, path):
    assert researcher.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/s/bach/", "/dashboard/bach/", "/dashboard/login/"])
@pytest.mark.parametrize("query", ["?compare=%00", "?next=/a%00b", "?%00=1"])
def test_a_query_with_nul_is_a_bad_request(researcher, study, path, query):
    assert researcher.get(path + query).status_code == 400


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/withdraw/", "code"),
        ("/s/bach/start/", "key"),
        ("/s/bach/start/", "country"),
        ("/s/bach/trial/", "playback"),
        ("/s/bach/trial/", "position"),
        ("/dashboard/login/", "username"),
        ("/dashboard/login/", "next"),
    ],
)
def test_a_form_with_nul_is_a_bad_request(listener, path, field):
    assert listener.post(path, {field: "a\0b"}).status_code == 400
    assert Sitting.objects.count() == 1


@pytest.mark.parametrize("name", ["sessionid", "sitting-bach", "csrftoken", "messages"])
def test_a_cookie_with_nul_is_a_bad_request(study, name):
    quoted = f'{name}="\\000 and eight more"'  # as the standard library's cookies escape it
    assert Client().get("/dashboard/", headers={"Cookie": quoted}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/r/%ED%A0%80/",  # half of a surrogate pair
        "/clips/%ff.mp3",
        "/s/bach/?a=%ED%A0%80",
        "/excerpts/99999999999999999999999/audio.mp3",
        "/excerpts/99999999999999999999999/score.svg",
    ],
)
def test_what_else_a_database_cannot_look_up_is_no_error_either(researcher, study, path):
    assert researcher.get(path).status_code in (200, 404)

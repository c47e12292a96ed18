"""Clips over HTTP, by RFC 9110 section 14 and what Safari asks for."""

import pytest
from django.urls import reverse

from tests.turing.conftest import sides

SIZE = 2000


@pytest.fixture
def address(add_pair) -> str:
    human, _ = sides(add_pair("1", "S", "tune"))
    return reverse("excerpts:audio", args=[human.pk])


def test_a_whole_clip_is_sent_with_nothing_that_tells_which_file_it_is(researcher, address) -> None:
    response = researcher.get(address)
    assert (response.status_code, len(response.content)) == (200, SIZE)
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Cache-Control"] == "no-store"
    assert response["Accept-Ranges"] == "bytes"
    assert not {"ETag", "Last-Modified", "Content-Disposition"} & set(response.headers)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),  # Safari's probe
        ("bytes=0-", 0, 1999),
        ("bytes=100-199", 100, 199),
        ("bytes=1990-5000", 1990, 1999),
        ("bytes=-10", 1990, 1999),
        ("bytes=-5000", 0, 1999),
        ("bytes= 5 - 9", 5, 9),
    ],
)
def test_a_range_is_answered_with_206(researcher, address, asked, first, last) -> None:
    whole = researcher.get(address).content
    response = researcher.get(address, headers={"Range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response.content == whole[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=2000-", "bytes=2000-2001", "bytes=-0"])
def test_a_range_outside_the_clip_is_answered_with_416(researcher, address, asked) -> None:
    response = researcher.get(address, headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes"])
def test_what_is_no_single_range_gets_the_whole_clip(researcher, address, asked) -> None:
    assert researcher.get(address, headers={"Range": asked}).status_code == 200


def test_head_tells_the_size_without_the_sound(researcher, address) -> None:
    response = researcher.head(address)
    assert (response.status_code, response["Content-Length"], response.content) == (200, str(SIZE), b"")
    assert researcher.head(address, headers={"Range": "bytes=0-1"})["Content-Length"] == "2"


def test_a_clip_whose_file_is_gone_is_not_found(researcher, address, settings) -> None:
    settings.RENDERS = []
    assert researcher.get(address).status_code == 404


def test_excerpts_are_for_researchers_only(stranger, add_pair) -> None:
    pair = add_pair("1", "S", "tune")
    for name in ("audio", "score", "roll"):
        response = stranger.get(reverse(f"excerpts:{name}", args=[sides(pair)[0].pk]))
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_nothing_but_reading_is_allowed(researcher, address) -> None:
    assert researcher.post(address).status_code == 405

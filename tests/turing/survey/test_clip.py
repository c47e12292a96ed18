"""The sound under its random name."""

import pytest

from turing.excerpts.models import Excerpt
from turing.sound.stamps import PLACE, SIZE
from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.models import TrialClip

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(sitting) -> list[str]:
    """Where the clips of all trials are heard, in order."""
    return [f"/clips/{clip.token}.mp3" for trial in sitting.trials.all() for clip in trial.clips.all()]


def test_the_listener_hears_the_current_trial(listener, sitting, names):
    trial = sitting.trials.with_excerpts().first()
    heard = {side: listener.get(name).content for side, name in zip("AB", names, strict=False)}
    assert heard[human_side(trial)].startswith(b"Chorale")
    assert {sound.split(b".")[0].split()[0] for sound in heard.values()} == {b"Chorale", b"Imitation"}


def test_a_later_trial_is_not_heard_before_its_time(listener, names, answer):
    assert [listener.get(name).status_code for name in names[2:]] == [404] * 8
    answer(listener, 1)
    assert [listener.get(name).status_code for name in names[:6]] == [200, 200, 200, 200, 404, 404]


def test_another_listeners_clip_is_not_there(begin, stranger, names):
    other, _ = begin()
    assert other.get(names[0]).status_code == 404
    assert stranger.get(names[0]).status_code == 404


def test_a_made_up_name_is_not_there(listener):
    assert listener.get("/clips/made-up.mp3").status_code == 404


def test_both_clips_come_with_the_same_headers(listener, names):
    one, other = (listener.get(name) for name in names[:2])
    assert dict(one.headers) == dict(other.headers)
    assert len(one.content) == len(other.content)


def test_a_part_is_answered_with_206(listener, names):
    part = listener.get(names[0], headers={"Range": "bytes=0-1"})
    assert (part.status_code, len(part.content)) == (206, 2)


def test_names_are_random_and_never_twice(begin):
    for _ in range(3):
        begin()
    tokens = [clip.token for clip in TrialClip.objects.all()]
    assert len(set(tokens)) == 30
    assert {len(token) for token in tokens} == {22}


@pytest.fixture
def one_clip(study, settings) -> None:
    """Every clip of the study is one file, with room for a stamp."""
    (settings.RENDERS[0] / "same.mp3").write_bytes(b"head".ljust(2000, b"\0"))
    Excerpt.objects.update(audio="same")


def test_no_two_sittings_get_the_same_file(begin, one_clip):
    sounds = []
    for _ in range(3):
        client, sitting = begin()
        trial = sitting.trials.first()
        sounds += [client.get(f"/clips/{clip.token}.mp3").content for clip in trial.clips.all()]
    assert len(set(sounds)) == 6
    assert len({sound[:PLACE] + sound[PLACE + SIZE :] for sound in sounds}) == 1


def test_parts_and_a_second_request_are_of_the_same_file(listener, names, one_clip):
    whole = listener.get(names[0]).content
    parts = [listener.get(names[0], headers={"Range": span}).content for span in ("bytes=0-199", "bytes=200-")]
    assert whole == b"".join(parts) == listener.get(names[0]).content
    assert listener.head(names[0])["Content-Length"] == str(len(whole))

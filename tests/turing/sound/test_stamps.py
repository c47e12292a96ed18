"""A clip is stamped for the sitting that hears it; the sound is the same."""

import base64
import io

import numpy as np
import pytest
import soundfile

from turing.sound.mp3 import encode_mp3
from turing.sound.rendersettings import RenderSettings
from turing.sound.stamps import PLACE, SIZE, stamped


@pytest.fixture(scope="module")
def clip() -> bytes:
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, 44_100)
    return encode_mp3(noise, RenderSettings())


def test_the_stamp_stands_where_nothing_else_does(clip: bytes) -> None:
    """Behind LAME's tag (it ends at byte 4 + 17 + 156), and all of it in the first frame."""
    assert clip[141:145] == b"LAME"
    assert PLACE >= 4 + 17 + 156
    assert clip.index(b"\xff\xfb", 4) >= PLACE + SIZE
    assert clip[PLACE : PLACE + SIZE] == bytes(SIZE)


def test_two_names_give_two_files_that_sound_alike(clip: bytes) -> None:
    one, other = stamped(clip, "a"), stamped(clip, "b")
    assert len({clip, one, other}) == 3
    assert len(one) == len(other) == len(clip)
    sounds = [soundfile.read(io.BytesIO(file))[0] for file in (clip, one, other)]
    assert all(np.array_equal(sound, sounds[0]) for sound in sounds)


def test_a_name_gives_the_same_file_every_time_and_another_site_another(clip: bytes, settings) -> None:
    here = stamped(clip, "a")
    assert stamped(clip, "a") == here
    settings.SECRET_KEY = "another site's key"
    assert stamped(clip, "a") != here


def test_a_file_without_room_for_a_stamp_is_left_alone() -> None:
    other = bytes(range(256)) * 2
    assert stamped(other, "a") == other


DECODE = """async files => {
    const decode = async file => {
        const bytes = Uint8Array.from(atob(file), letter => letter.charCodeAt(0))
        const sound = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(bytes.buffer)
        const digest = await crypto.subtle.digest("SHA-256", sound.getChannelData(0))
        return [sound.length, Array.from(new Uint8Array(digest)).join()]
    }
    return Promise.all(files.map(decode))
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_decodes_the_same_samples(clip: bytes, browser, live_server) -> None:
    page = browser.new_page()
    page.goto(live_server.url + "/about/")  # a context that may digest
    files = [base64.b64encode(file).decode() for file in (clip, stamped(clip, "a"), stamped(clip, "b"))]
    decoded = page.evaluate(DECODE, files)
    page.close()
    assert decoded[0][0] == 44_100
    assert decoded[0] == decoded[1] == decoded[2]

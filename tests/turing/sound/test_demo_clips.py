"""The clips that come with the site: all there, small enough, and those their pieces give."""

from pathlib import Path

import pytest

from evaluation.pairs.folder import pair_folders, read_pairs
from tests.whole.received import container
from turing.sound.alike import made_alike
from turing.sound.rendering import render_pair
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store

FIXTURES = Path(__file__).parents[3] / "fixtures"
SETTINGS = RenderSettings()
AUDIO = Store([FIXTURES / "audio"])
PAIRS = [made_alike(pair) for folder in pair_folders(FIXTURES / "pieces") for pair in read_pairs(folder)]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The files of each pair's human and machine clip; a clip that is not there is made elsewhere."""
    store = Store([tmp_path_factory.mktemp("made"), FIXTURES / "audio"])
    clips = {pair.name: render_pair(pair.human.music, pair.machine.music, SETTINGS, store) for pair in PAIRS}
    return {pair: (f"{human.digest}.mp3", f"{machine.digest}.mp3") for pair, (human, machine) in clips.items()}


def test_every_clip_is_there_and_none_besides(names) -> None:
    wanted = {name for pair in names.values() for name in pair}
    assert {path.name for path in (FIXTURES / "audio").glob("*.mp3")} == wanted


def test_nothing_is_rendered_and_no_soundfont_needed(settings, monkeypatch) -> None:
    settings.SOUNDFONT = Path("/nowhere")
    monkeypatch.setattr("turing.sound.rendering.synthesize", lambda *_: pytest.fail("rendered"))
    for pair in PAIRS:
        render_pair(pair.human.music, pair.machine.music, SETTINGS, AUDIO)


def test_the_containers_of_every_pair_are_equal_to_the_byte(names) -> None:
    for pair, clips in names.items():
        one, other = (container((FIXTURES / "audio" / name).read_bytes()) for name in clips)
        assert one == other, pair


def test_both_clips_of_every_pair_are_equally_large(names) -> None:
    for pair, clips in names.items():
        one, other = ((FIXTURES / "audio" / name).stat().st_size for name in clips)
        assert one == other, pair


def test_they_are_at_most_32_megabytes() -> None:
    assert sum(path.stat().st_size for path in (FIXTURES / "audio").iterdir()) <= 32_000_000


def test_a_pair_comes_out_bit_identical(names, tmp_path: Path) -> None:
    """One pair for speed; `make clips` does them all."""
    pair = min(PAIRS, key=lambda pair: pair.length)
    render_pair(pair.human.music, pair.machine.music, SETTINGS, Store([tmp_path]))
    for name in names[pair.name]:
        assert (tmp_path / name).read_bytes() == (FIXTURES / "audio" / name).read_bytes()

"""The clips that come with the site: all there, small enough, and those their pieces give."""

from pathlib import Path

from turing.excerpts.candidates import read_candidates
from turing.excerpts.rendering import clip_digest, render_pair
from turing.excerpts.rendersettings import RenderSettings
from turing.excerpts.store import Store

FIXTURES = Path(__file__).parents[3] / "fixtures"
SETTINGS = RenderSettings()
AUDIO = Store([FIXTURES / "audio"])
PAIRS = read_candidates(FIXTURES / "pieces" / "demo")


def names(pair) -> list[str]:
    """The files of the human's and the machine's clip."""
    return [f"{clip_digest(music, SETTINGS, SETTINGS.loudness)}.mp3" for music in (pair.human_cut, pair.machine_cut)]


def test_every_clip_is_there_and_none_besides() -> None:
    wanted = {name for pair in PAIRS for name in names(pair)}
    assert {path.name for path in (FIXTURES / "audio").glob("*.mp3")} == wanted


def test_both_clips_of_every_pair_are_equally_large() -> None:
    for pair in PAIRS:
        one, other = ((FIXTURES / "audio" / name).stat().st_size for name in names(pair))
        assert one == other, pair.name


def test_they_are_at_most_20_megabytes() -> None:
    assert sum(path.stat().st_size for path in (FIXTURES / "audio").iterdir()) <= 20_000_000


def test_a_pair_comes_out_bit_identical(tmp_path: Path) -> None:
    """One pair for speed; `make clips` does them all."""
    pair = min(PAIRS, key=lambda pair: pair.length)
    render_pair(pair.human_cut, pair.machine_cut, SETTINGS, Store([tmp_path]))
    for name in names(pair):
        assert (tmp_path / name).read_bytes() == (FIXTURES / "audio" / name).read_bytes()

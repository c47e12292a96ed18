"""Folders of pairs that showed faults, in tests/cases/pairs: each is heard as it should be, or refused in one line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.pairs.folder import Pair, read_pairs
from generators.errors import InputError
from generators.files.musicxml.writer import to_musicxml
from turing.excerpts import models
from turing.sound.alike import made_alike
from turing.sound.rendering import render_pair
from turing.sound.rendersettings import RenderSettings
from turing.sound.synthesis import strikes

CASES = Path(__file__).parents[2] / "cases" / "pairs"
SETTINGS = RenderSettings()
Case = Callable[[str], Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A copy of a case, to be changed."""
    return lambda name: Path(shutil.copytree(CASES / name, tmp_path / name))


def the_pair(folder: Path) -> Pair:
    (pair,) = read_pairs(folder)
    return made_alike(pair)


def refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_pairs", folder)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_opposite_dynamics_on_a_piano_are_heard_on_a_piano() -> None:
    pair = the_pair(CASES / "organ")
    human, machine = (list(strikes(side.music, SETTINGS)) for side in (pair.human, pair.machine))
    assert [(strike.velocity, *strike.preset) for strike in human] == [(20, 0, 0), (120, 0, 0), (20, 0, 0)]
    assert [strike.velocity for strike in machine] == [120, 20, 120]
    assert pair.changes == ()


@pytest.mark.django_db
def test_a_guitar_and_a_piano_are_refused_whatever_their_tracks_are_called(case: Case) -> None:
    folder = case("instruments-differ")
    assert "not played on the same instruments: harpsichord and piano" in refusal(folder)
    nameless = folder / "pieces" / "p.mid"
    nameless.write_bytes(nameless.read_bytes().replace(b"\x05Piano", b"\x05Track"))
    assert "not played on the same instruments: harpsichord and piano" in refusal(folder)


def test_a_piano_called_so_and_one_that_is_not_are_the_same_instrument(case: Case, store) -> None:
    folder = case("instruments-differ")
    (folder / "pairs.csv").write_text("pair,variant,tune,human,machine\n01,x,t1,h,p\n")
    pair = the_pair(folder)
    with pytest.raises(InputError, match="the same music"):  # the dynamics of one are levelled: nothing is left
        render_pair(pair.human.music, pair.machine.music, SETTINGS, store)
    assert pair.changes == ("velocities levelled: the machine's piece has none",)


@pytest.mark.django_db
def test_a_machine_three_times_as_fast_and_four_times_as_long_is_said(case: Case, capsys) -> None:
    folder = case("uneq")
    lines = [
        "the machine's piece is cut to the other's 16 of its 64 quarters",
        "the machine's piece is played at the human's 60 instead of 180 quarters a minute",
    ]
    assert "both sides are the same music" in refusal(folder)  # as it begins with the human's notes
    assert f"({lines[0]}; {lines[1]})" in refusal(folder)
    human = folder / "pieces" / "h.mid"
    human.write_bytes(human.read_bytes().replace(b"\x90\x3c", b"\x90\x30").replace(b"\x80\x3c", b"\x80\x30"))
    call_command("import_pairs", folder)
    assert f"pair 01: {lines[0]}; {lines[1]}\n" in capsys.readouterr().out
    assert models.Item.objects.get().changes == lines


@pytest.mark.django_db
def test_a_pair_of_the_same_music_is_refused(case: Case, folder: Path, chorale) -> None:
    assert (
        refusal(CASES / "same_music") == "pair 'satb-01': both sides are the same music: nobody could tell them apart"
    )
    (folder / "one.musicxml").write_text(to_musicxml(chorale))  # another file of the same notes
    assert "pair 'first': both sides are the same music" in refusal(folder)


@pytest.mark.django_db
def test_a_nul_in_a_title_is_one_line() -> None:
    assert refusal(CASES / "nul_title").endswith(r"pieces.csv, line 2: title has the control character '\x00'")
    assert models.Item.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x85"])
@pytest.mark.parametrize(
    ("file", "text", "column"),
    [("pieces.csv", "by hand", "source"), ("pieces.csv", "CC0", "licence"), ("pieces.csv", "bachbot", "system"),
     ("pairs.csv", "first", "pair"), ("pairs.csv", ",A,", "variant")],
)  # fmt: skip
def test_a_control_character_anywhere_is_one_line(folder: Path, edit, file, text, column, control) -> None:
    edit(file, text, f"{text[:-1]}x{control}y{text[-1:]}")
    assert f"{column} has the control character" in refusal(folder)

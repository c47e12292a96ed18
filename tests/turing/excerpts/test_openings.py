"""manage.py import_pairs with a column `opening`: three clips of a pair, one of them heard before the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from turing.excerpts.models import Item, Version

pytestmark = pytest.mark.django_db
HEADER, FIRST, SECOND = (
    "pair,variant,tune,human,machine,human_start,machine_start,length",
    "first,A,tune,tune,machine-1,,,",
    "second,SATB,tune,tune,machine-2,0,2,4.5",
)


@pytest.fixture
def with_opening(folder: Path, edit) -> Path:
    """The folder, its second pair after an opening of two quarters."""
    for old, new in (
        (HEADER, f"{HEADER},opening"),
        (FIRST, f"{FIRST},"),
        (SECOND, "second,x,tune,tune,machine-2,3,2,4,2"),
    ):
        edit("pairs.csv", old, new)
    return folder


def test_the_opening_is_the_human_s_before_its_start_and_the_sides_go_on(with_opening, settings) -> None:
    call_command("import_pairs", with_opening)
    first, second = Item.objects.all()
    assert not first.versions.filter(is_opening=True).exists()
    opening = second.versions.get(is_opening=True).excerpt
    human, machine = (version.excerpt for version in second.versions.filter(is_opening=False))
    assert (opening.piece, opening.piece.origin) == (human.piece, "human")
    assert (opening.start, opening.length) == (480, 960)
    assert (human.start, human.length, machine.start, machine.length) == (1440, 1920, 960, 1920)
    assert opening.loudness == human.loudness == machine.loudness
    assert human.samples == machine.samples > opening.samples
    assert [note.pitch for note in opening.music().voices[0].notes] == [74, 76]
    for excerpt in (opening, human, machine):
        assert (settings.RENDERS[0] / f"{excerpt.audio}.mp3").exists()


def test_importing_twice_changes_nothing(with_opening, capsys) -> None:
    call_command("import_pairs", with_opening)
    before = list(Version.objects.values())
    call_command("import_pairs", with_opening)
    assert "0 pairs taken in, 2 were there already" in capsys.readouterr().out
    assert list(Version.objects.values()) == before


def test_its_clips_can_be_made_again(with_opening, tmp_path: Path, capsys) -> None:
    call_command("render_clips", with_opening, "--to", tmp_path / "audio")
    assert "5 files" in capsys.readouterr().out
    call_command("render_clips", with_opening, "--to", tmp_path / "audio", "--check")
    assert "every file comes out bit-identical" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("3.5", "its opening of 3.5 quarters stands before its human_start, which is 3"),
        ("x", "opening 'x' is not a number of quarter notes"),
    ],
)
def test_an_opening_that_is_none_is_refused_in_one_line(with_opening, edit, opening, words) -> None:
    edit("pairs.csv", "3,2,4,2", f"3,2,4,{opening}")
    with pytest.raises(CommandError, match=f"line 3: {words}"):
        call_command("import_pairs", with_opening)
    assert not Item.objects.exists()


def test_a_study_of_continuations_is_made_of_those_that_have_one(with_opening, capsys) -> None:
    call_command("import_pairs", with_opening)
    call_command("create_study", "on", collection="small", kind="continuation", open=True)
    assert "on: 1 item, 1 trial a sitting (x), open" in capsys.readouterr().out

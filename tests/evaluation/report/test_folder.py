"""What a folder holds: sets, human pieces and references, read back as they were written."""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.report.folder import read_reported
from generators.errors import InputError
from generators.files.writing import write_piece

DEMO = Path(__file__).parents[3] / "fixtures" / "pieces" / "demo"


@pytest.fixture
def folder(tmp_path, hymn) -> Path:
    """Two sets, one of them below, a piece beside them, and what was learned from."""
    for name, quarters in (("lstm/a", 8), ("lstm/b", 9), ("gpt/late/a", 10), ("alone", 11)):
        write_piece(hymn(quarters), tmp_path / "made" / name)
    write_piece(hymn(12), tmp_path / "old" / "hymn")
    return tmp_path


def names(items) -> list[str]:
    return [item.name for item in items]


def test_each_folder_with_music_is_a_set(folder) -> None:
    found = read_reported(folder / "made", [folder / "old"], [folder / "made" / "lstm"])
    assert {name: names(items) for name, items in found.sets.items()} == {
        "made": ["alone"],
        "gpt/late": ["a"],
        "lstm": ["a", "b"],
    }
    assert (names(found.references), names(found.held_out)) == (["hymn"], ["a", "b"])
    assert (found.title, found.encoding, found.left_out) == ("made", "notewise", ())
    assert found.sets["lstm"][0].machine == tuple("SATB")


def test_a_candidate_that_cannot_be_used_is_left_out_and_named(folder, hymn) -> None:
    (folder / "made" / "lstm" / "broken.mid").write_bytes(b"no music")
    duet = replace(hymn(4), voices=hymn(4).voices[:2])
    write_piece(duet, folder / "made" / "duets" / "duet")
    found = read_reported(folder / "made", [folder / "old"], [], "chorale")
    assert list(found.sets) == ["made", "gpt/late", "lstm"]
    assert len(found.left_out) == 2
    assert "duet: hymn has 2 voices" in found.left_out[0]
    assert "broken.mid" in found.left_out[1]


def test_names_are_printable_and_alike_only_where_files_are(folder) -> None:
    shutil.copytree(folder / "made" / "lstm", folder / "made" / "two\nlines")
    os.rename(folder / "made" / "two\nlines" / "a.mid", os.fsencode(folder / "made" / "two\nlines") + b"/caf\xe9.mid")
    found = read_reported(folder / "made", [folder / "made" / "lstm", folder / "made" / "gpt"], [])
    assert names(found.sets["two�lines"]) == ["a", "b", "caf�"]
    lstm = folder / "made" / "lstm"
    assert names(found.references) == [str(lstm / "a.musicxml"), "b", str(folder / "made/gpt/late/a.musicxml")]


def test_a_folder_of_pairs_says_who_wrote_what_and_what_was_learned_from() -> None:
    found = read_reported(DEMO, [], [])
    with (DEMO / "pieces.csv").open(encoding="utf-8") as file:
        origins = [row["origin"] for row in csv.DictReader(file)]
    assert len(found.held_out) == origins.count("human")
    assert sum(map(len, found.sets.values())) == origins.count("machine")
    assert set(found.sets) == {f"bachbot {variant}" for variant in ("S", "A", "T", "B", "AT", "ATB", "SATB")}
    assert {item.machine for item in found.sets["bachbot AT"]} == {("A", "T")}
    assert found.references[0].name.startswith("BWV ")
    assert (found.encoding, found.title) == ("chorale", "demo")


HEADER = "piece,file,origin,title,system,seed,source,licence"


@pytest.mark.parametrize(
    ("pieces", "message"),
    [
        (f"{HEADER}\nx,../../old/hymn.mid,machine,,bot,,,\n", "is not within the folder"),
        ("piece,file\nx,y\n", "no column origin"),
        ("", "the file is empty"),
        (f"{HEADER}\nx,caf\xe9,machine,,bot,,,\n", "not UTF-8 text"),
    ],
)
def test_a_damaged_folder_of_pairs_is_refused(folder, pieces, message) -> None:
    (folder / "made" / "pieces.csv").write_text(pieces, encoding="latin-1")
    (folder / "made" / "pairs.csv").write_text("pair,variant,tune,human,machine\n01,SATB,tune,y,x\n")
    with pytest.raises(InputError, match=message):
        read_reported(folder / "made", [folder / "old"], [])


def test_nothing_to_report_on_is_refused(folder) -> None:
    (folder / "empty").mkdir()
    for path, references, message in (
        (folder / "none", [folder / "old"], "is not a folder"),
        (folder / "empty", [folder / "old"], "holds no music that can be read"),
        (folder / "made", [], "does not say what its system learned from: name"),
        (folder / "made", [folder / "empty"], "holds no MIDI or MusicXML"),
    ):
        with pytest.raises(InputError, match=message):
            read_reported(path, references, [])
    with pytest.raises(InputError, match="no encoding 'runes': choose from chorale"):
        read_reported(folder / "made", [folder / "old"], [], "runes")

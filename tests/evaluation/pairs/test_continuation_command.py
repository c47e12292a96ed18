"""From a folder, what was prepared of it and a checkpoint to a folder of pairs."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.pairs.folder import read_pairs
from generators.checkpoints.file import checkpoint_digest, read_card, replace_card
from generators.command_line import main
from generators.corpora.prepared.corpus import Prepared
from generators.pieces import TICKS_PER_QUARTER

BACHBOT = Path(__file__).parents[3] / "fixtures/checkpoints/bachbot.safetensors"


@pytest.fixture
def run(music: Path, prepared: Prepared, checkpoint: Path):
    """Runs the command; what is not given is as it should be."""

    def runs(out: Path, **changed: object) -> int:
        options = {
            "music": music,
            "data": prepared.folder,
            "checkpoint": checkpoint,
            "pairs": "continuation=2",
            "licence": "public domain",
            "out": out,
        }
        options |= {"temperature": 1} | changed
        arguments = [str(part) for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        return main("evaluation", "", COMMANDS, ["pairs", *arguments])

    return runs


@pytest.fixture
def made(run, tmp_path: Path) -> Path:
    assert run(tmp_path / "made", seed=3) == 0
    return tmp_path / "made"


def test_what_reading_a_file_changed_is_told(run, tmp_path: Path, capsys) -> None:
    assert run(tmp_path / "made", seed=3) == 0
    assert "changed in reading: in 8 files: 1 pitch bend left out (" in capsys.readouterr().err


def test_the_site_reads_what_it_wrote(made: Path, prepared: Prepared) -> None:
    pairs = read_pairs(made)
    assert [pair.name for pair in pairs] == ["ignorant-01", "ignorant-02"]
    files = prepared.files["test"]
    for pair in pairs:
        assert pair.variant == pair.machine.system == "ignorant"
        assert pair.human.source.removesuffix(", tunes by chance, CC0") in files
        assert (pair.human.licence, pair.machine.licence) == ("public domain", "CC0")
        assert pair.human_start == pair.machine_start == 0
        assert pair.length == pair.human.music.length == pair.machine.music.length == 32 * TICKS_PER_QUARTER
        assert pair.human.music.tempo == pair.machine.music.tempo == 120
        assert pair.human.music.voices != pair.machine.music.voices
    assert len({pair.tune for pair in pairs}) == 2


def test_the_report_says_what_was_made_from_what_and_how_much_was_thrown_away(
    made: Path, prepared: Prepared, checkpoint: Path
) -> None:
    report = json.loads((made / "report.json").read_text())
    with (made / "candidates.csv").open() as file:
        verdicts = [row["verdict"] for row in csv.DictReader(file)]
    assert report["verdicts"] == {verdict: verdicts.count(verdict) for verdict in verdicts}
    assert verdicts.count("kept") == report["pairs"] == 2
    assert report["made"]["excerpts"] == len(verdicts)
    assert (report["checkpoint"], report["system"]) == (checkpoint_digest(checkpoint), "ignorant")
    assert (report["split"], report["seed"], report["sampling"]["temperature"]) == (prepared.split, 3, 1)
    assert set(report["limits"]) == {"fewest", "most", "silence", "distinct", "copied"}
    assert report["changes"] == {f"ignorant-{number:02}": ["1 pitch bend left out"] for number in (1, 2)}
    held_out = len(prepared.files["test"]) + len(prepared.files["valid"])
    assert report["held_out"]["excerpts"] + sum(report["left_out"].values()) == held_out


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(run, made: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "again", seed=3) == run(tmp_path / "other", seed=4) == 0
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert len(files) == 8
    for file in files:
        assert (tmp_path / "again" / file).read_bytes() == (made / file).read_bytes()
    assert (tmp_path / "other/pieces.csv").read_bytes() != (made / "pieces.csv").read_bytes()


def test_a_shorter_opening_and_fewer_bars_can_be_asked_for(run, tmp_path: Path) -> None:
    assert run(tmp_path / "made", pairs="continuation=1", prompt_bars=1, bars=4) == 0
    (pair,) = read_pairs(tmp_path / "made")
    assert pair.length == 16 * TICKS_PER_QUARTER


def refused(run, capsys, out: Path, **changed: object) -> str:
    assert run(out, **changed) == 2
    err = [line for line in capsys.readouterr().err.splitlines() if "held-out pieces" not in line]
    assert not out.exists()
    assert len(err) == 1
    return err[0]


def test_bad_input_is_one_line_and_writes_nothing(run, capsys, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "no checkpoint at absent" in refused(run, capsys, out, checkpoint="absent")
    assert "is no corpus: give" in refused(run, capsys, out, data=tmp_path)
    assert "temperature -1.0 is not" in refused(run, capsys, out, temperature=-1)
    assert "the model learned from 'melody-family'" in refused(run, capsys, out, checkpoint=BACHBOT)
    assert "no held-out piece can be used" in refused(run, capsys, out, bars=12)


def test_a_checkpoint_that_learned_from_another_split_is_refused(run, checkpoint, capsys, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    other.write_bytes(checkpoint.read_bytes())
    replace_card(other, replace(read_card(checkpoint), split="tunes, seed 2, 0123456789ab"))
    said = refused(run, capsys, tmp_path / "out", checkpoint=other)
    assert "the model learned from 'tunes, seed 2, 0123456789ab'" in said


def test_a_folder_that_is_there_is_refused(run, tmp_path: Path, capsys) -> None:
    assert run(tmp_path) == 2
    assert "exists already" in capsys.readouterr().err

"""From the committed checkpoint to a folder of pairs."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.pairs.folder import read_pairs
from generators.__main__ import COMMANDS as GENERATORS
from generators.command_line import main
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import load_split
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings.chorale import ChoraleEncoding
from generators.files import read_piece
from generators.files.musicxml.writer import to_musicxml
from tests.generators.corpora import kinds

CHECKPOINTS = Path(__file__).parents[3] / "fixtures/checkpoints"
CHECKPOINT, DRUMS = CHECKPOINTS / "bachbot.safetensors", CHECKPOINTS / "modulshtein-drums.safetensors"


def run(*arguments: object) -> int:
    return main("evaluation", "", COMMANDS, ["pairs", *map(str, arguments)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("music21")
    folder = tmp_path_factory.mktemp("candidates") / "made"
    arguments = ("--checkpoint", CHECKPOINT, "--out", folder, "--seed", 2, "--compositions", 24)
    changed = {bwv: replace(piece, changes=("1 trill left out",)) for bwv, piece in load_chorales().items()}
    with pytest.MonkeyPatch.context() as patch, (folder.parent / "stderr").open("w") as errors:
        patch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: changed)
        patch.setattr("sys.stderr", errors)
        assert run(*arguments, "--pairs", "ATB=2", "SATB=1") == 0
    return folder


def test_the_site_reads_what_it_wrote(made: Path) -> None:
    pairs = read_pairs(made)
    assert sorted(pair.variant for pair in pairs) == ["ATB", "ATB", "SATB"]
    held_out = {f"bwv{bwv}" for bwv in load_split("melody-family").held_out}
    for pair in pairs:
        assert pair.human.name in held_out
        human, machine = pair.cuts()
        assert human.length == machine.length == pair.length
        assert 14 * 480 <= human.length <= 28 * 480
        assert human.voices != machine.voices
        assert human.tempo == machine.tempo == 90
        if pair.variant == "ATB":
            sopranos = [cut.voice("S").notes for cut in (human, machine)]
            assert sopranos[0] == sopranos[1]
    assert len({pair.human.name for pair in pairs}) == 3


def test_the_report_says_how_many_were_thrown_away(made: Path) -> None:
    report = json.loads((made / "report.json").read_text())
    with (made / "candidates.csv").open() as file:
        rows = list(csv.DictReader(file))
    for variant, summary in report["variants"].items():
        own = [row["verdict"] for row in rows if row["variant"] == variant]
        assert summary["verdicts"] == {verdict: own.count(verdict) for verdict in own}
    assert report["variants"]["SATB"]["pieces"] == 24
    assert (report["seed"], report["split"], report["pairs"]) == (2, "melody-family", 3)


def test_what_reading_a_pairs_chorale_changed_is_told_and_kept(made: Path) -> None:
    names = [pair.name for pair in read_pairs(made)]
    assert json.loads((made / "report.json").read_text())["changes"] == {name: ["1 trill left out"] for name in names}
    told = (made.parent / "stderr").read_text().splitlines()
    assert [f"changed in reading: {name}: 1 trill left out" in told for name in names] == [True] * 3


def learned(data: object, folder: Path) -> tuple[object, ...]:
    """The words that name a corpus and an n-gram model that has learned from it."""
    train = ("train", "ngram", "--preset", "small", "--data", data, "--out", folder / "run")
    assert main("generators", "", GENERATORS, [*map(str, train)]) == 0
    return ("--data", data, "--checkpoint", folder / "run/checkpoint.safetensors", "--out", folder / "out")


def prepared_chorales(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    files = kinds.files(folder / "music", monkeypatch)
    settings = Preparation(ChoraleEncoding(), seed=1, transpositions=(-1, 0))
    return str(prepare(Path(files), folder / "prepared", settings, "few", jobs=1).folder)


@pytest.mark.parametrize("corpus", [kinds.jsb, kinds.files, prepared_chorales])
def test_every_corpus_in_four_voices_has_pairs_of_them(corpus, tmp_path: Path, monkeypatch) -> None:
    words = learned(corpus(tmp_path, monkeypatch), tmp_path)
    assert run(*words, "--licence", "CC BY 4.0", "--pairs", "A=1") == 0
    (pair,) = read_pairs(tmp_path / "out")
    human, machine = pair.cuts()
    assert [voice.name for voice in human.voices] == [voice.name for voice in machine.voices] == list("SATB")
    kept = [one.notes == other.notes for one, other in zip(human.voices, machine.voices, strict=True)]
    assert kept == [True, False, True, True]
    assert 14 * 480 <= pair.length <= 28 * 480
    assert not any(note.onset < pair.length < note.end for side in (human, machine) for note in side.voices[0].notes)
    assert pair.human.licence == "CC BY 4.0"
    assert pair.human.source


def test_a_corpus_in_other_voices_is_refused_in_a_line(tmp_path: Path, monkeypatch, capsys) -> None:
    folder = Path(kinds.files(tmp_path / "music", monkeypatch))
    path = next(folder.glob("valid/*"))
    viols = tuple(replace(voice, name=f"Viol {voice.name}") for voice in read_piece(path).voices)
    path.write_text(to_musicxml(replace(read_piece(path), voices=viols)))
    words = learned(folder, tmp_path)
    capsys.readouterr()
    assert run(*words, "--licence", "CC0", "--pairs", "A=1") == 2
    told = f"valid/{path.name} has the voices 'Viol S', 'Viol A', 'Viol T', 'Viol B', not S, A, T, B"
    assert capsys.readouterr().err.endswith(f"{folder}: {told}: ask for continuation=COUNT\n")
    assert not (tmp_path / "out").exists()


def test_a_model_of_other_music_is_refused(tmp_path: Path, monkeypatch, capsys) -> None:
    words = learned(kinds.prepared(tmp_path, monkeypatch), tmp_path)
    assert run(*words, "--licence", "CC0", "--pairs", "A=1") == 2
    assert "which writes no chorales but notewise: ask for continuation=COUNT" in capsys.readouterr().err


def test_music_whose_licence_is_not_known_is_refused(tmp_path: Path, monkeypatch, capsys) -> None:
    words = learned(kinds.jsb(tmp_path, monkeypatch), tmp_path)
    assert run(*words, "--pairs", "A=1") == 2
    assert "does not say under which licence its music is: give --licence" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "saying"),
    [
        (("--checkpoint", "absent"), "no checkpoint at absent"),
        (("--checkpoint", CHECKPOINT, "--pairs", "X=2"), "'X=2' is not WHAT=COUNT"),
        (("--checkpoint", CHECKPOINT, "--pairs", "S=many"), "'S=many' is not WHAT=COUNT"),
        (("--checkpoint", CHECKPOINT, "--pairs", "S=0"), "no pairs asked for"),
        (("--checkpoint", CHECKPOINT, "--pairs", "S=2", "S=3"), "S is asked for twice"),
        (("--checkpoint", CHECKPOINT, "--pairs", "S=2", "continuation=1"), "in a folder of their own"),
        (("--checkpoint", CHECKPOINT, "--pairs", "S=2", "--temperature", 1), "leave out how tokens are chosen"),
        (("--checkpoint", DRUMS, "--data", "chorales"), "the model learned from 'drums, seed 1"),
        (("--checkpoint", CHECKPOINT, "--device", "cuda"), "no GPU here for --device cuda"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(arguments, saying: str, tmp_path: Path, capsys) -> None:
    assert run(*arguments, "--out", tmp_path / "out") == 2
    err = capsys.readouterr().err
    assert saying in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_refused(tmp_path: Path, capsys) -> None:
    assert run("--checkpoint", CHECKPOINT, "--out", tmp_path) == 2
    assert "exists already" in capsys.readouterr().err


def test_chorales_go_on_as_any_music_does(tmp_path: Path) -> None:
    pytest.importorskip("music21")
    out = tmp_path / "made"
    options = ("--pairs", "continuation=1", "--prompt-bars", 2, "--bars", 4)
    assert run("--checkpoint", CHECKPOINT, "--out", out, *options) == 0
    (pair,) = read_pairs(out)
    assert (pair.variant, pair.human.licence) == ("bachbot", "public domain")
    assert pair.human.source.split(",")[0] in load_split("melody-family").test

"""Several sets of candidates at once, the bar that real music sets, and windows; expected scores come from nltk."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import pytest
from nltk.translate.bleu_score import sentence_bleu

from evaluation.__main__ import COMMANDS
from evaluation.commands.inputs import named_sets
from generators.command_line import main
from generators.errors import InputError

REFERENCES = ["a b c d e f g h i j", "a b c a b c a b c a b c", "d e f g a b c d e f g a"]
SETS = {
    "lstm": ["a b c d e f g h i j", "d e f g a b c d e f g a", "a b c d e f g h i j", *["d e f g a b c d e f"] * 3],
    "gpt": [
        "a c e g i b d f h j",
        "j i h g f e d c b a",
        "a b d e g h j i c f",
        "b c a b d c e f a",
        "a a b b c c d d",
    ],
}
REAL = ["a b c d d e f g h h", "a b c a b b c a c c a", "f g a b c d d d e", "a b b c d e e f g", "c d e f g g g a b"]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"references": REFERENCES, "real": REAL, **SETS}
    for name, lines in texts.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n")
    return {name: tmp_path / f"{name}.txt" for name in texts}


def bleu(files: dict[str, Path], *options: object) -> int:
    sets = [f"{name}={files[name]}" for name in SETS]
    arguments = ["--references", files["references"], "--candidates", *sets, "--weights", "0.5", "0.5", *options]
    return main("evaluation", "", COMMANDS, ["bleu", *map(str, arguments)])


def expected(lines: list[str]) -> list[float]:
    return [sentence_bleu([each.split() for each in REFERENCES], line.split(), (0.5, 0.5)) for line in lines]


def test_each_set_has_its_own_mean_and_spread(files, capsys) -> None:
    assert bleu(files, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["signature", "sets"]
    assert [each["name"] for each in report["sets"]] == list(SETS)
    for each, lines in zip(report["sets"], SETS.values(), strict=True):
        assert [score["bleu"] for score in each["candidates"]] == expected(lines)
        assert each["mean"] == pytest.approx(mean(expected(lines)), abs=1e-15)
        assert each["sd"] == pytest.approx(stdev(expected(lines)), abs=1e-12)
        assert each["low"] <= each["mean"] <= each["high"]
        assert each["count"] == each["sources"] == len(lines)


def test_a_set_above_held_out_real_music_is_flagged_as_copying_everywhere(files, tmp_path, capsys) -> None:
    table = tmp_path / "scores.csv"
    assert bleu(files, "--held-out", files["real"], "--json", "--csv", table) == 0
    report = json.loads(capsys.readouterr().out)
    copies, others = report["sets"]
    assert copies["against_held_out"]["saying"] == "higher than real music: it copies or keeps to the commonplace"
    assert copies["against_held_out"]["low"] > 0
    assert copies["against_held_out"]["value"] == pytest.approx(copies["mean"] - report["held_out"]["mean"])
    assert others["against_held_out"]["saying"] == "lower than real music"
    with table.open() as file:
        flags = {row["set"]: row["set_against_held_out"] for row in csv.DictReader(file)}
    assert flags == {"held-out real music": "", **{s["name"]: s["against_held_out"]["saying"] for s in report["sets"]}}
    assert bleu(files, "--held-out", files["real"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("lstm  ")).endswith(
        "higher than real music: it copies or keeps to the commonplace"
    )


def test_real_music_is_not_told_apart_from_itself(files, capsys) -> None:
    assert bleu(files | {"gpt": files["real"]}, "--held-out", files["real"], "--json") == 0
    _, same = json.loads(capsys.readouterr().out)["sets"]
    assert same["against_held_out"]["verdict"] == "undecided"
    assert same["against_held_out"]["value"] == 0


def test_fewer_than_five_pieces_have_no_interval_and_no_flag(files, tmp_path, capsys) -> None:
    files["lstm"].write_text("a b c\nd e f\n")
    assert bleu(files, "--held-out", files["real"], "--json") == 0
    few = json.loads(capsys.readouterr().out)["sets"][0]
    assert (few["low"], few["high"], few["against_held_out"]["verdict"]) == (None, None, None)
    assert few["against_held_out"]["saying"] == "too few to compare"


CASES = Path(__file__).parents[3] / "cases" / "measures"
UNMEASURED = "no verdict: most of it matches nothing as long as the weights ask for"


def zero(capsys, *options: object) -> str:
    sets = [f"lstm={CASES / 'zero-lstm.txt'}", "--held-out", CASES / "zero-real.txt"]
    arguments = ["--references", CASES / "zero-ref.txt", "--candidates", *sets, *options]
    assert main("evaluation", "", COMMANDS, ["bleu", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_scores_without_a_matching_ngram_of_the_needed_length_get_no_verdict(capsys) -> None:
    """Two sets of twelve with 6-grams of the references, if at all, but none of 9."""
    report = json.loads(zero(capsys, "--json"))
    assert report["sets"][0]["against_held_out"] == {"verdict": None, "saying": UNMEASURED}
    assert (report["sets"][0]["unmatched"], report["held_out"]["unmatched"]) == (12, 12)
    lines = zero(capsys).splitlines()
    assert "0.0000" not in "".join(lines)
    assert sum(line.endswith(UNMEASURED) for line in lines) == 1
    assert any(line.startswith("lstm: 12 of 12 have no 9-gram in common with the references") for line in lines)


@pytest.mark.parametrize("options", [("--weights", "0.5", "0.5"), ("--smoothing", "1")])
def test_the_same_music_gets_one_by_ngrams_that_match_or_are_smoothed(capsys, options) -> None:
    against = json.loads(zero(capsys, "--json", *options))["sets"][0]["against_held_out"]
    assert against["verdict"] in ("higher", "lower", "undecided")


def test_a_set_of_which_half_has_a_score_is_compared_and_the_rest_is_counted(files, capsys) -> None:
    files["gpt"].write_text("a b c d e f\n" * 3 + "a c e g i b d f h j\n" * 3)
    assert bleu(files, "--held-out", files["real"], "--weights", "0", "0", "1", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    half = report["sets"][1]
    assert half["unmatched"] == 3
    assert half["against_held_out"]["value"] == pytest.approx(half["mean"] - report["held_out"]["mean"])
    assert half["against_held_out"]["verdict"] is not None


def test_the_csv_says_what_the_json_says(files, tmp_path, capsys) -> None:
    table = tmp_path / "scores.csv"
    assert bleu(files, "--json", "--csv", table) == 0
    report = json.loads(capsys.readouterr().out)
    with table.open() as file:
        rows = list(csv.DictReader(file))
    scores = [(each, score) for each in report["sets"] for score in each["candidates"]]
    assert len(rows) == len(scores) == sum(map(len, SETS.values()))
    for row, (each, score) in zip(rows, scores, strict=True):
        assert (row["set"], row["candidate"], row["signature"]) == (each["name"], score["name"], report["signature"])
        assert [float(row["bleu"]), float(row["set_mean"])] == [score["bleu"], each["mean"]]
        for order in score["precisions"]:
            assert int(row[f"matches_{order['n']}"]) == order["matches"]
            assert int(row[f"total_{order['n']}"]) == order["total"]
        assert [float(row[f"cumulated_{n}"]) for n in (1, 2)] == score["cumulated"]


def test_a_set_is_scored_the_same_whatever_stands_beside_it(files, capsys) -> None:
    bleu(files, "--json")
    together = json.loads(capsys.readouterr().out)["sets"][0]
    alone = ["--references", files["references"], "--candidates", f"lstm={files['lstm']}", "--weights", "0.5", "0.5"]
    main("evaluation", "", COMMANDS, ["bleu", *map(str, alone), "--json"])
    assert json.loads(capsys.readouterr().out)["sets"] == [together]


def test_the_seed_moves_the_interval_and_nothing_else(files, capsys) -> None:
    letters = np.random.default_rng(3).choice(list("abcdefg"), (40, 9))
    files["gpt"].write_text("\n".join(map(" ".join, letters)))
    reports = []
    for seed in (1, 1, 2):
        bleu(files, "--json", "--seed", seed)
        reports.append(json.loads(capsys.readouterr().out)["sets"][1])
    assert reports[0] == reports[1]
    assert reports[0]["mean"] == reports[2]["mean"]
    assert reports[0]["low"] != reports[2]["low"]


def test_windows_cut_all_to_one_length_and_resample_whole_pieces(files, capsys) -> None:
    assert bleu(files, "--window", 4, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    first = report["sets"][0]
    assert first["candidates"][1]["name"] == f"{files['lstm']}:1[4:8]"
    assert first["candidates"][1]["precisions"][0] == {"n": 1, "matches": 4, "total": 4}
    assert first["count"] == 13  # two windows of ten tokens, three of twelve
    assert first["sources"] == 6
    assert report["signature"].startswith("bleu|refs:14|")  # ten tokens: from 0, 2, 4, 6; twelve: from 0, 2, 4, 6, 8
    assert report["signature"].endswith("|window:4")


def test_a_set_without_one_whole_window_is_refused(files, capsys) -> None:
    assert bleu(files, "--window", 13) == 2
    assert "set 'lstm': no window of 13 tokens: the longest has 12" in capsys.readouterr().err


def test_the_same_candidate_twice_in_a_set_is_refused(files, capsys) -> None:
    assert bleu(files, "--candidates", files["gpt"], files["gpt"]) == 2
    assert f"has {files['gpt']}:1 twice" in capsys.readouterr().err


def test_a_name_begins_a_set_which_the_paths_after_it_belong_to(tmp_path: Path) -> None:
    odd = tmp_path / "lr=0.1"
    odd.touch()
    assert named_sets(["one", str(odd), "a=two", "three", "b=x=y"]) == {
        "candidates": [Path("one"), odd],
        "a": [Path("two"), Path("three")],
        "b": [Path("x=y")],
    }


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["=one"], "'=one' is not NAME=PATH"),
        (["a="], "'a=' is not NAME=PATH"),
        (["a=1", "a=2"], "second set of that name"),
    ],
)
def test_a_set_without_name_or_path_or_of_a_name_taken_is_refused(texts, message) -> None:
    with pytest.raises(InputError, match=message):
        named_sets(texts)

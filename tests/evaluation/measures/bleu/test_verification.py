"""`bleu --verify` as a person types it: nltk scores again, and a score that is not nltk's is named."""

from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.bleu import scores, verification
from evaluation.ngrams.index import build_index, write_index
from evaluation.sequences.reading import read_blocks
from generators.command_line import main

REFERENCES = "a b c d e f g h i j\na b c a b c a b c a b c\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The options that name a file of references and one of twelve candidates."""
    (tmp_path / "references.txt").write_text(REFERENCES)
    (tmp_path / "candidates.txt").write_text("".join(f"a b c d {'e f g ' * count}x\n" for count in range(12)))
    return ["--references", str(tmp_path / "references.txt"), "--candidates", str(tmp_path / "candidates.txt")]


def bleu(*options: str) -> int:
    return main("evaluation", "", COMMANDS, ["bleu", "--weights", "1/2", "1/2", "--verify", *options])


@pytest.mark.parametrize("smoothing", range(8))
def test_nltk_agrees_and_how_many_it_scored_is_said(files, capsys, smoothing) -> None:
    weights = ["--weights", "1/3", "1/3", "1/3"]
    assert bleu(*files, *weights, "--smoothing", str(smoothing)) == 0
    assert capsys.readouterr().err == "nltk gives 10 of 12 candidates the same scores, to the last bit\n"


def test_references_in_an_index_are_read_out_of_it(files, tmp_path, capsys) -> None:
    write_index(build_index(read_blocks([tmp_path / "references.txt"])), tmp_path / "references.index")
    assert bleu("--references", str(tmp_path / "references.index"), *files[2:]) == 0
    assert "10 of 12" in capsys.readouterr().err


def test_a_score_one_bit_off_ends_with_exit_code_1_and_the_candidates_name(files, tmp_path, monkeypatch) -> None:
    exact = scores._mean
    monkeypatch.setattr(scores, "_mean", lambda *given: exact(*given) * (1 + 2**-52))
    with pytest.raises(SystemExit) as raised:
        bleu(*files, "--seed", "3")
    assert f"{tmp_path / 'candidates.txt'}:" in str(raised.value.code)
    assert "by nltk 0." in str(raised.value.code)


def test_the_sample_follows_from_the_seed() -> None:
    scored = [(str(place), ["a"], 0.0) for place in range(100)]
    one, other = verification.sampled(scored, 1), verification.sampled(scored, 2)
    assert one == verification.sampled(scored, 1) != other
    assert len(one) == len(other) == verification.SAMPLE


def test_without_nltk_one_line_says_what_to_install(files, capsys, monkeypatch) -> None:
    monkeypatch.setattr(verification, "find_spec", lambda name: None)
    assert bleu(*files) == 2
    assert "--verify needs nltk, which is not installed: pip install -r requirements/" in capsys.readouterr().err

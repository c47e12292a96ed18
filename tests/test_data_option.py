"""--data: every command that has it takes every kind of corpus, or says in a line why it cannot."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS as EVALUATION
from generators.__main__ import COMMANDS as GENERATORS
from generators.command_line import main
from tests.generators.corpora.kinds import KINDS

CHECKPOINTS = Path(__file__).parents[1] / "fixtures/checkpoints"
NGRAM, BACHBOT = CHECKPOINTS / "ngram.safetensors", CHECKPOINTS / "bachbot.safetensors"

NO_NUMBERS = dict.fromkeys(("files", "prepared", "jsb"), "has no BWV numbers to call files by")
KEPT = {"prepared": "is kept as NotewiseEncoding(", "jsb": "is kept as SixteenthsEncoding(), not as ChoraleEncoding("}
# A command's words but for --data and what it names → what it says to the kinds that it cannot take.
CASES: list[tuple[str, dict[str, str]]] = [
    (
        "generators chorales --out OUT",
        dict.fromkeys(("files", "prepared", "jsb"), "has no BWV numbers to call files by"),
    ),
    ("generators train ngram --preset small --out OUT", {}),
    ("generators sweep bachbot --device cpu --out OUT", KEPT),
    (f"generators int8 {BACHBOT}", dict.fromkeys(KINDS, "the model learned from 'melody-family'")),
    ("evaluation likelihood --ngram 2", {}),
    (f"evaluation likelihood --checkpoint {NGRAM}", KEPT),
    (f"evaluation harmonization --checkpoint {NGRAM} --part valid", KEPT),
    (
        f"evaluation pairs --checkpoint {NGRAM} --pairs continuation=1 --licence CC0 --out OUT",
        dict.fromkeys(KINDS, "the model learned from 'melody-family'"),
    ),
]
PROMPTS = f"generators compose --checkpoint {NGRAM} --count 1 --bars 1 --prompt-tokens 30 --out OUT"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("words", "option", "refusals"),
    [*((words, "--data", refusals) for words, refusals in CASES), (PROMPTS, "--prompts", KEPT)],
)
def test_every_kind_is_taken_or_refused_in_a_line(
    words: str, option: str, refusals: dict[str, str], kind: str, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setattr("generators.training.sweeps.sweep", lambda trials, data, *_: [*data.train, *data.valid])
    data = KINDS[kind](tmp_path, monkeypatch)
    capsys.readouterr()
    program, *rest = words.replace("OUT", str(tmp_path / "out")).split()
    commands = GENERATORS if program == "generators" else EVALUATION
    status = main(program, "", commands, [*rest, option, data])
    error = capsys.readouterr().err
    if kind in refusals:
        assert status == 2
        assert refusals[kind] in error
        assert error.count("\n") == 1
        assert not (tmp_path / "out").exists()
    else:
        assert status == 0, error


def test_no_command_with_it_is_left_out() -> None:
    having = set()
    for program, commands in (("generators", GENERATORS), ("evaluation", EVALUATION)):
        for name, (door, _) in commands.items():
            parser = argparse.ArgumentParser()
            (import_module(door) if isinstance(door, str) else door).add_arguments(parser)
            if "--data" in parser.format_help():
                having.add(f"{program} {name}")
    assert having == {" ".join(words.split()[:2]) for words, _ in CASES}

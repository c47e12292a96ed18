"""What every measure keeps to, whoever adds one."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from evaluation.measures import MEASURES

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_its_function_takes_the_material_and_its_options_with_their_defaults(measure) -> None:
    _, *options = inspect.signature(import_module(measure.made_by).measure).parameters.values()
    assert {option.name: option.default for option in options} == {each.name: each.default for each in measure.options}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_it_stands_where_its_name_says(measure) -> None:
    assert f"{measure.made_by}.".startswith(f"evaluation.measures.{measure.name}.")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_it_is_told_in_words(measure) -> None:
    assert measure.meaning.endswith(".")
    assert measure.question[0].islower()
    assert not measure.question.endswith(".")


def test_measures_are_listed_without_anything_heavy() -> None:
    heavy = "import sys, evaluation.measures; print({'numpy', 'lxml', 'torch', 'pandas'} & set(sys.modules) or '')"
    assert subprocess.run([sys.executable, "-c", heavy], cwd=ROOT, capture_output=True, text=True).stdout == "\n"

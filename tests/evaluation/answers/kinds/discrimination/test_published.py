"""Expected figures are those printed in BachBot's thesis, chapter 7, and its notebook."""

from pathlib import Path

import pytest

from evaluation.answers.kinds.discrimination.published import PublishedShare, read_published
from evaluation.answers.records import ALL, EXPERIENCES, VARIANTS
from generators.errors import InputError

FIXTURES = Path(__file__).parents[5] / "fixtures" / "published"


@pytest.mark.parametrize("file", ["bachbot-thesis.json", "bachbot-notebook.json"])
def test_a_published_table_has_every_cell_its_source_and_its_dataset(file):
    published = read_published(FIXTURES / file)
    assert set(published.cells) == {(variant, level) for variant in VARIANTS for level in (ALL, *EXPERIENCES)}
    assert all((published.source, published.dataset, published.caution))


def test_the_thesis_says_that_59_percent_of_the_answers_on_whole_chorales_were_right():
    cells = read_published(FIXTURES / "bachbot-thesis.json").cells
    assert cells["SATB", ALL] == PublishedShare(0.59, 1442)
    assert cells["SATB", "expert"] == PublishedShare(0.76, 104)
    assert cells["S", "expert"] == PublishedShare(1.0, None)


def test_the_notebook_says_51_percent_and_carries_its_caution():
    published = read_published(FIXTURES / "bachbot-notebook.json")
    assert published.cells["SATB", ALL].value == 0.51
    assert "2,236 answers" in published.caution


def test_a_damaged_table_is_refused(tmp_path):
    (tmp_path / "broken.json").write_text('{"name": "x"')
    (tmp_path / "partial.json").write_text('{"name": "x", "cells": []}')
    for name in ("broken", "partial", "missing"):
        with pytest.raises(InputError, match=f"{name}.json"):
            read_published(tmp_path / f"{name}.json")

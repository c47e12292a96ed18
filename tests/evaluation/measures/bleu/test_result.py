"""What BLEU finds of sets of music: the scores are nltk's."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest
from nltk.translate.bleu_score import sentence_bleu

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.result import measure
from evaluation.measures.result import ALL
from generators.errors import InputError
from generators.pieces import transpose


@pytest.fixture
def sets(material, hymn):
    """A set that repeats the references, and one that goes as real music does."""
    references = [hymn(quarters) for quarters in (16, 20, 24)]
    copies = [hymn(quarters) for quarters in range(14, 20)]
    others = [transpose(hymn(quarters), 1) for quarters in range(14, 20)]
    return material(references, others, copies=copies, **{"<others>": others})


@pytest.mark.filterwarnings("ignore::UserWarning:nltk")
def test_every_set_stands_beside_the_bar_that_real_music_sets(sets, rows) -> None:
    made = measure(sets)
    references = [tokens for _, tokens in sets.references.sequences]
    means = [
        fmean(sentence_bleu(references, tokens, MAIA_WEIGHTS) for _, tokens in each.sequences)
        for each in (sets.held_out, *sets.sets.values())
    ]
    table = rows(made, "BLEU of each set")
    assert [row[0] for row in table] == ["held-out real music", "copies", "<others>"]
    assert means[0] < 1e-20  # nltk's stand-in for 0: no 9-gram of music in another key matches
    assert means[2] < 1e-20
    assert [row[2] for row in table] == ["–", f"{means[1]:.4f}", "–"]
    assert [row[-1] for row in table] == [
        "",
        "higher than real music: it copies or keeps to the commonplace",
        "no verdict: most of it matches nothing as long as the weights ask for",
    ]
    assert made.notes[0].startswith("held-out real music: 6 of 6 have no 9-gram in common with the references")
    assert made.findings["<others>"].startswith("BLEU gives no verdict")
    assert made.findings["copies"].startswith(f"BLEU {means[1]:.2f} beside real music’s {means[0]:.2f}, higher than")
    assert made.signatures[ALL].startswith("bleu|refs:3|digest:")
    assert len(rows(made, "Every candidate", "copies")) == 6


def test_the_pictures_are_for_light_and_dark_and_in_words(sets) -> None:
    pictures = measure(sets).pictures
    assert len(pictures) == 2
    for picture in pictures:
        assert "<others>" in picture.text
        assert b"<svg" in picture.light()
        assert picture.light() != picture.dark()


def test_a_set_without_a_window_is_left_out_and_said_to_be(hymn, material, rows) -> None:
    short = material([hymn(16)], [], long=[hymn(16)], short=[hymn(2)])
    tokens = len(short.sets["long"].sequences[0][1])
    made = measure(replace(short, window=tokens))
    assert [row[0] for row in rows(made, "BLEU of each set")] == ["long"]
    assert made.notes[0].startswith(f"short is not measured: no window of {tokens} tokens: the longest has ")
    assert list(made.findings) == ["long"]
    with pytest.raises(InputError, match="no window of 10000 tokens"):
        measure(replace(short, window=10_000))

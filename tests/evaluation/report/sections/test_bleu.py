"""The report's section on BLEU: the scores are nltk's."""

from __future__ import annotations

from statistics import fmean

import pytest
from nltk.translate.bleu_score import sentence_bleu

from evaluation.bleu import MAIA_WEIGHTS
from evaluation.report.sections.bleu import section
from evaluation.report.settings import Settings
from generators.pieces import transpose


@pytest.fixture
def sets(material, hymn):
    """A set that repeats the references, and one that goes as real music does."""
    references = [hymn(quarters) for quarters in (16, 20, 24)]
    copies = [hymn(quarters) for quarters in range(14, 20)]
    others = [transpose(hymn(quarters), 1) for quarters in range(14, 20)]
    return material(references, others, copies=copies, **{"<others>": others})


@pytest.mark.filterwarnings("ignore::UserWarning:nltk")
def test_every_set_stands_beside_the_bar_that_real_music_sets(sets, rows, read) -> None:
    made = section(sets, Settings())
    references = [item.tokens for item in sets.references]
    means = [
        fmean(sentence_bleu(references, item.tokens, MAIA_WEIGHTS) for item in items)
        for items in (sets.held_out, *sets.sets.values())
    ]
    table = rows(made, "BLEU of each set")
    assert [row[0] for row in table] == ["held-out real music", "copies", "<others>"]
    assert means[0] < 1e-20  # nltk's stand-in for 0: no 9-gram of music in another key matches
    assert means[2] < 1e-20
    assert [row[1] for row in table] == ["–", f"{means[1]:.4f}", "–"]
    assert [row[-1] for row in table] == [
        "the bar",
        "higher than real music: it copies or keeps to the commonplace",
        "no verdict: most of it matches nothing as long as the weights ask for",
    ]
    assert "held-out real music: 6 of 6 have no 9-gram in common with the references" in read(made)
    assert made.findings["<others>"].startswith("BLEU gives no verdict")
    assert made.findings["copies"].startswith(f"BLEU {means[1]:.2f} beside real music’s {means[0]:.2f}, higher than")
    assert "bleu|refs:3|digest:" in read(made)
    assert len(rows(made, "copies: BLEU, and matching n-grams")) == 6


def test_the_pictures_are_in_the_page_for_light_and_dark_and_in_words(sets) -> None:
    pictures = [part for each in section(sets, Settings()).body for part in each.iter("picture")]
    assert len(pictures) == 2
    for picture in pictures:
        source, image = picture
        assert source.get("media") == "(prefers-color-scheme: dark)"
        assert source.get("srcset").startswith("data:image/svg+xml;base64,")
        assert image.get("src").startswith("data:image/svg+xml;base64,")
        assert "<others>" in image.get("alt")


def test_a_set_without_a_window_is_left_out_and_said_to_be(sets, hymn, material, rows, read) -> None:
    tokens = len(sets.sets["copies"][0].tokens)
    made = section(sets, Settings(window=tokens + 1))
    assert len(rows(made, "BLEU of each set")) == 3
    short = material([hymn(16)], [], long=[hymn(16)], short=[hymn(2)])
    made = section(short, Settings(window=tokens))
    assert [row[0] for row in rows(made, "BLEU of each set")] == ["long"]
    assert f"short has no window of {tokens} tokens." in read(made)
    assert "no held-out music to compare with" in read(made)
    assert list(made.findings) == ["long"]
    nothing = section(short, Settings(window=10_000))
    assert read(nothing) == "Not measured: no piece has a window of 10000 tokens."

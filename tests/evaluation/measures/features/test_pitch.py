"""Features of pitch: counted by hand, and held against scipy's entropy and music21's reading of a chorale."""

from __future__ import annotations

from collections import Counter
from math import log2

import music21
import pytest
from scipy.stats import entropy

from evaluation.measures.features.pitch import (
    pitch_class_entropy,
    pitch_class_histogram,
    pitch_entropy,
    pitch_range,
    pitches_used,
    scale_consistency,
)
from generators.corpora.chorales.scores import load_chorales

C_MAJOR = [(0, 2, 60), (2, 1, 64), (3, 1, 67), (4, 1, 59), (5, 3, 72)]  # C E G B C


def test_the_pitch_class_histogram_weighs_by_duration_from_the_tonic(tiny) -> None:
    shares = pitch_class_histogram(tiny(C_MAJOR))
    assert shares is not None
    assert shares.tolist() == pytest.approx([5 / 8, 0, 0, 0, 1 / 8, 0, 0, 1 / 8, 0, 0, 0, 1 / 8])


def test_entropies_count_each_note_once(tiny) -> None:
    piece = tiny(C_MAJOR)
    assert pitch_class_entropy(piece) == pytest.approx(entropy([2, 1, 1, 1], base=2))  # C twice
    assert pitch_entropy(piece) == pytest.approx(log2(5))  # five different pitches


def test_one_pitch_has_no_entropy(tiny) -> None:
    assert pitch_entropy(tiny([(0, 1, 60), (1, 1, 60)])) == 0


def test_twelve_equal_pitch_classes_have_the_greatest_entropy(tiny) -> None:
    """log2(12) = 3.585, the upper limit of MusPy's pitch-class entropy."""
    assert pitch_class_entropy(tiny([(n, 1, 60 + n) for n in range(12)])) == pytest.approx(log2(12))


def test_range_and_pitches_used(tiny) -> None:
    piece = tiny(C_MAJOR, [(0, 1, 60), (1, 1, 48)])
    assert (pitch_range(piece), pitches_used(piece)) == (24, 6)


def test_scale_consistency_is_the_best_scale_s_share(tiny) -> None:
    """MusPy: the largest rate over all scales. C# is the one of five notes outside C major; F# fits G major."""
    assert scale_consistency(tiny(C_MAJOR)) == 1
    assert scale_consistency(tiny([(n, 1, pitch) for n, pitch in enumerate((60, 61, 62, 64, 65))])) == 4 / 5
    assert scale_consistency(tiny([(n, 1, pitch) for n, pitch in enumerate((60, 62, 64, 66, 67))])) == 1
    assert scale_consistency(tiny([(n, 1, 60 + n) for n in range(12)])) == pytest.approx(7 / 12)


def test_a_piece_without_notes_has_none_of_them(tiny) -> None:
    empty = tiny([], quarters=4)
    measures = (pitch_class_histogram, pitch_class_entropy, pitch_entropy, pitch_range, pitches_used, scale_consistency)
    assert [measure(empty) for measure in measures] == [None] * 6


def test_a_piece_in_no_key_has_no_degrees(tiny) -> None:
    assert pitch_class_histogram(tiny([(n, 1, 60 + n) for n in range(12)])) is None


def test_a_chorale_is_measured_as_music21_reads_it() -> None:
    piece = load_chorales()["66.6"]
    pitches = [note.pitch.midi for note in music21.corpus.parse("bwv66.6").stripTies().recurse().notes]
    assert pitch_range(piece) == max(pitches) - min(pitches)
    assert pitches_used(piece) == len(set(pitches))
    assert pitch_entropy(piece) == pytest.approx(entropy(list(Counter(pitches).values()), base=2))

"""The rule by which candidates are kept, with measures made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.pairs.rule import Limits, Measures, Yardstick, limits_from, longest_hold, thrown_away, verdict
from generators.encodings.chorale import ChoraleEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

LIMITS = Limits(copied=7, bleu=0.9, hold=4.0)
FAIR = Measures(bleu=0.9, copied=7, copied_from="254", hold=4.0)  # at every limit, beyond none


def judged(measures: Measures = FAIR, *, finished: bool = True, frames: int | None = None, bach=None) -> str:
    return verdict(measures, LIMITS, finished=finished, frames=frames, bach=bach)


def test_what_reaches_a_limit_is_kept() -> None:
    assert judged() == judged(frames=100) == judged(frames=400) == "kept"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"copied": 8}, "copied too long a run"),
        ({"bleu": 0.91}, "BLEU above Bach's own"),
        ({"hold": 4.25}, "stands still"),
    ],
)
def test_what_goes_beyond_one_is_thrown_away_for_it(change: dict, reason: str) -> None:
    assert judged(replace(FAIR, **change)) == reason


def test_what_is_unfinished_too_short_or_too_long_is_thrown_away() -> None:
    assert judged(finished=False, frames=200) == "unfinished"
    assert judged(frames=99) == judged(frames=401) == "not 100 to 400 sixteenths long"


def test_a_harmonization_may_copy_as_much_as_its_chorale_but_not_stand_longer() -> None:
    bach = Measures(bleu=0.95, copied=11, copied_from="255", hold=9.0)
    assert judged(replace(FAIR, copied=11, bleu=0.95), bach=bach) == "kept"
    assert judged(replace(FAIR, copied=12), bach=bach) == "copied too long a run"
    assert judged(replace(FAIR, bleu=0.96), bach=bach) == "BLEU above Bach's own"
    assert judged(replace(FAIR, hold=5.0), bach=bach) == "stands still"
    assert judged(FAIR, bach=replace(bach, bleu=0.1, copied=1)) == "kept"  # the limits of all Bach hold at least


def test_limits_are_the_95th_percentile_of_bach_and_his_longest_hold() -> None:
    bach = [Measures(n / 100, n, "", n / 4) for n in range(101)]
    assert limits_from(bach) == Limits(copied=95, bleu=0.95, hold=25.0)
    with pytest.raises(InputError, match="no held-out pieces"):
        limits_from([])


def test_a_score_without_a_matching_ngram_of_the_needed_length_sets_no_limit_and_is_not_judged() -> None:
    assert judged(replace(FAIR, bleu=None)) == "kept"
    assert judged(replace(FAIR, bleu=None, copied=8)) == "copied too long a run"
    scored = [Measures(0.5, 1, "", 1.0), Measures(None, 1, "", 1.0)]
    assert limits_from(scored).bleu == 0.5
    assert limits_from(scored[1:]).bleu is None
    assert verdict(FAIR, replace(LIMITS, bleu=None), finished=True, frames=None, bach=None) == "kept"


def test_a_yardstick_has_no_score_for_what_shares_no_long_ngram(hymn) -> None:
    encoding = ChoraleEncoding()
    training, tune = hymn(16), hymn(3, step=1)
    tokens = [np.array(encoding.encode(piece)) for piece in (training, tune)]
    (alone,) = Yardstick(["one"], [training], tokens[:1], "chorale").measure([tune], [tokens[1][:5]])
    assert alone.bleu is None


def test_the_longest_hold_is_between_onsets_in_any_voice() -> None:
    voices = (Voice("S", (Note(0, 480, 60), Note(480, 1920, 62))), Voice("B", (Note(0, 960, 48), Note(960, 1440, 47))))
    assert longest_hold(Piece(voices, 2400)) == 1.0
    late = Piece((Voice("S", (Note(1440, 480, 60), Note(1920, 480, 60))),), 2400)
    assert longest_hold(late) == 3.0  # before the first note
    assert longest_hold(Piece((Voice("S", ()),), 480)) == 0


def test_a_yardstick_measures_against_its_training_set(hymn) -> None:
    encoding = ChoraleEncoding()
    training = [hymn(16, title="one"), hymn(16, title="two", step=1)]
    tokens = [np.array(encoding.encode(piece)) for piece in training]
    yardstick = Yardstick(["one", "two"], training, tokens, "chorale")
    (same,) = yardstick.measure(training[1:], tokens[1:])
    assert same == Measures(bleu=1.0, copied=16, copied_from="two", hold=1.0)
    assert "refs:2" in yardstick.signature
    assert "enc:chorale" in yardstick.signature
    assert yardstick.measure([], []) == []
    with pytest.raises(InputError, match="an empty training set"):
        Yardstick([], [], [], "chorale")


def test_verdicts_are_counted() -> None:
    assert thrown_away(["kept", "stands still", "kept"]) == {"kept": 2, "stands still": 1}

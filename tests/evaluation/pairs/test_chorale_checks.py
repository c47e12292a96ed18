"""The checks by which chorales are kept, with readings made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.measures.originality.events import chord_events
from evaluation.pairs.candidate import Candidate, verdicts
from evaluation.pairs.checks import COMPOSITION, HARMONIZATION
from evaluation.pairs.gate import Gate, Reading, gate_from
from evaluation.pairs.measuring import Bleu, Copies, Subject, frames, longest_hold, read
from generators.encodings.chorale import ChoraleEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

LIMITS = {"finished": 1, "shortest": 100, "longest": 400, "copied": 7, "bleu": 0.9, "hold": 4.0}
COMPOSED, HARMONIZED = Gate(COMPOSITION, LIMITS), Gate(HARMONIZATION, LIMITS)
FAIR = {"finished": 1, "frames": 200, "copied": 7, "bleu": 0.9, "hold": 4.0}  # at every limit, beyond none


def readings(**changed: float | None) -> dict[str, Reading]:
    return {name: Reading(value) for name, value in (FAIR | changed).items()}


def test_what_reaches_a_limit_is_kept() -> None:
    assert HARMONIZED.verdict(readings()) == "kept"
    assert COMPOSED.verdict(readings(frames=100)) == COMPOSED.verdict(readings(frames=400)) == "kept"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"copied": 8}, "copied too long a run"),
        ({"bleu": 0.91}, "BLEU above Bach's own"),
        ({"hold": 4.25}, "stands still"),
    ],
)
@pytest.mark.parametrize("gate", [COMPOSED, HARMONIZED])
def test_what_goes_beyond_one_is_thrown_away_for_it(gate: Gate, change: dict, reason: str) -> None:
    assert gate.verdict(readings(**change)) == reason


def test_a_composition_that_is_unfinished_too_short_or_too_long_is_thrown_away() -> None:
    assert COMPOSED.verdict(readings(finished=0)) == "unfinished"
    assert COMPOSED.verdict(readings(frames=99)) == "not 100 to 400 sixteenths long"
    assert COMPOSED.verdict(readings(frames=401)) == "not 100 to 400 sixteenths long"
    assert HARMONIZED.verdict(readings(frames=500)) == "kept"  # its length is Bach's


def test_a_harmonization_may_copy_as_much_as_its_chorale_but_not_stand_longer() -> None:
    bach = readings(bleu=0.95, copied=11, hold=9.0)
    assert HARMONIZED.verdict(readings(copied=11, bleu=0.95), bach) == "kept"
    assert HARMONIZED.verdict(readings(copied=12), bach) == "copied too long a run"
    assert HARMONIZED.verdict(readings(bleu=0.96), bach) == "BLEU above Bach's own"
    assert HARMONIZED.verdict(readings(hold=5.0), bach) == "stands still"
    modest = readings(bleu=0.1, copied=1)
    assert HARMONIZED.verdict(readings(), modest) == "kept"  # the limits of all Bach hold at least


def test_limits_are_the_95th_percentile_of_bach_and_his_longest_hold() -> None:
    bach = [readings(bleu=n / 100, copied=n, hold=n / 4) for n in range(101)]
    for checks in (COMPOSITION, HARMONIZATION):
        assert gate_from(checks, bach).set_by_held_out == {"copied": 95, "bleu": 0.95, "hold": 25.0}
        with pytest.raises(InputError, match="no held-out piece"):
            gate_from(checks, [])


def test_a_score_without_a_matching_ngram_of_the_needed_length_sets_no_limit_and_is_not_judged() -> None:
    assert COMPOSED.verdict(readings(bleu=None)) == "kept"
    assert COMPOSED.verdict(readings(bleu=None, copied=8)) == "copied too long a run"
    assert gate_from(COMPOSITION, [readings(bleu=0.5), readings(bleu=None)]).limits["bleu"] == 0.5
    unscored = gate_from(COMPOSITION, [readings(bleu=None)])
    assert unscored.limits["bleu"] is None
    assert unscored.verdict(readings(bleu=1.0)) == "kept"


def tokens(piece: Piece) -> np.ndarray:
    return np.array(ChoraleEncoding().encode(piece))


def test_there_is_no_score_for_what_shares_no_long_ngram(hymn) -> None:
    tune = hymn(3, step=1)
    (alone,) = Bleu([tokens(hymn(16))], "chorale")([Subject(tune, tokens(tune)[:5])])
    assert alone.value is None


def test_the_longest_hold_is_between_onsets_in_any_voice() -> None:
    voices = (Voice("S", (Note(0, 480, 60), Note(480, 1920, 62))), Voice("B", (Note(0, 960, 48), Note(960, 1440, 47))))
    assert longest_hold(Piece(voices, 2400)) == 1.0
    late = Piece((Voice("S", (Note(1440, 480, 60), Note(1920, 480, 60))),), 2400)
    assert longest_hold(late) == 3.0  # before the first note
    assert longest_hold(Piece((Voice("S", ()),), 480)) == 0


def test_frames_are_sixteenths(hymn) -> None:
    assert frames(Subject(hymn(16), tokens(hymn(16)))) == 64


def test_pieces_are_measured_against_a_training_set(hymn) -> None:
    training = {"one": hymn(16, title="one"), "two": hymn(16, title="two", step=1)}
    bleu = Bleu([tokens(piece) for piece in training.values()], "chorale")
    measures = {"bleu": bleu, "copied": Copies(training, chord_events)}
    (same,) = read(measures, [Subject(training["two"], tokens(training["two"]))])
    assert same == {"bleu": Reading(1.0), "copied": Reading(16, "two")}
    assert "refs:2" in bleu.signature
    assert "enc:chorale" in bleu.signature
    assert read(measures, []) == []
    with pytest.raises(InputError, match="an empty training set"):
        Bleu([], "chorale")


def test_verdicts_are_counted(hymn) -> None:
    made = [Candidate("c", "S", "1", 1, 0.0, -1.0, hymn(1), {}, said) for said in ("kept", "stands still", "kept")]
    assert verdicts(made) == {"kept": 2, "stands still": 1}

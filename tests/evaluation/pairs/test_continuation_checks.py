"""The checks by which continuations are kept, with pieces and readings made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.pairs.checks import CONTINUATION
from evaluation.pairs.continuations import continuation_measures
from evaluation.pairs.gate import Gate, Reading, gate_from
from evaluation.pairs.measuring import Subject, distinct, read
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, transpose

Q = 480
LIMITS = {"fewest": 1.0, "most": 8.0, "silence": 2.0, "distinct": 0.5, "copied": 6}
GATE = Gate(CONTINUATION, {"every voice": 1, "another piece": 1, **LIMITS})
FAIR = {  # at every limit, beyond none
    "fewest notes": 1,
    "differs": 1,
    "notes": 1.0,
    "silence": 2.0,
    "distinct": 0.5,
    "copied": 6,
}


def readings(**changed: float) -> dict[str, Reading]:
    return {name: Reading(value) for name, value in (FAIR | changed).items()}


def line(*pitches: int) -> Piece:
    """A note a quarter."""
    return Piece((Voice("piano", tuple(Note(Q * n, Q, p) for n, p in enumerate(pitches))),), Q * len(pitches))


HUMAN, MACHINE = line(60, 62, 64, 65), line(60, 64, 67, 72)


def test_what_reaches_every_limit_is_kept() -> None:
    assert GATE.verdict(readings()) == GATE.verdict(readings(notes=8.0)) == "kept"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"notes": 0.9}, "nearly empty"),
        ({"notes": 8.1}, "overfull"),
        ({"silence": 2.1}, "silent too long"),
        ({"distinct": 0.4}, "repeats itself"),
        ({"copied": 7}, "copied too long a run"),
    ],
)
def test_what_goes_beyond_one_is_thrown_away_for_it(change: dict, reason: str) -> None:
    assert GATE.verdict(readings(**change)) == reason


def test_the_humans_own_notes_and_a_missing_voice_are_thrown_away() -> None:
    measures = continuation_measures({"a.mid": HUMAN})
    duet = replace(MACHINE, voices=(Voice("violin", ()), *MACHINE.voices))
    same, missing, other = read(measures, [Subject(each, human=HUMAN) for each in (HUMAN, duet, MACHINE)])
    gate = Gate(CONTINUATION, {**dict.fromkeys(GATE.limits), "every voice": 1, "another piece": 1})
    assert gate.verdict(same) == "the same as the human's"
    assert gate.verdict(missing) == "a voice rests throughout"
    assert gate.verdict(other) == "kept"


def test_limits_are_what_held_out_music_reaches_and_for_copies_its_95th_percentile() -> None:
    humans = [readings(notes=2 + n, silence=n / 10, distinct=1 - n / 1000, copied=n) for n in range(101)]
    limits = {"fewest": 2, "most": 102, "silence": 10.0, "distinct": 0.9, "copied": 95}
    assert gate_from(CONTINUATION, humans).set_by_held_out == limits
    with pytest.raises(InputError, match="no held-out piece can be used"):
        gate_from(CONTINUATION, [])


def test_distinct_4_is_the_share_of_runs_of_four_that_are_different() -> None:
    """Counted by hand: of abcabcabc the runs abca bcab cabc abca bcab cabc, half of them new."""
    assert distinct("abcabcabc") == 3 / 6
    assert distinct("aaaaaaa") == 1 / 4
    assert distinct("abcdefg") == 1
    assert distinct("abc") == 1


def test_an_excerpt_is_measured_against_the_training_pieces_in_any_key() -> None:
    training = {"a.mid": line(60, 62, 64, 60), "b.mid": line(72, 71, 67, 65, 61, 60)}
    copy = transpose(line(50, 72, 71, 67, 65, 50, 50, 50), -5)
    (measured,) = read(continuation_measures(training), [Subject(replace(copy, length=10 * Q))])
    # 72 71 67 65: the intervals of b.mid after its first note, which has no interval there but has here
    numbers = (measured[name].value for name in ("notes", "silence", "distinct", "copied"))
    assert (*numbers, measured["copied"].source) == (0.8, 2.0, 1.0, 3, "b.mid")


def test_an_excerpt_without_notes_can_be_measured() -> None:
    empty = Subject(Piece((Voice("piano", ()),), 4 * Q))
    (measured,) = read(continuation_measures({"a.mid": HUMAN}), [empty])
    numbers = (measured[name].value for name in ("notes", "silence", "distinct", "copied"))
    assert (*numbers, measured["copied"].source) == (0, 4.0, 1.0, 0, "")

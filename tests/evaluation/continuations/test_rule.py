"""The rule by which continuations are kept, with pieces and measures made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.continuations.rule import Limits, Measures, Yardstick, distinct, limits_from, verdict
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, transpose

Q = 480
LIMITS = Limits(fewest=1.0, most=8.0, silence=2.0, distinct=0.5, copied=6)
FAIR = Measures(notes=1.0, silence=2.0, distinct=0.5, copied=6, copied_from="a.mid")  # at every limit, beyond none


def line(*pitches: int) -> Piece:
    """A note a quarter."""
    return Piece((Voice("piano", tuple(Note(Q * n, Q, p) for n, p in enumerate(pitches))),), Q * len(pitches))


HUMAN, MACHINE = line(60, 62, 64, 65), line(60, 64, 67, 72)


def test_what_reaches_every_limit_is_kept() -> None:
    assert verdict(MACHINE, HUMAN, FAIR, LIMITS) == "kept"
    assert verdict(MACHINE, HUMAN, replace(FAIR, notes=8.0), LIMITS) == "kept"


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
    assert verdict(MACHINE, HUMAN, replace(FAIR, **change), LIMITS) == reason


def test_the_humans_own_notes_and_a_missing_voice_are_thrown_away() -> None:
    assert verdict(HUMAN, HUMAN, FAIR, LIMITS) == "the same as the human's"
    duet = replace(MACHINE, voices=(Voice("violin", ()), *MACHINE.voices))
    assert verdict(duet, HUMAN, FAIR, LIMITS) == "a voice rests throughout"


def test_limits_are_what_held_out_music_reaches_and_for_copies_its_95th_percentile() -> None:
    humans = [Measures(2 + n, n / 10, 1 - n / 1000, n, "") for n in range(101)]
    assert limits_from(humans) == Limits(fewest=2, most=102, silence=10.0, distinct=0.9, copied=95)
    with pytest.raises(InputError, match="no held-out piece can be used"):
        limits_from([])


def test_distinct_4_is_the_share_of_runs_of_four_that_are_different() -> None:
    """Counted by hand: of abcabcabc the runs abca bcab cabc abca bcab cabc, half of them new."""
    assert distinct("abcabcabc") == 3 / 6
    assert distinct("aaaaaaa") == 1 / 4
    assert distinct("abcdefg") == 1
    assert distinct("abc") == 1


def test_an_excerpt_is_measured_against_the_training_pieces_in_any_key() -> None:
    training = {"a.mid": line(60, 62, 64, 60), "b.mid": line(72, 71, 67, 65, 61, 60)}
    copy = transpose(line(50, 72, 71, 67, 65, 50, 50, 50), -5)
    (measured,) = Yardstick(training).measure([replace(copy, length=10 * Q)])
    # 72 71 67 65: the intervals of b.mid after its first note, which has no interval there but has here
    assert measured == Measures(notes=0.8, silence=2.0, distinct=1.0, copied=3, copied_from="b.mid")


def test_an_excerpt_without_notes_can_be_measured() -> None:
    (measured,) = Yardstick({"a.mid": HUMAN}).measure([Piece((Voice("piano", ()),), 4 * Q)])
    assert measured == Measures(notes=0, silence=4.0, distinct=1.0, copied=0, copied_from="")

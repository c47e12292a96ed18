"""Rules of motion: music21 on every chorale, and the examples of a textbook.

The examples are those of Integrated Music Theory, lessons 10b and 10c (github.com/intmus/inttheory), moved from C to D
major; what is expected is what the lessons find in them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import combinations, pairwise

import pytest
from music21.interval import Interval
from music21.pitch import Pitch
from music21.voiceLeading import VoiceLeadingQuartet

from evaluation.measures.rules.chorale import REST, to_chorale
from evaluation.measures.rules.motion import MOTION
from evaluation.measures.rules.placing import crossings
from generators.corpora.chorales.scores import load_chorales

NAMES = ("P1", "m2", "M2", "m3", "M3", "P4", "A4", "P5", "m6", "M6", "m7", "M7")


def broken(piece) -> dict[str, list[tuple[int, str]]]:
    """The places of each rule that is broken."""
    chorale = to_chorale(piece)
    found = {rule.name: [tuple(place) for place in rule.find(chorale)] for rule in MOTION}
    return {name: places for name, places in found.items() if places}


def above(lower: Pitch, semitones: int) -> Pitch:
    """The pitch so many semitones above, spelled so that sevens are perfect fifths."""
    upper = lower.transpose(Interval(NAMES[semitones % 12]))
    upper.octave += semitones // 12
    return upper


@cache
def by_music21(upper: int, lower_after: int, upper_after: int) -> frozenset[str]:
    """The rules that two voices break by music21, from their pitches above the lower voice's first."""
    first, second = Pitch("D4"), above(Pitch("D4"), lower_after)
    quartet = VoiceLeadingQuartet(above(first, upper), above(second, upper_after - lower_after), first, second)
    direction = "parallel" if quartet.similarMotion() else "contrary"
    leap = abs(upper_after - upper) > 2
    rules = {
        f"{direction} fifths": quartet.parallelFifth(),
        f"{direction} octaves": quartet.parallelOctave(),
        f"{direction} unisons": quartet.parallelUnison(),
        "hidden fifths": quartet.hiddenFifth() and leap,
        "hidden octaves": quartet.hiddenOctave() and leap,
        "overlap": quartet.voiceOverlap() and not quartet.voiceCrossing(),
    }
    return frozenset(name for name, true in rules.items() if true)


VOICES = {  # those that a rule looks at; all others look at any two
    "hidden fifths": {"SB"},
    "hidden octaves": {"SB"},
    "overlap": {"SA", "AT", "TB"},
}


def test_every_chorale_breaks_the_rules_where_music21_says_so() -> None:
    ours, expected = defaultdict(set), defaultdict(set)
    for bwv, piece in load_chorales().items():
        chorale = to_chorale(piece)
        for rule in MOTION:
            ours[rule.name] |= {(bwv, *place) for place in rule.find(chorale)}
        for chord, (before, after) in enumerate(pairwise(chorale.pitches.tolist()), start=1):
            for upper, lower in combinations(range(4), 2):
                if REST in (before[upper], before[lower], after[upper], after[lower]):
                    continue
                base, voices = before[lower], "SATB"[upper] + "SATB"[lower]
                for name in by_music21(before[upper] - base, after[lower] - base, after[upper] - base):
                    if voices in VOICES.get(name, {voices}):
                        expected[name].add((bwv, chord, voices))
    del expected["contrary unisons"]  # music21's name for a unison that opens into an octave, or back
    assert ours == expected
    assert all(len(places) > 1 for places in ours.values())


def test_parallel_octaves_of_a_doubled_leading_tone(score) -> None:
    piece = score("D5 B4 C#5 D5", "F#4 E4 G4 F#4", "A3 B3 C#4 D4", "D3 G3 A3 D3")
    assert broken(piece) == {"parallel octaves": [(2, "ST"), (3, "ST")]}


def test_parallel_fifths_of_roots_and_fifths(score) -> None:
    piece = score("D5 B4 C#5 D5", "F#4 G4 G4 F#4", "A3 B3 E4 D4", "D3 E3 A3 D3")
    assert broken(piece) == {"parallel fifths": [(1, "TB"), (2, "TB")]}


def test_fifths_are_not_mended_by_an_octave_s_displacement(score) -> None:
    piece = score("D5 B4 C#5 D5", "F#4 G4 G4 F#4", "A3 B3 E3 D4", "D3 E2 A2 D3")
    assert broken(piece)["contrary fifths"] == [(1, "TB"), (2, "TB")]
    assert "parallel fifths" not in broken(piece)


def test_nor_are_octaves(score) -> None:
    piece = score("D5 B4 C#5 D5", "F#4 E4 G4 F#4", "A3 B3 C#4 D3", "D3 G3 A3 D3")
    assert broken(piece)["parallel octaves"] == [(2, "ST")]
    assert broken(piece)["contrary octaves"] == [(3, "ST")]


def test_hidden_octaves_between_soprano_and_bass(score) -> None:
    piece = score("F#5 B4 B4 C#5 D5", "A4 B4 G4 G4 F#4", "D4 D4 D4 E4 D4", "D3 B2 G2 A2 D3")
    assert broken(piece)["hidden octaves"] == [(1, "SB")]


def test_a_diminished_fifth_that_moves_to_a_perfect_one_is_no_parallel(score) -> None:
    piece = score("D5 E5 E5 D5", "F#4 G4 G4 A4", "D4 B3 A3 F#3", "D3 E3 C#3 D3")
    assert broken(piece).keys().isdisjoint({"parallel fifths", "hidden fifths"})


def test_the_one_error_that_a_lesson_finds_in_bach() -> None:
    """Lesson 10c: "Es ist das Heil", bars 9 and 10, has one, and inner voices that cross for a moment."""
    piece = load_chorales()["86.6"]
    chorale = to_chorale(piece)
    bar_9 = piece.pickup // 120 + 8 * 16
    last_bars = {chord for chord, start in enumerate(chorale.starts) if start >= bar_9}
    errors = [(rule.name, place) for rule in MOTION for place in rule.find(chorale) if place.chord in last_bars]
    assert [(name, place.voices) for name, place in errors if name != "overlap"] == [("parallel fifths", "ST")]
    assert chorale.starts[errors[0][1].chord] == bar_9 + 16
    assert [place.voices for place in crossings(chorale) if place.chord in last_bars] == ["AT"]


@pytest.mark.parametrize(
    ("upper", "lower"), [("A4 A4", "D4 E4"), ("A4 - B4", "D4 . E4"), ("A4 A4", "D4 D4"), ("A4 B4 B4", "D4 D4 E4")]
)
def test_without_motion_of_both_or_with_something_between_there_are_no_parallels(score, upper, lower) -> None:
    rest = " ".join("-" for _ in upper.split())
    assert broken(score(rest, upper, lower, rest)).keys().isdisjoint({"parallel fifths", "contrary fifths"})


def test_a_fermata_excuses_nothing(score) -> None:
    piece = score("A4 B4", "D4 E4", "- -", "- -", fermatas=(0,))
    assert broken(piece) == {"parallel fifths": [(1, "SA")]}


def test_crossed_voices_a_fourth_apart_make_no_fifths(score) -> None:
    assert "parallel fifths" not in broken(score("D4 E4", "G4 A4", "- -", "- -"))


def test_a_unison_that_opens_into_an_octave_makes_octaves(score) -> None:
    assert broken(score("C4 E5", "C4 E4", "- -", "- -"))["parallel octaves"] == [(1, "SA")]
    assert broken(score("C4 D4", "C4 D4", "- -", "- -"))["parallel unisons"] == [(1, "SA")]


def test_a_soprano_that_steps_hides_nothing(score) -> None:
    assert "hidden fifths" not in broken(score("F4 G4", "- -", "- -", "A3 C4"))
    assert broken(score("D4 G4", "- -", "- -", "A3 C4"))["hidden fifths"] == [(1, "SB")]


def test_overlap_is_motion_beyond_where_the_neighbor_was_unless_the_voices_cross(score) -> None:
    """The examples of music21's documentation of voiceOverlap."""
    for soprano, alto in (("A4 B4", "F4 G4"), ("A4 B4", "F4 A4")):
        assert "overlap" not in broken(score(soprano, alto, "- -", "- -"))
    assert broken(score("A4 E4", "F4 D4", "- -", "- -"))["overlap"] == [(1, "SA")]
    crossing = score("A4 C4", "F4 Bb4", "- -", "- -")
    assert "overlap" not in broken(crossing)
    assert crossings(to_chorale(crossing)) == [(1, "SA")]

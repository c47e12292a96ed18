"""Cadences: against Roman numerals by people, and phrases written out.

The numerals are the analyses by A. Jones and D. Tymoczko, which mark the ends of phrases, of 20 chorales in music21's
corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.measures.rules.cadences import cadences
from evaluation.measures.rules.chorale import to_chorale
from generators.corpora.chorales.scores import corpus_folder, load_chorales
from generators.pieces import position

CHORALES = {"248(2).12": "248.12-2"}  # by another number in our corpus
NUMERAL = re.compile(r"([ivIV]+)(/?o|\+)?(?:7|2|6/5|4/3|4/2|6/4|6)?(?:/([ivIV]+))?")
DOMINANT = {"V", "viio", "vii/o"}
BEFORE_HALF = {"I", "i", "IV", "iv", "ii", "iio", "ii/o", "vi", "VI"}
Chords = dict[str, str]  # what stands at a beat: the numeral by key, two where one key becomes another


def kind(before: str, last: str) -> str:
    """The kind of cadence that two numerals in one key make; inversions and sevenths make no difference."""
    name, quality, of = NUMERAL.fullmatch(before).groups(default="")
    final, _, _ = NUMERAL.fullmatch(last).groups(default="")
    function = name + quality
    if function in DOMINANT and (of == final or (not of and final in ("I", "i"))):
        return "authentic"
    if function == "V" and not of and final in ("vi", "VI"):
        return "deceptive"
    if final == "V" and function in BEFORE_HALF and not of:
        return "half"
    return "plagal" if function in ("IV", "iv") and final in ("I", "i") else "other"


def phrase_ends(analysis: str) -> Iterator[tuple[int, list[str]]]:
    """The bar of the last chord of each phrase, and the kinds of cadence it may be: one for each key it is in."""
    key, beat = "", 1.0
    chords: list[tuple[int, float, Chords]] = []
    for bar, line in re.findall(r"^m(\d+) (.*)$", analysis, re.MULTILINE):
        beat = 1.0
        for word in line.split():
            if word.endswith("||"):
                yield _phrase_end(chords)
            elif word.endswith(":"):
                key = word
            elif re.fullmatch(r"b[\d.]+", word):
                beat = float(word[1:])
            elif chords and chords[-1][:2] == (int(bar), beat):
                chords[-1][2][key] = word
            else:
                chords.append((int(bar), beat, {key: word}))
    yield _phrase_end(chords)


def _phrase_end(chords: list[tuple[int, float, Chords]]) -> tuple[int, list[str]]:
    while len(chords) > 1 and chords[-2][2] == chords[-1][2]:  # the same chord again
        chords = [*chords[:-2], chords[-1]]
    (*_, before), (bar, _, last) = chords[-2:]
    return bar, [kind(before[key], last[key]) for key in last if key in before]


def test_cadences_are_of_the_kind_that_roman_numerals_say() -> None:
    chorales, agreeing, differing = load_chorales(), 0, {}
    for path in sorted((corpus_folder() / "choraleAnalyses").glob("*.rntxt")):
        analysis = path.read_text()
        number = re.search(r"^BWV: (\S+)", analysis, re.MULTILINE).group(1)
        bwv = CHORALES.get(number, number)
        ends = list(phrase_ends(analysis))
        if bwv not in chorales or len(ends) != len(to_chorale(chorales[bwv]).fermatas):
            continue  # a score that differs from the one analyzed, by repeats that are written out
        chorale = to_chorale(chorales[bwv])
        for cadence, held, (bar, kinds) in zip(cadences(chorale), chorale.fermatas, ends, strict=True):
            assert abs(position(chorales[bwv], int(chorale.starts[held.start]) * 120)[0] - bar) <= 1
            if cadence.kind in kinds:
                agreeing += 1
            elif kinds:  # both chords have a numeral in the same key
                differing[bwv, bar] = (cadence.kind, *kinds)
    assert agreeing == 103
    assert differing == {
        ("184.5", 6): ("authentic", "other"),  # I-IV, the same two chords as V-I
        ("184.5", 14): ("other", "authentic"),  # music21's score ends on a six-four chord
        ("17.7", 33): ("other", "authentic"),  # vii°7 without its third
        ("318", 11): ("half", "plagal"),  # the phrase's notes are in both keys
    }


def kinds(piece) -> list[str]:
    return [cadence.kind for cadence in cadences(to_chorale(piece))]


def test_authentic_cadences_come_from_the_dominant_or_the_leading_tone(score) -> None:
    assert kinds(score("B4 C5", "D4 E4", "G3 G3", "G3 C3", fermatas=(1,))) == ["authentic"]
    assert kinds(score("B4 C5", "F4 Eb4", "G3 G3", "G3 C3", fermatas=(1,))) == ["authentic"]  # V7-i
    assert kinds(score("B4 C5", "F4 E4", "D4 G3", "D3 C3", fermatas=(1,))) == ["authentic"]  # vii°6-I
    assert kinds(score("G4 G4", "D4 Eb4", "Bb3 C4", "G3 C3", fermatas=(1,))) == ["other"]  # v-i


def test_half_and_plagal_cadences_are_told_by_the_key(score) -> None:
    half = score("C5 F5 E5 D5", "G4 A4 G4 G4", "E4 C4 C4 B3", "C3 F3 C3 G3", fermatas=(3,))
    assert kinds(half) == ["half"]  # an F: C major
    plagal = score("D5 B4 C5 B4", "A4 G4 G4 G4", "F#4 D4 E4 D4", "D3 G3 C3 G2", fermatas=(3,))
    assert kinds(plagal) == ["plagal"]  # an F sharp: G major
    assert kinds(score("C5 C5 B4", "A4 A4 G#4", "E4 F4 E4", "A3 D3 E3", fermatas=(2,))) == ["half"]  # iv-V


def test_deceptive_cadences_end_on_the_sixth_degree(score) -> None:
    assert kinds(score("B4 C5", "D4 E4", "G3 C4", "G3 A3", fermatas=(1,))) == ["deceptive"]
    assert kinds(score("B4 C5", "F4 Eb4", "D4 C4", "G3 Ab3", fermatas=(1,))) == ["deceptive"]


def test_what_does_not_end_on_a_triad_in_root_position_is_none(score) -> None:
    chorale = to_chorale(score("B4 C5 B4 G4", "D4 G4 D4 D4", "G3 C4 G3 C4", "G3 E3 G3 G3", fermatas=(1, 3)))
    assert [(cadence.kind, cadence.root) for cadence in cadences(chorale)] == [("other", None), ("other", None)]


def test_a_suspension_or_an_anticipation_delays_no_cadence(score) -> None:
    suspension = score("D5 C5 . .", "G4 G4 F4 E4", "B3 G3 . .", "G3 C3 . .", fermatas=(1,), length=0.5)
    assert kinds(suspension) == ["authentic"]
    anticipation = score("B4 C5 C5", "D4 . E4", "G3 . .", "G3 . C3", fermatas=(2,), length=0.5)
    assert kinds(anticipation) == ["authentic"]


def test_of_two_triads_under_a_fermata_the_longer_ends_the_phrase(score) -> None:
    tail = score("B4 C5 . .", "D4 E4 . .", "G3 G3 . A3", "G3 C3 . A2", fermatas=(1,), length=0.5)
    [cadence] = cadences(to_chorale(tail))
    assert (cadence.kind, cadence.final, cadence.root) == ("authentic", 1, 0)


def test_a_phrase_does_not_borrow_its_approach_from_the_one_before(score) -> None:
    piece = score("B4 C5", "D4 E4", "G3 G3", "G3 C3", fermatas=(0, 1))
    assert kinds(piece) == ["other"]  # two fermatas next to each other are one in the encoding
    apart = score("B4 - C5", "D4 - E4", "G3 - G3", "G3 - C3", fermatas=(0, 2))
    assert kinds(apart) == ["other", "other"]

"""Copies as bars and beats: expected places are counted by hand in hymns of one chord a quarter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.originality.passages import find_passages, repertoire_of
from generators.errors import InputError
from generators.pieces import Note, Piece, Tempo, Voice, transpose


def line(*pitches: int, pickup: int = 0, tempo: float = 120) -> Piece:
    """One voice in quarter notes."""
    notes = tuple(Note(480 * place, 480, pitch) for place, pitch in enumerate(pitches))
    return Piece((Voice("", notes),), 480 * len(pitches), pickup=pickup, tempos=(Tempo(0, tempo),))


SOURCE = line(60, 62, 64, 67, 65, 69, 71, 72, 70, 66, pickup=480)
# Equal to the fourth to eighth quarter of SOURCE from its fifth quarter on, a fourth higher; the rest is strange to it.
CANDIDATE = line(60, 80, 61, 79, 72, 70, 74, 76, 77, 50, 90, 51)


def test_the_longest_passage_stands_in_both_pieces() -> None:
    [finding] = find_passages([("new", CANDIDATE)], repertoire_of("onsets", [("old", SOURCE)]))
    passage = finding.longest
    assert passage is not None
    assert passage.events == 4  # five notes alike; what the first of them comes from differs
    assert (passage.candidate.name, passage.candidate.onset, passage.candidate.end) == ("new", 480 * 5, 480 * 9)
    assert (passage.source.name, passage.source.onset, passage.source.end) == ("old", 480 * 4, 480 * 8)
    assert passage.candidate.position == (2, 2)
    assert passage.source.position == (1, 4)
    assert (passage.candidate.bars, passage.candidate.seconds) == (1, 2)
    assert transpose(passage.source.music, 5).voices == passage.candidate.music.voices


def test_each_bar_has_its_nearest_passage() -> None:
    [finding] = find_passages([("new", CANDIDATE)], repertoire_of("onsets", [("old", SOURCE)]))
    first, second, third = finding.nearest()
    assert (first.bar, first.events, first.shared) == (1, 4, 1)  # the first note of a piece is like any other's
    assert (second.bar, second.events, second.shared) == (2, 4, 3)
    assert (third.bar, third.events, third.shared) == (3, 4, 1)
    assert second.passage is not None
    assert second.passage == third.passage  # it ends with the first quarter of the third bar
    assert second.passage.events == 4


def test_a_bar_with_nothing_in_common_has_no_passage() -> None:
    strange = line(*[60, 100] * 4)
    [finding] = find_passages([("new", replace(strange, pickup=480))], repertoire_of("onsets", [("old", SOURCE)]))
    assert [(each.bar, each.shared) for each in finding.nearest()] == [(0, 1), (1, 0), (2, 0)]
    assert finding.nearest()[1].passage is None
    silent = Piece((Voice("", ()),), 1920)
    [finding] = find_passages([("silent", silent)], repertoire_of("onsets", [("old", SOURCE)]))
    assert finding.longest is None
    assert finding.nearest() == []


def test_of_runs_that_hold_as_much_of_a_bar_the_longest_is_nearest() -> None:
    short, long = line(60, 67, 65, 69), line(70, 60, 62, 64, 67, 65, 69, 71)
    [finding] = find_passages(
        [("new", line(50, 90, 60, 62, 64, 67, 65, 69))], repertoire_of("onsets", [("a", short), ("b", long)])
    )
    nearest = finding.nearest()[1].passage
    assert nearest is not None
    assert nearest.source.name == "b"


def test_what_cannot_be_read_is_named() -> None:
    with pytest.raises(InputError, match="old: chord events need four voices"):
        repertoire_of("chords", [("old", SOURCE)])
    with pytest.raises(InputError, match="empty corpus"):
        repertoire_of("onsets", [])
    with pytest.raises(InputError, match="no events 'notes': there are chords, onsets, skeleton"):
        repertoire_of("notes", [("old", SOURCE)])

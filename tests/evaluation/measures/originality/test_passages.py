"""Copies as bars and beats: expected places are counted by hand in hymns of one chord a quarter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.measures.originality.events import Line
from evaluation.measures.originality.kinds import KINDS, EventKind
from evaluation.measures.originality.passages import find_passages, repertoire_of
from generators.errors import InputError
from generators.pieces import COMMON_TIME, Note, Piece, Tempo, Voice, transpose


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


def test_a_new_kind_of_events_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pitches as they are: by them a transposed copy is none."""

    def pitches(piece: Piece) -> tuple[Line, ...]:
        notes = piece.voices[0].notes
        return (Line(*zip(*((note.pitch, note.onset, note.end) for note in notes), strict=True)),)

    monkeypatch.setitem(KINDS, "pitches", EventKind(pitches, pitches, "pitches of the first voice"))
    found = find_passages(
        [("new", SOURCE), ("higher", transpose(SOURCE, 40))], repertoire_of("pitches", [("old", SOURCE)])
    )
    assert [each.copied for each in found] == [10, 0]


def test_a_copy_in_any_line_is_found_and_named_with_the_piece_of_the_line_it_is_in() -> None:
    """The bass of the new piece is the alto of the third."""
    tune = line(60, 62, 64, 67, 65, 69, 71, 72).voices[0]
    others = [line(*[60 + 3 * n, 61 + n] * 4).voices[0] for n in range(4)]
    corpus = [
        ("first", Piece(tuple(others[:2]), 8 * 480)),
        ("second", Piece((others[2],), 8 * 480)),
        ("third", Piece((others[1], tune, others[0]), 8 * 480)),
    ]
    [found] = find_passages([("new", Piece((others[3], tune), 8 * 480))], repertoire_of("voices", corpus))
    assert found.copied == 8
    assert found.longest is not None
    assert found.longest.source.name == "third"
    assert {each.passage.source.name for each in found.nearest() if each.passage} == {"third"}


def test_bars_are_the_pieces_own() -> None:
    """A passage through a bar of two quarters and one of four is two bars long."""
    source = replace(line(60, 62, 64, 67, 65, 69), meters=COMMON_TIME, measures=(0, 960))
    [found] = find_passages([("new", source)], repertoire_of("onsets", [("old", source)]))
    assert found.longest is not None
    assert found.longest.source.bars == 2


def test_what_cannot_be_read_is_named() -> None:
    with pytest.raises(InputError, match="old: chord events need four voices"):
        repertoire_of("chords", [("old", SOURCE)])
    with pytest.raises(InputError, match="empty corpus"):
        repertoire_of("onsets", [])
    with pytest.raises(
        InputError, match="no events 'notes': there are chords, onsets, sonorities, skeleton, voices, intervals"
    ):
        repertoire_of("notes", [("old", SOURCE)])

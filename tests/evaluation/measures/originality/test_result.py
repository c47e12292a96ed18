"""What the measure of copies finds: a passage planted in F stands beside the one in C that it was taken from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.measures.originality.result import measure
from evaluation.measures.result import Result
from generators.pieces import Piece, transpose


@pytest.fixture
def sets(material, hymn):
    return material([hymn(32)], [hymn(n % 5 + 2) for n in range(19)], copies=[transpose(hymn(24), 5), hymn(3, step=1)])


def copies(result: Result, group: str, kind: str) -> list[list[str]]:
    """The rows of the candidates by one kind of events."""
    return [row for row in result.detail.groups()[group] if row[1] == kind]


def test_a_copy_is_named_with_its_source_and_shown_beside_it(sets) -> None:
    made = measure(sets)
    first = made.excerpts[0]
    assert first.caption.startswith("24 events in a row (6.0 bars, 14 s): copies 0 from bar 1, and old 0 from bar 1;")
    left, right = first.rolls
    assert (left.title, right.title) == ("copies 0, bar 1", "old 0, bar 1")
    assert left.passage == (0, 24 * 480)
    assert (left.machine, right.machine) == (tuple("SATB"), ())
    assert copies(made, "copies", "chords")[0] == [
        "copies 0",
        "chords",
        "24",
        "24",
        "6",
        "beyond",
        "100.0 %",
        "old 0, bar 1",
    ]
    assert made.findings["copies"].startswith("its longest copy is 24 chords long; 1 of 2 copy a longer run,")


def test_each_bar_of_what_copies_most_has_its_nearest_passage(sets, rows) -> None:
    found = rows(measure(sets), "The nearest passage of each bar of what", "copies 0, by chords")
    assert found == [[str(bar), "4", "4", "24", f"old 0, bar {bar and 1}"] for bar in range(1, 7)]


def test_ornaments_hide_no_copy(material, hymn) -> None:
    def trilled(piece: Piece) -> Piece:
        """Every soprano note as four sixteenths, the second and the last a tone higher."""
        voice = piece.voices[0]
        notes = tuple(
            replace(note, onset=note.onset + 120 * n, duration=120, pitch=note.pitch + 2 * (n % 2))
            for note in voice.notes
            for n in range(4)
        )
        return replace(piece, voices=(replace(voice, notes=notes), *piece.voices[1:]))

    made = measure(material([hymn(32)], [], adorned=[trilled(hymn(24))]))
    exact, bare = (copies(made, "adorned", kind)[0] for kind in ("chords", "skeleton"))
    assert int(exact[3]) <= 2
    assert int(bare[3]) > 12
    assert bare[-1].startswith("old 0")


def test_without_held_out_music_there_is_no_limit_and_no_verdict(material, hymn) -> None:
    made = measure(material([hymn(32)], [], copies=[hymn(24)]))
    assert made.findings == {"copies": "its longest copy is 24 chords long"}
    assert copies(made, "copies", "chords")[0][4:6] == ["–", ""]


def test_where_not_all_is_in_four_voices_onsets_are_compared(material, hymn) -> None:
    duet = replace(hymn(24), voices=hymn(24).voices[:2])
    alien = replace(hymn(1), voices=(replace(hymn(1).voices[0], notes=hymn(1).voices[0].notes[:1]),))
    made = measure(material([hymn(32)], [], duets=[duet], one=[alien]))
    assert copies(made, "duets", "onsets")[0][2] == "24"
    signed = made.signatures["duets"]
    assert signed.startswith("copies|events:onsets+sonorities+skeleton+voices+intervals|corpus:1|")

"""The report's section on copies: a passage planted in F stands beside the one in C that it was taken from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.report.sections.originality import section
from evaluation.report.settings import Settings
from generators.pieces import Piece, transpose


@pytest.fixture
def sets(material, hymn):
    return material([hymn(32)], [hymn(n % 5 + 2) for n in range(19)], copies=[transpose(hymn(24), 5), hymn(3, step=1)])


def test_a_copy_is_named_with_its_source_and_shown_beside_it(sets, rows, read) -> None:
    made = section(sets, Settings())
    assert "24 events in a row (6.0 bars, 14 s): copies 0 from bar 1, and old 0 from bar 1;" in read(made)
    first = next(part for part in made.body if part.tag == "figure")
    left, right = first.iter("svg")
    assert [roll.findtext("title") for roll in (left, right)] == ["copies 0, bar 1", "old 0, bar 1"]
    assert left.find("rect[@class='passage']") is not None
    assert left.find("g[@class='voice machine']") is not None
    assert right.find("g[@class='voice human']") is not None
    table = rows(made, "copies: copies by chords")
    assert table[0] == ["copies 0", "24", "24", "6", "beyond", "100.0 %", "old 0, bar 1"]
    assert made.findings["copies"].startswith("its longest copy is 24 chords long; 1 of 2 copy a longer run,")


def test_each_bar_of_what_copies_most_has_its_nearest_passage(sets, rows) -> None:
    found = rows(section(sets, Settings()), "copies 0: the nearest passage of each bar, by chords")
    assert found == [[str(bar), "4", "4", "24", f"old 0, bar {bar and 1}"] for bar in range(1, 7)]


def test_ornaments_hide_no_copy(material, hymn, rows) -> None:
    def trilled(piece: Piece) -> Piece:
        """Every soprano note as four sixteenths, the second and the last a tone higher."""
        voice = piece.voices[0]
        notes = tuple(
            replace(note, onset=note.onset + 120 * n, duration=120, pitch=note.pitch + 2 * (n % 2))
            for note in voice.notes
            for n in range(4)
        )
        return replace(piece, voices=(replace(voice, notes=notes), *piece.voices[1:]))

    made = section(material([hymn(32)], [], adorned=[trilled(hymn(24))]), Settings())
    exact, bare = (rows(made, f"adorned: copies by {kind}")[0] for kind in ("chords", "skeleton"))
    assert int(exact[2]) <= 2
    assert int(bare[2]) > 12
    assert bare[-1].startswith("old 0")


def test_without_held_out_music_there_is_no_limit_and_no_verdict(material, hymn, rows) -> None:
    made = section(material([hymn(32)], [], copies=[hymn(24)]), Settings())
    assert made.findings == {"copies": "its longest copy is 24 chords long"}
    assert rows(made, "copies: copies by chords")[0][3:5] == ["–", ""]


def test_where_not_all_is_in_four_voices_onsets_are_compared(material, hymn, rows, read) -> None:
    duet = replace(hymn(24), voices=hymn(24).voices[:2])
    alien = replace(hymn(1), voices=(replace(hymn(1).voices[0], notes=hymn(1).voices[0].notes[:1]),))
    made = section(material([hymn(32)], [], duets=[duet], one=[alien]), Settings())
    assert rows(made, "duets: copies by onsets")[0][1] == "24"
    assert "copies|events:onsets+sonorities+skeleton+voices+intervals|corpus:1|" in read(made)

"""Cuts and pairs of pieces written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evaluation.pairs.candidate import Candidate
from evaluation.pairs.cuts import TEMPO, common_length, cut_lengths, quarters
from evaluation.pairs.humans import Humans, file_stems
from evaluation.pairs.matching import (
    choose_chorales,
    pair_compositions,
    pair_harmonizations,
    plan_harmonizations,
)
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, at_tempo, transpose

Q = 480


def candidate(piece: Piece, variant: str, bwv: str = "", verdict: str = "kept", name: str = "made") -> Candidate:
    return Candidate(name, variant, bwv, 1, 0.9, -0.5, piece, {}, verdict)


def by_bach(pieces: Mapping[str, Piece]) -> Humans:
    return Humans(pieces, "public domain")


def in_minor(piece: Piece) -> Piece:
    """Only the notes of a triad of A minor."""
    voices = tuple(
        replace(voice, notes=tuple(replace(n, pitch=pitch) for n in voice.notes))
        for voice, pitch in zip(piece.voices, (69, 64, 60, 45), strict=True)
    )
    return replace(piece, voices=voices)


def test_cuts_are_at_phrase_ends_from_14_to_28_quarters(hymn) -> None:
    assert cut_lengths(hymn(40, (8, 13, 14, 20, 28, 29, 40))) == [28 * Q, 20 * Q, 14 * Q]
    assert cut_lengths(hymn(40)) == []


def test_where_no_phrase_is_marked_cuts_are_at_quarters_that_no_voice_holds_a_note_across(hymn) -> None:
    piece = hymn(17)
    assert cut_lengths(piece, quarters) == [17 * Q, 16 * Q, 15 * Q, 14 * Q]
    bass = Voice("B", (Note(14 * Q, 2 * Q, 48),))
    assert cut_lengths(replace(piece, voices=(*piece.voices[:3], bass)), quarters) == [17 * Q, 16 * Q, 14 * Q]


def test_files_are_called_by_small_letters_and_no_two_alike() -> None:
    assert file_stems(["BWV 66.6", "bwv66.6", "bwv66.6-2", "valid:1", "a/É b.mid"]) == [
        "bwv66.6",
        "bwv66.6-2",
        "bwv66.6-2-2",
        "valid-1",
        "a-b.mid",
    ]


def test_no_cut_goes_from_a_first_ending_into_a_second(hymn) -> None:
    assert cut_lengths(replace(hymn(40, (14, 20, 28)), breaks=(20 * Q,))) == [20 * Q, 14 * Q]


def test_no_cut_goes_through_a_note_of_another_voice(hymn) -> None:
    piece = hymn(24, (16, 20))
    bass = Voice("B", (Note(15 * Q, 2 * Q, 48),))
    assert cut_lengths(replace(piece, voices=(*piece.voices[:3], bass))) == [20 * Q]


def test_the_common_length_is_the_longest_that_both_allow(hymn) -> None:
    assert common_length(hymn(28, (16, 20, 28)), hymn(24, (16, 20, 24))) == 20 * Q
    assert common_length(hymn(28, (16,)), hymn(28, (20,))) is None


def test_chorales_of_new_tunes_come_first_in_an_order_from_the_seed(hymn) -> None:
    chorales = {f"{step}.{n}": hymn(20, (16,), step=step) for n in (1, 2) for step in range(4)}
    chorales["uncut"] = hymn(20)
    humans = by_bach(chorales)
    tunes = humans.tunes
    assert tunes["2.2"] == "2.1"
    chosen = choose_chorales(humans, list(chorales), seed=3)
    assert "uncut" not in chosen
    assert len({tunes[bwv] for bwv in chosen[:4]}) == 4
    assert sorted(chosen) == sorted(set(chorales) - {"uncut"})
    assert choose_chorales(humans, list(chorales), seed=3) == chosen
    assert choose_chorales(humans, list(chorales), seed=4) != chosen


def test_every_chorale_is_rewritten_once() -> None:
    assert plan_harmonizations(["a", "b", "c", "d", "e"], {"S": 1, "ATB": 2, "SATB": 2}) == [
        ("a", "S"),
        ("b", "ATB"),
        ("c", "ATB"),
    ]
    with pytest.raises(InputError, match="3 pairs asked for, but only 2 held-out chorales"):
        plan_harmonizations(["a", "b"], {"S": 2, "SATB": 1})


def test_a_harmonization_is_paired_with_its_chorale(hymn) -> None:
    bach = hymn(24, (16, 24), title="BWV 1")
    made = replace(bach, voices=(bach.voices[0], Voice("A", (Note(0, 24 * Q, 65),)), *bach.voices[2:]), title="Bot")
    thrown = candidate(made, "A", "1", "stands still")
    same = candidate(bach, "A", "1")
    humans = by_bach({"0": hymn(9), "1": bach})  # two of one tune
    pairs = pair_harmonizations(humans, [thrown, same, candidate(made, "A", "1")], "bot")
    (pair,) = pairs
    assert (pair.name, pair.variant, pair.tune, pair.length) == ("a-01", "A", "0", 24 * Q)
    assert (pair.human.source, pair.human.licence) == ("source of BWV 1", "public domain")
    assert (pair.human.name, pair.machine.name, pair.machine.system) == ("bwv1", "made", "bot")
    assert (pair.human.music, pair.machine.music) == (at_tempo(bach, TEMPO), at_tempo(made, TEMPO))


def test_a_composition_is_paired_with_a_chorale_of_its_mode_and_length_in_its_key(hymn) -> None:
    bach = replace(transpose(hymn(20, (16, 20)), 2), pickup=Q)
    made = [
        candidate(hymn(20, (16,)), "SATB", verdict="unfinished", name="thrown away"),
        candidate(in_minor(hymn(20, (16,))), "SATB", name="in minor"),
        candidate(hymn(20, (18,)), "SATB", name="of another length"),
        candidate(replace(hymn(20, (16,)), keys=()), "SATB", name="fits"),
    ]
    (pair,) = pair_compositions(by_bach({"1": bach}), ["1"], made, 1, "bot")
    assert pair.machine.name == "fits"
    assert pair.length == 16 * Q
    assert pair.machine.music.voices == transpose(made[3].piece, 2).voices
    assert (pair.machine.music.key, pair.machine.music.pickup, pair.machine.music.tempo) == (bach.key, Q, TEMPO)


def test_no_composition_is_heard_twice_and_too_few_are_refused(hymn) -> None:
    humans = by_bach({"1": hymn(20, (16,)), "2": hymn(20, (16,))})
    made = [candidate(hymn(20, (16,), step=step), "SATB", name=f"c{step}") for step in (0, 1)]
    pairs = pair_compositions(humans, ["1", "2"], made, 2, "bot")
    assert [pair.machine.name for pair in pairs] == ["c0", "c1"]
    assert [pair.name for pair in pairs] == ["satb-01", "satb-02"]
    with pytest.raises(InputError, match="only 1 of 2 compositions found a chorale"):
        pair_compositions(humans, ["1", "2"], made[:1], 2, "bot")

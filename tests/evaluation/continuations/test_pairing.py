"""What a study is told of continuations."""

from __future__ import annotations

from dataclasses import replace

from evaluation.continuations.making import Attempt
from evaluation.continuations.pairing import Told, attempt_row, study_pairs
from evaluation.continuations.rule import Measures
from evaluation.continuations.stretches import stretch_of
from generators.encodings.notewise import NotewiseEncoding
from generators.pieces import Note, Piece, Tempo, Voice

Q = 480
TOLD = Told("clara", "tunes, CC0", "public domain", {"a/one.mid": "0123456789ab", "two.mid": "ba9876543210"})
MEASURES = Measures(2.5, 0.25, 0.75, 3, "three.mid")


def attempt(file: str, verdict: str = "kept", title: str = "Tune") -> Attempt:
    notes = tuple(Note(Q * n, Q, 60 + n % 5) for n in range(28))
    stretch = stretch_of(
        Piece((Voice("piano", notes),), 28 * Q, tempos=(Tempo(0, 60.0),), title=title), NotewiseEncoding(), 2, 4
    )
    machine = Piece((Voice("piano", (Note(0, Q, 50),)),), 16 * Q, tempos=(Tempo(0, 60.0),), title=title)
    return Attempt(file, stretch, 1_000_000, -1.25, machine, MEASURES, verdict)


def test_each_kept_attempt_is_a_pair_of_the_system() -> None:
    first, second = study_pairs([attempt("a/one.mid"), attempt("two.mid", "stuck"), attempt("two.mid")], TOLD)
    assert (first.name, first.variant, first.tune, first.length) == ("clara-01", "clara", "one 01234567", 16 * Q)
    assert (second.name, second.tune) == ("clara-02", "two ba987654")
    human, machine = first.human, first.machine
    assert (human.name, human.origin, human.system, human.seed) == ("clara-01-human", "human", "", None)
    assert (human.music.title, human.source, human.licence) == ("Tune", "a/one.mid, tunes, CC0", "public domain")
    assert (machine.name, machine.origin, machine.system, machine.seed) == (
        "clara-01-machine",
        "machine",
        "clara",
        1_000_000,
    )
    assert machine.music.title == machine.source == "clara, going on from the opening of Tune"
    assert machine.licence == "CC0"
    assert human.music.length == machine.music.length == 16 * Q  # nothing but what is heard is written


def test_texts_that_no_file_can_hold_are_mended_and_cut_to_what_the_site_stores() -> None:
    told = replace(TOLD, about="about " * 60, digests={f"{'long' * 40}.mid": "0123456789ab"})
    (pair,) = study_pairs([attempt(f"{'long' * 40}.mid", title="broken \udcff\n name")], told)
    assert pair.human.music.title == "broken �� name"
    assert len(pair.human.source) <= 200
    assert len(pair.tune) <= 100


def test_a_row_tells_what_was_measured() -> None:
    assert attempt_row(attempt("two.mid", "stuck"), TOLD) == {
        "candidate": "clara-1000000",
        "file": "two.mid",
        "seed": 1_000_000,
        "log_likelihood_per_token": "-1.2500",
        "notes_per_quarter": "2.500",
        "longest_silence_quarters": "0.25",
        "distinct_4": "0.7500",
        "copied_events": 3,
        "copied_from": "three.mid",
        "verdict": "stuck",
    }

"""Attempts at openings, by a model that has learned nothing, against limits made by hand; and the pairs they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evaluation.pairs.candidate import Candidate
from evaluation.pairs.checks import CONTINUATION
from evaluation.pairs.continuations import (
    Wanted,
    continuation_measures,
    continuation_pair,
    continuation_row,
    continuations,
)
from evaluation.pairs.gate import Gate, Reading, Readings
from evaluation.pairs.heldout import HeldOut, read_held_out
from evaluation.pairs.measuring import Measure
from evaluation.pairs.tasks import ATTEMPTS, Model
from evaluation.pairs.unfinished import Unfinished
from generators.checkpoints.opening import open_checkpoint
from generators.corpora.corpus import TRAIN
from generators.corpora.prepared.corpus import Prepared
from generators.errors import InputError
from generators.pieces import Note, Piece, Tempo, Voice
from generators.sampling.complete import complete
from generators.sampling.tokens import GREEDY, Sampling

Q = 480
WANTED = Wanted(pairs=1, opening=4, bars=8, seed=7, sampling=Sampling(1.0), licence="CC0")
EVERYTHING = Gate(
    CONTINUATION,
    {"every voice": 1, "another piece": 1, "fewest": 0, "most": 1000, "silence": 1000, "distinct": 0, "copied": 1000},
)
NOTHING = replace(EVERYTHING, limits={**EVERYTHING.limits, "copied": -1})


@dataclass(frozen=True)
class Foretold(Gate):
    """Verdicts in a given order, whatever is read."""

    verdicts: Iterator[str]

    def verdict(self, readings: Readings, human: Readings | None = None) -> str:
        return next(self.verdicts)


def foretold(*verdicts: str) -> Gate:
    return Foretold(CONTINUATION, {}, iter(verdicts))


@pytest.fixture(scope="module")
def held_out(music: Path, prepared: Prepared) -> HeldOut:
    return read_held_out(prepared, music, prepared.encoding, 4, 8, None)


@pytest.fixture(scope="module")
def measures(prepared: Prepared) -> Mapping[str, Measure]:
    return continuation_measures(prepared.pieces(TRAIN))


@pytest.fixture
def model(checkpoint: Path, tmp_path: Path) -> Model:
    return Model(open_checkpoint(checkpoint), 1, "cpu", Unfinished(tmp_path / "out", "digest", "cpu"))


@pytest.fixture
def made(model: Model, measures: Mapping[str, Measure], held_out: HeldOut):
    """The candidates for so many pairs, and what is said."""

    def makes(gate: Gate, pairs: int, batch: int = 1, **changed: object) -> tuple[list[Candidate], list[str]]:
        said: list[str] = []
        wanted = replace(WANTED, pairs=pairs, **changed)
        drawn = held_out.drawn(1)
        return continuations(replace(model, batch=batch), gate, measures, drawn, wanted, said.append), said

    return makes


def test_a_continuation_is_as_long_as_the_humans_and_the_openings_only_what_went_before(
    made, model: Model, held_out: HeldOut
) -> None:
    (candidate,), said = made(EVERYTHING, 1)
    name, stretch = held_out.drawn(1)[0]
    assert (candidate.human, candidate.seed, candidate.verdict) == (name, 7_000_000, "kept")
    assert said == [f"{name}, seed 7000000: kept"]
    human, machine = stretch.human, candidate.piece
    for part in ("length", "tempo", "meters", "pickup", "key"):
        assert getattr(machine, part) == getattr(human, part)
    assert [voice.name for voice in machine.voices] == [voice.name for voice in human.voices]
    composer = model.composer
    (whole,) = complete(composer.engines, composer.encoding, [stretch.given], [7_000_000], Sampling(1.0), 9)
    heard = [note for note in whole.piece.voices[0].notes if 16 * Q <= note.onset < 48 * Q]
    assert [(note.onset, note.end, note.pitch) for note in machine.voices[0].notes] == [
        (note.onset - 16 * Q, min(note.end - 16 * Q, 32 * Q), note.pitch) for note in heard
    ]


def test_the_first_that_passes_is_kept_and_no_more_are_made(made, held_out: HeldOut) -> None:
    candidates, _ = made(foretold("stuck", "stuck", "kept", "stuck", "kept"), 2)
    first, second = (name for name, _ in held_out.drawn(1)[:2])
    assert [(each.human, each.seed - 7_000_000, each.kept) for each in candidates] == [
        (first, 0, False),
        (first, 1, False),
        (first, 2, True),
        (second, 3, False),
        (second, 4, True),
    ]


def test_openings_of_a_batch_are_gone_on_from_side_by_side(made, held_out: HeldOut) -> None:
    candidates, _ = made(foretold("stuck", "kept", "kept"), 2, batch=32)
    first, second = (name for name, _ in held_out.drawn(1)[:2])
    assert [(each.human, each.seed - 7_000_000, each.kept) for each in candidates] == [
        (first, 0, False),
        (second, 1, True),
        (first, 2, True),
    ]


def test_a_piece_that_no_attempt_passes_for_is_left_for_the_next(made, held_out: HeldOut) -> None:
    candidates, _ = made(foretold(*["stuck"] * ATTEMPTS, "kept"), 1)
    first, second = (name for name, _ in held_out.drawn(1)[:2])
    assert [each.human for each in candidates] == [first] * ATTEMPTS + [second]


def test_too_few_pairs_are_refused_with_how_many_there_were(made, held_out: HeldOut) -> None:
    number = len(held_out.test)
    said = f"only 0 of 1 pair: {number} test pieces can be used, and of {4 * number} continuations {4 * number} "
    with pytest.raises(InputError, match=said):
        made(NOTHING, 1)


def test_what_is_not_drawn_is_tried_once(made, held_out: HeldOut) -> None:
    number = len(held_out.test)
    with pytest.raises(InputError, match=f"of {number} continuations {number} were thrown away"):
        made(NOTHING, 1, sampling=GREEDY)


def line(title: str = "") -> Piece:
    """Sixteen quarters."""
    notes = tuple(Note(Q * n, Q, 60 + n % 5) for n in range(16))
    return Piece((Voice("piano", notes),), 16 * Q, tempos=(Tempo(0, 60.0),), title=title)


def candidate(human: str, verdict: str = "kept") -> Candidate:
    numbers = {"notes": 2.5, "silence": 0.25, "distinct": 0.75}
    readings = {name: Reading(value) for name, value in numbers.items()} | {"copied": Reading(3, "three.mid")}
    return Candidate("clara-1000000", "clara", human, 1_000_000, 0.9, -1.25, line(), readings, verdict)


@dataclass(frozen=True)
class Corpus:
    """What is told of a corpus."""

    about: str = "tunes, CC0"

    def digest(self, part: str, name: str) -> str:
        return {"a/one.mid": "0123456789ab"}.get(name, "ba9876543210")


def test_a_candidate_that_is_kept_becomes_a_pair_of_the_system() -> None:
    pair = continuation_pair(candidate("a/one.mid"), line("Tune"), Corpus(), "public domain", 1)
    assert (pair.name, pair.variant, pair.tune, pair.length) == ("clara-01", "clara", "one 01234567", 16 * Q)
    human, machine = pair.human, pair.machine
    assert (human.name, human.origin, human.system, human.seed) == ("clara-01-human", "human", "", None)
    assert (human.music.title, human.source, human.licence) == ("Tune", "a/one.mid, tunes, CC0", "public domain")
    assert (machine.name, machine.origin, machine.system) == ("clara-01-machine", "machine", "clara")
    assert (machine.seed, machine.licence) == (1_000_000, "CC0")
    assert machine.music.title == machine.source == "clara, going on from the opening of Tune"
    assert continuation_pair(candidate("two.mid"), line(), Corpus(), "", 2).tune == "two ba987654"


def test_texts_that_no_file_can_hold_are_mended_and_cut_to_what_the_site_stores() -> None:
    made_of = Corpus("about " * 60)
    pair = continuation_pair(candidate(f"{'long' * 40}.mid"), line("broken \udcff\n name"), made_of, "", 1)
    assert pair.human.music.title == "broken �� name"
    assert len(pair.human.source) <= 200
    assert len(pair.tune) <= 100


def test_a_row_tells_what_was_measured() -> None:
    assert continuation_row(candidate("two.mid", "stuck")) == {
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

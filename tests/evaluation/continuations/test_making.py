"""Attempts at openings, by a model that has learned nothing, against limits made by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.continuations import making
from evaluation.continuations.heldout import HeldOut, read_held_out
from evaluation.continuations.making import ATTEMPTS, Attempt, Maker, make_continuations, prepare
from evaluation.continuations.rule import Limits
from generators.checkpoints.opening import open_checkpoint
from generators.corpora.prepared.corpus import Prepared
from generators.errors import InputError
from generators.sampling.complete import complete
from generators.sampling.tokens import GREEDY, Sampling

EVERYTHING = Limits(fewest=0, most=1000, silence=1000, distinct=0, copied=1000)
NOTHING = replace(EVERYTHING, copied=-1)


@pytest.fixture(scope="module")
def held_out(folder: Path, prepared: Prepared) -> HeldOut:
    return read_held_out(folder, prepared, 4, 8, None)


@pytest.fixture(scope="module")
def maker(checkpoint: Path, prepared: Prepared, held_out: HeldOut) -> Maker:
    return replace(prepare(open_checkpoint(checkpoint), Sampling(1.0), prepared, held_out), limits=EVERYTHING)


def made(maker: Maker, held_out: HeldOut, pairs: int) -> tuple[list[Attempt], list[str]]:
    said: list[str] = []
    return make_continuations(maker, held_out.drawn(1), pairs, 7, said.append), said


def test_limits_come_from_test_and_validation_pieces(checkpoint, prepared: Prepared, held_out: HeldOut) -> None:
    maker = prepare(open_checkpoint(checkpoint), Sampling(1.0), prepared, held_out)
    excerpts = [*held_out.test.values(), *held_out.valid.values()]
    assert len(maker.humans) == len(excerpts) >= 6
    assert maker.limits.silence == max(each.silence for each in maker.humans)
    assert 2 < maker.limits.silence <= 3.5  # as the tunes were made
    assert maker.limits.fewest == min(len(each.human.voices[0].notes) for each in excerpts) / 32


def test_a_continuation_is_as_long_as_the_humans_and_the_openings_only_what_went_before(
    maker: Maker, held_out: HeldOut
) -> None:
    (attempt,), said = made(maker, held_out, 1)
    file, stretch = held_out.drawn(1)[0]
    assert (attempt.file, attempt.seed, attempt.verdict) == (file, 7_000_000, "kept")
    assert said == [f"{file}, seed 7000000: kept"]
    human, machine = stretch.human, attempt.machine
    assert (machine.length, machine.tempo, machine.meters, machine.pickup, machine.key) == (
        human.length,
        human.tempo,
        human.meters,
        human.pickup,
        human.key,
    )
    assert [voice.name for voice in machine.voices] == [voice.name for voice in human.voices]
    composer = maker.composer
    (whole,) = complete(composer.engines, composer.encoding, [stretch.given], [7_000_000], Sampling(1.0), 9)
    heard = [note for note in whole.piece.voices[0].notes if 16 * 480 <= note.onset < 48 * 480]
    assert [(note.onset, note.end, note.pitch) for note in machine.voices[0].notes] == [
        (note.onset - 16 * 480, min(note.end - 16 * 480, 32 * 480), note.pitch) for note in heard
    ]


def test_the_first_that_passes_is_kept_and_no_more_are_made(
    maker: Maker, held_out: HeldOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = iter(["stuck", "stuck", "kept", "stuck", "kept"])
    monkeypatch.setattr(making, "verdict", lambda *_: next(verdicts))
    attempts, _ = made(maker, held_out, 2)
    first, second = (file for file, _ in held_out.drawn(1)[:2])
    assert [(each.file, each.seed - 7_000_000, each.kept) for each in attempts] == [
        (first, 0, False),
        (first, 1, False),
        (first, 2, True),
        (second, 3, False),
        (second, 4, True),
    ]


def test_a_piece_that_no_attempt_passes_for_is_left_for_the_next(
    maker: Maker, held_out: HeldOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = iter(["stuck"] * ATTEMPTS + ["kept"])
    monkeypatch.setattr(making, "verdict", lambda *_: next(verdicts))
    attempts, _ = made(maker, held_out, 1)
    assert [each.file for each in attempts] == [held_out.drawn(1)[0][0]] * ATTEMPTS + [held_out.drawn(1)[1][0]]


def test_too_few_pairs_are_refused_with_how_many_there_were(maker: Maker, held_out: HeldOut) -> None:
    number = len(held_out.test)
    with pytest.raises(
        InputError,
        match=f"only 0 of 1 pair: {number} test pieces can be used, and of {4 * number} continuations {4 * number} ",
    ):
        made(replace(maker, limits=NOTHING), held_out, 1)


def test_what_is_not_drawn_is_tried_once(maker: Maker, held_out: HeldOut) -> None:
    number = len(held_out.test)
    with pytest.raises(InputError, match=f"of {number} continuations {number} were thrown away"):
        made(replace(maker, limits=NOTHING, sampling=GREEDY), held_out, 1)

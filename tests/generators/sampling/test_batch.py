"""Pieces by the hundred: stopped, gone on with, and the same in the end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generators.encodings.drums import DrumEncoding
from generators.errors import InputError
from generators.sampling.batch import Generation, Job, generate_all
from generators.sampling.compose import Generated, Length, compose
from generators.sampling.prompts import opening
from generators.sampling.tokens import Sampling

BATCH = 4


class Stopped(Exception):
    """As a kill would."""


@pytest.fixture
def generation(noise) -> Generation:
    """Makes bars of drums, and counts the batches."""
    encoding, sampling = DrumEncoding(), Sampling(1.0)

    def make(jobs: Sequence[Job]) -> Sequence[Generated]:
        seeds = [job.seed for job in jobs]
        return compose(noise(encoding), encoding, seeds, sampling, Length(4), [job.prompt for job in jobs])

    return Generation(make, encoding, sampling, {"system": "noise"})


def jobs(count: int, first: int = 1) -> list[Job]:
    return [Job(f"noise-{seed}", seed, opening(DrumEncoding())) for seed in range(first, first + count)]


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for what a stop left half written beside its place."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def stopped_before(generation: Generation, batch: int) -> Generation:
    made = []

    def make(some: Sequence[Job]) -> Sequence[Generated]:
        made.append(some)
        if len(made) > batch:
            raise Stopped
        return generation.make(some)

    return replace(generation, make=make)


def test_a_batch_that_was_stopped_ends_in_the_same_bytes(generation: Generation, tmp_path: Path) -> None:
    generate_all(tmp_path / "whole", jobs(11), BATCH, generation)
    with pytest.raises(Stopped):
        generate_all(tmp_path / "stopped", jobs(11), BATCH, stopped_before(generation, 2))
    assert len([*(tmp_path / "stopped").glob("*.json")]) == 8 + 1
    (tmp_path / "stopped" / "noise-6.json").unlink()  # as if the stop came between its MIDI file and its record
    (tmp_path / "stopped" / ".noise-7.mid").write_bytes(b"half")
    (tmp_path / "stopped" / "noise-7.json").unlink()
    generate_all(tmp_path / "stopped", jobs(11), BATCH, generation)
    assert files(tmp_path / "stopped") == files(tmp_path / "whole")


def test_what_is_there_is_not_made_again(generation: Generation, tmp_path: Path) -> None:
    records = generate_all(tmp_path, jobs(8), BATCH, generation)
    assert generate_all(tmp_path, jobs(8), BATCH, stopped_before(generation, 0)) == records
    assert [record["seed"] for record in records] == list(range(1, 9))
    (tmp_path / "noise-2.json").unlink()
    assert generate_all(tmp_path, jobs(8), BATCH, stopped_before(generation, 1)) == records


def test_every_seed_makes_one_piece_of_its_own(generation: Generation, tmp_path: Path) -> None:
    records = generate_all(tmp_path, jobs(40), BATCH, generation)
    assert len({tuple(record["tokens"]) for record in records}) == 40
    assert len([*tmp_path.glob("*.mid")]) == 40
    assert (tmp_path / "tokens.txt").read_text().splitlines() == [" ".join(record["tokens"]) for record in records]


def test_a_folder_of_pieces_made_otherwise_is_refused(generation: Generation, tmp_path: Path) -> None:
    generate_all(tmp_path, jobs(4), BATCH, generation)
    before = files(tmp_path)
    for other, some, batch, name in (
        (replace(generation, sampling=Sampling(0.5)), jobs(4), BATCH, "sampling"),
        (replace(generation, about={"system": "other"}), jobs(4), BATCH, "system"),
        (generation, jobs(5), BATCH, "pieces"),
        (generation, jobs(4, first=2), BATCH, "seeds_and_prompts"),
        (generation, jobs(4), 2, "batch"),
    ):
        with pytest.raises(InputError, match=rf"holds pieces made otherwise \({name} differs\)"):
            generate_all(tmp_path, some, batch, other)
    assert files(tmp_path) == before
    (tmp_path / "settings.json").write_text("{")
    with pytest.raises(InputError, match="is damaged"):
        generate_all(tmp_path, jobs(4), BATCH, generation)


def test_out_of_memory_names_the_batch_to_try(generation: Generation, tmp_path: Path) -> None:
    def make(some: Sequence[Job]) -> Sequence[Generated]:
        raise MemoryError

    with pytest.raises(InputError, match="out of memory with 4 pieces at once: try --batch 2"):
        generate_all(tmp_path / "out", jobs(8), BATCH, replace(generation, make=make))
    with pytest.raises(InputError, match="ask for a shorter piece"):
        generate_all(tmp_path / "out", jobs(8), 1, replace(generation, make=make))
    assert not (tmp_path / "out").exists()


def test_names_that_are_the_same_are_refused(generation: Generation, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two pieces would have one name"):
        generate_all(tmp_path, jobs(2) + jobs(1), BATCH, generation)


def test_a_record_says_what_was_given_and_what_was_written(generation: Generation, tmp_path: Path) -> None:
    generate_all(tmp_path, jobs(1), BATCH, generation)
    record = json.loads((tmp_path / "noise-1.json").read_text())
    assert record["prompt"] == ["100000000"]
    assert len(record["tokens"]) == len(record["log_likelihood_of_tokens"]) == 15
    assert record["places"] == list(range(1, 16))
    assert record["log_likelihood_of_steps"] == [0, *record["log_likelihood_of_tokens"]]
    assert record["system"] == "noise"

"""A run that was stopped goes on where it was, and ends in the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.pairs.unfinished import Unfinished
from generators.checkpoints.opening import Composer, open_checkpoint
from generators.command_line import main
from generators.corpora.prepared.corpus import Prepared
from generators.sampling import complete as completing
from generators.sampling.compose import Generated, Length, compose
from generators.sampling.tokens import Sampling


@pytest.fixture(scope="module")
def composer(checkpoint: Path) -> Composer:
    return open_checkpoint(checkpoint)


def made(composer: Composer) -> list[Generated]:
    return compose(composer.engines, composer.encoding, [1, 2], Sampling(1.0), Length(8))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_generated_is_read_back_to_the_last_bit(composer: Composer, tmp_path: Path) -> None:
    pieces = made(composer)
    for _ in range(2):
        assert Unfinished(tmp_path / "out", "digest", "cpu").once({"seeds": [1, 2]}, lambda: pieces) == pieces
    Unfinished(tmp_path / "out", "digest", "cpu").remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("checkpoint_digest", "device", "seeds"),
    [("other", "cpu", [1, 2]), ("digest", "cuda", [1, 2]), ("digest", "cpu", [1])],
)
def test_what_was_asked_otherwise_is_made_anew(
    composer: Composer, tmp_path: Path, checkpoint_digest: str, device: str, seeds: list[int]
) -> None:
    pieces = made(composer)
    Unfinished(tmp_path / "out", "digest", "cpu").once({"seeds": [1, 2]}, lambda: pieces)
    again = Unfinished(tmp_path / "out", checkpoint_digest, device).once({"seeds": seeds}, lambda: pieces[:1])
    assert len(again) == 1


def test_a_run_that_was_stopped_makes_only_what_is_missing(
    music: Path, prepared: Prepared, checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[int] = []
    whole = completing.compose

    def until(limit: int):
        def counted(engines, encoding, seeds, *more):
            if len(composed) == limit:
                raise KeyboardInterrupt
            composed.append(seeds[0])
            return whole(engines, encoding, seeds, *more)

        return counted

    def run(out: Path) -> int:
        given = f"--music {music} --data {prepared.folder} --checkpoint {checkpoint} --out {out} --licence CC0 --seed 3"
        return main("evaluation", "", COMMANDS, ["pairs", *given.split(), "--pairs", "continuation=3"])

    assert run(tmp_path / "at-once") == 0
    monkeypatch.setattr(completing, "compose", until(2))
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "stopped")
    assert not (tmp_path / "stopped").exists()
    assert len(list((tmp_path / "stopped.unfinished").iterdir())) == 2
    monkeypatch.setattr(completing, "compose", until(1000))
    assert run(tmp_path / "stopped") == 0
    assert len(composed) == len(set(composed)) >= 3
    assert files(tmp_path / "stopped") == files(tmp_path / "at-once")
    assert not (tmp_path / "stopped.unfinished").exists()

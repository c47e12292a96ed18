"""The held-out files of a prepared folder, cut."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evaluation.pairs.heldout import read_held_out
from generators.corpora.prepared.corpus import Prepared
from generators.errors import InputError
from generators.files import read_piece
from generators.pieces import cut


def test_only_what_was_not_learned_is_read(music: Path, prepared: Prepared) -> None:
    held_out = read_held_out(prepared, music, prepared.encoding, 4, 8, None)
    files = prepared.files
    assert set(held_out.test) == set(files["test"]) - set(held_out.left_out)
    assert set(held_out.valid) == set(files["valid"]) - set(held_out.left_out)
    for name, stretch in held_out.test.items():
        assert stretch.human.voices == cut(read_piece(music / name), 16 * 480, 32 * 480).voices


def test_what_is_left_out_is_counted_by_its_reason(music: Path, prepared: Prepared) -> None:
    held_out = read_held_out(prepared, music, prepared.encoding, 4, 12, None)
    assert not held_out.test
    assert held_out.reasons() == {"too short": len(held_out.left_out)}
    assert held_out.left_out.keys() == prepared.files["test"].keys() | prepared.files["valid"].keys()


def test_the_order_is_drawn_from_the_seed(music: Path, prepared: Prepared) -> None:
    held_out = read_held_out(prepared, music, prepared.encoding, 4, 8, None)
    assert all(stretch is held_out.test[name] for name, stretch in held_out.drawn(3))
    orders = {seed: [name for name, _ in held_out.drawn(seed)] for seed in range(8)}
    assert all(sorted(order) == sorted(held_out.test) for order in orders.values())
    assert orders[3] == [name for name, _ in held_out.drawn(3)]
    assert len({tuple(order) for order in orders.values()}) > 1


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_a_file_that_is_not_the_one_prepared_is_refused(
    change: str, music: Path, prepared: Prepared, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(music, tmp_path / "copy"))
    path = copy / next(iter(prepared.files["test"]))
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes((music / next(iter(prepared.files["train"]))).read_bytes())
    with pytest.raises(InputError, match=f"{path.name} is not the file that .* was prepared from"):
        read_held_out(prepared, copy, prepared.encoding, 4, 8, None)

"""What a system composes after more and more training, in one picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generators.__main__ import COMMANDS
from generators.command_line import main
from generators.corpora.tokens import encode_normalized
from generators.inspection.improvement import Stage, draw_stages
from generators.models.biaxial.config import BiaxialConfig
from generators.pieces import Note, Piece, Voice, cut
from generators.systems.deep_jammer import DEEP_JAMMER
from generators.training.batches import BAR
from generators.training.data import Data
from generators.training.loop import train


def improvement(*arguments: object) -> int:
    return main("generators", "", COMMANDS, ["improvement", *map(str, arguments)])


def test_each_kept_checkpoint_composes_and_stands_in_the_picture(bach: Mapping[str, Piece], tmp_path: Path, capsys):
    tiny = replace(
        DEEP_JAMMER,
        model=BiaxialConfig(time_layers=(4,), note_layers=(4,)),
        recipe=replace(DEEP_JAMMER.recipe, epochs=3, batch=2, steps=BAR),
    )
    rolls = encode_normalized([cut(piece, 0, 12 * 480) for piece in list(bach.values())[:2]], tiny.encoding)
    run = tmp_path / "run"
    train(tiny, Data("demo", rolls[:1], rolls[1:], ""), run, "cpu", lambda line: None, keep_every=2)
    train(tiny, Data("demo", rolls[:1], rolls[1:], ""), run, "cpu", lambda line: None)
    pictures = [tmp_path / f"{number}.svg" for number in (1, 2)]
    for picture in pictures:
        assert improvement(run, "--bars", 1, "--out", picture) == 0
    assert capsys.readouterr().err == "epoch 2\n" * 2
    assert "epoch 2: " in pictures[0].read_text()
    assert pictures[0].read_text().count("<path") == pictures[1].read_text().count("<path")  # the same music


def test_a_roll_shows_every_note_where_it_sounds() -> None:
    notes = (Note(0, 480, 60), Note(480, 960, 64))
    later = Stage(20, 0.25, Piece((Voice("piano", notes),), 4 * 480))
    first, second = draw_stages([Stage(10, 0.5, Piece((), 2 * 480)), later]).axes
    assert first.get_title("left") == "epoch 10: 0.500 nats per token, 0 notes"
    bars = [(bar.get_x(), bar.get_width(), bar.get_y() + 0.5) for bar in second.patches]
    assert bars == [(0, 1, pytest.approx(60)), (1, 2, pytest.approx(64))]
    assert second.get_xlim() == (0, 4)


def test_a_folder_without_kept_checkpoints_is_refused_in_one_line(tmp_path: Path, capsys) -> None:
    assert improvement(tmp_path, "--out", tmp_path / "out.svg") == 2
    assert "holds no epoch-NNNN.safetensors: train with --keep-every\n" in capsys.readouterr().err
    assert not (tmp_path / "out.svg").exists()

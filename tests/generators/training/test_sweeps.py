"""Comparison studies: which trainings they are, and that they can be stopped."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generators.__main__ import COMMANDS
from generators.checkpoints.file import read_card
from generators.command_line import main
from generators.corpora.tokens import encode_normalized
from generators.errors import InputError
from generators.models.recurrent.config import RecurrentConfig
from generators.pieces import Piece, cut
from generators.systems import SYSTEMS
from generators.systems.bachbot import BACHBOT
from generators.training import comparisons
from generators.training.comparisons import runs_of
from generators.training.curves import Curve, draw_curves
from generators.training.data import Data
from generators.training.history import Epoch, read_history
from generators.training.sweeps import sweep

TINY = replace(
    BACHBOT,
    model=RecurrentConfig(BACHBOT.model.vocabulary, embedding=4, hidden=8, layers=2),
    recipe=replace(BACHBOT.recipe, epochs=2, batch=4, steps=64),
)


@pytest.fixture(scope="module")
def data(bach: Mapping[str, Piece]) -> Data:
    tokens = encode_normalized([cut(piece, 0, 8 * 480) for piece in list(bach.values())[:2]], TINY.encoding)
    return Data("demo", tokens[:1], tokens[1:], "two chorales")


def test_bachbots_comparison_changes_one_thing_at_a_time() -> None:
    """F. Liang's thesis, chapter 4: depth 1-4, width 128-512, dropout 0-0.5, Elman, GRU and LSTM."""
    runs = runs_of(BACHBOT)
    found: dict[str, list[object]] = {}
    for run in runs:
        found.setdefault(run.panel, []).append(getattr(run.system.model, run.panel))
        others = replace(run.system.model, **{run.panel: getattr(BACHBOT.model, run.panel)})
        assert others == BACHBOT.model
        assert run.system.recipe == BACHBOT.recipe
    assert found["layers"] == [1, 2, 3, 4]
    assert (min(found["hidden"]), max(found["hidden"])) == (128, 512)
    assert (min(found["dropout"]), max(found["dropout"])) == (0.0, 0.5)
    assert sorted(found["cell"]) == ["gru", "lstm", "rnn"]
    models = {run.folder: run.system.model for run in runs}
    assert len(models) == len(runs) - 3  # the document's own model stands in every panel
    assert all(models[run.folder] == run.system.model for run in runs)


def test_maias_study_is_a_grid_of_lengths_and_batches() -> None:
    runs = runs_of(SYSTEMS["maia-lstm"])
    settings = {(run.system.recipe.steps, run.system.recipe.batch) for run in runs}
    assert len(settings) == len({run.folder for run in runs}) == len(runs)
    lengths, batches = ({pair[place] for pair in settings} for place in (0, 1))
    assert len(settings) == len(lengths) * len(batches)
    assert (128, 128) in settings  # of maia's code
    with pytest.raises(InputError, match="no comparison of deep-jammer: choose from bachbot, maia-lstm"):
        runs_of(SYSTEMS["deep-jammer"])


def test_a_sweep_trains_each_once_and_goes_on_where_it_was_stopped(data: Data, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(comparisons, "BACHBOTS_SETTINGS", {"layers": (1, 2), "cell": ("lstm", "gru")})
    runs, lines = runs_of(TINY), []

    class Killed(Exception):
        pass

    def report(line: str) -> None:
        lines.append(line)
        if len(lines) == 5:  # within the second training
            raise Killed

    with pytest.raises(Killed):
        sweep(runs, data, tmp_path, "cpu", report)
    with (tmp_path / "results.csv").open() as file:
        assert [row["folder"] for row in csv.DictReader(file)] == ["1-lstm"]
    first = (tmp_path / "1-lstm" / "checkpoint.safetensors").stat().st_mtime_ns
    sweep(runs, data, tmp_path, "cpu", report)
    assert (tmp_path / "1-lstm" / "checkpoint.safetensors").stat().st_mtime_ns == first
    with (tmp_path / "results.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["panel"], row["label"], row["folder"]) for row in rows] == [
        ("layers", "1", "1-lstm"),
        ("layers", "2", "2-lstm"),
        ("cell", "lstm", "2-lstm"),
        ("cell", "gru", "2-gru"),
    ]
    for row in rows:
        card = read_card(tmp_path / row["folder"] / "checkpoint.safetensors")
        assert (int(row["best_epoch"]), float(row["valid_loss"])) == (card.epoch, card.valid_loss)
        assert int(row["epochs"]) == 2
    assert "cell" in (tmp_path / "curves.svg").read_text()
    assert len(read_history(tmp_path / "2-gru" / "history.csv")) == 2


def test_the_picture_has_a_panel_for_each_setting_and_a_curve_for_each_value() -> None:
    def curve(panel: str, label: str, *losses: float) -> Curve:
        return Curve(panel, label, tuple(Epoch(n, 1.0, loss, 1e-3, 1.0, 1.0) for n, loss in enumerate(losses, 1)))

    axes = draw_curves([curve("layers", "1", 0.7, 0.5, 0.6), curve("layers", "2", 0.4), curve("cell", "gru", 1.0)]).axes
    assert [axis.get_title() for axis in axes] == ["layers", "cell"]
    texts = [[text.get_text() for text in axis.get_legend().get_texts()] for axis in axes]
    assert texts == [["1: 0.500", "2: 0.400"], ["gru: 1.000"]]
    assert axes[0].lines[1].get_xdata() == [2]  # the best epoch is marked


def test_the_command_refuses_what_has_no_study(tmp_path: Path, capsys) -> None:
    assert main("generators", "", COMMANDS, ["sweep", "maia-gpt", "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        "python -m generators sweep: there is no comparison of maia-gpt: choose from bachbot, maia-lstm\n"
    )
    assert main("generators", "", COMMANDS, ["sweep", "maia-lstm", "--out", str(tmp_path / "out")]) == 2
    assert "maia-lstm learns from piano music" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

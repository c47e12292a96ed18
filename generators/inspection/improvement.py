"""How the music improves: what a system composes after more and more training, as piano rolls one below the other.

Source: Deep Jammer's picture of music composed after every 100 epochs (J. Svegliato, article of 2017).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from generators.checkpoints.opening import open_checkpoint
from generators.errors import InputError
from generators.files.writing import write_whole
from generators.pieces import TICKS_PER_QUARTER, Piece
from generators.sampling.compose import Length, compose
from generators.sampling.tokens import Sampling

WIDTH, HEIGHT = 7.0, 1.3  # of a roll, in inches
COLOR = "#0072b2"


@dataclass(frozen=True, slots=True)
class Stage:
    """What was composed after so many epochs."""

    epoch: int
    valid_loss: float  # nats per token
    piece: Piece


def stages(folder: Path, seed: int, quarters: int, device: str) -> Iterator[Stage]:
    """So many quarters composed by each checkpoint that a training kept in `folder`, all from one seed.

    Raises InputError if it kept none.
    """
    paths = sorted(folder.glob("epoch-*.safetensors"))
    if not paths:
        raise InputError(f"{folder} holds no epoch-NNNN.safetensors: train with --keep-every")
    for path in paths:
        composer = open_checkpoint(path, device)
        (made,) = compose(composer.engines, composer.encoding, [seed], Sampling(), Length(quarters=quarters))
        yield Stage(composer.card.epoch, composer.card.valid_loss, made.piece)


def write_stages(composed: Sequence[Stage], path: Path) -> None:
    """Write the picture as SVG."""
    data = io.BytesIO()
    draw_stages(composed).savefig(data, format="svg", metadata={"Date": None})
    write_whole(path, data.getvalue())


def draw_stages(composed: Sequence[Stage]) -> Figure:
    """A roll for each stage: time in quarters to the right, MIDI pitch upwards, the same for all."""
    figure = Figure(figsize=(WIDTH, HEIGHT * len(composed) + 0.4), layout="constrained")
    rolls = figure.subplots(len(composed), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axes, stage in zip(rolls, composed, strict=True):
        notes = [note for voice in stage.piece.voices for note in voice.notes]
        axes.barh(
            [note.pitch for note in notes],
            [note.duration / TICKS_PER_QUARTER for note in notes],
            left=[note.onset / TICKS_PER_QUARTER for note in notes],
            height=1.0,
            color=COLOR,
        )
        title = f"epoch {stage.epoch}: {stage.valid_loss:.3f} nats per token, {len(notes)} notes"
        axes.set_title(title, loc="left", fontsize="small")
        axes.set_ylabel("pitch", fontsize="small")
    rolls[-1].set_xlabel("quarter notes")
    rolls[-1].set_xlim(0, max(stage.piece.length for stage in composed) / TICKS_PER_QUARTER)
    return figure

"""Harmonization: some voices are given, the model writes the others.

Source: F. Liang, BachBot, chapter 6: the given notes, the fermatas and the frames are clamped, everything else is
chosen from left to right, greedily in the talk. What the model writes can only heed what stands before it in the token
order, not what is given later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generators.encodings.chorale import (
    END,
    FERMATA,
    FRAME,
    REST,
    START,
    ChoraleEncoding,
    Grid,
    note_token,
    pitch_of,
    to_grid,
)
from generators.engines.engine import Engines, log_probabilities
from generators.errors import InputError
from generators.keys import estimate_key, steps_to_normal
from generators.pieces import Piece, Voice, transpose
from generators.sampling.compose import Generated
from generators.sampling.grammars.chorale import note_mask
from generators.sampling.tokens import Sampling, choose

OPEN = -1  # a place where the model writes
VARIANTS = ("S", "A", "T", "B", "AT", "ATB")  # those BachBot's listeners heard


@dataclass(frozen=True, slots=True)
class Task:
    """A chorale in four voices, those among them that the model shall write anew, and a seed."""

    piece: Piece
    voices: str  # any of S, A, T, B, such as "AT"
    seed: int

    def __post_init__(self) -> None:
        if not self.voices or not set(self.voices) <= set("SATB") or len(set(self.voices)) < len(self.voices):
            raise InputError(f"voices to write {self.voices!r} are not some of S, A, T, B, each once")


def harmonize(
    engines: Engines, encoding: ChoraleEncoding, tasks: Sequence[Task], sampling: Sampling
) -> list[Generated]:
    """Each task's piece with the asked voices written by the model.

    The model works in C major or A minor; the result is in the task's own key and keeps its metre, tempo, title and,
    note for note, the given voices. `tokens` are those of the result in C major or A minor.
    """
    if not tasks:
        raise InputError("nothing to harmonize")
    steps = [steps_to_normal(estimate_key(task.piece)) for task in tasks]
    grids = [to_grid(transpose(task.piece, move)) for task, move in zip(tasks, steps, strict=True)]
    written = _fill(engines, encoding, tasks, grids, sampling)
    return [
        Generated(
            tokens=tuple(tokens),
            piece=_with_given_voices(task, encoding.decode(tokens), -move),
            seed=task.seed,
            log_probabilities=nats,
            places=places,
            steps=tokens.count(FRAME),
            finished=True,
        )
        for task, move, (tokens, nats, places) in zip(tasks, steps, written, strict=True)
    ]


def with_empty_voices(piece: Piece, voices: str) -> Piece:
    """The piece in four voices named S, A, T, B; those to be written may be missing in it.

    Raises InputError unless the piece has four voices, or as many as are given.
    """
    given = [voice for voice in "SATB" if voice not in voices]
    if len(piece.voices) == 4:
        named = dict(zip("SATB", piece.voices, strict=True))
    elif len(piece.voices) == len(given):
        named = dict(zip(given, piece.voices, strict=True))
    else:
        raise InputError(
            f"{piece.title} has {len(piece.voices)} voices: give four, or {len(given)} ({', '.join(given)})"
        )
    empty = Voice("", ())
    return replace(piece, voices=tuple(replace(named.get(letter, empty), name=letter) for letter in "SATB"))


@dataclass(frozen=True, eq=False)
class _Template:
    """A chorale's tokens with the open places marked, and for each place the voice it belongs to."""

    tokens: NDArray[np.int64]  # (T,) token ids, OPEN where the model writes
    voices: NDArray[np.int64]  # (T,) 0 to 3 for S, A, T, B; -1 where no note stands


def _template(grid: Grid, open_voices: str, encoding: ChoraleEncoding) -> _Template:
    tokens, voices = [START], [-1]
    opened = ["SATB".index(voice) for voice in open_voices]
    for cells, fermata in zip(grid.cells.tolist(), grid.fermatas.tolist(), strict=True):
        if fermata and encoding.fermatas:
            tokens.append(FERMATA)
            voices.append(-1)
        for column in encoding.columns():
            tokens.append(OPEN if column in opened else cells[column])
            voices.append(column)
        tokens.append(FRAME)
        voices.append(-1)
    return _Template(np.array([*tokens, END]), np.array([*voices, -1]))


def _fill(
    engines: Engines, encoding: ChoraleEncoding, tasks: Sequence[Task], grids: Sequence[Grid], sampling: Sampling
) -> list[tuple[list[int], tuple[float, ...], tuple[int, ...]]]:
    """The finished tokens of each task, and the log probability and the frame of each that the model wrote."""
    templates = [_template(grid, task.voices, encoding) for grid, task in zip(grids, tasks, strict=True)]
    tokens = _stacked([template.tokens for template in templates], END)
    voices = _stacked([template.voices for template in templates], -1)
    opened = tokens == OPEN
    rngs = [np.random.default_rng(task.seed) for task in tasks]
    engine = engines(len(tasks))
    before = np.full((len(tasks), 4), REST)  # each voice's token in the frame before
    nats: list[list[float]] = [[] for _ in tasks]
    for position in range(1, tokens.shape[1]):
        logits = engine.step(tokens[:, position - 1])
        rows = np.flatnonzero(opened[:, position])
        if len(rows):
            allowed = _allowed(before[rows, voices[rows, position]])
            chosen = choose(logits[rows], allowed, sampling, [rngs[row] for row in rows.tolist()])
            tokens[rows, position] = chosen
            for row, likely in zip(rows.tolist(), log_probabilities(logits[rows], chosen).tolist(), strict=True):
                nats[row].append(likely)
        sung = np.flatnonzero(voices[:, position] >= 0)
        before[sung, voices[sung, position]] = tokens[sung, position]
    return [
        (
            row[: len(template.tokens)].tolist(),
            tuple(of_each),
            tuple(np.cumsum(template.tokens == FRAME)[template.tokens == OPEN].tolist()),
        )
        for row, template, of_each in zip(tokens, templates, nats, strict=True)
    ]


def _stacked(rows: Sequence[NDArray[np.int64]], padding: int) -> NDArray[np.int64]:
    width = max(len(row) for row in rows)
    return np.stack([np.pad(row, (0, width - len(row)), constant_values=padding) for row in rows])


def _allowed(before: NDArray[np.int64]) -> NDArray[np.bool_]:
    """What each voice may sing after its token in the frame before: any new note, or the same one held; no rest."""
    allowed = np.repeat(note_mask()[None], len(before), axis=0)
    allowed[:, REST] = False
    for row, token in enumerate(before.tolist()):
        if token != REST:
            allowed[row, note_token(pitch_of(token), tied=True)] = True
    return allowed


def _with_given_voices(task: Task, harmonized: Piece, semitones: int) -> Piece:
    """The task's piece with the open voices taken from `harmonized`, moved by `semitones`."""
    written = {voice.name: voice for voice in transpose(harmonized, semitones).voices}
    voices = tuple(
        replace(voice, notes=written[letter].notes) if letter in task.voices else voice
        for letter, voice in zip("SATB", task.piece.voices, strict=True)
    )
    return replace(task.piece, voices=voices, length=max(task.piece.length, harmonized.length))

"""Harmonization: some voices are given, the model writes the others.

Source: F. Liang, BachBot, chapter 6: the given notes, the fermatas and the frames are clamped, everything else is
chosen from left to right, greedily in the talk. What the model writes can only heed what stands before it in the token
order, not what is given later. It goes in every encoding that has fixed voices in a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generators.encodings import Encoding
from generators.engines.engine import Engines, log_probabilities
from generators.errors import InputError
from generators.keys import semitones_between
from generators.pieces import Piece, Voice, transpose
from generators.sampling.compose import Generated
from generators.sampling.tokens import Sampling, choose

T = TypeVar("T", np.int64, np.bool_)
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


@dataclass(frozen=True, eq=False)
class _Template:
    """A piece's tokens, of which the model writes some anew."""

    tokens: NDArray[np.int64]  # (T,)
    written: NDArray[np.bool_]  # (T,) those that the model shall write


def harmonize(engines: Engines, encoding: Encoding, tasks: Sequence[Task], sampling: Sampling) -> list[Generated]:
    """Each task's piece with the asked voices written by the model.

    The model works in the key that its encoding wants; the result is in the task's own key and keeps its metre, tempo,
    title and, note for note, the given voices. `tokens` are those of the result in the model's key. Raises InputError
    for no tasks, and for an encoding whose frames have not the voices to write.
    """
    if not tasks:
        raise InputError("nothing to harmonize")
    prepared = [encoding.prepare(task.piece) for task in tasks]
    templates = [_template(encoding, piece, task.voices) for piece, task in zip(prepared, tasks, strict=True)]
    made = _fill(engines, encoding, templates, [task.seed for task in tasks], sampling)
    return [
        Generated(
            tokens=tuple(tokens),
            piece=_with_given_voices(task, encoding.decode(tokens), semitones_between(piece, task.piece)),
            seed=task.seed,
            log_probabilities=nats,
            places=tuple(encoding.alphabet.places(tokens)[template.written].tolist()),
            steps=encoding.alphabet.steps(tokens),
            finished=True,
        )
        for task, piece, template, (tokens, nats) in zip(tasks, prepared, templates, made, strict=True)
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


def _template(encoding: Encoding, piece: Piece, voices: str) -> _Template:
    if not set(voices) <= set(encoding.voices):
        has = f"has the voices {encoding.voices}" if encoding.voices else "has no voices of its own"
        raise InputError(f"{encoding.name} {has}, none to write as {voices}")
    tokens = encoding.encode(piece)
    return _Template(np.array(tokens), np.isin(encoding.roles(tokens), list(voices)))


def _fill(
    engines: Engines, encoding: Encoding, templates: Sequence[_Template], seeds: Sequence[int], sampling: Sampling
) -> list[tuple[list[int], tuple[float, ...]]]:
    """The finished tokens of each template, and the log probability of each that the model wrote. No voice rests."""
    alphabet = encoding.alphabet
    tokens = _stacked([template.tokens for template in templates], alphabet.end or 0)
    written = _stacked([template.written for template in templates], False)
    lengths = np.array([len(template.tokens) for template in templates])
    grammar = encoding.grammar(np.full(len(templates), np.inf), may_end=False)
    grammar.write(np.arange(len(templates)), tokens[:, 0])
    rngs = [np.random.default_rng(seed) for seed in seeds]
    engine = engines(len(templates))
    nats: list[list[float]] = [[] for _ in templates]
    for position in range(1, tokens.shape[1]):
        logits = engine.step(tokens[:, position - 1])
        rows = np.flatnonzero(written[:, position])
        if len(rows):
            allowed = grammar.allowed()[rows]
            allowed[:, list(alphabet.silent)] = False
            own = [rngs[row] for row in rows.tolist()]
            chosen = choose(grammar.weighed(logits[rows], rows), allowed, sampling, own)
            tokens[rows, position] = chosen
            for row, likely in zip(rows.tolist(), log_probabilities(logits[rows], chosen).tolist(), strict=True):
                nats[row].append(likely)
        unfinished = np.flatnonzero(position < lengths)
        grammar.write(unfinished, tokens[unfinished, position])
    return [(row[:length].tolist(), tuple(of_each)) for row, length, of_each in zip(tokens, lengths, nats, strict=True)]


def _stacked(rows: Sequence[NDArray[T]], padding: int) -> NDArray[T]:
    width = max(len(row) for row in rows)
    return np.stack([np.pad(row, (0, width - len(row)), constant_values=padding) for row in rows])


def _with_given_voices(task: Task, harmonized: Piece, semitones: int) -> Piece:
    """The task's piece with the open voices taken from `harmonized`, moved by `semitones`."""
    written = {voice.name: voice for voice in transpose(harmonized, semitones).voices}
    voices = tuple(
        replace(voice, notes=written[letter].notes) if letter in task.voices else voice
        for letter, voice in zip("SATB", task.piece.voices, strict=True)
    )
    return replace(task.piece, voices=voices, length=max(task.piece.length, harmonized.length))

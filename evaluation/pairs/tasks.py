"""What a model is asked for: pieces of its own, voices of a piece anew, or how a piece goes on after its opening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TypeVar

from evaluation.pairs.unfinished import Unfinished
from generators.checkpoints.opening import Composer
from generators.encodings import Encoding
from generators.errors import InputError
from generators.files.piece_json import piece_to_json
from generators.sampling.beam import Beam
from generators.sampling.complete import complete
from generators.sampling.compose import Generated, compose
from generators.sampling.harmonize import Task, harmonize
from generators.sampling.piece_prompts import PiecePrompt
from generators.sampling.tokens import Sampling

SEEDS_PER_RUN = 1_000_000  # seed i of the run with seed s is s · 1,000,000 + i
ATTEMPTS = 4  # at one piece, until what is made is kept

T = TypeVar("T")


@dataclass(frozen=True)
class Model:
    """A checkpoint that composes, batch by batch, and what it made before it was stopped."""

    composer: Composer
    batch: int  # pieces at once
    device: str
    unfinished: Unfinished

    @property
    def system(self) -> str:
        return self.composer.card.system

    @property
    def chorale_encoding(self) -> Encoding:
        """Raises InputError if the model writes other music."""
        try:
            return self.composer.chorale_encoding
        except InputError as error:
            raise InputError(f"{error}: ask for continuation=COUNT") from None

    def compose(self, seeds: Sequence[int], sampling: Sampling) -> Iterator[Sequence[Generated]]:
        """A piece of the model's own for each seed, in batches."""
        for some in _batches(seeds, self.batch):
            asked = {"task": "compose", "sampling": _told(sampling), "seeds": list(some)}
            make = partial(compose, self.composer.engines, self.composer.encoding, some, sampling)
            yield self.unfinished.once(asked, make)

    def harmonize(self, tasks: Sequence[Task], sampling: Sampling) -> Iterator[Sequence[Generated]]:
        """Each task's piece with its voices written by the model, in batches."""
        for some in _batches(tasks, self.batch):
            given = [(piece_to_json(task.piece), task.voices, task.seed) for task in some]
            asked = {"task": "harmonize", "sampling": _told(sampling), "given": given}
            make = partial(harmonize, self.composer.engines, self.chorale_encoding, some, sampling)
            yield self.unfinished.once(asked, make)

    def go_on(
        self, prompts: Sequence[PiecePrompt], seeds: Sequence[int], sampling: Sampling | Beam, bars: int
    ) -> Sequence[Generated]:
        """Each opening and exactly so many bars more, in one batch."""
        given = [
            (prompt.tokens, piece_to_json(prompt.piece), seed) for prompt, seed in zip(prompts, seeds, strict=True)
        ]
        asked = {"task": "go on", "sampling": _told(sampling), "bars": bars, "given": given}
        composer = self.composer
        make = partial(complete, composer.engines, composer.encoding, prompts, seeds, sampling, bars)
        return self.unfinished.once(asked, make)


def _batches(asked: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(asked), size):
        yield asked[start : start + size]


def _told(sampling: Sampling | Beam) -> dict[str, object]:
    return {"kind": type(sampling).__name__, **asdict(sampling)}

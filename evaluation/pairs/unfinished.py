"""What a run has generated before it was stopped, so that it goes on from there and ends in the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generators.files.piece_json import piece_from_json, piece_to_json
from generators.files.writing import write_whole
from generators.sampling.compose import Generated


class Unfinished:
    """Batches of generated pieces, a file each, in a folder beside the one that the run is for.

    A batch is found again by all that decides its bytes: the checkpoint, the device, and what was asked of the model.
    Whatever else a run is asked for, such as more pairs, uses the batches that are there.
    """

    def __init__(self, out: Path, checkpoint: str, device: str) -> None:
        """checkpoint: its digest."""
        self.folder = out.with_name(f"{out.name}.unfinished")
        self._by = (checkpoint, device)

    def once(self, asked: Mapping[str, object], generate: Callable[[], Sequence[Generated]]) -> Sequence[Generated]:
        """What `generate` makes, or made before when the same was asked."""
        name = hashlib.sha256(json.dumps([self._by, asked]).encode()).hexdigest()
        path = self.folder / f"{name}.json"
        if path.exists():
            return [_generated(record) for record in json.loads(path.read_text())]
        made = generate()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps([_record(each) for each in made]).encode())
        return made

    def remove(self) -> None:
        """The run is finished."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _record(generated: Generated) -> dict[str, object]:
    return {
        "tokens": generated.tokens,
        "piece": piece_to_json(generated.piece),
        "seed": generated.seed,
        "log_probabilities": generated.log_probabilities,
        "places": generated.places,
        "steps": generated.steps,
        "finished": generated.finished,
    }


def _generated(record: Mapping[str, Any]) -> Generated:
    return Generated(
        tokens=tuple(record["tokens"]),
        piece=piece_from_json(record["piece"]),
        seed=record["seed"],
        log_probabilities=tuple(record["log_probabilities"]),
        places=tuple(record["places"]),
        steps=record["steps"],
        finished=record["finished"],
    )

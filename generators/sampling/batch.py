"""Many pieces made into a folder, batch by batch; stopped and gone on with, it ends in the same bytes.

Beside each piece lies NAME.json, written last, so that what has one is whole. `settings.json` says how they are made,
`tokens.txt` and `prompts.txt` have a line for each piece: the tokens that the model wrote, and those it was given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from generators.checkpoints.file import checkpoint_digest
from generators.checkpoints.opening import Composer
from generators.encodings import Encoding
from generators.errors import InputError
from generators.files.midi import to_midi
from generators.files.musicxml.writer import to_musicxml
from generators.files.writing import write_whole
from generators.progress import Progress
from generators.sampling.beam import Beam
from generators.sampling.compose import Generated
from generators.sampling.piece_prompts import PiecePrompt
from generators.sampling.prompts import Prompt
from generators.sampling.tokens import Sampling

P = TypeVar("P", Prompt, PiecePrompt)


@dataclass(frozen=True)
class Job(Generic[P]):
    """A piece to be made."""

    name: str  # of its files
    seed: int
    prompt: P


@dataclass(frozen=True)
class Generation(Generic[P]):
    """How the pieces of a folder are generated, and what is told of them."""

    make: Callable[[Sequence[Job[P]]], Sequence[Generated]]  # a piece a job
    encoding: Encoding
    sampling: Sampling | Beam
    about: Mapping[str, object]  # system, checkpoint, length, device: what else could change a piece


def made_by(composer: Composer, checkpoint: Path, device: str) -> dict[str, object]:
    """What made the pieces of a folder."""
    return {"system": composer.card.system, "checkpoint": checkpoint_digest(checkpoint), "device": device}


def line(folder: Path, record: Mapping[str, Any]) -> str:
    """A piece in one line, from its record."""
    nats, end = record["log_likelihood"], "" if record["finished"] else ", cut off"
    cost = f"{-nats['per_token']:.3f} nats per token, {-nats['per_step']:.3f} per step"
    return f"{folder / record['file']}: {record['seconds']:.0f} s, {cost}{end}"


def generate_all(folder: Path, jobs: Sequence[Job[P]], batch: int, generation: Generation[P]) -> list[dict[str, Any]]:
    """The records of all pieces, of those that are in the folder already, too.

    A batch of which one is missing is made again as a whole: a model's last digits depend on how many rows it computes
    at once. Raises InputError if the folder's pieces were made otherwise, or for names that are not each one's own.
    """
    if len({job.name for job in jobs}) < len(jobs):
        raise InputError("two pieces would have one name: call the files differently")
    settings = _settings(jobs, batch, generation)
    _compare(folder, settings)
    there = [_record_path(folder, job).exists() for job in jobs]
    progress = Progress("pieces", len(jobs), sum(there))
    for start in range(0, len(jobs), batch):
        if not all(there[start : start + batch]):
            together = jobs[start : start + batch]
            made = _made(generation, together)
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / "settings.json", (json.dumps(settings, indent=1) + "\n").encode())
            for job, generated, done in zip(together, made, there[start:], strict=False):
                if not done:
                    _write(folder, job, generated, generation)
                    progress.step()
    records = [json.loads(_record_path(folder, job).read_text()) for job in jobs]
    for name in ("tokens", "prompt"):
        lines = [" ".join(_words(record[name])) + "\n" for record in records]
        write_whole(folder / f"{name.removesuffix('s')}s.txt", "".join(lines).encode())
    return records


def _made(generation: Generation[P], jobs: Sequence[Job[P]]) -> Sequence[Generated]:
    try:
        return generation.make(jobs)
    except MemoryError:
        fewer = f"try --batch {len(jobs) // 2}" if len(jobs) > 1 else "ask for a shorter piece"
        raise InputError(f"out of memory with {len(jobs)} pieces at once: {fewer}") from None


def _settings(jobs: Sequence[Job[P]], batch: int, generation: Generation[P]) -> dict[str, object]:
    """How the pieces are made, as JSON has it."""
    given = json.dumps([[job.name, job.seed, job.prompt.tokens] for job in jobs])
    settings = {
        **generation.about,
        "sampling": _sampling(generation.sampling),
        "pieces": len(jobs),
        "batch": batch,
        "seeds_and_prompts": hashlib.sha256(given.encode()).hexdigest()[:12],
    }
    return dict(json.loads(json.dumps(settings)))


def _compare(folder: Path, settings: Mapping[str, object]) -> None:
    """Raises InputError if the folder holds pieces that were made otherwise."""
    try:
        before = json.loads((folder / "settings.json").read_text())
    except (FileNotFoundError, NotADirectoryError):
        return
    except ValueError:
        raise InputError(f"{folder / 'settings.json'} is damaged: choose another folder") from None
    for name, value in settings.items():
        if not isinstance(before, dict) or before.get(name) != value:
            raise InputError(f"{folder} holds pieces made otherwise ({name} differs): choose another folder")


def _write(folder: Path, job: Job[P], generated: Generated, generation: Generation[P]) -> None:
    names = []
    if generation.encoding.voices:  # they are a score's
        names.append(f"{job.name}.musicxml")
        write_whole(folder / names[-1], to_musicxml(generated.piece).encode())
    names.append(f"{job.name}.mid")
    write_whole(folder / names[-1], to_midi(generated.piece))
    record = {"file": names[0], **generation.about, **_told(generated, generation)}
    write_whole(_record_path(folder, job), (json.dumps(record) + "\n").encode())


def _told(generated: Generated, generation: Generation[P]) -> dict[str, object]:
    """What is kept of a piece, log-likelihoods in nats."""
    vocabulary, chosen = generation.encoding.vocabulary, generated.chosen
    return {
        "seed": generated.seed,
        "sampling": _sampling(generation.sampling),
        "seconds": round(generated.piece.seconds, 3),
        "finished": generated.finished,
        "steps": generated.steps,
        "steps_per_quarter": generation.encoding.alphabet.steps_per_quarter,
        "log_likelihood": {
            "sum": generated.log_likelihood,
            "per_token": generated.log_likelihood / chosen,
            "per_step": generated.log_likelihood / generated.steps,
        },
        "prompt": [vocabulary[token] for token in generated.tokens[:-chosen]],
        "tokens": [vocabulary[token] for token in generated.tokens[-chosen:]],
        "places": generated.places,
        "log_likelihood_of_tokens": generated.log_probabilities,
        "log_likelihood_of_steps": generated.log_likelihoods,
    }


def _sampling(sampling: Sampling | Beam) -> dict[str, object]:
    return {"kind": "beam" if isinstance(sampling, Beam) else "drawn", **asdict(sampling)}


def _words(names: Sequence[str]) -> Iterator[str]:
    """The tokens as words of a token file, which spaces part."""
    return (name.replace(" ", "_") for name in names)


def _record_path(folder: Path, job: Job[P]) -> Path:
    return folder / f"{job.name}.json"

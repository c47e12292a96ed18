"""Checkpoints: one file that explains itself, in the safetensors format, read here without torch.

The weights lie under their names; the header's metadata says which system, model, encoding, seed, data and split they
come from, and how training went.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from generators.checkpoints.card import Card
from generators.checkpoints.records import card_from, card_record
from generators.engines.engine import Weights
from generators.errors import InputError
from generators.files.writing import write_whole

FORMAT = "musical-turing-test checkpoint 1"


def read_card(path: Path) -> Card:
    """What the checkpoint says of itself. Raises InputError if it is missing, damaged or something else."""
    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
    except FileNotFoundError:
        raise InputError(f"no checkpoint at {path}") from None
    except (SafetensorError, OSError) as error:
        raise InputError(f"{path} is not a whole checkpoint: {error}") from None
    if metadata.get("format") != FORMAT:
        raise InputError(f"{path} is not a checkpoint of this project: its format is {metadata.get('format')!r}")
    try:
        return card_from(json.loads(metadata["card"]))
    except InputError as error:
        raise InputError(f"{path} has a card of something else: {error}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} has a damaged card: {error!r}") from None


def read_weights(path: Path) -> Weights:
    """The weights, those that are no whole numbers as float32. Raises InputError as `read_card`, and if one is not
    finite.
    """
    try:
        with safe_open(path, framework="np") as file:
            stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
    except (SafetensorError, OSError) as error:
        raise InputError(f"{path} is not a whole checkpoint: {error}") from None
    weights = {
        name: value if np.issubdtype(value.dtype, np.integer) else value.astype(np.float32)
        for name, value in stored.items()
    }
    if not all(np.isfinite(each).all() for each in weights.values()):
        raise InputError(f"{path} has weights that are not finite numbers")
    return weights


@contextmanager
def fitting(path: Path) -> Iterator[None]:
    """Raises InputError where weights are made a model of within, and are not as the card says."""
    try:
        yield
    except InputError:
        raise
    except (LookupError, TypeError, ValueError) as error:
        raise InputError(f"{path} is not as its card says: {' '.join(str(error).split())}") from None


def write_checkpoint(path: Path, weights: Weights, card: Card) -> None:
    """Write a checkpoint, the same to the byte from the same weights and card."""
    write_whole(path, _with_card(save(weights), card))


def replace_card(path: Path, card: Card) -> None:
    """Write the checkpoint anew with another card and the same weights. Raises InputError as `read_card`."""
    read_card(path)
    write_whole(path, _with_card(path.read_bytes(), card))


def _with_card(data: bytes, card: Card) -> bytes:
    """A safetensors file with the card in its header, whose keys are sorted."""
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    header["__metadata__"] = {"format": FORMAT, "card": json.dumps(card_record(card), sort_keys=True)}
    text = json.dumps(header, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + data[8 + size :]


def checkpoint_digest(path: Path) -> str:
    """The first 12 hexadecimal digits of the file's SHA-256: names a checkpoint in what it made."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]

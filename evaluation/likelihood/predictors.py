"""What predicts, and what is predicted: checkpoints and n-grams, and pieces as their tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.corpora.corpus import corpus_of
from evaluation.likelihood.measuring import Likelihood, measure, piece_loss
from generators.checkpoints import checkpoint_digest, read_card
from generators.corpora.chorales import load_chorales
from generators.corpora.folders.prepared import load_prepared
from generators.corpora.jsb import read_jsb, transpositions
from generators.corpora.splits import PARTS, load_split, pick
from generators.encodings import Encoding
from generators.encodings.sixteenths import tokens_of
from generators.errors import InputError
from generators.ngram.checkpoints import is_ngram, load_ngram
from generators.ngram.model import NGram, NGramConfig, train_ngram
from generators.pieces import Piece
from generators.training.checkpoints import load_checkpoint
from generators.training.loss import token_losses

VERSION = 1  # raised whenever the same input would give another number

Sequences = list[NDArray[np.int64]]


@dataclass(frozen=True)
class Predictor:
    """A model, whatever its kind."""

    name: str
    encoding: Encoding
    losses: Callable[[Sequences], Sequence[NDArray[np.float64]]]  # of each token after the first, in nats
    split: str = ""  # what it learned from, if that is a stored split
    digest: str = ""  # of its weights, or of what it counted


def likelihood(predictor: Predictor, sequences: Sequences) -> Likelihood:
    """The predictor's figures on token sequences. Raises InputError for none."""
    losses = predictor.losses(sequences)
    return measure([piece_loss(predictor.encoding, *pair) for pair in zip(sequences, losses, strict=True)])


def signature(predictor: Predictor, sequences: Sequences) -> str:
    """What the figures depend on: the model, what it learned, and the music as the model reads it."""
    fields = {
        "model": predictor.name,
        "learned": predictor.digest,
        "enc": predictor.encoding.name,
        "pieces": len(sequences),
        "digest": f"{corpus_of(sequences).digest:016x}",
        "v": VERSION,
    }
    return "|".join(["nll", *(f"{name}:{value}" for name, value in fields.items())])


def checkpoint_predictor(path: Path) -> Predictor:
    """What a checkpoint holds. Raises InputError if it is missing or damaged."""
    if is_ngram(read_card(path)):
        counted, encoding, card = load_ngram(path)
        name = f"{card.system}, {card.split}, order {counted.order}"
        losses = partial(_each, counted)
        return Predictor(name, encoding, losses, card.split, checkpoint_digest(path))
    model, encoding, card = load_checkpoint(path)
    name = f"{card.system}, {card.split}, epoch {card.epoch}"
    return Predictor(name, encoding, partial(token_losses, model), card.split, checkpoint_digest(path))


def ngram_predictor(train: Sequences, encoding: Encoding, order: int, smoothing: str) -> Predictor:
    model = train_ngram(train, NGramConfig(len(encoding.vocabulary), order, smoothing))
    return Predictor(
        name=f"{order}-gram, {smoothing}",
        encoding=encoding,
        losses=partial(_each, model),
        digest=f"{corpus_of(train).digest:016x}",
    )


def _each(model: NGram, sequences: Sequences) -> list[NDArray[np.float64]]:
    return [model.losses(sequence) for sequence in sequences]


def encode(pieces: Iterable[tuple[str, Piece]], encoding: Encoding) -> Sequences:
    """Named pieces as tokens. Raises InputError naming the one that the encoding cannot carry."""
    sequences = []
    for name, piece in pieces:
        try:
            sequences.append(np.array(encoding.encode(encoding.prepare(piece)), dtype=np.int64))
        except InputError as error:
            raise InputError(f"{name}: {error}") from error
    return sequences


def read_split(name: str, encoding: Encoding) -> dict[str, Sequences]:
    """The parts of a stored split of the chorales that are not empty."""
    split, chorales = load_split(name), load_chorales()
    return {
        part: encode(zip(names, pick(chorales, names), strict=True), encoding)
        for part in PARTS
        if (names := getattr(split, part))
    }


def prepared_sequences(folder: Path) -> tuple[Encoding, dict[str, Sequences]]:
    """The encoding and the parts of what `python -m generators prepare` made, the training part with its copies.

    Raises InputError if the folder is none such.
    """
    prepared = load_prepared(folder)
    return prepared.encoding, {part: [np.asarray(piece) for piece in prepared.pieces(part)] for part in PARTS}


def jsb_sequences(path: Path, *, transposed: bool = False) -> dict[str, Sequences]:
    """The parts of Jsb16thSeparated.json, as the encoding `sixteenths` writes them.

    transposed: the training part in every key that keeps the voices in their ranges.
    """
    parts = read_jsb(path)
    if transposed:
        parts["train"] = transpositions(parts["train"])
    return {part: [np.array(tokens_of(piece)) for piece in pieces] for part, pieces in parts.items()}

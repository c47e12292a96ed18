"""What predicts, and what is predicted: checkpoints and n-grams, and pieces as their tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, measure, piece_loss
from evaluation.sequences.corpus import corpus_of
from generators.checkpoints.file import checkpoint_digest, fitting, read_card, read_weights
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import PARTS, load_split, pick
from generators.corpora.jsb import read_jsb, transpositions
from generators.corpora.prepared.corpus import load_prepared
from generators.encodings import Encoding
from generators.encodings.sixteenths import tokens_of
from generators.errors import InputError
from generators.models import architecture_of
from generators.models.ngram.config import NGramConfig
from generators.pieces import Piece

VERSION = 1  # raised whenever the same input would give another number


class Encoded(NamedTuple):
    """A piece as its tokens."""

    name: str
    tokens: NDArray[np.int64]


Sequences = list[Encoded]


@dataclass(frozen=True)
class Predictor:
    """A model, whatever its kind."""

    name: str
    encoding: Encoding
    losses: Callable[[list[NDArray[np.int64]]], Iterable[NDArray[np.float64]]]  # of each token after the first, in nats
    split: str = ""  # what it learned from, if that is a stored split
    digest: str = ""  # of its weights, or of what it counted


def likelihood(predictor: Predictor, sequences: Sequences) -> Likelihood:
    """The predictor's figures on token sequences. Raises InputError for none."""
    return measure(piece_losses(predictor, sequences))


def piece_losses(predictor: Predictor, sequences: Sequences) -> list[PieceLoss]:
    """What each piece costs the predictor."""
    tokens = [each.tokens for each in sequences]
    return [piece_loss(predictor.encoding, *pair) for pair in zip(tokens, predictor.losses(tokens), strict=True)]


def signature(predictor: Predictor, sequences: Sequences) -> str:
    """What the figures depend on: the model, what it learned, and the music as the model reads it."""
    fields = {
        "model": predictor.name,
        "learned": predictor.digest,
        "enc": predictor.encoding.name,
        "pieces": len(sequences),
        "digest": f"{corpus_of([each.tokens for each in sequences]).digest:016x}",
        "v": VERSION,
    }
    return "|".join(["nll", *(f"{name}:{value}" for name, value in fields.items())])


def checkpoint_predictor(path: Path) -> Predictor:
    """What a checkpoint holds. Raises InputError if it is missing or damaged."""
    card, weights = read_card(path), read_weights(path)
    architecture = architecture_of(card.model)
    with fitting(path):
        losses = architecture.losses(weights)
    name = f"{card.system}, {card.split}, {architecture.trained(card.epoch)}"
    return Predictor(name, card.encoding, losses, card.split, checkpoint_digest(path))


def ngram_predictor(train: Sequences, encoding: Encoding, order: int, smoothing: str) -> Predictor:
    learned = [each.tokens for each in train]
    model = architecture_of(NGramConfig(len(encoding.vocabulary), order, smoothing))
    return Predictor(
        name=f"{order}-gram, {smoothing}",
        encoding=encoding,
        losses=model.losses(model.count(learned)),
        digest=f"{corpus_of(learned).digest:016x}",
    )


def encode(pieces: Iterable[tuple[str, Piece]], encoding: Encoding) -> Sequences:
    """Named pieces as tokens. Raises InputError naming the one that the encoding cannot carry."""
    sequences = []
    for name, piece in pieces:
        try:
            sequences.append(Encoded(name, np.array(encoding.encode(encoding.prepare(piece)), dtype=np.int64)))
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
    parts = {part: _numbered([np.asarray(piece) for piece in prepared.pieces(part)], part) for part in PARTS}
    return prepared.encoding, parts


def jsb_sequences(path: Path, *, transposed: bool = False) -> dict[str, Sequences]:
    """The parts of Jsb16thSeparated.json, as the encoding `sixteenths` writes them.

    transposed: the training part in every key that keeps the voices in their ranges.
    """
    parts = read_jsb(path)
    if transposed:
        parts["train"] = transpositions(parts["train"])
    return {part: _numbered([np.array(tokens_of(piece)) for piece in pieces], part) for part, pieces in parts.items()}


def _numbered(tokens: Iterable[NDArray[np.int64]], part: str) -> Sequences:
    """Pieces without names, called by their part and their place in it, from 1."""
    return [Encoded(f"{part}:{number}", each) for number, each in enumerate(tokens, start=1)]

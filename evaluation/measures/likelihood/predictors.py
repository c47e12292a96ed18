"""What predicts, and what is predicted: checkpoints and n-grams, and pieces as their tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, measure, piece_loss
from evaluation.sequences.packed import pack
from generators.checkpoints.file import checkpoint_digest, fitting, read_card, read_weights
from generators.corpora.corpus import Corpus
from generators.encodings import Encoding
from generators.models import architecture_of
from generators.models.ngram.config import NGramConfig

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
    split: str = ""  # what it learned from, as a card names it
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
        "digest": f"{pack([each.tokens for each in sequences]).digest:016x}",
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
        digest=f"{pack(learned).digest:016x}",
    )


def sequences_of(corpus: Corpus, part: str, encoding: Encoding) -> Sequences:
    """A part of a corpus as tokens. Raises InputError as `Corpus.tokens`."""
    return [Encoded(name, np.asarray(tokens)) for name, tokens in corpus.tokens(part, encoding).items()]

"""What the parts of a corpus, or sets of music, cost a checkpoint or an n-gram model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, Rate
from evaluation.measures.likelihood.measuring import measure as rates_of
from evaluation.measures.likelihood.predictors import (
    Encoded,
    Predictor,
    Sequences,
    checkpoint_predictor,
    ngram_predictor,
    piece_losses,
    sequences_of,
    signature,
)
from evaluation.measures.material import Material, MusicSet
from evaluation.measures.result import Column, Range, Result, Row, Table
from generators.corpora.chorales import CHORALES
from generators.corpora.corpus import HELD_OUT, PARTS, TRAIN, Corpus
from generators.corpora.opening import open_corpus, open_corpus_or_learned
from generators.counts import counted
from generators.encodings import Encoding, find_encoding
from generators.encodings.encoding import END
from generators.errors import InputError

UNITS = ("token", "frame", "note", "onset")


@dataclass(frozen=True, eq=False)
class _Cost:
    """Of one set."""

    sequences: Sequences
    losses: list[PieceLoss]
    rates: Likelihood


Costs = Mapping[str, _Cost]


def measure(
    material: Material,
    *,
    ngram: int | None = None,
    data: str | None = None,
    encoding: str | None = None,
    smoothing: str = "kneser-ney",
) -> Result:
    """What every set costs the model, or every part of the corpus if no set is named.

    Raises InputError if there is no model, or not one only, and for music that it cannot read.
    """
    predictor, corpus = _model(material, ngram, data, encoding, smoothing)
    sets, notes = _sequences(material, predictor.encoding, corpus, named=data is not None)
    costs = {}
    for name, sequences in sets.items():
        tokens = sum(len(each.tokens) for each in sequences)
        material.say(f"{name}: {counted(len(sequences), 'piece')}, {tokens:,} tokens …")
        losses = piece_losses(predictor, sequences)
        costs[name] = _Cost(sequences, losses, rates_of(losses))
    return Result(
        detail=_pieces(costs),
        tables=(_rates(costs), _parts(costs)),
        signatures={name: signature(predictor, each.sequences) for name, each in costs.items()},
        findings={name: _finding(each.rates) for name, each in costs.items() if name in material.sets},
        notes=(*notes, f"the model: {predictor.name}"),
    )


def _model(
    material: Material, ngram: int | None, data: str | None, encoding: str | None, smoothing: str
) -> tuple[Predictor, Corpus | None]:
    """What predicts, and the corpus of which the parts are predicted, if any are."""
    if material.checkpoint is not None and ngram is None:
        if encoding is not None:
            raise InputError("--encoding is for --ngram: a checkpoint knows its own")
        predictor = checkpoint_predictor(material.checkpoint)
        named = bool(material.sets) or material.held_out is not None
        return predictor, None if named and data is None else open_corpus_or_learned(data, predictor.split)
    if material.checkpoint is None and ngram is not None:
        corpus = open_corpus(data or CHORALES)
        return _counted(corpus, ngram, encoding, smoothing), corpus
    raise InputError("give a model: either --checkpoint FILE or --ngram ORDER")


def _counted(corpus: Corpus, order: int, encoding: str | None, smoothing: str) -> Predictor:
    asked = find_encoding(encoding) if encoding else corpus.encoding or find_encoding("chorale")
    chosen = corpus.fitted(asked)
    train = sequences_of(corpus, TRAIN, chosen)
    if not train:
        raise InputError(f"{corpus.name} has no training part to count")
    return ngram_predictor(train, chosen, order, smoothing)


def _sequences(
    material: Material, encoding: Encoding, corpus: Corpus | None, *, named: bool
) -> tuple[dict[str, Sequences], tuple[str, ...]]:
    """The sets; the parts of the corpus that hold pieces too if it was named, and if there is no other music."""

    def encoded(music: MusicSet) -> Sequences:
        return [Encoded(name, np.array(encoding.encode(encoding.prepare(piece)))) for name, piece in music.pieces]

    sets, notes = material.each(encoded)
    if corpus is None or (sets and not named):
        return sets, notes
    parts = HELD_OUT if corpus.transposed else PARTS  # not the training part that holds each piece in several keys
    found = {part: sequences_of(corpus, part, encoding) for part in parts}
    return {**{part: sequences for part, sequences in found.items() if sequences}, **sets}, notes


def _rates(costs: Costs) -> Table:
    columns = (
        Column("set", "set"),
        Column("pieces", "pieces"),
        Column("per", "nats per", kind="words"),
        Column("nats", "value", ".4f"),
        Column("nats", "95 % interval", ".4f", "range"),
        Column("count", "count", ","),
    )
    rows: list[Row] = []
    for name, cost in costs.items():
        own = cost.rates
        for unit in UNITS:
            rate: Rate | None = getattr(own, unit)
            if rate is not None:
                rows.append([name, own.pieces, unit, rate.nats, _interval(rate), rate.count])
    return Table("rates", "What the music costs the model", columns, rows)


def _interval(rate: Rate) -> Range | None:
    return None if rate.low is None or rate.high is None else (rate.low, rate.high)


def _parts(costs: Costs) -> Table:
    """What a frame, or a token, costs by what it says; the pieces' own mean and END are rows as well."""
    columns = (
        Column("set", "set"),
        Column("part", "of"),
        Column("nats", "nats", ".4f"),
        Column("per", "per", kind="words"),
    )
    rows: list[Row] = []
    for name, cost in costs.items():
        own = cost.rates
        per, smallest = ("frame", "note") if own.frame else ("token", "token")
        rows += [[name, part, nats, per] for part, nats in own.parts.items()]
        rows.append([name, "mean of the pieces' own", own.mean_of_pieces, smallest])
        if own.end is not None:
            rows.append([name, END, own.end, "piece"])
    return Table("parts", "What it costs by parts", columns, rows, grouped=True)


def _pieces(costs: Costs) -> Table:
    """What each piece costs: nats in all, END apart, and nats per token, frame, note and onset."""
    columns = (
        Column("set", "set"),
        Column("piece", "piece"),
        Column("tokens", "tokens", ","),
        Column("frames"),
        Column("onsets"),
        Column("nats"),
        Column("nats of END"),
        *(Column(f"nats per {unit}", f"nats per {unit}", ".4f") for unit in UNITS),
    )
    rows = [
        _piece(name, *pair) for name, cost in costs.items() for pair in zip(cost.sequences, cost.losses, strict=True)
    ]
    return Table("pieces", "Every piece", columns, rows, grouped=True, folded=True)


def _piece(name: str, piece: Encoded, loss: PieceLoss) -> Row:
    counts = (loss.tokens, loss.frames, loss.onsets)
    return [name, piece.name, *counts, loss.music, loss.nats.get(END), *loss.rates().values()]


def _finding(rates: Likelihood) -> str:
    rate, unit = (rates.note, "note") if rates.note else (rates.token, "token")
    return f"it costs the model {rate.nats:.2f} nats per {unit}"

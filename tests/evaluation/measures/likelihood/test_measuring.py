"""Likelihood: worked out by hand for models whose probabilities are known, and by listing every sequence."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product
from math import exp, log

import numpy as np
import pytest
import torch

from evaluation.measures.likelihood.measuring import measure, piece_loss
from evaluation.measures.likelihood.predictors import Encoded, Predictor, likelihood
from generators.corpora.tokens import encode_normalized
from generators.encodings.chorale import FRAME, VOCABULARY, ChoraleEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.sixteenths import SixteenthsEncoding
from generators.errors import InputError
from generators.models.losses import token_losses
from generators.models.ngram.config import NGramConfig
from generators.models.ngram.model import train_ngram
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel

V = 261


def tokens(pieces, encoding):
    return encode_normalized(pieces, encoding)


def of(model, pieces, encoding=None):
    encoding = encoding or ChoraleEncoding()
    return likelihood(
        Predictor("test", encoding, partial(token_losses, model)),
        [Encoded("", each) for each in tokens(pieces, encoding)],
    )


@pytest.fixture
def random_model():
    torch.manual_seed(3)
    return RecurrentModel(RecurrentConfig(vocabulary=len(VOCABULARY), embedding=4, hidden=8, layers=2)).eval()


def test_a_model_that_knows_nothing_needs_ln_v_a_token(ignorant, hymn) -> None:
    result = of(ignorant, [hymn(2, (2,)), hymn(3)])
    assert len(VOCABULARY) == V
    tokens = (8 * 5 + 4 + 1) + (12 * 5 + 1)  # four notes and a delimiter a sixteenth, fermatas over a quarter, END
    assert (result.token.count, result.frame.count, result.note.count, result.pieces) == (tokens, 20, 80, 2)
    for value in (result.token.nats, result.end):
        assert value == pytest.approx(log(V), rel=1e-6)
    assert result.frame.nats == pytest.approx(log(V) * (tokens - 2) / 20, rel=1e-6)
    assert result.note.nats == pytest.approx(log(V) * (tokens - 2) / 80, rel=1e-6)
    assert result.onset.count == 4 * 5  # four voices, five quarters
    assert result.onset.nats == pytest.approx(log(V) * (tokens - 2) / 20, rel=1e-6)
    assert result.parts == pytest.approx(
        dict.fromkeys(("S", "A", "T", "B", "delimiter"), log(V)) | {"fermata": log(V) * 4 / 20}, rel=1e-6
    )
    assert result.mean_of_pieces == pytest.approx(log(V) * ((8 * 5 + 4) / 32 + 60 / 48) / 2, rel=1e-6)


def test_a_model_that_prefers_one_token_is_right_as_often_as_it_stands_there(ignorant, hymn) -> None:
    with torch.no_grad():
        ignorant.output.bias[FRAME] = 3.0
    result = of(ignorant, [hymn(2)])
    total = log(exp(3) + V - 1)
    assert result.token.nats == pytest.approx((8 * (total - 3) + 33 * total) / 41, rel=1e-6)
    assert result.parts["delimiter"] == pytest.approx(total - 3, rel=1e-5)


def test_probabilities_of_all_sequences_of_a_length_sum_to_1() -> None:
    """The chain rule by brute force: whatever comes after START, for a recurrent and an n-gram model."""
    torch.manual_seed(4)
    model = RecurrentModel(RecurrentConfig(vocabulary=4, embedding=3, hidden=5, layers=1))
    every = [np.array([0, *rest]) for rest in product(range(4), repeat=4)]
    counted = train_ngram([np.array([0, 1, 2, 1, 3, 3, 1, 2])], NGramConfig(4, 3))
    for losses in (token_losses(model, every), [counted.losses(sequence) for sequence in every]):
        assert sum(exp(-loss.sum()) for loss in losses) == pytest.approx(1, rel=1e-5)


def test_a_piece_costs_the_same_whatever_is_predicted_beside_it(random_model, hymn) -> None:
    pieces = [hymn(2, (2,)), hymn(7), hymn(3), hymn(5, (2, 5))]
    together = token_losses(random_model, tokens(pieces, ChoraleEncoding()))
    for piece, losses in zip(pieces, together, strict=True):
        [alone] = token_losses(random_model, tokens([piece], ChoraleEncoding()), batch=1)
        np.testing.assert_allclose(losses, alone, rtol=1e-5)


@pytest.mark.parametrize("order", ["SATB", "BTAS"])
def test_parts_sum_to_the_whole(random_model, hymn, order) -> None:
    encoding = ChoraleEncoding(order)
    pieces = [hymn(2, (2,)), hymn(7)]
    result = of(random_model, pieces, encoding)
    assert sum(result.parts.values()) == pytest.approx(result.frame.nats, rel=1e-12)
    losses = token_losses(random_model, tokens(pieces, encoding))
    total = sum(float(loss.sum()) for loss in losses)
    assert result.frame.nats * 36 + result.end * 2 == pytest.approx(total, rel=1e-12)
    assert result.token.nats * result.token.count == pytest.approx(total, rel=1e-12)
    # hymn(7) writes five tokens a sixteenth: every fifth is of one voice
    sevens = piece_loss(encoding, tokens(pieces, encoding)[1], losses[1])
    assert sevens.nats[order[1]] == pytest.approx(losses[1][1:-1:5].sum(), rel=1e-12)


def test_pitches_by_sixteenths_are_four_tokens_a_frame(hymn) -> None:
    """Onsets by hand: what stays on its pitch is not struck again; in three quarters S, T and B move twice, A not."""
    encoding = SixteenthsEncoding()
    model = RecurrentModel(RecurrentConfig(len(encoding.vocabulary), embedding=2, hidden=3, layers=1))
    torch.nn.init.zeros_(model.output.weight)
    torch.nn.init.zeros_(model.output.bias)
    result = of(model, [hymn(3)], encoding)
    assert len(encoding.vocabulary) == 131
    assert result.note.nats == pytest.approx(log(131), rel=1e-6)
    assert (result.token.count, result.note.count, result.onset.count) == (49, 48, 3 + 1 + 3 + 3)


def test_an_encoding_without_start_pays_ln_v_for_its_first_token(hymn) -> None:
    encoding = NotewiseEncoding()
    [sequence] = tokens([hymn(2)], encoding)
    piece = piece_loss(encoding, sequence, np.full(len(sequence) - 1, 0.5))
    assert piece.tokens == len(sequence)
    assert piece.music == pytest.approx(log(149) + 0.5 * (len(sequence) - 1))
    result = measure([piece])
    assert (result.frame, result.note, result.end) == (None, None, None)
    assert result.onset.count == 8
    assert result.mean_of_pieces == pytest.approx(result.token.nats)


def test_the_interval_holds_the_estimate_and_comes_from_the_seed(random_model, hymn) -> None:
    pieces = [hymn(2), hymn(3, (3,)), hymn(4), hymn(5, (2, 5)), hymn(9, (3, 6, 9))]
    result = of(random_model, pieces)
    for rate in (result.token, result.note, result.onset):
        assert rate.low < rate.nats < rate.high
    assert of(random_model, pieces) == result


def test_the_interval_is_the_bootstraps_by_counting_them() -> None:
    """Five pieces, one of 11 nats a token, four of 1: a resample holds it k times with the odds of a binomial, and
    P(k = 0) = .33, P(k > 2) = .058, P(k > 3) = .0067, so that 2.5 % and 97.5 % fall on k = 0 and k = 3.
    """
    encoding = NotewiseEncoding()
    template = piece_loss(encoding, encoding_tokens(), np.zeros(2))
    pieces = [replace(template, nats={"tokens": nats}, tokens=10) for nats in (110.0, 10.0, 10.0, 10.0, 10.0)]
    rate = measure(pieces).token
    assert (rate.low, rate.nats, rate.high) == (1, 3, pytest.approx(1 + 3 * 2))


def test_four_pieces_have_no_interval(random_model, hymn) -> None:
    rate = of(random_model, [hymn(2), hymn(3), hymn(4), hymn(5)]).note
    assert (rate.low, rate.high) == (None, None)


def encoding_tokens() -> np.ndarray:
    vocabulary = NotewiseEncoding().vocabulary
    return np.array([vocabulary.index("p30"), vocabulary.index("wait2"), vocabulary.index("endp30")])


def test_what_gives_no_figure_is_refused() -> None:
    with pytest.raises(InputError, match="no pieces to predict"):
        measure([])
    with pytest.raises(InputError, match="not finite"):
        piece_loss(NotewiseEncoding(), encoding_tokens(), np.array([0.5, np.nan]))

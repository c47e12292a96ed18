"""N-grams against nltk.lm, and against counts by hand."""

from __future__ import annotations

import numpy as np
import pytest
from nltk.lm import KneserNeyInterpolated, WittenBellInterpolated
from nltk.util import everygrams

from generators.errors import InputError
from generators.models.ngram.config import SMOOTHINGS, NGramConfig
from generators.models.ngram.model import NGram, train_ngram

V = 6
ORDER = 3
DISCOUNT = 0.25
TRAIN = ([0, 1, 2, 1, 2, 3, 1, 2, 1, 5], [0, 2, 2, 3, 1, 2, 3, 3], [0, 4])
UNSEEN = [0, 2, 1, 2, 3, 4, 4, 1, 5, 5, 0, 1, 2]


def arrays(*sequences: list[int]) -> list[np.ndarray]:
    return [np.array(sequence) for sequence in sequences]


def after(model: NGram, context: list[int]) -> np.ndarray:
    """What the model says of the next token."""
    recent = np.full((1, model.order - 1), -1)
    known = context[max(len(context) - model.order + 1, 0) :]
    recent[0, len(recent[0]) - len(known) :] = known
    return model.next_distributions(recent)[0]


def counted_by_nltk(model):
    """Fit on the n-grams that end in a predicted token: all but the one that only begins a sequence."""
    texts = [[gram for gram in everygrams(map(str, line), max_len=ORDER) if gram != ("0",)] for line in TRAIN]
    model.fit(texts, vocabulary_text=map(str, range(V)))
    return model


class WittenBell(WittenBellInterpolated):
    """nltk's, with its lowest order over the uniform distribution by the same formula."""

    def __init__(self) -> None:
        super().__init__(ORDER)
        smooth = self.estimator
        unigrams = lambda: smooth.counts.unigrams  # noqa: E731
        smooth.unigram_score = lambda word: (
            (unigrams()[word] + len(unigrams()) / V) / (unigrams().N() + len(unigrams()))
        )


class KneserNey(KneserNeyInterpolated):
    """nltk's, with the lowest order discounted, too, over the uniform distribution."""

    def __init__(self) -> None:
        super().__init__(ORDER, discount=DISCOUNT)
        smooth = self.estimator

        def unigram_score(word: int) -> float:
            count, total = smooth._continuation_counts(word)
            kinds = len(smooth.counts.unigrams)
            return max(count - DISCOUNT, 0) / total + DISCOUNT * kinds / total / V

        smooth.unigram_score = unigram_score


@pytest.mark.parametrize(
    ("smoothing", "discount", "peer"), [("witten-bell", None, WittenBell), ("kneser-ney", DISCOUNT, KneserNey)]
)
def test_distributions_are_nltks(smoothing, discount, peer) -> None:
    model = train_ngram(arrays(*TRAIN), NGramConfig(V, ORDER, smoothing), discount)
    theirs = counted_by_nltk(peer())
    # Nothing stands before a sequence's first token, by which nltk would divide: 0 last is tested by hand below.
    for context in [(a, b) for a in range(V) for b in range(1, V)]:
        expected = [theirs.score(str(word), list(map(str, context))) for word in range(V)]
        np.testing.assert_allclose(after(model, context), expected, rtol=1e-12)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@pytest.mark.parametrize("order", [1, 2, 5, 12])
def test_distributions_sum_to_1_and_leave_no_token_out(smoothing, order) -> None:
    model = train_ngram(arrays(*TRAIN), NGramConfig(V, order, smoothing))
    for end in range(len(UNSEEN)):
        distribution = after(model, UNSEEN[:end])
        assert distribution.sum() == pytest.approx(1, rel=1e-12)
        assert distribution.min() > 0


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_rows_are_predicted_as_each_by_itself(smoothing) -> None:
    model = train_ngram(arrays(*TRAIN), NGramConfig(V, 4, smoothing))
    rows = np.array([[0, 1, 2], [-1, -1, 0], [4, 4, 4], [-1, -1, -1], [2, 1, 2], [0, 1, 2]])
    together = model.next_distributions(rows)
    for row, distribution in zip(rows, together, strict=True):
        np.testing.assert_array_equal(model.next_distributions(row[None])[0], distribution)
    assert model.next_distributions(rows[:0]).shape == (0, V)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@pytest.mark.parametrize("order", [1, 2, 5, 12])
def test_the_losses_of_a_sequence_are_its_distributions_by_the_chain_rule(smoothing, order) -> None:
    model = train_ngram(arrays(*TRAIN), NGramConfig(V, order, smoothing))
    for sequence in (UNSEEN, *TRAIN):
        expected = [-np.log(after(model, sequence[:end])[sequence[end]]) for end in range(1, len(sequence))]
        np.testing.assert_allclose(model.losses(np.array(sequence)), expected, rtol=1e-12)


def test_counts_of_one_line_by_hand() -> None:
    """After 0 1 2 1: Witten-Bell. 1 stands twice, 2 once, of V = 4; 2 comes after 1, 1 after 0 and after 2."""
    model = train_ngram(arrays([0, 1, 2, 1]), NGramConfig(4, 2, "witten-bell"))
    unigram = [(0 + 2 / 4) / 5, (2 + 2 / 4) / 5, (1 + 2 / 4) / 5, (0 + 2 / 4) / 5]
    np.testing.assert_allclose(after(model, []), unigram)
    np.testing.assert_allclose(after(model, [3]), unigram)
    after_1 = [unigram[0] / 2, unigram[1] / 2, (1 + unigram[2]) / 2, unigram[3] / 2]
    np.testing.assert_allclose(after(model, [0, 1]), after_1)


def test_a_beginning_counts_each_time_in_kneser_ney() -> None:
    """After 0: 1 and 1 and 2 begin the lines, 3 of the 5 bigrams; trigrams are the highest order. D = 1/2."""
    model = train_ngram(arrays([0, 1], [0, 1, 3], [0, 2]), NGramConfig(4, 3, "kneser-ney"), 0.5)
    # 1 and 2 stand after one token each (0), 3 after one (1): three kinds, each 1 - 1/2 of 3.
    unigram = np.array([0, 0.5, 0.5, 0.5]) / 3 + 1.5 / 3 / 4
    after_0 = (np.array([0, 2 - 0.5, 1 - 0.5, 0]) + 2 * 0.5 * unigram) / 3
    np.testing.assert_allclose(after(model, []), unigram, rtol=1e-12)
    np.testing.assert_allclose(after(model, [0]), after_0, rtol=1e-12)
    np.testing.assert_allclose(after(model, [2, 0]), after_0, rtol=1e-12)


def test_discounts_are_chen_and_goodmans() -> None:
    """Unigrams of which four, three, two and one occur 1, 2, 3 and 4 times: y = 4 / (4 + 2 · 3), by the formula."""
    times = [1] * 4 + [2] * 3 + [3] * 2 + [4]
    line = [0, *(token for token, count in enumerate(times, start=1) for _ in range(count))]
    model = train_ngram(arrays(line), NGramConfig(11, 1))
    y = 4 / 10
    discounts = {1: 1 - 2 * y * 3 / 4, 2: 2 - 3 * y * 2 / 3, 3: 3 - 4 * y * 1 / 2, 4: 3 - 4 * y * 1 / 2}
    left = sum(discounts[count] for count in times) / sum(times)
    expected = [left / 11, *((count - discounts[count]) / sum(times) + left / 11 for count in times)]
    np.testing.assert_allclose(after(model, []), expected, rtol=1e-12)


def test_sequences_are_counted_apart() -> None:
    """No n-gram reaches from the end of one sequence into the next."""
    together = train_ngram(arrays([0, 1, 2], [0, 3, 3]), NGramConfig(V, 3))
    swapped = train_ngram(arrays([0, 3, 3], [0, 1, 2]), NGramConfig(V, 3))
    for context in ([], [0], [0, 1], [1, 2], [2, 0], [3]):
        np.testing.assert_array_equal(after(together, context), after(swapped, context))
    assert after(together, [1, 2])[0] == pytest.approx(after(together, [])[0])


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(InputError, match="no smoothing 'laplace': choose from witten-bell, kneser-ney"):
        train_ngram(arrays(*TRAIN), NGramConfig(V, 2, "laplace"))
    with pytest.raises(InputError, match="no sequences"):
        train_ngram([], NGramConfig(V, 2))
    with pytest.raises(InputError, match="at least one token, not 0"):
        train_ngram(arrays(*TRAIN), NGramConfig(V, 0))
    with pytest.raises(InputError, match="tokens from 0 to 5 do not fit a vocabulary of 5"):
        train_ngram(arrays(*TRAIN), NGramConfig(5, 2))
    with pytest.raises(InputError, match="takes no discount"):
        train_ngram(arrays(*TRAIN), NGramConfig(V, 2, "witten-bell"), 0.5)
    with pytest.raises(InputError, match="do not fit a vocabulary"):
        train_ngram(arrays(*TRAIN), NGramConfig(V, 2)).losses(np.array([0, V]))

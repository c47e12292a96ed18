"""Sampling on a device: what is drawn has the model's own probabilities, by a chi-squared test where chance decides.

On a GPU, where there is one; without, the same steps run on the CPU, unrecorded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from scipy.stats import chisquare

from generators.device.sampler import DeviceSampler, choose_on_device
from generators.errors import InputError
from generators.models.awd.config import AwdConfig
from generators.models.awd.network import AwdModel
from generators.models.network import LanguageModel
from generators.models.recurrent.config import CELLS, RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel
from generators.sampling.tokens import GREEDY, Sampling

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
VOCABULARY, ROWS, LENGTH = 12, 3, 140  # a transformer's steps change at places 64 and 128
SHARES = np.array([0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
DRAWS = 200_000
RECURRENT = {f"{cell}, {norm}": (cell, norm == "batch norm") for cell in CELLS for norm in ("batch norm", "no norm")}


def model_of(name: str) -> LanguageModel:
    torch.manual_seed(1)
    if name == "transformer":
        config = TransformerConfig(VOCABULARY, context=LENGTH, width=16, layers=2, heads=2, feed_forward=32)
        model: LanguageModel = TransformerModel(config)
    elif name == "one-hot":
        model = RecurrentModel(RecurrentConfig(VOCABULARY, 0, 10, 2, batch_norm=False))
    else:
        cell, batch_norm = RECURRENT[name]
        model = RecurrentModel(RecurrentConfig(VOCABULARY, 8, 10, 2, cell=cell, batch_norm=batch_norm))
    for key, value in model.state_dict().items():  # as if it had been trained: it prefers some tokens to others
        if value.is_floating_point():
            value.copy_(value * 3 if "norm" not in key else torch.rand_like(value) + 0.5)
    return model.eval()


@pytest.fixture(params=[*RECURRENT, "one-hot", "transformer"])
def model(request: pytest.FixtureRequest) -> LanguageModel:
    return model_of(request.param).to(DEVICE)


@pytest.fixture
def prompts() -> torch.Tensor:
    return torch.randint(0, VOCABULARY, (ROWS, 4), generator=torch.Generator().manual_seed(2)).to(DEVICE)


def likelihoods(model: LanguageModel, tokens: torch.Tensor) -> torch.Tensor:
    """(B, T - 1) nats of each token after the first, read all at once."""
    with torch.no_grad():
        return model(tokens[:, :-1])[0].log_softmax(2).gather(2, tokens[:, 1:, None])[:, :, 0]


def test_what_is_written_has_the_likelihood_that_the_model_gives_the_whole(model, prompts) -> None:
    made = DeviceSampler(model, ROWS, LENGTH, Sampling()).sample(prompts, seed=3)
    assert made.tokens.shape == (ROWS, LENGTH)
    assert torch.equal(made.tokens[:, :4], prompts)
    torch.testing.assert_close(made.log_probabilities, likelihoods(model, made.tokens)[:, 3:], rtol=1e-4, atol=1e-4)


def test_greedy_it_writes_what_is_likeliest_after_all_before(model, prompts) -> None:
    tokens = DeviceSampler(model, ROWS, LENGTH, GREEDY).sample(prompts, seed=3).tokens
    with torch.no_grad():
        assert torch.equal(model(tokens[:, :-1])[0].argmax(2)[:, 3:], tokens[:, 4:])


def test_the_first_token_drawn_has_the_models_distribution() -> None:
    model = model_of("transformer").to(DEVICE)
    prompts = torch.full((20_000, 1), 5, device=DEVICE)
    drawn = DeviceSampler(model, len(prompts), 2, Sampling()).sample(prompts, seed=1).tokens[:, 1]
    with torch.no_grad():
        shares = model(prompts[:1])[0][0, 0].double().softmax(0).cpu().numpy()
    assert agrees(drawn.cpu().numpy(), shares)


def test_a_seed_gives_the_same_again_and_another_seed_something_else(model, prompts) -> None:
    sampler = DeviceSampler(model, ROWS, LENGTH, Sampling())
    first, other, again = (sampler.sample(prompts, seed).tokens for seed in (3, 4, 3))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_what_is_not_allowed_is_never_written(model, prompts) -> None:
    allowed = torch.arange(VOCABULARY, device=DEVICE) % 2 == 0
    made = DeviceSampler(model, ROWS, LENGTH, Sampling(), allowed).sample(prompts, seed=3)
    assert (made.tokens[:, 4:] % 2 == 0).all()
    torch.testing.assert_close(made.log_probabilities, likelihoods(model, made.tokens)[:, 3:], rtol=1e-4, atol=1e-4)


def drawn_by(sampling: Sampling, forbidden: Sequence[int] = ()) -> np.ndarray:
    logits = torch.tensor(SHARES, device=DEVICE).log().float().expand(DRAWS, -1) + 3  # a constant changes nothing
    allowed = torch.tensor([token not in forbidden for token in range(len(SHARES))], device=DEVICE)
    random = torch.Generator(DEVICE).manual_seed(1)
    return choose_on_device(logits, allowed, sampling, random).cpu().numpy()


def agrees(drawn: np.ndarray, shares: np.ndarray) -> bool:
    """Whether the draws could have come of these shares, at the level of one in a thousand; of what has none, none."""
    counts = np.bincount(drawn, minlength=len(shares))
    likely = shares > 0
    assert counts[~likely].sum() == 0
    expected = shares[likely] / shares[likely].sum() * len(drawn)
    return bool(chisquare(counts[likely], expected).pvalue > 0.001)


def kept(*tokens: int) -> np.ndarray:
    return np.where(np.isin(np.arange(len(SHARES)), tokens), SHARES, 0)


def test_tokens_are_drawn_by_the_softmax_of_their_logits() -> None:
    drawn = drawn_by(Sampling())
    assert agrees(drawn, SHARES)
    assert not agrees(drawn, SHARES**1.05)  # so fine is the test


def test_temperature_makes_shares_powers_of_themselves() -> None:
    assert agrees(drawn_by(Sampling(temperature=0.5)), SHARES**2)
    assert agrees(drawn_by(Sampling(temperature=2)), SHARES**0.5)


def test_what_is_masked_is_never_drawn_and_the_rest_in_its_proportions() -> None:
    assert agrees(drawn_by(Sampling(), forbidden=[0, 3]), kept(1, 2, 4, 5))


def test_top_k_draws_from_the_k_likeliest() -> None:
    assert agrees(drawn_by(Sampling(top_k=2)), kept(0, 1))
    assert agrees(drawn_by(Sampling(top_k=2), forbidden=[0]), kept(1, 2))


def test_top_p_draws_from_the_likeliest_that_together_have_p() -> None:
    assert agrees(drawn_by(Sampling(top_p=0.5)), kept(0, 1))
    assert agrees(drawn_by(Sampling(top_p=0.7)), kept(0, 1, 2))


def test_a_greedy_share_takes_the_likeliest() -> None:
    shares = 0.25 * SHARES + 0.75 * np.eye(len(SHARES))[0]
    assert agrees(drawn_by(Sampling(greedy=0.75)), shares)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="141 tokens are more than the context of 140"):
        DeviceSampler(model_of("transformer"), ROWS, LENGTH + 1, Sampling())
    with pytest.raises(InputError, match="no step on a device for a model 'awd-lstm'"):
        DeviceSampler(AwdModel(AwdConfig(VOCABULARY, embedding=4, hidden=4, layers=1)), ROWS, LENGTH, Sampling())
    sampler = DeviceSampler(model_of("one-hot"), ROWS, 8, Sampling())
    for length in (0, 8):
        with pytest.raises(InputError, match=f"prompts of {length} tokens: choose from 1 to 7"):
            sampler.sample(torch.zeros(ROWS, length, dtype=torch.long), seed=1)

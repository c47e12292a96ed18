"""Composing: whatever a model wants, what it writes is a piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from generators.checkpoints.networks import load_checkpoint
from generators.encodings import Encoding
from generators.encodings.chorale import (
    END,
    FERMATA,
    FRAME,
    REST,
    VOCABULARY,
    ChoraleEncoding,
    is_tied,
    pitch_of,
)
from generators.encodings.drums import DrumEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import KEYS, PianorollEncoding
from generators.errors import InputError
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.torch_engine import torch_engines
from generators.sampling.compose import Length, compose
from generators.sampling.prompts import Prompt
from generators.sampling.tokens import GREEDY, Sampling


@pytest.fixture(scope="module")
def untrained() -> RecurrentModel:
    """A model that would write anything."""
    torch.manual_seed(4)
    return RecurrentModel(RecurrentConfig(vocabulary=len(VOCABULARY), embedding=4, hidden=8, layers=1)).eval()


def assert_ties_are_legal(cells: np.ndarray) -> None:
    for before, after in zip(np.vstack([[REST] * 4, cells[:-1]]).ravel(), cells.ravel(), strict=True):
        if is_tied(int(after)):
            assert before != REST
            assert pitch_of(int(before)) == pitch_of(int(after))


@pytest.mark.parametrize("encoding", [ChoraleEncoding(), ChoraleEncoding("BTAS"), ChoraleEncoding(fermatas=False)])
@pytest.mark.parametrize("length", [Length(), Length(quarters=8)])
def test_everything_composed_parses_and_ties_are_legal(untrained: RecurrentModel, encoding, length) -> None:
    for temperature in (0, 1.0, 3.0):
        for generated in compose(torch_engines(untrained), encoding, range(2), Sampling(temperature), length):
            grid = encoding.parse(generated.tokens)
            assert_ties_are_legal(grid.cells)
            ended = generated.tokens[-1] == END
            assert list(encoding.frame_tokens(grid)) == list(generated.tokens[1 : -1 if ended else None])
            assert generated.piece == encoding.decode(generated.tokens)
            assert generated.finished == (ended or length.quarters is not None)
            frames = generated.tokens.count(FRAME)
            assert frames == 32 if length.quarters else ended or frames == 400
            assert generated.steps == frames
            assert generated.chosen == len(generated.tokens) - 1
            assert encoding.fermatas or FERMATA not in generated.tokens


def test_the_same_seed_gives_the_same_piece_whatever_its_neighbors_are(bachbot) -> None:
    engines, encoding = bachbot
    together = compose(engines, encoding, [7, 8, 9], Sampling(0.9), Length(quarters=6))
    (alone,) = compose(engines, encoding, [8], Sampling(0.9), Length(quarters=6))
    assert together[1].tokens == alone.tokens
    assert together[1].log_likelihood == pytest.approx(alone.log_likelihood, abs=1e-3)
    assert len({generated.tokens for generated in together}) == 3
    assert compose(engines, encoding, [7, 8, 9], Sampling(0.9), Length(quarters=6)) == together


@torch.no_grad()
def test_the_log_likelihood_is_the_models_own(checkpoint: Path) -> None:
    model, card = load_checkpoint(checkpoint)
    (generated,) = compose(torch_engines(model), card.encoding, [3], Sampling(0.9), Length(quarters=4))
    tokens = torch.tensor([generated.tokens])
    logits, _ = model(tokens[:, :-1])
    expected = torch.log_softmax(logits[0].double(), dim=1).gather(1, tokens[0, 1:, None])
    assert generated.log_probabilities == pytest.approx(expected[:, 0].tolist(), abs=1e-4)
    assert generated.log_likelihood == pytest.approx(float(expected.sum()), abs=1e-3)
    frames = (tokens[0, 1:] == FRAME).cumsum(0) - (tokens[0, 1:] == FRAME).long()
    by_frame = torch.zeros(16, dtype=torch.double).index_add(0, frames, expected[:, 0])
    assert generated.log_likelihoods == pytest.approx(by_frame.tolist(), abs=1e-3)


def test_bachbot_writes_chorales_not_noise(bachbot) -> None:
    engines, encoding = bachbot
    for generated in compose(engines, encoding, [1, 2], Sampling(0.9), Length(quarters=8)):
        for voice, low, high in zip(generated.piece.voices, (55, 50, 45, 36), (84, 76, 72, 65), strict=True):
            assert voice.notes
            assert all(low <= note.pitch <= high for note in voice.notes)


def test_of_a_prompt_that_is_not_heard_only_what_follows_sounds(noise) -> None:
    """Notes that are held across go on: read from the whole, not from the cut."""
    encoding = DrumEncoding()
    prompt = Prompt((1, 2, 3, 4), 4, heard=False)
    (made,) = compose(noise(encoding), encoding, [1], Sampling(1.0), Length(quarters=2), [prompt])
    assert made.tokens[:4] == prompt.tokens
    assert len(made.tokens) == 12
    assert made.places == tuple(range(8))
    assert made.piece == encoding.decode(made.tokens[4:])
    (heard,) = compose(noise(encoding), encoding, [1], Sampling(1.0), Length(quarters=2), [Prompt((1, 2, 3, 4), 4)])
    assert heard.tokens == made.tokens
    assert heard.piece == encoding.decode(made.tokens)
    assert (heard.places, heard.steps) == (made.places, made.steps)


def test_prompts_of_different_lengths_are_gone_on_with_side_by_side(encoding: Encoding, noise) -> None:
    made = compose(noise(encoding), encoding, [1, 2], GREEDY, Length(quarters=1))
    prompts = [Prompt(made[0].tokens, encoding.alphabet.steps_per_quarter), Prompt(made[1].tokens[:1])]
    for generated, quarters in zip(
        compose(noise(encoding), encoding, [1, 2], Sampling(1.0), Length(quarters=2), prompts), (3, 2), strict=True
    ):
        assert generated.piece.length == quarters * 480


def test_deep_jammer_does_not_stay_silent() -> None:
    """A key plays in one of a thousand steps: without a rule against silence 11 cells of 11,264."""

    class Quiet:
        def __init__(self, rows: int) -> None:
            self.logits = np.log(np.array([[0.999, 0.0005, 0.0005]] * rows, np.float32))

        def step(self, tokens: np.ndarray) -> np.ndarray:
            return self.logits

        def select(self, rows: np.ndarray) -> None:
            self.logits = self.logits[rows]

    (made,) = compose(Quiet, PianorollEncoding(), [1], Sampling(1.0), Length(quarters=32))
    cells = np.array(made.tokens).reshape(128, KEYS)
    assert (cells > 0).sum() > 50
    sounding = np.flatnonzero((cells > 0).any(axis=1))
    assert np.diff(sounding, prepend=-1, append=128).max() < 60  # steps from one that sounds to the next
    of_the_model = np.log([0.999, 0.0005, 0.0005])[list(made.tokens[1:])].sum()
    assert made.log_likelihood == pytest.approx(of_the_model, rel=1e-4)


def test_a_length_in_tokens_is_kept_where_music_is_single_words(noise) -> None:
    encoding = NotewiseEncoding()
    (made,) = compose(noise(encoding), encoding, [1], Sampling(1.0), Length(tokens=20))
    assert made.chosen == 20
    assert not made.finished
    with pytest.raises(InputError, match="chorale writes whole steps of several tokens"):
        compose(noise(encoding), ChoraleEncoding(), [1], GREEDY, Length(tokens=20))


def test_lengths_that_make_no_sense_are_refused(noise) -> None:
    encoding = DrumEncoding()
    with pytest.raises(InputError, match="not both"):
        Length(4, 20)
    with pytest.raises(InputError, match=r"0\.3 quarters are no whole number of steps: 4 a quarter"):
        compose(noise(encoding), encoding, [1], GREEDY, Length(quarters=0.3))


def test_no_seeds_are_refused(untrained: RecurrentModel) -> None:
    with pytest.raises(InputError, match="nothing to go on from"):
        compose(torch_engines(untrained), ChoraleEncoding(), [], Sampling())

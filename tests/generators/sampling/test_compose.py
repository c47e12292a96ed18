"""Composing: whatever a model wants, what it writes is a chorale."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from generators.encodings.chorale import (
    END,
    FERMATA,
    FRAME,
    REST,
    START,
    VOCABULARY,
    ChoraleEncoding,
    is_tied,
    pitch_of,
)
from generators.errors import InputError
from generators.models.recurrent import RecurrentConfig, RecurrentModel
from generators.sampling.compose import compose
from generators.sampling.grammar import ChoraleGrammar
from generators.sampling.tokens import Sampling


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
def test_everything_composed_parses_and_ties_are_legal(untrained: RecurrentModel, encoding: ChoraleEncoding) -> None:
    for temperature in (0, 1.0, 3.0):
        for generated in compose(untrained, encoding, range(8), Sampling(temperature), max_frames=30):
            grid = encoding.parse(generated.tokens)
            assert_ties_are_legal(grid.cells)
            assert list(encoding.frame_tokens(grid)) == list(generated.tokens[1 : -1 if generated.finished else None])
            assert generated.piece == encoding.decode(generated.tokens)
            assert generated.finished == (generated.tokens[-1] == END)
            assert generated.finished or generated.tokens.count(FRAME) == 30
            assert generated.chosen == len(generated.tokens) - 1
            assert encoding.fermatas or FERMATA not in generated.tokens


def test_the_same_seed_gives_the_same_piece_whatever_its_neighbors_are(bachbot) -> None:
    model, encoding = bachbot
    together = compose(model, encoding, [7, 8, 9], Sampling(0.9), max_frames=24)
    (alone,) = compose(model, encoding, [8], Sampling(0.9), max_frames=24)
    assert together[1].tokens == alone.tokens
    assert together[1].log_likelihood == pytest.approx(alone.log_likelihood, abs=1e-3)
    assert len({generated.tokens for generated in together}) == 3
    assert compose(model, encoding, [7, 8, 9], Sampling(0.9), max_frames=24) == together


@torch.no_grad()
def test_the_log_likelihood_is_the_models_own(bachbot) -> None:
    model, encoding = bachbot
    (generated,) = compose(model, encoding, [3], Sampling(0.9), max_frames=16)
    tokens = torch.tensor([generated.tokens])
    logits, _ = model(tokens[:, :-1])
    expected = torch.log_softmax(logits[0].double(), dim=1).gather(1, tokens[0, 1:, None]).sum()
    assert generated.log_likelihood == pytest.approx(float(expected), abs=1e-3)


def test_bachbot_writes_chorales_not_noise(bachbot) -> None:
    model, encoding = bachbot
    for generated in compose(model, encoding, [1, 2], Sampling(0.9), max_frames=32):
        for voice, low, high in zip(generated.piece.voices, (55, 50, 45, 36), (84, 76, 72, 65), strict=True):
            assert voice.notes
            assert all(low <= note.pitch <= high for note in voice.notes)


def test_no_seeds_are_refused(untrained: RecurrentModel) -> None:
    with pytest.raises(InputError, match="nothing to compose"):
        compose(untrained, ChoraleEncoding(), [], Sampling())


def names(grammar: ChoraleGrammar) -> set[str]:
    return {VOCABULARY[token] for token in np.flatnonzero(grammar.allowed()[0])}


def test_the_grammar_says_what_may_come_next() -> None:
    grammar = ChoraleGrammar(ChoraleEncoding(), 1)
    begins = {"(-)"} | {f"({pitch},0)" for pitch in range(128)}

    def write(*written: str) -> None:
        for name in written:
            grammar.write(np.array([VOCABULARY.index(name)]))

    assert names(grammar) == begins | {"(.)"}
    write("(.)")
    assert names(grammar) == begins
    write("(72,0)", "(67,0)", "(-)", "(48,0)")
    assert names(grammar) == {"|||"}
    write("|||")
    assert names(grammar) == begins | {"(.)", "END", "(72,1)"}
    write("(72,1)")
    assert names(grammar) == begins | {"(67,1)"}
    write("(60,0)")
    assert names(grammar) == begins  # the tenor rested
    write("(-)", "(48,1)", "|||", "END")
    assert names(grammar) == {"END"}
    assert VOCABULARY[START] not in begins

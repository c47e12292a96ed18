"""What may come next in each encoding."""

from __future__ import annotations

import numpy as np
import pytest

from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.grammar import Grammar
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import KEYS, PianorollEncoding
from generators.encodings.polyphony import VOCABULARY as POLYPHONY
from generators.encodings.polyphony import PolyphonyEncoding
from generators.encodings.sixteenths import SixteenthsEncoding
from tests.generators.encodings.variations import VARIATIONS, fitted

OPENINGS = {
    "chorale": "START",
    "chordwise": "a",
    "drums": "100000000",
    "melody": "NOTE_ON 60",
    "merged": "p33",
    "notewise": "p33",
    "notewise with composers": "START",
    "pianoroll": "silent",
    "polyphony": "START",
    "sixteenths": "START",
}


@pytest.mark.parametrize("name", OPENINGS)
def test_pieces_of_a_models_own_begin_as_in_their_sources(name: str) -> None:
    """Magenta's with a bass drum or a middle C, maia's with a key of its choice, Clara's in silence."""
    encoding = fitted(VARIATIONS[name])
    assert [encoding.vocabulary[token] for token in encoding.alphabet.opening] == [OPENINGS[name]]


def following(encoding: Encoding, *words: str, limit: float = np.inf, may_end: bool = True) -> Grammar:
    """A grammar that has read these words."""
    grammar = encoding.grammar(np.array([limit]), may_end=may_end)
    read(grammar, encoding, *words)
    return grammar


def read(grammar: Grammar, encoding: Encoding, *words: str) -> None:
    for word in words:
        grammar.write(np.array([0]), np.array([encoding.vocabulary.index(word)]))


def names(grammar: Grammar, encoding: Encoding) -> set[str]:
    return {encoding.vocabulary[token] for token in np.flatnonzero(grammar.allowed()[0])}


def test_the_chorale_grammar_says_what_may_come_next() -> None:
    encoding = ChoraleEncoding()
    begins = {"(-)"} | {f"({pitch},0)" for pitch in range(128)}
    grammar = following(encoding, "START")
    assert names(grammar, encoding) == begins | {"(.)"}
    read(grammar, encoding, "(.)")
    assert names(grammar, encoding) == begins
    read(grammar, encoding, "(72,0)", "(67,0)", "(-)", "(48,0)")
    assert names(grammar, encoding) == {"|||"}
    read(grammar, encoding, "|||")
    assert names(grammar, encoding) == begins | {"(.)", "END", "(72,1)"}
    read(grammar, encoding, "(72,1)")
    assert names(grammar, encoding) == begins | {"(67,1)"}
    read(grammar, encoding, "(60,0)")
    assert names(grammar, encoding) == begins  # the tenor rested
    read(grammar, encoding, "(-)", "(48,1)", "|||", "END")
    assert grammar.complete().tolist() == grammar.ended().tolist() == [True]


def test_the_polyphony_grammar_says_what_may_come_next() -> None:
    """Magenta's polyphony_lib: pitches of a step from the highest down, and only what sounded goes on."""
    encoding = PolyphonyEncoding()
    grammar = following(encoding, "START")
    assert names(grammar, encoding) == {f"({pitch},NEW)" for pitch in range(128)} | {"|||"}
    read(grammar, encoding, "(60,NEW)")
    assert names(grammar, encoding) == {f"({pitch},NEW)" for pitch in range(60)} | {"|||"}
    read(grammar, encoding, "(55,NEW)", "|||")
    assert names(grammar, encoding) == set(POLYPHONY) - {"START"} - {
        f"({pitch},CONTINUED)" for pitch in range(128) if pitch not in (60, 55)
    }
    read(grammar, encoding, "(60,CONTINUED)")
    assert "(55,CONTINUED)" in names(grammar, encoding)
    assert not {"(60,NEW)", "(61,NEW)", "END"} & names(grammar, encoding)
    read(grammar, encoding, "|||", "|||")
    assert not [name for name in names(grammar, encoding) if "CONTINUED" in name]


def test_sixteenths_end_after_whole_frames_only() -> None:
    encoding = SixteenthsEncoding()
    grammar = following(encoding, "START")
    for voice in range(8):
        assert ("END" in names(grammar, encoding)) == (voice == 4)
        read(grammar, encoding, "60")
    assert "END" in names(grammar, encoding)


def test_no_wait_is_longer_than_what_is_left() -> None:
    encoding = NotewiseEncoding()
    grammar = following(encoding, "p3", "wait25", "wait20", limit=48)
    assert {name for name in names(grammar, encoding) if name.startswith("wait")} == {"wait1", "wait2", "wait3"}
    read(grammar, encoding, "wait3")
    assert grammar.complete().tolist() == [True]


def test_time_goes_on_after_as_many_words_as_there_are_keys_and_ends() -> None:
    encoding = NotewiseEncoding(38)
    grammar = following(encoding, *["p3", "endp3"] * 38)
    assert names(grammar, encoding) == {f"wait{steps}" for steps in range(1, 26)}
    read(grammar, encoding, "wait1")
    assert "p3" in names(grammar, encoding)


def test_rows_that_are_selected_go_on_where_they_were(encoding, noise) -> None:
    """Against grammars of one row each, fed the same."""
    limits = np.array([np.inf, 3.0])
    both = encoding.grammar(limits, may_end=True)
    rngs = [np.random.default_rng(1), np.random.default_rng(2)]
    ones = [encoding.grammar(limits[row : row + 1], may_end=True) for row in (0, 1)]
    for _ in range(10):
        for row, (rng, one) in enumerate(zip(rngs, ones, strict=True)):
            if not one.complete()[0]:
                token = rng.choice(np.flatnonzero(one.allowed()[0]), size=1)
                one.write(np.array([0]), token)
                both.write(np.array([row]), token)
    both.select(np.array([1, 0, 1]))
    for row, one in enumerate((ones[1], ones[0], ones[1])):
        assert both.complete()[row] == one.complete()[0]
        if not one.complete()[0]:
            assert np.array_equal(both.allowed()[row], one.allowed()[0])


def plays(logits: np.ndarray) -> np.ndarray:
    shares = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    return shares[:, 1:].sum(axis=1)


def test_after_steps_of_few_keys_keys_play_more_readily() -> None:
    """Johnson's gen_adaptive: the exponent falls by .02 for each such step and goes back by .3 of the way."""
    grammar = PianorollEncoding().grammar(np.full(1, np.inf), may_end=False)
    row, logits = np.array([0]), np.log(np.array([[0.9, 0.04, 0.06]], dtype=np.float32))

    def step(keys: int) -> float:
        for key in range(KEYS):
            grammar.write(row, np.array([1 if key < keys else 0]))
        return float(plays(grammar.weighed(logits, row))[0])

    assert plays(grammar.weighed(logits, row)) == pytest.approx([0.1])
    assert [step(0), step(1)] == pytest.approx([0.1**0.98, 0.1**0.96], rel=1e-5)
    assert step(2) == pytest.approx(0.1 ** (0.96 + 0.04 * 0.3), rel=1e-5)
    weighed = grammar.weighed(logits, row)
    assert weighed[0, 1] - weighed[0, 2] == pytest.approx(np.log(0.04 / 0.06), rel=1e-5)  # struck or held as before
    for _ in range(60):
        silence = step(0)
    assert silence == pytest.approx(1)  # nothing is more silent than this

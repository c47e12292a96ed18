"""Pieces gone on with, and calls answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from generators.encodings import Encoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.engines.engine import Engines
from generators.keys import estimate_key
from generators.models import architecture_of
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.engine import TransformerEngine
from generators.models.transformer.network import TransformerModel
from generators.pieces import Key, Meter, Note, Piece, Tempo, Voice, cut, transpose
from generators.sampling.beam import Beam
from generators.sampling.complete import complete, respond
from generators.sampling.piece_prompts import piece_prompt
from generators.sampling.tokens import GREEDY, Sampling

BEAT = Piece((Voice("drums", tuple(Note(240 * i, 120, (36, 42, 38, 42)[i % 4]) for i in range(16))),), 3840)
TUNE = Piece(
    (Voice("tune", tuple(Note(480 * i, 480, pitch) for i, pitch in enumerate((67, 71, 74, 79, 78, 74, 71, 67)))),),
    3840,
    keys=(Key(7, "major").signature(),),
    tempos=(Tempo(0, 132.0),),
)


@pytest.fixture
def tiny_gpt() -> tuple[Engines, NotewiseEncoding]:
    """An untrained transformer that looks back on 256 tokens."""
    torch.manual_seed(1)
    encoding = NotewiseEncoding()
    config = TransformerConfig(len(encoding.vocabulary), context=256, width=16, layers=1, heads=2, feed_forward=16)
    weights = {name: value.numpy() for name, value in TransformerModel(config).state_dict().items()}
    return architecture_of(config).onnx_engines(weights), encoding


def test_a_completion_begins_with_the_prompt_and_has_exactly_so_many_bars_more(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    piece = replace(transpose(chorale, 3), meters=(Meter(0, 3, 4),), pickup=960, measures=(), title="a tune")
    given = piece_prompt(piece, encoding, 2)
    one, two = complete(engines, encoding, [given, given], [1, 2], Sampling(1.0), 3)
    for made in (one, two):
        assert made.piece.length == 960 + 5 * 1440
        before = cut(made.piece, 0, given.piece.length)
        for voice in "SATB":
            assert [(n.onset, n.pitch) for n in before.voice(voice).notes] == [
                (n.onset, n.pitch) for n in given.piece.voice(voice).notes
            ]
        assert (made.piece.key, made.piece.tempo, made.piece.meters, made.piece.pickup, made.piece.title) == (
            given.piece.key,
            given.piece.tempo,
            given.piece.meters,
            960,
            "a tune",
        )
        assert made.steps == 3 * 12
        assert made.places[0] == 0
        assert made.tokens[: len(given.tokens)] == given.tokens
    assert one.tokens != two.tokens


def test_the_key_that_a_prompt_stands_in_makes_no_difference(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    home = piece_prompt(chorale, encoding).moved  # to A minor; from there it moves nowhere
    here, there = (
        complete(engines, encoding, [piece_prompt(transpose(chorale, steps), encoding)], [1], GREEDY, 2)[0]
        for steps in (0, home)
    )
    assert home
    assert here.tokens == there.tokens
    assert transpose(here.piece, home).voices == there.piece.voices


def test_a_response_is_exactly_as_long_as_its_call_in_every_encoding(encoding: Encoding, noise) -> None:
    voices = tuple(Voice(name, TUNE.voices[0].notes) for name in "SATB")
    tune = BEAT if encoding.drums else replace(TUNE, voices=voices)
    calls = [tune, cut(tune, 0, 1920)]
    given = [piece_prompt(call, encoding) for call in calls]
    for made, call in zip(respond(noise(encoding), encoding, given, [1, 2], Sampling(1.0)), given, strict=False):
        assert made.piece.length == call.piece.length
        assert made.steps == call.steps
        assert len(made.log_likelihoods) == call.steps
        assert sum(made.log_likelihoods) == pytest.approx(made.log_likelihood)
        assert made.tokens[: len(call.tokens)] == call.tokens
        assert all(place >= 0 for place in made.places)


def test_a_call_of_five_quarters_is_answered_as_two_bars(noise) -> None:
    call = piece_prompt(cut(BEAT, 0, 5 * 480), DrumEncoding())
    (made,) = respond(noise(DrumEncoding()), DrumEncoding(), [call], [1], Sampling(1.0))
    assert made.piece.length == 2 * 1920


def test_a_response_sounds_in_the_calls_key_and_tempo(noise) -> None:
    """Melodies are learned in C; an answer to G major is moved up a fifth, or down a fourth."""
    encoding = MelodyEncoding()
    call = piece_prompt(TUNE, encoding)
    assert estimate_key(TUNE) == Key(7, "major")
    assert call.moved == 5
    (made,) = respond(noise(encoding), encoding, [call], [1], Sampling(1.0))
    in_c = encoding.decode(made.tokens[len(call.tokens) :])
    last = [note.pitch for note in made.piece.voices[0].notes]
    assert last[-3:] == [note.pitch - 5 for note in in_c.voices[0].notes][-3:]
    assert (made.piece.key, made.piece.tempo) == (TUNE.key, 132.0)


def test_the_likeliest_response_is_likelier_than_a_drawn_one(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    call = piece_prompt(cut(chorale, 0, 1920), encoding)
    (searched,) = respond(engines, encoding, [call], [1], Beam(4, 4))
    (drawn,) = respond(engines, encoding, [call], [1], Sampling(1.0))
    assert searched.log_likelihood > drawn.log_likelihood
    assert searched.steps == drawn.steps == call.steps


def test_a_completion_may_be_longer_than_the_context(tiny_gpt, chorale: Piece) -> None:
    engines, encoding = tiny_gpt
    assert isinstance(engines(1), TransformerEngine)
    given = piece_prompt(cut(chorale, 0, 1920), encoding, context=256)
    (made,) = complete(engines, encoding, [given], [1], Sampling(1.0), 24)
    assert len(made.tokens) > 2 * 256
    assert made.piece.length == given.piece.length + 24 * 1920


def test_chorales_are_answered_in_four_voices(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    assert encoding.voices == "SATB"
    (made,) = respond(engines, encoding, [piece_prompt(chorale, encoding)], [1], Sampling(0.9))
    assert [voice.name for voice in made.piece.voices] == list("SATB")
    assert all(voice.notes for voice in made.piece.voices)

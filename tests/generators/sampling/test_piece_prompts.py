"""Whole bars of a piece as prompts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.files import read_piece
from generators.keys import estimate_key, steps_to_normal
from generators.pieces import Meter, Note, Piece, Voice, transpose
from generators.sampling.piece_prompts import piece_prompt
from tests.generators.encodings.variations import BEAT, HYMN, music_for

ROOT = Path(__file__).parents[3]


def test_prompts_end_with_a_bar_in_every_encoding(encoding: Encoding) -> None:
    alphabet = encoding.alphabet
    for length in (1920, 1800, 480 * 5):
        piece = music_for(encoding)
        voices = tuple(replace(voice, notes=tuple(n for n in voice.notes if n.end <= length)) for voice in piece.voices)
        given = piece_prompt(replace(piece, voices=voices, length=length), encoding)
        bars = -(-length // 1920)
        assert given.piece.length == bars * 1920
        assert given.steps == alphabet.steps(given.tokens) == bars * 4 * alphabet.steps_per_quarter
        assert alphabet.end not in given.tokens


def test_a_hair_beyond_the_last_bar_is_no_bar_more() -> None:
    voices = (Voice("piano", (Note(0, 1920, 60), Note(1900, 35, 64))),)
    given = piece_prompt(Piece(voices, 1935), NotewiseEncoding())
    assert given.piece.length == 1920
    assert given.steps == 48
    assert piece_prompt(Piece(voices, 1945), NotewiseEncoding()).steps == 96


def test_a_note_that_begins_with_the_last_bars_end_is_left_out() -> None:
    """On twelfths of a quarter, tick 1905 is the bar line's: the note would sound in the bar after."""
    voices = (Voice("piano", (Note(0, 1800, 60), Note(1905, 15, 64))),)
    given = piece_prompt(Piece(voices, 1920), NotewiseEncoding())
    assert given.steps == 48
    assert NotewiseEncoding().words(given.tokens) == ["p27", "wait25", "wait19", "endp27", "wait4"]


def test_so_many_bars_are_given_and_the_pickup() -> None:
    notes = tuple(Note(480 * i, 480, 60 + i) for i in range(13))
    piece = Piece((Voice("piano", notes),), 13 * 480, (Meter(0, 3, 4),), pickup=480)
    given = piece_prompt(piece, NotewiseEncoding(), 2)
    assert given.piece.length == 7 * 480
    assert given.piece.voices[0].notes == notes[:7]
    assert given.piece.pickup == 480
    assert piece_prompt(piece, NotewiseEncoding(), 4).piece == piece_prompt(piece, NotewiseEncoding()).piece
    with pytest.raises(InputError, match="the piece has 4 bars, fewer than 5"):
        piece_prompt(piece, NotewiseEncoding(), 5)


@pytest.mark.parametrize("encoding", [ChoraleEncoding(), MelodyEncoding()])
def test_an_encoding_that_wants_a_key_gets_it_and_the_piece_comes_back(encoding, chorale: Piece) -> None:
    home = piece_prompt(chorale, encoding).moved
    for steps in (0, home, home + 6, home - 5):  # 6 down or 5 up is the farthest
        piece = transpose(chorale, steps)
        given = piece_prompt(piece, encoding)
        assert given.moved == steps_to_normal(estimate_key(given.piece))
        assert given.tokens == piece_prompt(chorale, encoding).tokens
        back = given.in_its_key(encoding.decode(given.tokens))
        assert back.voices[0].notes[0].pitch == piece.voices[0].notes[0].pitch
        assert (back.key, back.tempo) == (piece.key, piece.tempo)


def test_a_prompt_longer_than_the_context_is_refused() -> None:
    tokens = len(piece_prompt(HYMN, NotewiseEncoding()).tokens)
    assert piece_prompt(HYMN, NotewiseEncoding(), context=tokens).steps == 48
    with pytest.raises(InputError, match=f"is a prompt of {tokens} tokens, the model's context has {tokens - 1}: give"):
        piece_prompt(HYMN, NotewiseEncoding(), context=tokens - 1)


def test_what_cannot_be_a_prompt_is_refused() -> None:
    with pytest.raises(InputError, match="no notes"):
        piece_prompt(Piece((Voice("piano", ()),), 1920), NotewiseEncoding())
    with pytest.raises(InputError, match="no drum of General MIDI"):
        piece_prompt(Piece((Voice("piano", (Note(0, 480, 100),)),), 1920), DrumEncoding())
    with pytest.raises(InputError, match="has drums, which notewise cannot carry"):
        piece_prompt(BEAT, NotewiseEncoding())
    with pytest.raises(InputError, match="bars of 5/32 do not fit a grid of 120 ticks"):
        piece_prompt(replace(BEAT, meters=(Meter(0, 5, 32),)), DrumEncoding(), 1)


def test_the_lacrimosa_is_eight_bars_of_mozarts() -> None:
    """The soprano enters in bar 3 with a sixth upward, and climbs in bars 5 to 8 from D through G sharp to A."""
    piece = read_piece(ROOT / "fixtures/pieces/lacrimosa/lacrimosa.musicxml")
    assert (piece.meters, piece.length) == ((Meter(0, 12, 8),), 8 * 2880)
    assert piece.key is not None
    assert (piece.key.tonic, piece.key.mode) == (2, "minor")
    top: dict[int, int] = {}
    for note in piece.voice("right hand").notes:
        top[note.onset] = max(note.pitch, top.get(note.onset, 0))
    third, fifth = 2 * 2880, 4 * 2880
    assert [pitch for onset, pitch in sorted(top.items()) if third <= onset < third + 2880] == [69, 77, 74, 74, 73]
    assert [pitch for onset, pitch in sorted(top.items()) if onset >= fifth] == (
        [62, 64, 65, 67, 69, 71, 72, 74, 75, 76, 77, 78, 79, 80, 81, 73]
    )  # at last the alto is above
    assert piece_prompt(piece, NotewiseEncoding(), 8).steps == 8 * 72

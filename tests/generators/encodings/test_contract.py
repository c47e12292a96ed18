"""What every encoding keeps: what it writes it reads, and whatever a model wants, it composes music of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from generators.encodings import ENCODINGS, Encoding, encoding_from, find_encoding, settings_of
from generators.encodings.encoding import END, START, TOKENS
from generators.errors import InputError
from generators.keys import normalize_key
from generators.pieces import Note, Piece, Voice, cut
from generators.sampling.compose import Length, compose
from generators.sampling.tokens import GREEDY, Sampling
from tests.generators.encodings.variations import BEAT, VARIATIONS, fitted, music_for

QUARTERS = 4
OF_PITCHES = [name for name, encoding in ENCODINGS.items() if not (encoding.drums or encoding.voices)]


def carried(name: str, bach: Mapping[str, Piece]) -> tuple[Encoding, list[Piece]]:
    """The encoding and pieces it can carry; one that learns its vocabulary has learned the first half of them."""
    encoding = VARIATIONS[name]
    pieces = [BEAT] if encoding.drums else list(bach.values())
    return fitted(encoding, *pieces[::2]), pieces


@pytest.mark.parametrize("name", VARIATIONS)
def test_decoding_gives_the_piece_on_the_grid(name: str, bach: Mapping[str, Piece]) -> None:
    encoding, pieces = carried(name, bach)
    for piece in pieces:
        tokens = encoding.encode(piece)
        assert encoding.decode(tokens) == encoding.quantize(piece)
        assert all(0 <= token < len(encoding.vocabulary) for token in tokens)
        assert encoding.encode(piece) == tokens


@pytest.mark.parametrize("name", VARIATIONS)
def test_what_is_on_the_grid_is_carried_as_it_is(name: str, bach: Mapping[str, Piece]) -> None:
    encoding, pieces = carried(name, bach)
    for piece in pieces:
        on_grid = encoding.quantize(piece)
        assert encoding.quantize(on_grid) == on_grid


@pytest.mark.parametrize("name", OF_PITCHES)
@pytest.mark.parametrize("kit", [Voice("kit", BEAT.voices[0].notes, drums=True), BEAT.voices[0]])
def test_drums_are_refused_by_encodings_of_pitches(name: str, kit: Voice) -> None:
    """Known by their channel or by their name; chorales refuse whatever has not four voices."""
    with pytest.raises(InputError, match=r"Blues has drums, which [a-z]+ cannot carry"):
        ENCODINGS[name]().encode(Piece((Voice("piano", (Note(0, 480, 60),)), kit), 3840, title="Blues"))


IN_D = Piece((Voice("S", tuple(Note(480 * i, 480, p) for i, p in enumerate((62, 64, 66, 67, 69, 62)))),), 480 * 6)


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_piece_is_learned_in_its_own_key_or_in_c(name: str) -> None:
    assert ENCODINGS[name]().prepare(IN_D) in (IN_D, normalize_key(IN_D)[0])


@pytest.mark.parametrize("name", ["chorale", "melody"])
def test_chorales_and_melodies_are_moved_to_c_major_or_a_minor(name: str) -> None:
    """BachBot's and Magenta's."""
    assert ENCODINGS[name]().prepare(IN_D).voices[0].notes[0].pitch == 60


@pytest.mark.parametrize("name", VARIATIONS)
def test_tokens_have_names_of_their_own(name: str, bach: Mapping[str, Piece]) -> None:
    vocabulary = carried(name, bach)[0].vocabulary
    assert len(set(vocabulary)) == len(vocabulary) > 0


@pytest.mark.parametrize("name", VARIATIONS)
def test_an_encoding_is_made_again_from_its_name_and_options(name: str, bach: Mapping[str, Piece]) -> None:
    encoding = carried(name, bach)[0]
    assert encoding_from(settings_of(encoding)) == encoding
    assert encoding.unfitted() in (VARIATIONS[name], encoding)
    assert encoding.name in ENCODINGS


def test_an_encoding_that_there_is_not_and_an_option_that_it_has_not_are_refused() -> None:
    with pytest.raises(InputError, match="no encoding 'braille': choose from chorale"):
        find_encoding("braille")
    with pytest.raises(InputError, match=r"notewise has not these options: .*'strings'"):
        find_encoding("notewise", {"strings": 4})


@pytest.mark.parametrize("sampling", [GREEDY, Sampling(1.0), Sampling(5.0, top_k=3)])
def test_whatever_a_model_wants_its_music_has_the_length_asked_for(encoding: Encoding, noise, sampling) -> None:
    """Noise wants END and START as much as anything."""
    for made in compose(noise(encoding), encoding, range(2), sampling, Length(quarters=QUARTERS)):
        assert made.piece.length == QUARTERS * 480
        assert made.finished
        written, alphabet = made.tokens[-made.chosen :], encoding.alphabet
        assert not {*alphabet.never, alphabet.end} & set(written)
        assert not {START, END, "UNKNOWN"} & {encoding.vocabulary[token] for token in written}
        assert made.tokens[: -made.chosen] == alphabet.opening
        assert encoding.decode_generated(made.tokens).length >= made.piece.length


def test_one_seed_composes_one_piece_and_another_another(encoding: Encoding, noise) -> None:
    first, second = (
        compose(noise(encoding), encoding, [1, 2, 3], Sampling(1.0), Length(quarters=QUARTERS)) for _ in range(2)
    )
    assert first == second
    assert len({made.tokens for made in first}) == 3


def test_a_model_may_end_a_piece_once_and_is_cut_off_after_100_quarters(encoding: Encoding, noise) -> None:
    alphabet = encoding.alphabet
    if alphabet.end is None:
        pytest.skip("pieces without END")
    for made in compose(noise(encoding), encoding, range(4), Sampling(1.0)):
        assert alphabet.end not in made.tokens[:-1]
        assert made.finished == (made.tokens[-1] == alphabet.end)
        assert made.finished or made.piece.length >= 100 * 480


def test_a_piece_written_by_the_encoding_is_one_that_a_model_may_write(encoding: Encoding) -> None:
    alphabet, tokens = encoding.alphabet, encoding.encode(music_for(encoding))
    grammar, row = encoding.grammar(np.array([np.inf]), may_end=True), np.array([0])
    for place, token in enumerate(tokens):
        assert not grammar.complete()[0]
        assert grammar.allowed()[0, token] or token in alphabet.never or not place
        grammar.write(row, np.array([token]))
    assert grammar.ended()[0] == (alphabet.end is not None)


def test_tokens_tell_of_all_time_that_goes_by(encoding: Encoding) -> None:
    """Four voices in four quarters, two bars of drums; encodings may leave silence at the end out."""
    piece, alphabet = music_for(encoding), encoding.alphabet
    tokens = encoding.encode(piece)
    assert alphabet.steps(tokens) == encoding.decode(tokens).length // alphabet.step_ticks
    assert alphabet.places(tokens).tolist() == sorted(alphabet.places(tokens).tolist())
    assert alphabet.places(tokens)[0] == 0


def test_every_token_has_a_role_and_every_frame_all_voices(encoding: Encoding) -> None:
    tokens = encoding.encode(cut(music_for(encoding), 0, 1920))
    roles, steps = encoding.roles(tokens), encoding.alphabet.steps(tokens)
    assert len(roles) == len(tokens)
    assert [role for role in roles if role in (START, END)] == [
        name for token in tokens if (name := encoding.vocabulary[token]) in (START, END)
    ]
    assert (TOKENS in roles) == (not encoding.voices)
    assert all(roles.count(voice) == steps for voice in encoding.voices)

"""Token and frame errors, counted by hand for models whose choice is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from evaluation.measures.harmonization.errors import BACHBOT, harmonization_error
from generators.encodings.chorale import ChoraleEncoding, note_token
from generators.errors import InputError
from generators.models.torch_engine import torch_engines
from generators.pieces import Note, Voice
from generators.sampling.harmonize import VARIANTS


@pytest.fixture
def always_g(ignorant):
    """A model that always wants to begin a G4."""
    with torch.no_grad():
        ignorant.output.bias[note_token(67, tied=False)] = 5.0
    return ignorant


def test_a_model_that_repeats_a_note_is_right_where_bach_begins_it(always_g, hymn) -> None:
    """The alto has G4 three quarters of four: right is the first sixteenth of each of these, three of sixteen."""
    error = harmonization_error(torch_engines(always_g), ChoraleEncoding(), [hymn(4)], "A")
    assert (error.token_error, error.frame_error) == (13 / 16, 13 / 16)
    assert (error.variant, error.frames, error.pieces) == ("A", 16, 1)


def test_a_frame_is_wrong_if_any_written_voice_is(always_g, hymn) -> None:
    """Soprano always wrong, alto right in three sixteenths of sixteen."""
    error = harmonization_error(torch_engines(always_g), ChoraleEncoding(), [hymn(4)], "SA")
    assert (error.token_error, error.frame_error) == (29 / 32, 1.0)


def test_frames_of_all_pieces_count_alike(always_g, hymn) -> None:
    piece = hymn(4)
    right = Voice("A", tuple(Note(120 * n, 120, 67) for n in range(16)))  # sixteenths, as the model repeats them
    repeated = replace(piece, voices=(piece.voices[0], right, *piece.voices[2:]))
    error = harmonization_error(torch_engines(always_g), ChoraleEncoding(), [piece, repeated, repeated], "A")
    assert error.token_error == pytest.approx(13 / 48)
    assert (error.frames, error.pieces) == (48, 3)


def test_bachbots_figures_stand_beside_every_variant() -> None:
    assert set(BACHBOT) == set(VARIANTS)


def test_no_pieces_are_refused(ignorant) -> None:
    with pytest.raises(InputError, match="no pieces to harmonize"):
        harmonization_error(torch_engines(ignorant), ChoraleEncoding(), [], "A")

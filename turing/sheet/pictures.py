"""How music is shown: as a score where one can be read, otherwise as a piano roll.

`single_lines` decides: several notes of a voice at once on a fine grid, and drums, make no score that can be read.
"""

from __future__ import annotations

from evaluation.pianoroll import roll_svg, single_lines
from generators.pieces import Piece
from turing.sheet.drawings import themed
from turing.sheet.engraving import score_svg, stored_score
from turing.sound.store import Store


def stored_picture(music: Piece, store: Store) -> str:
    """The music for light and dark pages, its score kept for the next who asks. Raises EngravingError."""
    return stored_score(music, store) if single_lines(music) else themed(roll_svg(music))


def picture_svg(music: Piece) -> str:
    """The same, kept nowhere. Raises EngravingError if its score cannot be engraved."""
    return score_svg(music) if single_lines(music) else themed(roll_svg(music))

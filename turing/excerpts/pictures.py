"""How music is shown: as a score where one can be read, otherwise as a piano roll.

`single_lines` decides: several notes of a voice at once on a fine grid, and drums, make no score that can be read.
"""

from __future__ import annotations

from evaluation.pianoroll import roll_svg, single_lines
from generators.pieces import Piece
from turing.excerpts.drawings import themed
from turing.excerpts.engraving import score_svg, stored_score
from turing.excerpts.models import Excerpt
from turing.excerpts.store import site_store


def excerpt_svg(excerpt: Excerpt) -> str:
    """The excerpt for light and dark pages, its score kept for the next who asks. Raises EngravingError."""
    music = excerpt.music()
    return stored_score(music, site_store()) if single_lines(music) else themed(roll_svg(music))


def picture_svg(music: Piece) -> str:
    """The same of any music, kept nowhere. Raises EngravingError if its score cannot be engraved."""
    return score_svg(music) if single_lines(music) else themed(roll_svg(music))

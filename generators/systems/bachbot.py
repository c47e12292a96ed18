"""BachBot (F. Liang, MPhil thesis, Cambridge, 2016; F. Liang et al., ISMIR 2017; talk at GOTO Amsterdam 2017)."""

from __future__ import annotations

from generators.encodings.chorale import VOCABULARY, ChoraleEncoding
from generators.models.recurrent.config import RecurrentConfig
from generators.systems.recipe import Recipe
from generators.systems.system import System

BACHBOT = System(
    name="bachbot",
    source="F. Liang, BachBot: Automatic composition in the style of Bach chorales, MPhil thesis, Cambridge, 2016",
    deviations=(
        "A resting voice writes a token and voices stand in a fixed order, not by pitch (see encodings/chorale.py); "
        "the order of pieces is drawn anew each epoch; 40 epochs, the best by validation kept, against 30."
    ),
    encoding=ChoraleEncoding(),
    model=RecurrentConfig(vocabulary=len(VOCABULARY), embedding=32, hidden=256, layers=3, dropout=0.3),
    recipe=Recipe(epochs=40),
    data="J. S. Bach's four-part chorales in music21's corpus (public domain), moved to C major or A minor",
    corpus="chorales",
)

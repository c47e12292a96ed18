"""The n-gram baseline of BachBot's thesis (F. Liang, MPhil thesis, Cambridge, 2016; K. Heafield's KenLM)."""

from __future__ import annotations

from generators.encodings.chorale import VOCABULARY, ChoraleEncoding
from generators.models.ngram.config import NGramConfig
from generators.systems.recipe import Recipe
from generators.systems.system import Preset, System

COUNTING = Recipe(epochs=1)  # once over the music: nothing else of a recipe concerns what is counted

NGRAM = System(
    name="ngram",
    source=(
        "F. Liang, BachBot, MPhil thesis, Cambridge, 2016: KenLM, an n-gram model of order 14 with modified Kneser-Ney "
        "smoothing, which the LSTM is compared with"
    ),
    deviations=(
        "What is unseen shares out the uniform distribution over the whole vocabulary, where KenLM has one unknown "
        "token; BachBot's own deviations in the encoding. With --data it counts music in any encoding."
    ),
    encoding=ChoraleEncoding(),
    model=NGramConfig(vocabulary=len(VOCABULARY), order=14),
    recipe=COUNTING,
    data="J. S. Bach's four-part chorales in music21's corpus (public domain), moved to C major or A minor",
    corpus="chorales",
    any_encoding=True,
    small=Preset(NGramConfig(vocabulary=len(VOCABULARY), order=6), COUNTING),
)

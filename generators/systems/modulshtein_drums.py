"""MODULSHTEIN's drummer (A. Tavgen, article of 2017; Magenta's drums_rnn)."""

from __future__ import annotations

from generators.encodings.drums import DrumEncoding
from generators.models.recurrent.config import RecurrentConfig
from generators.systems.recipe import Recipe
from generators.systems.system import System

ENCODING = DrumEncoding()

MODULSHTEIN_DRUMS = System(
    name="modulshtein-drums",
    source="A. Tavgen, How we made music using neural networks, 2017: Magenta's LSTM of two layers of 128, drums",
    deviations=(
        "Learned from whole performances from the beginning, where MODULSHTEIN went on with Magenta's trained model on "
        "break-beats (--from does that with one's own); Magenta's six counters of the bar are not told; the state goes "
        "on beyond the two bars through which gradients go back."
    ),
    encoding=ENCODING,
    model=RecurrentConfig(len(ENCODING.vocabulary), embedding=0, hidden=128, layers=2, dropout=0.5, batch_norm=False),
    recipe=Recipe(epochs=100, batch=128, steps=32, learning_rate=1e-3, decay=1.0, clip=None, clip_norm=3.0, patience=5),
    data="drum performances in MIDI files",
)

"""MODULSHTEIN's second model (A. Tavgen, article of 2017; Magenta's melody_rnn, configuration basic_rnn)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.melody import MelodyEncoding
from generators.systems.modulshtein_drums import MODULSHTEIN_DRUMS
from generators.systems.system import System

ENCODING = MelodyEncoding()

MODULSHTEIN_MELODY = System(
    name="modulshtein-melody",
    source="A. Tavgen, How we made music using neural networks, 2017: Magenta's LSTM of two layers of 128, melodies",
    deviations=(
        "Learned from the beginning; the state goes on beyond the four bars through which gradients go back, where "
        "Magenta takes each melody whole; MODULSHTEIN played on with drums alone, for want of melodies to learn from."
    ),
    encoding=ENCODING,
    model=replace(MODULSHTEIN_DRUMS.model, vocabulary=len(ENCODING.vocabulary)),
    recipe=replace(MODULSHTEIN_DRUMS.recipe, steps=64, clip_norm=5.0),
    data="melodies, the first voice of MIDI or MusicXML files, in C major or A minor",
)

"""Clara, chordwise (C. McLeavey Payne, 2018; her code train.py and utils.py)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.chordwise import ChordwiseEncoding
from generators.models.awd.config import AwdConfig
from generators.systems.clara_notewise import CLARA_NOTEWISE, SMALL
from generators.systems.system import Preset, System

ENCODING = ChordwiseEncoding()
VOCABULARY = len(ENCODING.vocabulary)  # before it has learned its chords: `prepare` makes it, and the model, larger

CLARA_CHORDWISE = System(
    name="clara-chordwise",
    source="C. McLeavey Payne, Clara: a neural net music generator, 2018: an AWD-LSTM over chords as words",
    deviations=(
        "Of the chords in the training pieces the 60,000 most frequent are known, about as many as Clara found; a rest "
        "is one letter, not one for each pitch; the learning rate as in clara-notewise."
    ),
    encoding=ENCODING,
    model=AwdConfig(VOCABULARY),
    recipe=CLARA_NOTEWISE.recipe,
    data="piano music in MIDI files, in twelve keys",
    small=Preset(
        AwdConfig(VOCABULARY, embedding=128, hidden=256, layers=2),
        replace(SMALL.recipe, epochs=12, steps=64, epoch_tokens=600_000),
    ),
)

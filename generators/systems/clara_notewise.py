"""Clara, notewise (C. McLeavey Payne, 2018; her code train.py and utils.py)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.notewise import NotewiseEncoding
from generators.models.awd.config import AwdConfig
from generators.systems.recipe import Recipe
from generators.systems.system import Preset, System

ENCODING = NotewiseEncoding()
VOCABULARY = len(ENCODING.vocabulary)

RECIPE = Recipe(
    epochs=12,
    batch=32,
    steps=200,
    learning_rate=3e-3,
    betas=(0.7, 0.99),
    weight_decay=1e-6,
    decay=0.1,
    decay_every=3,
    clip=None,
    clip_norm=0.3,
)

SMALL = Preset(
    AwdConfig(VOCABULARY, embedding=128, hidden=256, layers=3),
    replace(RECIPE, epochs=15, steps=100, epoch_tokens=2_000_000, decay=0.5, patience=3),
)

CLARA_NOTEWISE = System(
    name="clara-notewise",
    source="C. McLeavey Payne, Clara: a neural net music generator, 2018: an AWD-LSTM over notes as words",
    deviations=(
        "The learning rate falls tenfold after every third epoch, 3e-3 to 3e-6, where Clara's last two stages have "
        "3e-6 and 3e-8, each with a rise and a fall of its own; a batch's length is always the same, where fast.ai "
        "varies it a little."
    ),
    encoding=ENCODING,
    model=AwdConfig(VOCABULARY),
    recipe=RECIPE,
    data="piano music in MIDI files, in twelve keys",
    small=SMALL,
)

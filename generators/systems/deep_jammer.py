"""Deep Jammer (J. Svegliato and S. Witty, article of 2017 and its code, theano-model/)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.pianoroll import KEYS, SEGMENT, PianorollEncoding
from generators.models.biaxial.config import BiaxialConfig
from generators.systems.recipe import Recipe
from generators.systems.system import Preset, System

ROW = SEGMENT * KEYS  # cells of a segment
BATCH = 5
UPDATES = 100  # of an epoch

RECIPE = Recipe(
    epochs=50,
    batches="segments",
    batch=BATCH,
    steps=ROW,
    epoch_tokens=UPDATES * BATCH * ROW,
    optimizer="adadelta",
    summed=True,
    learning_rate=1.0,
    decay=1.0,
    clip=None,
    clip_norm=5.0,
)

DEEP_JAMMER = System(
    name="deep-jammer",
    source="J. Svegliato, Can a deep neural network compose music?, 2017: an LSTM along time, then one along the keys",
    deviations=(
        "88 keys of 78 attributes, as in the article (see encodings/pianoroll.py), where the code has 78 of 80; an "
        "epoch is 100 of the article's 5,000, which are an update each; segments are drawn from all there are, none "
        "twice before all have been drawn; gradients are clipped together, not tensor by tensor; dropout of 0.5, as in "
        "D. Johnson's model, where the code has none; a segment's first step is predicted, too; pieces in all meters."
    ),
    encoding=PianorollEncoding(),
    model=BiaxialConfig(),
    recipe=RECIPE,
    data="classical piano music in MIDI files",
    small=Preset(
        BiaxialConfig(time_layers=(96, 96), note_layers=(48, 32), dropout=0.2),
        replace(RECIPE, epochs=20, patience=3),
    ),
)

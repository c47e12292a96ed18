"""maia's GPT (UC Berkeley CS282, 2019; its code Gpt/GPT-music.ipynb)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.notewise import NotewiseEncoding
from generators.models.transformer.config import TransformerConfig
from generators.systems.recipe import Recipe
from generators.systems.system import Preset, System

ENCODING = NotewiseEncoding(composers=())
VOCABULARY = len(ENCODING.vocabulary)

MODEL = TransformerConfig(VOCABULARY, context=512, width=256, layers=6, heads=8, feed_forward=1024)
RECIPE = Recipe(
    epochs=30,
    batches="windows",
    batch=64,
    steps=512,
    learning_rate=1e-3,
    decay=0.7,
    decay_every=3,
    clip=None,
    clip_norm=1.0,
    patience=3,
)

SMALL = Preset(
    TransformerConfig(VOCABULARY, context=512, width=192, layers=4, heads=3, feed_forward=768, dropout=0.0),
    replace(RECIPE, epochs=10, batch=4, epoch_tokens=2_000_000, decay_every=2),
)

MAIA_GPT = System(
    name="maia-gpt",
    source="maia, UC Berkeley CS282 project, 2019: OpenAI's GPT over Clara's notewise encoding, windows of 512 tokens",
    deviations=(
        "START and END, but no composers, whom most files do not name; learned positions and dropout of 0.1, as "
        "OpenAI has them, where maia's code has sinusoids and none; batches of 64, which 200,000 iterations of 500,000 "
        "windows in 30 epochs come to; a learning rate that falls, clipped gradients; training stops when validation "
        "has not become better for 3 epochs."
    ),
    encoding=ENCODING,
    model=MODEL,
    recipe=RECIPE,
    data="piano music in MIDI files, in twelve keys",
    small=SMALL,
)

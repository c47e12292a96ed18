"""maia's LSTM (UC Berkeley CS282, 2019; its code LSTM/model.py)."""

from __future__ import annotations

from generators.encodings.notewise import NotewiseEncoding
from generators.models.recurrent.config import RecurrentConfig
from generators.systems.recipe import Recipe
from generators.systems.system import Preset, System

ENCODING = NotewiseEncoding()
VOCABULARY = len(ENCODING.vocabulary)

MAIA_LSTM = System(
    name="maia-lstm",
    source="maia, UC Berkeley CS282 project, 2019: a word-level LSTM over Clara's notewise encoding",
    deviations=(
        "The state is carried from one stretch of 128 tokens to the next, where maia begins each from zero; gradients "
        "are clipped; one-hot tokens, as in the code, where the article names an embedding 4 wide; training stops "
        "when validation has not become better for 5 epochs, where maia went on to epoch 299."
    ),
    encoding=ENCODING,
    model=RecurrentConfig(
        VOCABULARY, embedding=0, hidden=512, layers=2, dropout=0.5, batch_norm=False, dropout_between=False
    ),
    recipe=Recipe(epochs=100, batch=128, steps=128, learning_rate=1e-3, decay=1.0, patience=5),
    data="piano music in MIDI files, in twelve keys",
    small=Preset(
        RecurrentConfig(
            VOCABULARY, embedding=0, hidden=256, layers=2, dropout=0.5, batch_norm=False, dropout_between=False
        ),
        Recipe(
            epochs=15,
            batch=16,
            steps=64,
            epoch_tokens=2_000_000,
            learning_rate=1e-3,
            decay=0.7,
            decay_every=3,
            patience=5,
        ),
    ),
)

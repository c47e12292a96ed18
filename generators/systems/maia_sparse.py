"""maia's sparse transformer (UC Berkeley CS282, 2019)."""

from __future__ import annotations

from dataclasses import replace

from generators.models.transformer.config import TransformerConfig
from generators.systems.maia_gpt import ENCODING, MAIA_GPT, MODEL, SMALL, VOCABULARY
from generators.systems.system import Preset, System

MAIA_SPARSE = System(
    name="maia-sparse",
    source=(
        "maia, UC Berkeley CS282 project, 2019, and R. Child et al., Generating long sequences with sparse "
        "transformers, 2019: fixed attention, which maia preferred to strided"
    ),
    deviations=(
        "maia gives no sizes: its GPT's, with blocks of 128 tokens whose last 8 all later ones see, as R. Child et al. "
        "have them, and eight times the context; the rest as in maia-gpt."
    ),
    encoding=ENCODING,
    model=replace(MODEL, context=4096, attention="fixed", stride=128, summary=8),
    recipe=replace(MAIA_GPT.recipe, batch=8, steps=4096),
    data=MAIA_GPT.data,
    small=Preset(
        TransformerConfig(
            VOCABULARY,
            context=1024,
            width=192,
            layers=4,
            heads=3,
            feed_forward=768,
            dropout=0.0,
            attention="fixed",
            stride=64,
            summary=8,
        ),
        replace(SMALL.recipe, batch=2, steps=1024, epoch_tokens=2_000_000),
    ),
)

"""maia's plan for GPT-2 (UC Berkeley CS282, 2019), which it gave up because GPT-2 has tokens of its own."""

from __future__ import annotations

from dataclasses import replace

from generators.models.transformer.config import TransformerConfig
from generators.systems.maia_gpt import ENCODING, MAIA_GPT, SMALL, VOCABULARY
from generators.systems.system import Preset, System

MAIA_GPT2 = System(
    name="maia-gpt2",
    source=(
        "maia, UC Berkeley CS282 project, 2019, and A. Radford et al., Language models are unsupervised multitask "
        "learners, 2019: the smallest GPT-2 over Clara's notewise encoding"
    ),
    deviations=(
        "New token embeddings stand for GPT-2's, which are of pieces of words; training begins with GPT-2's other "
        "weights (--from-gpt2) or by chance; windows, START and END as in maia-gpt, and its recipe with a tenth of the "
        "learning rate and an eighth of the batch."
    ),
    encoding=ENCODING,
    model=TransformerConfig(VOCABULARY, context=1024, width=768, layers=12, heads=12, feed_forward=3072),
    recipe=replace(MAIA_GPT.recipe, batch=8, steps=1024, learning_rate=1e-4),
    data=MAIA_GPT.data,
    small=Preset(
        TransformerConfig(VOCABULARY, context=512, width=192, layers=6, heads=3, feed_forward=768, dropout=0.0),
        replace(SMALL.recipe, epoch_tokens=1_400_000),
    ),
)

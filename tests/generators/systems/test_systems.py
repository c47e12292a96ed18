"""The systems at their documents' sizes: each can be trained and read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generators.checkpoints.networks import load_checkpoint
from generators.commands.options import PRESETS
from generators.models import architecture_of
from generators.systems import SYSTEMS
from generators.training.batches import BAR
from generators.training.data import Data
from generators.training.loop import train

# Of the documents and their codes, see each system's source: (kind of model, sizes).
DOCUMENTS = {
    "bachbot": ("recurrent", {"embedding": 32, "hidden": 256, "layers": 3, "dropout": 0.3, "cell": "lstm"}),
    "clara-notewise": ("awd-lstm", {"vocabulary": 149, "embedding": 400, "hidden": 600, "layers": 4}),
    "clara-chordwise": ("awd-lstm", {"embedding": 400, "hidden": 600, "layers": 4}),
    "clara-duet": ("awd-lstm", {"embedding": 400, "hidden": 600, "layers": 4}),
    "maia-lstm": ("recurrent", {"vocabulary": 149, "hidden": 512, "layers": 2, "dropout": 0.5}),
    "maia-gpt": ("transformer", {"context": 512, "width": 256, "layers": 6, "heads": 8, "feed_forward": 1024}),
    "maia-gpt2": ("transformer", {"context": 1024, "width": 768, "layers": 12, "heads": 12, "feed_forward": 3072}),
    "maia-sparse": ("transformer", {"attention": "fixed", "context": 4096, "width": 256, "layers": 6}),
    "modulshtein-drums": ("recurrent", {"vocabulary": 512, "hidden": 128, "layers": 2, "dropout": 0.5}),
    "modulshtein-melody": ("recurrent", {"vocabulary": 38, "hidden": 128, "layers": 2, "dropout": 0.5}),
    "deep-jammer": ("biaxial", {"keys": 88, "time_layers": (300, 300), "note_layers": (100, 50)}),
    "ngram": ("ngram", {"order": 14, "smoothing": "kneser-ney"}),
}
TRAINED = [name for name, (kind, _) in DOCUMENTS.items() if kind != "ngram"]
TOO_LARGE = "maia-gpt2"  # to be trained in a test: its shapes alone are looked at


def test_every_system_has_its_documents_sizes() -> None:
    assert set(SYSTEMS) == set(DOCUMENTS)
    for name, (kind, sizes) in DOCUMENTS.items():
        model = SYSTEMS[name].at("paper").model
        assert model.name == kind
        assert {size: getattr(model, size) for size in sizes} == sizes, name


@pytest.mark.parametrize("name", [name for name in TRAINED if name != TOO_LARGE])
def test_a_system_of_its_documents_size_is_trained_for_a_step_and_read_again(name: str, tmp_path: Path) -> None:
    system = SYSTEMS[name].at("paper")
    steps = BAR if system.recipe.batches == "segments" else 150
    rng = np.random.default_rng(1)
    music = [rng.integers(system.model.vocabulary, size=size) for size in (steps + 1, 20)]
    recipe = replace(system.recipe, epochs=1, batch=1, steps=steps, epoch_tokens=steps)
    made = train(replace(system, recipe=recipe), Data("", music[:1], music[1:], ""), tmp_path, "cpu", lambda line: None)
    model, card = load_checkpoint(made)
    assert (card.system, card.encoding, model.config) == (name, system.encoding, system.model)
    assert card.train_loss == pytest.approx(np.log(system.model.vocabulary), abs=0.5)  # of noise, and new weights


def test_gpt2_has_as_many_weights_as_openai_says_and_predicts_its_whole_context() -> None:
    """With its own tokens: the count that Hugging Face gives for gpt2."""
    config = SYSTEMS["maia-gpt2"].model
    with torch.device("meta"):
        model = architecture_of(replace(config, vocabulary=50257)).network().eval()
        logits, _ = model(torch.zeros(1, config.context, dtype=torch.long))
    assert logits.shape == (1, 1024, 50257)
    assert sum(weight.numel() for weight in model.parameters()) == 124_439_808


@pytest.mark.parametrize("preset", PRESETS)
def test_windows_fit_into_the_context_and_small_checkpoints_into_the_repository(preset: str) -> None:
    for system in (SYSTEMS[name].at(preset) for name in TRAINED):
        context = system.model.context_length
        assert (system.recipe.batches == "windows") == (context is not None)
        assert context is None or system.recipe.steps == context
        with torch.device("meta"):
            weights = sum(each.numel() for each in architecture_of(system.model).network().parameters())
        assert preset == "paper" or weights < 3e6, system.name


def test_systems_say_where_they_come_from_and_how_they_differ() -> None:
    for name, system in SYSTEMS.items():
        assert system.name == name
        assert len(system.source) > 40
        assert len(system.deviations) > 40
        assert system.model.vocabulary == len(system.encoding.vocabulary)


def test_a_system_in_an_encoding_that_has_learned_chords_has_as_many_tokens() -> None:
    system = SYSTEMS["clara-chordwise"].at("small")
    encoding = replace(system.encoding, chords=("1", "01", "11"))
    assert system.writing(encoding).model == replace(system.model, vocabulary=56)

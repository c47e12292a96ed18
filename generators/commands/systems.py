"""`python -m generators systems`: which systems there are, and how large."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

import torch

from generators.models import MODELS
from generators.models.config import ModelConfig
from generators.ngram.model import NGramConfig
from generators.systems import SYSTEMS
from generators.systems.system import System


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace) -> None:
    del arguments
    for system in SYSTEMS.values():
        sys.stdout.write(
            f"{system.name}\n"
            f"  {system.source}\n"
            f"  Deviations: {system.deviations}\n"
            f"  Encoding: {_encoding(system)}\n"
            f"  paper: {sizes(system.model)}\n"
        )
        if system.small:
            sys.stdout.write(f"  small: {sizes(system.small.model)}\n")


def _encoding(system: System) -> str:
    more = "" if system.encoding.is_fitted else " and those that it learns"
    return f"{system.encoding.name}, {len(system.encoding.vocabulary)} tokens{more}"


def sizes(config: ModelConfig | NGramConfig) -> str:
    """The model's kind, its sizes but for the vocabulary, and how many weights it has."""
    if isinstance(config, NGramConfig):
        return f"{config.name}, order {config.order}, smoothing {config.smoothing}; as many counts as the music gives"
    told = [
        f"{name.replace('_', ' ')} {value}" for name, value in asdict(config).items() if _is_size(config, name, value)
    ]
    with torch.device("meta"):
        weights = sum(weight.numel() for weight in MODELS[config.name][1](config).parameters())
    return f"{config.name}, {', '.join(told)}; {weights / 1e6:.1f} million weights"


def _is_size(config: ModelConfig, name: str, value: object) -> bool:
    if name in ("stride", "summary", "bar") and getattr(config, "attention", None) == "dense":
        return False
    return (
        name not in ("vocabulary", "advance") and isinstance(value, int | str | tuple) and not isinstance(value, bool)
    )

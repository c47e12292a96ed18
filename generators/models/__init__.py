"""The models by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from generators.models.recurrent import RecurrentConfig, RecurrentModel

MODELS = {"recurrent": (RecurrentConfig, RecurrentModel)}

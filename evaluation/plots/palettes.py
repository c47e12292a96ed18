"""The site's colors, light and dark, as plots need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The site's colors that plots need."""

    paper: str
    ink: str
    soft: str
    chance: str
    human: str
    machine: str
    experience: tuple[str, str, str, str]  # tints of Okabe and Ito's bluish green, novice to expert
    edge: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#fbf8f1",
        ink="#22201c",
        soft="#5c564b",
        chance="#767676",
        human="#0072b2",
        machine="#d55e00",
        experience=("#fbf8f1", "#a3d3be", "#52b897", "#007a59"),
        edge="#007a59",
    ),
    "dark": Palette(
        paper="#1a1815",
        ink="#f0eadd",
        soft="#b9b0a0",
        chance="#a3a3a3",
        human="#56b4e9",
        machine="#d55e00",
        experience=("#1a1815", "#0d4b3a", "#05795a", "#33c79d"),
        edge="#33c79d",
    ),
}

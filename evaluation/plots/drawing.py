"""What all plots share: the site's colors, and a figure as the bytes of a file.

Drawn with matplotlib's objects, not with pyplot, which keeps state between the requests of a web process. The same
input gives the same bytes.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("turing.mplstyle")
WIDTH = 4.3  # inches of 72 points: narrow, so that type stays legible on a phone
PIXELS_PER_INCH = 200  # of a PNG

Theme = Literal["light", "dark"]
Format = Literal["svg", "png"]


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


def point(axes: Axes, x: float, y: float, marker: str, face: str, edge: str) -> None:
    axes.plot([x], [y], marker, markerfacecolor=face, markeredgecolor=edge, zorder=3, clip_on=False)


def file_bytes(figure: Figure, title: str, kind: Format, paper: str) -> bytes:
    """The figure as a file. An SVG has no background, a PNG that of the paper."""
    file = io.BytesIO()
    if kind == "svg":
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # the text stays text: the reader's fonts draw it
            figure.savefig(file, format="svg", metadata={"Title": title, "Date": None, "Creator": None})
    else:
        metadata = {"Title": title, "Software": None}
        figure.savefig(file, format="png", dpi=PIXELS_PER_INCH, facecolor=paper, metadata=metadata)
    return file.getvalue()

"""What all plots share: a figure as the bytes of a file.

Drawn with matplotlib's objects, not with pyplot, which keeps state between the requests of a web process. The same
input gives the same bytes.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("turing.mplstyle")
WIDTH = 4.3  # inches of 72 points: narrow, so that type stays legible on a phone
PIXELS_PER_INCH = 200  # of a PNG

Format = Literal["svg", "png"]


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

"""Strips and curves of candidate sets, read back from their own SVG."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from evaluation.plots.ngrams import Plotted, precision_plot, strip_plot
from evaluation.plots.palettes import PALETTES

RANDOM = np.random.default_rng(8)
SETS = [
    Plotted("Bach", True, RANDOM.uniform(0.6, 0.9, (30, 9))),
    Plotted("lstm", False, RANDOM.uniform(0.2, 0.5, (20, 9))),
    Plotted("gpt", False, RANDOM.uniform(0.3, 0.4, (12, 9))),
]
ORDERS = (2, 3, 4, 5)


def strips(sets=SETS, orders=ORDERS, **options) -> bytes:
    return strip_plot(sets, orders, **options)


def texts(svg: bytes) -> list[str]:
    elements = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()).strip() for element in elements]


def uses(svg: bytes, color: str) -> int:
    """How many markers of that edge color are drawn."""
    return len(re.findall(rf"<use [^>]*stroke: {color}", svg.decode()))


def test_there_is_a_dot_for_every_candidate_in_every_strip() -> None:
    light = PALETTES["light"]
    assert uses(strips(), light.human) == 4 * 30
    assert uses(strips(), light.machine) == 4 * (20 + 12)


def test_strips_are_titled_by_n_and_named_by_set() -> None:
    shown = texts(strips(orders=(3, 4)))
    assert [text for text in shown if text.startswith("n =")] == ["n = 3", "n = 4"]
    assert [shown.count(each.name) for each in SETS] == [2, 2, 2]


def test_curves_name_every_set_and_every_n() -> None:
    shown = texts(precision_plot(SETS))
    assert {"Bach", "lstm", "gpt", "n", *map(str, range(1, 10))} <= set(shown)


def test_sets_differ_in_grey_by_marker_and_dashes() -> None:
    sets = [*SETS, *(Plotted(str(n), False, np.full((3, 9), n / 9)) for n in range(4))]
    svg = precision_plot(sets).decode()
    lines = re.findall(r'<path d="[^"]*" clip-path="[^"]*" style="fill: none; (?:stroke-dasharray: ([\d., ]+);)?', svg)
    dashes = [each for each in lines if each]
    assert len(set(dashes)) == len(dashes) == 6  # the seventh, Bach's, is unbroken
    assert len(set(re.findall(r'<path id="(m[0-9a-f]+)"', svg))) >= 7 + 2  # and the ticks of two axes


@pytest.mark.parametrize("draw", [strips, precision_plot])
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_sets_give_the_same_bytes(draw, kind) -> None:
    assert draw(sets=SETS, kind=kind) == draw(sets=SETS, kind=kind)


def test_the_seed_moves_the_jitter() -> None:
    assert strips(seed=1) != strips(seed=2)


@pytest.mark.parametrize("draw", [strips, precision_plot])
def test_light_and_dark_say_the_same(draw) -> None:
    light, dark = draw(sets=SETS), draw(sets=SETS, theme="dark")
    assert light != dark
    assert texts(light) == texts(dark)


@pytest.mark.parametrize(("theme", "paper"), [("light", (251, 248, 241)), ("dark", (26, 24, 21))])
def test_a_png_stands_on_the_sites_paper(theme, paper) -> None:
    image = Image.open(io.BytesIO(strips(theme=theme, kind="png"))).convert("RGB")
    assert image.getpixel((2, 2)) == paper


def test_candidates_too_short_for_an_order_leave_a_gap_and_no_number() -> None:
    short = Plotted("short", False, np.array([[1.0, 0.5, np.nan], [0.9, np.nan, np.nan]]))
    assert "nan" not in precision_plot([short]).decode().lower()


def test_a_long_name_with_signs_of_mathematics_is_shown_as_it_is() -> None:
    shown = texts(strips(sets=[Plotted("a$_1$" + 40 * "x", False, np.full((2, 5), 0.5))]))
    assert any(text.startswith("a$_1$xx") and "…" in text for text in shown)

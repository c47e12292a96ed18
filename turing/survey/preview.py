"""The picture a shared link shows: the score, and no answer."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)  # what networks crop least
MARGIN = 80
PAPER, INK, SOFT, ACCENT = "#fbf8f1", "#22201c", "#5c564b", "#7b2140"
FONT = Path("turing/static/fonts/eb-garamond-500.woff2")


@lru_cache(maxsize=256)
def preview_png(title: str, score: int, trials: int) -> bytes:
    """The image as PNG, 1200 × 630."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    title_font = _fitting(title, 84)
    pen.text((MARGIN, 90), title, font=title_font, fill=INK, anchor="lt")
    pen.text((MARGIN, 400), f"{score} of {trials}", font=_font(200), fill=ACCENT, anchor="ls")
    pen.text((MARGIN, 440), "told right by ear", font=_font(48), fill=SOFT, anchor="lt")
    pen.text((MARGIN, SIZE[1] - 60), "Can you do better?", font=_font(48), fill=INK, anchor="ls")
    _staff(pen)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(settings.ROOT / FONT, size)


def _fitting(text: str, size: int) -> ImageFont.FreeTypeFont:
    """The font as large as lets the text fit on one line, at most `size`."""
    width = _font(size).getlength(text)
    return _font(min(size, int(size * (SIZE[0] - 2 * MARGIN) / width)))


def _staff(pen: ImageDraw.ImageDraw) -> None:
    """A staff with two notes: one filled, one open."""
    for line in range(5):
        y = 300 + line * 28
        pen.line([(700, y), (SIZE[0] - MARGIN, y)], fill=SOFT, width=2)
    pen.ellipse([(800, 372), (838, 398)], fill=INK)
    pen.line([(836, 384), (836, 296)], fill=INK, width=4)
    pen.ellipse([(960, 344), (998, 370)], outline=INK, width=5)
    pen.line([(996, 356), (996, 268)], fill=INK, width=4)

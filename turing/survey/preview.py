"""The picture a shared link shows: a result, and no answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from turing.survey.kinds.kind import Shared

SIZE = (1200, 630)  # what networks crop least
MARGIN = 80
PAPER, INK, SOFT, ACCENT = "#fbf8f1", "#22201c", "#5c564b", "#7b2140"
GAP = 28  # between the lines of the staff
FONT = Path("turing/static/fonts/eb-garamond-500.woff2")


@lru_cache(maxsize=256)
def preview_png(title: str, shared: Shared) -> bytes:
    """The image as PNG, 1200 × 630."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 90), title, font=_fitting(title, 84), fill=INK, anchor="lt")
    pen.text((MARGIN, 400), shared.figure, font=_font(200), fill=ACCENT, anchor="ls")
    pen.text((MARGIN, 440), shared.deed, font=_font(48), fill=SOFT, anchor="lt")
    pen.text((MARGIN, SIZE[1] - 60), shared.dare, font=_font(48), fill=INK, anchor="ls")
    _staff(image, pen, shared.notes)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(settings.ROOT / FONT, size)


def _fitting(text: str, size: int) -> ImageFont.FreeTypeFont:
    """The font as large as lets the text fit on one line, at most `size`."""
    width = _font(size).getlength(text)
    return _font(min(size, int(size * (SIZE[0] - 2 * MARGIN) / width)))


def _staff(image: Image.Image, pen: ImageDraw.ImageDraw, notes: Sequence[bool]) -> None:
    """A staff with those notes, rising, filled or not."""
    left, right, top = 700, SIZE[0] - MARGIN, 280
    for line in range(5):
        pen.line([(left, top + line * GAP), (right, top + line * GAP)], fill=SOFT, width=2)
    step = (right - left) / len(notes)
    for place, filled in enumerate(notes):
        x = round(left + step * (place + 0.5))
        y = round(top + 4.5 * GAP - min(place, 8) * GAP / 2)
        head = _head(filled=filled)
        pen.line([(x + head.width // 2 - 5, y - 4), (x + head.width // 2 - 5, y - 3.4 * GAP)], fill=INK, width=4)
        image.paste(INK, (x - head.width // 2, y - head.height // 2), head)


def _head(filled: bool) -> Image.Image:
    """A note head as a mask: drawn four times as large, tilted, made small."""
    width, height = 152, 104
    mask = Image.new("L", (width + 40, width + 40))
    box = (20, 20 + (width - height) // 2, 20 + width, 20 + (width + height) // 2)
    ImageDraw.Draw(mask).ellipse(box, fill=255 if filled else 0, outline=255, width=20)
    tilted = mask.rotate(20, Image.Resampling.BICUBIC)
    return tilted.resize((tilted.width // 4, tilted.height // 4), Image.Resampling.LANCZOS)

"""Banks as researchers send them, and a form that asks for a study of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile

from turing.studies import uploads

RATE = 44_100


def tone(pitch: float, seconds: float = 1.2) -> bytes:
    sound = io.BytesIO()
    soundfile.write(
        sound, 0.2 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE), RATE, format="WAV"
    )
    return sound.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of those files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return archive.getvalue()


def pairs(count: int) -> dict[str, bytes]:
    """So many pairs of tones, by a person and by a system, by their places in a folder."""
    return {
        f"{maker}/{number}.wav": tone(pitch * number)
        for number in range(1, count + 1)
        for maker, pitch in MAKERS.items()
    }


MAKERS = {"human": 220, "gpt": 275}


@pytest.fixture
def said(settings, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """A form that asks for a draft about a zip of two pairs; what else it says may be given."""
    settings.MEDIA_ROOT = tmp_path / "uploads"

    def form(files: dict[str, bytes] | None = None, **more: object) -> dict[str, object]:
        bank = SimpleUploadedFile("two pairs.zip", packed(pairs(2) if files is None else files))
        asked = {"title": "Whose tone?", "slug": "tones", "kind": "discrimination", "question": "", "trials": ""}
        return asked | {"collection": "", "state": "draft", "bank": bank} | more

    return form


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Banks are taken in before the answer, and not in a process of their own."""
    monkeypatch.setattr(uploads, "launch", uploads.take_in)

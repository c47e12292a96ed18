"""Results that others published, to be shown beside ours: shares without the answers they were counted from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from generators.errors import InputError


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A share of right answers as printed, to two digits."""

    value: float  # 0 to 1
    count: int | None  # answers; None where it is not known


@dataclass(frozen=True, slots=True)
class Published:
    """A table of shares by variant and experience, with where it stands and what it was counted from."""

    name: str
    title: str
    source: str
    dataset: str
    caution: str
    cells: dict[tuple[str, str], PublishedShare]  # by (variant, experience), as in AccuracyTable


def read_published(path: Path) -> Published:
    """The table in a JSON file. Raises InputError if the file is missing, damaged or lacks a field."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        cells = {
            (cell["variant"], cell["experience"]): PublishedShare(cell["value"], cell["count"])
            for cell in fields["cells"]
        }
        words = {name: str(fields[name]) for name in ("name", "title", "source", "dataset", "caution")}
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no table of published results: {error!r}") from error
    return Published(**words, cells=cells)

"""docs/systems.md and the systems' pages say what the committed checkpoints and measured figures say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.system_pages import SEEDS, write_pages
from generators.systems import SYSTEMS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder docs with pages that were written anew."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "systems").mkdir()
    shutil.copy(DOCS / "systems.md", docs)
    figures = json.loads((DOCS / "systems" / "figures.json").read_text(encoding="utf-8"))
    write_pages(docs, figures, ROOT / "fixtures" / "checkpoints")
    return docs


def test_the_table_is_what_cards_and_figures_give(written: Path) -> None:
    assert (written / "systems.md").read_text(encoding="utf-8") == (DOCS / "systems.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_has_a_page_and_three_seeds_music(name: str, written: Path) -> None:
    page = Path("systems") / f"{name}.md"
    assert (DOCS / page).read_text(encoding="utf-8") == (written / page).read_text(encoding="utf-8")
    for seed in SEEDS:
        for kind in ("mid", "mp3", "svg"):
            assert (DOCS / "systems" / name / f"{name}-{seed}.{kind}").stat().st_size > 50


def test_checkpoints_are_small_enough_to_be_cloned() -> None:
    sizes = [path.stat().st_size for path in (ROOT / "fixtures" / "checkpoints").glob("*.safetensors")]
    assert max(sizes) <= 12_000_000
    assert sum(sizes) <= 60_000_000

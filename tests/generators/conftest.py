"""What the composers' tests share: chorales that come with the project, and its trained model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import torch

from generators.checkpoints.opening import open_checkpoint
from generators.corpora.chorales.scores import load_chorales
from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.files import read_piece
from generators.pieces import Piece, cut
from tests.generators import noise as noises
from tests.generators.encodings.variations import VARIATIONS, fitted

FIXTURES = Path(__file__).parents[2] / "fixtures"

torch.set_num_threads(1)  # these models are small, and tests run side by side


@pytest.fixture(params=VARIATIONS)
def encoding(request: pytest.FixtureRequest) -> Encoding:
    """Every encoding there is, with its vocabulary."""
    return fitted(VARIATIONS[request.param])


@pytest.fixture
def noise() -> Callable[[Encoding], Engines]:
    """Engines that would write anything."""
    return noises.engines


@pytest.fixture(scope="session")
def bach() -> dict[str, Piece]:
    """The demo's chorales by Bach, by file name."""
    return {path.stem: read_piece(path) for path in sorted((FIXTURES / "pieces/demo/pieces").glob("bwv*.musicxml"))}


@pytest.fixture(scope="session")
def chorale(bach: Mapping[str, Piece]) -> Piece:
    """The first two bars of a chorale."""
    return cut(bach["bwv254"], 0, 8 * 480)


@pytest.fixture(scope="session")
def checkpoint() -> Path:
    """The trained BachBot."""
    return FIXTURES / "checkpoints/bachbot.safetensors"


@pytest.fixture(scope="session")
def bachbot(checkpoint: Path) -> tuple[Engines, Encoding]:
    """The trained BachBot, ready to compose."""
    composer = open_checkpoint(checkpoint)
    return composer.engines, composer.encoding


@pytest.fixture(scope="session")
def chorales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Piece]:
    """All chorales, read afresh from music21's corpus: what an older reader left in a cache is no test of this one."""
    pytest.importorskip("music21")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return load_chorales()

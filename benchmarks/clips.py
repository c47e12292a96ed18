"""CPU seconds that a clip takes, by step, and as `make clips` does it: a chorale, piano and drums pairs of the demo.

python -m benchmarks.clips [--pairs 3]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).parents[1]
FOLDERS = ("demo", "machines/clara-notewise", "machines/modulshtein-drums")
STEPS = {"rendering": ("synthesize", "in_room"), "takes": ("measure", "encode_mp3", "decode_mp3")}  # by module


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Adds what each step takes."""
    modules = {import_module(f"turing.sound.{module}"): names for module, names in STEPS.items()}
    originals = [(module, name, getattr(module, name)) for module, names in modules.items() for name in names]

    def wrapped(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            begun = time.process_time()
            try:
                return step(*arguments)
            finally:
                spent[name] += time.process_time() - begun

        return run

    for module, name, step in originals:
        setattr(module, name, wrapped(name, step))
    yield
    for module, name, step in originals:
        setattr(module, name, step)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    count = parser.parse_args().pairs
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "turing.settings")
    django.setup()
    from evaluation.pairs.folder import pair_folders, read_pairs
    from turing.sound.alike import made_alike
    from turing.sound.rendering import render_pair
    from turing.sound.rendersettings import RenderSettings
    from turing.sound.store import Store

    for name in FOLDERS:
        pairs = [
            made_alike(pair)
            for folder in pair_folders(ROOT / "fixtures" / "pieces" / name)
            for pair in read_pairs(folder)
        ]
        cuts = [(pair.human.music, pair.machine.music) for pair in pairs[:count]]
        spent: dict[str, float] = defaultdict(float)
        with tempfile.TemporaryDirectory() as folder, timed(spent):
            store = Store([Path(folder)])
            begun = time.process_time()
            for human, machine in cuts:
                render_pair(human, machine, RenderSettings(), store)
            total = time.process_time() - begun
            begun = time.process_time()
            for human, machine in cuts:
                render_pair(human, machine, RenderSettings(), store)
            again = time.process_time() - begun
        clips = 2 * len(cuts)
        steps = ", ".join(f"{step} {seconds / clips:.3f}" for step, seconds in spent.items())
        print(f"{name}: {total / clips:.3f} s of CPU a clip ({steps}); found in the store {again / clips:.4f}")


if __name__ == "__main__":
    main()

"""`python -m generators systems`: which systems there are, and how large."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generators.systems.system import System


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    from generators.systems import SYSTEMS

    records = [_record(system) for system in SYSTEMS.values()]
    told = json.dumps(records, indent=1) + "\n" if arguments.json else "".join(map(_text, records))
    sys.stdout.write(told)


def _record(system: System) -> dict[str, object]:
    from generators.models import architecture_of

    presets = {"paper": system.model} | ({"small": system.small.model} if system.small else {})
    return {
        "name": system.name,
        "source": system.source,
        "deviations": system.deviations,
        "encoding": _encoding(system),
        "presets": {preset: architecture_of(model).size() for preset, model in presets.items()},
    }


def _text(record: dict[str, Any]) -> str:
    lines = [
        record["name"],
        f"  {record['source']}",
        f"  Deviations: {record['deviations']}",
        f"  Encoding: {record['encoding']}",
        *(f"  {preset}: {size}" for preset, size in record["presets"].items()),
    ]
    return "\n".join(lines) + "\n"


def _encoding(system: System) -> str:
    more = "" if system.encoding.is_fitted else " and those that it learns"
    return f"{system.encoding.name}, {len(system.encoding.vocabulary)} tokens{more}"

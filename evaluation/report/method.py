"""How the report was made, so that it can be made again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from evaluation.measures.material import Material
from evaluation.outputs.html import Child, Section, element
from evaluation.report.folder import Reported
from generators.counts import counted

PACKAGES = ("numpy", "scipy", "scikit-learn", "matplotlib", "lxml", "numba")


def method_section(reported: Reported, material: Material, command: str) -> Section:
    sizes = ", ".join(f"{name} ({len(items)})" for name, items in reported.sets.items())
    facts: dict[str, Child] = {
        "Command": element("code", command),
        "Sets": sizes,
        "Held-out real music": counted(len(reported.held_out), "piece") if reported.held_out else "none given",
        "References": counted(len(reported.references), "piece"),
        "Encoding": material.encoding,
        "Window": f"{material.window} tokens" if material.window else "none, whole pieces",
        "Seed": f"{material.seed}",
        "Versions": f"Python {platform.python_version()}, " + ", ".join(_versions()),
    }
    rows = [part for term, value in facts.items() for part in (element("dt", term), element("dd", value))]
    body = [element("dl", *rows)]
    if reported.left_out:
        body.append(element("p", "Left out, because they could not be read:"))
        body.append(element("ul", *(element("li", reason) for reason in reported.left_out)))
    return Section("method", "How this was made", body)


def _versions() -> list[str]:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return found

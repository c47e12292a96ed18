"""How the report was made, so that it can be made again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from evaluation.outputs.html import Child, Section, element
from evaluation.report.material import Material
from evaluation.report.settings import Settings
from generators.counts import counted

PACKAGES = ("numpy", "scipy", "scikit-learn", "matplotlib", "lxml", "numba")


def section(material: Material, settings: Settings) -> Section:
    sizes = ", ".join(f"{name} ({len(items)})" for name, items in material.sets.items())
    facts: dict[str, Child] = {
        "Command": element("code", settings.command),
        "Sets": sizes,
        "Held-out real music": counted(len(material.held_out), "piece") if material.held_out else "none given",
        "References": counted(len(material.references), "piece"),
        "Encoding": material.encoding,
        "Window": f"{settings.window} tokens" if settings.window else "none, whole pieces",
        "Seed": f"{settings.seed}",
        "Versions": f"Python {platform.python_version()}, " + ", ".join(_versions()),
    }
    rows = [part for term, value in facts.items() for part in (element("dt", term), element("dd", value))]
    body = [element("dl", *rows)]
    if material.left_out:
        body.append(element("p", "Left out, because they could not be read:"))
        body.append(element("ul", *(element("li", reason) for reason in material.left_out)))
    return Section("method", "How this was made", body)


def _versions() -> list[str]:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return found

"""MusicXML on standard input to SVG on standard output, by verovio: a process of its own, because verovio may crash.

Run by engraving.py; imports nothing of the site, so that it starts in a twentieth of a second.
"""

from __future__ import annotations

import json
import sys

try:
    import resource
except ModuleNotFoundError:  # Windows has no such limits: there the time limit of engraving.py is all that holds
    resource = None  # type: ignore[assignment]

MEMORY = 1 << 30  # bytes of address space
CPU_SECONDS = 20


def main() -> int:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    import verovio  # after the limits

    toolkit = verovio.toolkit()
    toolkit.setOptions(json.loads(sys.argv[1]))
    if not toolkit.loadData(sys.stdin.read()):
        return 1
    sys.stdout.write(toolkit.renderToSVG(1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

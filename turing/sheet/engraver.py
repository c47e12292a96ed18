"""MusicXML on standard input to SVG on standard output, by verovio: a process of its own, because verovio may crash.

Run by engraving.py; imports next to nothing of the site, so that it starts in a twentieth of a second.
"""

from __future__ import annotations

import json
import sys

from turing.limits import limit_this_process

MEMORY = 1 << 30  # bytes of address space
CPU_SECONDS = 20


def main() -> int:
    limit_this_process(MEMORY, CPU_SECONDS)
    import verovio  # after the limits

    toolkit = verovio.toolkit()
    toolkit.setOptions(json.loads(sys.argv[1]))
    if not toolkit.loadData(sys.stdin.read()):
        return 1
    sys.stdout.write(toolkit.renderToSVG(1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

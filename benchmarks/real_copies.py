"""How much real music copies from other real music: held-out pieces against the rest, by every kind of events.

    python -m benchmarks.real_copies [--music FOLDER]

Chorales of two splits; with a folder of MIDI or MusicXML, every tenth of its files that can be read against the others.
Wall-clock time is that of the comparison, reading left out; the bachbot compositions of the demo are measured, too.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from evaluation.originality.report import Named, originality_report
from evaluation.originality.tables import as_text
from generators.corpora.chorales import load_chorales
from generators.corpora.splits import load_split, pick
from generators.errors import InputError
from generators.files import music_files, read_piece

DEMO = Path(__file__).parents[1] / "fixtures" / "pieces" / "demo" / "pieces"
SUMMARY = ("candidates:", "held-out music:")


def compare(title: str, kinds: tuple[str, ...], corpus: Named, candidates: Named, held_out: Named) -> None:
    for kind in kinds:
        begun = time.perf_counter()
        report = originality_report(kind, corpus, candidates, held_out, seed=1)
        seconds = time.perf_counter() - begun
        events = sum(map(len, report.repertoire.lines))
        print(f"\n{title}, {kind}: {len(corpus)} pieces of {events:,} events in the corpus, {seconds:.1f} s")
        print("\n".join(line for line in as_text(report).splitlines() if line.startswith(SUMMARY) or "copy a" in line))


def chorales(kinds: tuple[str, ...]) -> None:
    every = load_chorales()
    machine = [(path.stem, read_piece(path)) for path in sorted(DEMO.glob("bachbot-1000???.musicxml"))]
    for name, part in (("melody-family", "held_out"), ("boulanger-lewandowski", "test")):
        split = load_split(name)
        kept = getattr(split, part)
        corpus, held_out = (list(zip(names, pick(every, names), strict=True)) for names in (split.train, kept))
        compare(f"{name} {part}", kinds, corpus, machine, held_out)


def folder(path: Path, kinds: tuple[str, ...]) -> None:
    read = []
    for file in music_files(path):
        try:
            read.append((file.name, read_piece(file)))
        except InputError as error:
            print(f"left out: {error}")
    held_out = read[9::10]
    compare(path.name, kinds, [each for each in read if each not in held_out], held_out, held_out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what real music copies.")
    parser.add_argument("--music", type=Path, metavar="FOLDER", help="of MIDI or MusicXML")
    arguments = parser.parse_args()
    chorales(("chords", "onsets", "skeleton"))
    if arguments.music:
        folder(arguments.music, ("onsets", "skeleton"))


if __name__ == "__main__":
    main()

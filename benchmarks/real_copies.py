"""How much real music copies from other real music: held-out pieces against the rest, by every kind of events.

    python -m benchmarks.real_copies [--music FOLDER]

Chorales of two splits; with a folder of MIDI or MusicXML, every tenth of its files that can be read against the others.
CPU time is that of the comparison, reading left out; the bachbot compositions of the demo are measured, too.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from evaluation.measures.originality.kinds import KINDS, OF_ANY_PIECE
from evaluation.measures.originality.report import Comparison, Named
from evaluation.measures.originality.result import result_of
from evaluation.outputs.text import as_text
from generators.corpora.chorales.corpus import open_chorales
from generators.corpora.corpus import HELD_OUT, TEST, TRAIN
from generators.errors import InputError
from generators.files import music_files, read_piece

DEMO = Path(__file__).parents[1] / "fixtures" / "pieces" / "demo" / "pieces"


def compare(title: str, kinds: tuple[str, ...], corpus: Named, candidates: Named, held_out: Named) -> None:
    begun = time.process_time()
    report = Comparison(kinds, corpus, held_out).report(candidates, seed=1)
    text = as_text(result_of({title: report}, {}))
    seconds = time.process_time() - begun
    print(f"\n{title}: {len(corpus)} pieces in the corpus, {seconds:.1f} CPU seconds")
    for kind, each in report.kinds.items():
        print(f"{kind}: {sum(map(len, each.repertoire.lines)):,} events in the corpus")
    print(text)


def chorales(kinds: tuple[str, ...]) -> None:
    machine = [(path.stem, read_piece(path)) for path in sorted(DEMO.glob("bachbot-1000???.musicxml"))]
    for name, parts in (("melody-family", HELD_OUT), ("boulanger-lewandowski", (TEST,))):
        corpus = open_chorales(name)
        held_out = [each for part in parts for each in corpus.pieces(part).items()]
        compare(f"{name} {' and '.join(parts)}", kinds, [*corpus.pieces(TRAIN).items()], machine, held_out)


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
    chorales(tuple(KINDS))
    if arguments.music:
        folder(arguments.music, OF_ANY_PIECE)


if __name__ == "__main__":
    main()

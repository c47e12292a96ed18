"""`python -m evaluation diversity`: how much candidates vary, and whether less than real music does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.measures.bleu.scores import MAIA_WEIGHTS, BleuReport
from evaluation.measures.bleu.tables import of_scores
from evaluation.measures.diversity.collapse import SELF_BLEU, Comparison, compare, distinct_n, signature
from evaluation.measures.diversity.duplicates import Duplicate, find_duplicates
from evaluation.measures.diversity.self_bleu import self_bleu
from evaluation.ngrams.shared import table_of
from evaluation.sequences import PLAIN
from evaluation.sequences.packed import PackedSequences, pack
from evaluation.sequences.reading import read_sequences
from generators.command_line import seed

LISTED = 20  # duplicates that the text names; JSON names all


@dataclass(frozen=True, slots=True)
class DiversityReport:
    """What the command says of one set of candidates."""

    self_bleu: BleuReport
    tokens: int
    distinct: tuple[float, ...]  # n = 1 …
    duplicates: tuple[Duplicate, ...]
    comparisons: tuple[Comparison, ...]  # with held-out real music, if there is some
    comparisons_signature: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    files = "token files (a sequence a line, tokens separated by spaces), or files or folders of MIDI or MusicXML"
    parser.add_argument("--candidates", nargs="+", type=Path, required=True, metavar="PATH", help=files)
    parser.add_argument(
        "--held-out", nargs="+", type=Path, default=[], metavar="PATH", help="real music, which raises the alarm"
    )
    parser.add_argument(
        "--encoding", default=PLAIN, metavar="NAME", help="what turns music into tokens (default: tokens)"
    )
    parser.add_argument("--seed", type=seed, default=1, help="of the sets drawn from held-out music (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    candidates = _read(arguments.candidates, arguments.encoding)
    bleu = self_bleu(candidates, encoding=arguments.encoding)
    table = table_of(candidates, len(MAIA_WEIGHTS))
    comparisons: tuple[Comparison, ...] = ()
    signed = ""
    if arguments.held_out:
        held_out = _read(arguments.held_out, arguments.encoding)
        comparisons = compare(candidates, held_out, seed=arguments.seed)
        signed = signature(candidates, held_out, arguments.seed)
    duplicates = tuple(find_duplicates(candidates, table))
    report = DiversityReport(bleu, len(candidates.tokens), distinct_n(table), duplicates, comparisons, signed)
    sys.stdout.write((json.dumps(asdict(report), indent=2) if arguments.json else "\n".join(_lines(report))) + "\n")


def _read(paths: Sequence[Path], encoding: str) -> PackedSequences:
    read = list(read_sequences(paths, encoding))
    return pack([tokens for _, tokens in read], [name for name, _ in read])


def _lines(report: DiversityReport) -> Iterator[str]:
    yield f"{len(report.self_bleu.candidates):,} sequences, {report.tokens:,} tokens"
    yield f"{SELF_BLEU} {of_scores(report.self_bleu.mean, report.self_bleu.candidates)}"
    orders = range(1, len(report.distinct) + 1)
    yield "different n-grams per token  " + "  ".join(f"{f'n={n}':>5}" for n in orders)
    yield " " * 27 + "".join(f"  {share:.3f}" for share in report.distinct)
    yield f"duplicates {len(report.duplicates):,}"
    for each in report.duplicates[:LISTED]:
        yield f"  {each.name} {'equals' if each.equal else f'shares {100 * each.shared:.0f} % with'} {each.of}"
    if len(report.duplicates) > LISTED:
        yield f"  and {len(report.duplicates) - LISTED:,} more, which --json names"
    for compared in report.comparisons:
        yield (
            f"{compared.measure:10}  sets of {compared.size}: {compared.candidates:.4f}, real music "
            f"{compared.real:.4f} ({compared.low:.4f}–{compared.high:.4f})  {compared.saying}".rstrip()
        )
    if any(compared.alarm for compared in report.comparisons):
        yield "alarm: the candidates vary less than real music"
    yield report.self_bleu.signature
    if report.comparisons_signature:
        yield report.comparisons_signature

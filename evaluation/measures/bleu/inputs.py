"""What the commands about BLEU take in: named sets of candidates, references, held-out real music, windows."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.sequences import PLAIN
from generators.command_line import count, seed
from generators.errors import InputError

if TYPE_CHECKING:
    from evaluation.measures.bleu.span import Span
    from evaluation.ngrams.index.index import Index
    from evaluation.sequences.packed import PackedSequences, Tokens
    from evaluation.sequences.windows import NamedSequence

UNNAMED = "candidates"  # the set of paths given without a name


@dataclass(frozen=True, eq=False)
class Inputs:
    """All candidates in memory, references still to be read."""

    sets: Mapping[str, Sequence[NamedSequence]]
    span: Span | None  # of the candidates
    held_out: Sequence[NamedSequence]
    references: Iterable[PackedSequences | Index]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    files = (
        "token files (a sequence a line, tokens separated by spaces), .npy arrays of tokens (a sequence a row), or "
        "files or folders of MIDI or MusicXML"
    )
    parser.add_argument(
        "--references", nargs="+", type=Path, required=True, metavar="PATH", help=f"{files}, or an index"
    )
    parser.add_argument(
        "--candidates",
        nargs="+",
        action="extend",
        required=True,
        metavar="[NAME=]PATH",
        help="the same; NAME= begins a set of that name, to which the paths after it belong: lstm=1.txt 2.txt gpt=3",
    )
    parser.add_argument(
        "--held-out", nargs="+", type=Path, default=[], metavar="PATH", help="real music that no system learned from"
    )
    parser.add_argument(
        "--encoding", default=PLAIN, metavar="NAME", help="what turns music into tokens (default: tokens)"
    )
    parser.add_argument(
        "--window",
        type=count,
        metavar="TOKENS",
        help="cut all to this length: references overlap by half, candidates and held-out music do not (maia: 512)",
    )
    parser.add_argument("--seed", type=seed, default=1, help="of the bootstrap, and of a plot's jitter (default: 1)")


def read_inputs(arguments: argparse.Namespace) -> Inputs:
    """Read candidates and held-out music; raises InputError if a set is left without any."""
    from evaluation.measures.bleu.span import span_of
    from evaluation.sequences.reading import read_sequences
    from evaluation.sequences.windows import candidate_windows

    def read(name: str, sequences: Sequence[tuple[str, Tokens]]) -> list[NamedSequence]:
        cut = [each for path, tokens in sequences for each in candidate_windows(path, tokens, arguments.window)]
        if sequences and not cut:
            longest = max(len(tokens) for _, tokens in sequences)
            raise InputError(f"set {name!r} has no window of {arguments.window} tokens: its longest has {longest}")
        return cut

    given = {
        name: list(read_sequences(paths, arguments.encoding))
        for name, paths in named_sets(arguments.candidates).items()
    }
    sets = {name: read(name, sequences) for name, sequences in given.items()}
    held_out = read("held out", list(read_sequences(arguments.held_out, arguments.encoding)))
    references = list_references(arguments.references, arguments.encoding, arguments.window)
    span = span_of((tokens for sequences in given.values() for _, tokens in sequences), arguments.encoding)
    return Inputs(sets, span, held_out, references)


def list_references(paths: Sequence[Path], encoding: str, window: int | None) -> Iterator[PackedSequences | Index]:
    """The references in the files, one corpus or index after the other, each read when it is asked for.

    Raises InputError for an index that is damaged, or was made with another encoding, vocabulary or window.
    """
    from evaluation.ngrams.index.file import is_index
    from evaluation.sequences.reading import read_blocks
    from evaluation.sequences.windows import reference_windows

    for path in paths:
        if is_index(path):
            yield _checked(path, encoding, window)
        else:
            yield from reference_windows(read_blocks([path], encoding), window)


def _checked(path: Path, encoding: str, window: int | None) -> Index:
    from evaluation.ngrams.index.building import vocabulary_hash
    from evaluation.ngrams.index.file import open_index, verify

    verify(path)
    index = open_index(path)
    for name, own, asked in (("encoding", index.encoding, encoding), ("window", index.window, window)):
        if own != asked:
            raise InputError(f"{path} was built with --{name} {own or 'left out'}, not {asked or 'left out'}")
    if index.vocabulary_hash != vocabulary_hash(encoding, index.vocabulary):
        raise InputError(f"{path} was built when --encoding {encoding} had another vocabulary: build it again")
    return index


def named_sets(texts: Sequence[str]) -> dict[str, list[Path]]:
    """The paths of each set, in the order given: NAME=PATH begins one, and further paths belong to it.

    Paths before any name make a set called UNNAMED. A path that exists is a path, even with an = in it. Raises
    InputError if a set is named twice or not at all.
    """
    sets: dict[str, list[Path]] = {}
    current = UNNAMED
    for text in texts:
        name, sign, path = text.partition("=")
        if not sign or "/" in name or Path(text).exists():
            sets.setdefault(current, []).append(Path(text))
            continue
        if not name or not path or name in sets:
            fault = "is a second set of that name" if name in sets else "is not NAME=PATH"
            raise InputError(f"{text!r} {fault}: sets so far are {', '.join(sets) or 'none'}")
        current, sets[name] = name, [Path(path)]
    return sets

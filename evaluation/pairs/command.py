"""`python -m evaluation pairs`: from a checkpoint to a folder of pairs that listeners can hear."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from generators.command_line import count, say_on_stderr, seed
from generators.commands.options import TEMPERATURE, add_sampling_arguments, sampling_from
from generators.corpora.opening import add_data_argument
from generators.counts import counted
from generators.errors import InputError

# BachBot's bank had 36 pairs in these proportions but for the single voices, of which there are more here.
COUNTS = {"S": 4, "A": 4, "T": 4, "B": 4, "AT": 10, "ATB": 10, "SATB": 16}
CONTINUATION = "continuation"
BATCH = 32  # pieces at once; of continuations one, so that how many there are changes no seed
OPENING, BARS = 4, 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="must not exist yet; a run that was stopped goes on"
    )
    default = " ".join(f"{variant}={number}" for variant, number in COUNTS.items())
    parser.add_argument(
        "--pairs",
        nargs="+",
        metavar="WHAT=COUNT",
        help="how many pairs: of a chorale and these voices of it written anew, of a chorale and a composition (SATB), "
        f"or of how a piece goes on and a {CONTINUATION} (default: {default})",
    )
    add_data_argument(parser, "the split of the chorales that the checkpoint learned from")
    parser.add_argument("--licence", metavar="TEXT", help="of the music, where its corpus does not say")
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    parser.add_argument(
        "--batch", type=count, help=f"how many pieces to make at once (default: {BATCH}; of continuations 1)"
    )
    compositions = parser.add_argument_group("compositions")
    compositions.add_argument("--compositions", type=count, default=192, help="how many to make (default: 192)")
    continuations = parser.add_argument_group("continuations")
    continuations.add_argument("--music", type=Path, metavar="FOLDER", help="what prepared --data was made of")
    continuations.add_argument(
        "--prompt-bars", type=count, default=OPENING, metavar="N", help=f"given and not heard (default: {OPENING})"
    )
    continuations.add_argument(
        "--bars", type=count, default=BARS, metavar="N", help=f"that are heard (default: {BARS})"
    )
    add_sampling_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    from evaluation.pairs.folder import write_folder
    from evaluation.pairs.tasks import Model
    from evaluation.pairs.unfinished import Unfinished
    from generators.checkpoints.file import checkpoint_digest
    from generators.checkpoints.opening import open_checkpoint
    from generators.corpora.opening import open_learned_corpus
    from generators.sampling.tokens import Sampling

    counts = _counts(arguments.pairs) if arguments.pairs else COUNTS
    if arguments.out.exists():
        raise InputError(f"{arguments.out} exists already: choose another folder")
    sampling = sampling_from(arguments)
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    digest = checkpoint_digest(arguments.checkpoint)
    unfinished = Unfinished(arguments.out, digest, arguments.device)
    batch = arguments.batch or (1 if CONTINUATION in counts else BATCH)
    if CONTINUATION not in counts and sampling != Sampling(TEMPERATURE):
        raise InputError("how chorales are made is fixed: leave out how tokens are chosen")
    model = Model(composer, batch, arguments.device, unfinished)
    if unfinished.folder.exists():
        say_on_stderr(f"going on with what is in {unfinished.folder}")
    corpus = open_learned_corpus(arguments.data, composer.card.split)
    licence = arguments.licence or corpus.licence
    if licence is None:
        raise InputError(f"{corpus.name} does not say under which licence its music is: give --licence")
    if CONTINUATION in counts:
        from evaluation.pairs.continuations import Wanted, continuation_pairs

        wanted = Wanted(counts[CONTINUATION], arguments.prompt_bars, arguments.bars, arguments.seed, sampling, licence)
        outcome = continuation_pairs(model, corpus, arguments.music, wanted, say_on_stderr)
    else:
        from evaluation.pairs.chorales import WantedChorales, chorale_pairs

        chorales = WantedChorales(counts, arguments.compositions, arguments.seed, licence)
        outcome = chorale_pairs(model, corpus, chorales, say_on_stderr)
    report = {"checkpoint": digest, "system": model.system, **outcome.report}
    write_folder(arguments.out, outcome.pairs, outcome.rows, report)
    unfinished.remove()
    made, thrown = len(outcome.candidates), sum(not candidate.kept for candidate in outcome.candidates)
    say_on_stderr(
        f"{counted(len(outcome.pairs), 'pair')} in {arguments.out}; "
        f"of {counted(made, 'candidate')} {thrown} thrown away"
    )


def _counts(texts: Sequence[str]) -> dict[str, int]:
    """What is asked for, as texts WHAT=COUNT say. Raises InputError if they do not."""
    counts: dict[str, int] = {}
    for text in texts:
        what, _, number = text.partition("=")
        if what not in (*COUNTS, CONTINUATION) or not number.isdecimal():
            raise InputError(f"{text!r} is not WHAT=COUNT with one of {', '.join(COUNTS)}, {CONTINUATION}")
        if what in counts:
            raise InputError(f"{what} is asked for twice")
        counts[what] = int(number)
    if not any(counts.values()):
        raise InputError("no pairs asked for: every count is 0")
    if CONTINUATION in counts and len(counts) > 1:
        raise InputError("continuations are kept by other checks than chorales: make them in a folder of their own")
    return counts

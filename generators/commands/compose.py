"""`python -m generators compose`: pieces of a model's own as MIDI, chorales as MusicXML, too, and their tokens."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from generators.command_line import count
from generators.commands.options import add_generation_arguments, sampling_from, seeds_of
from generators.corpora.opening import KINDS, open_corpus
from generators.errors import InputError

if TYPE_CHECKING:
    from generators.checkpoints.opening import Composer
    from generators.sampling.prompts import Prompt

PIECES = 4
PROMPT_TOKENS = 128
QUARTERS_A_BAR = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_generation_arguments(parser, PIECES)
    parser.add_argument(
        "--bars", type=count, help="of 4/4, exactly so many (default: until the model ends, at most 25)"
    )
    parser.add_argument("--tokens", type=count, help="at most so many, in encodings of single tokens")
    parser.add_argument("--composer", metavar="NAME", help="in whose style, of those that the model knows")
    parser.add_argument("--prompts", metavar="CORPUS", help=f"go on from pieces of its validation part: {KINDS}")
    parser.add_argument("--prompt-tokens", type=count, help=f"how many of a piece's (default: {PROMPT_TOKENS})")


def run(arguments: argparse.Namespace) -> None:
    from generators.checkpoints.opening import open_checkpoint
    from generators.sampling.batch import Generation, Job, generate_all, line, made_by
    from generators.sampling.compose import Length, compose

    sampling = sampling_from(arguments)
    length = Length(arguments.bars and arguments.bars * QUARTERS_A_BAR, arguments.tokens)
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    seeds = seeds_of(arguments, PIECES)
    prompts = _prompts(composer, seeds, arguments)
    system = composer.card.system
    jobs = [Job(f"{system}-{seed}", seed, prompt) for seed, prompt in zip(seeds, prompts, strict=True)]
    generation = Generation(
        make=lambda some: compose(
            composer.engines,
            composer.encoding,
            [job.seed for job in some],
            sampling,
            length,
            [job.prompt for job in some],
        ),
        encoding=composer.encoding,
        sampling=sampling,
        about=made_by(composer, arguments.checkpoint, arguments.device) | {"length": asdict(length)},
    )
    for record in generate_all(arguments.out, jobs, arguments.batch, generation):
        sys.stdout.write(line(arguments.out, record) + "\n")


def _prompts(composer: Composer, seeds: Sequence[int], arguments: argparse.Namespace) -> list[Prompt]:
    from generators.sampling.prompts import drawn_prompts, opening

    if arguments.prompts is None:
        if arguments.prompt_tokens:
            raise InputError("--prompt-tokens are those of --prompts CORPUS, which is not given")
        return [opening(composer.encoding, arguments.composer)] * len(seeds)
    if arguments.composer:
        raise InputError("--composer is for pieces from nothing: leave it out with --prompts")
    corpus = open_corpus(arguments.prompts)
    tokens, context = arguments.prompt_tokens or PROMPT_TOKENS, composer.context
    if context is not None and tokens > context:
        raise InputError(f"prompts of {tokens} tokens, the model's context has {context}: give --prompt-tokens fewer")
    return drawn_prompts(corpus, composer.encoding, tokens, seeds)

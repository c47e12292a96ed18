"""What follows a piece: bars that complete it, or a response as long as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.pieces import TICKS_PER_QUARTER
from generators.sampling.beam import Beam
from generators.sampling.compose import Generated, Length, compose
from generators.sampling.given import Given
from generators.sampling.prompts import Prompt
from generators.sampling.tokens import Sampling


def complete(
    engines: Engines,
    encoding: Encoding,
    given: Sequence[Given],
    seeds: Sequence[int],
    sampling: Sampling | Beam,
    bars: int,
) -> list[Generated]:
    """Each of the given, as the encoding has it, and exactly so many bars more, in its key, metre and tempo.

    However many they are: a model goes on from the later half of what it can look back on.
    """
    ticks = [bars * each.piece.meters[-1].bar for each in given]
    made = _followed(engines, encoding, given, seeds, sampling, ticks, heard=True)
    return [
        replace(
            each,
            piece=replace(
                before.in_its_key(each.piece),
                meters=before.piece.meters,
                pickup=before.piece.pickup,
                title=before.piece.title,
            ),
        )
        for each, before in zip(made, given, strict=True)
    ]


def respond(
    engines: Engines, encoding: Encoding, calls: Sequence[Given], seeds: Sequence[int], sampling: Sampling | Beam
) -> list[Generated]:
    """What a model answers to each call: exactly as long, in its key and tempo, without it."""
    made = _followed(engines, encoding, calls, seeds, sampling, [call.piece.length for call in calls], heard=False)
    return [
        replace(
            each,
            piece=replace(call.in_its_key(each.piece), meters=(replace(call.piece.meters[-1], onset=0),), pickup=0),
        )
        for each, call in zip(made, calls, strict=True)
    ]


def _followed(
    engines: Engines,
    encoding: Encoding,
    given: Sequence[Given],
    seeds: Sequence[int],
    sampling: Sampling | Beam,
    ticks: Sequence[int],
    *,
    heard: bool,
) -> list[Generated]:
    """What is composed after each for so many ticks; those of one length side by side."""
    made: dict[int, Generated] = {}
    for length in sorted(set(ticks)):
        rows = [row for row, own in enumerate(ticks) if own == length]
        prompts = [Prompt(given[row].tokens, given[row].steps, heard) for row in rows]
        own_seeds = [seeds[row] for row in rows]
        composed = compose(engines, encoding, own_seeds, sampling, Length(length / TICKS_PER_QUARTER), prompts)
        made |= dict(zip(rows, composed, strict=True))
    return [made[row] for row in range(len(given))]

"""What follows a piece: bars that complete it, or a response as long as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.pieces import TICKS_PER_QUARTER, Piece
from generators.sampling.beam import Beam
from generators.sampling.compose import Generated, Length, compose
from generators.sampling.piece_prompts import PiecePrompt
from generators.sampling.prompts import Prompt
from generators.sampling.tokens import Sampling


def complete(
    engines: Engines,
    encoding: Encoding,
    given: Sequence[PiecePrompt],
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
        replace(each, piece=_with_the_bars_of(before.piece, before.in_its_key(each.piece)))
        for each, before in zip(made, given, strict=True)
    ]


def respond(
    engines: Engines, encoding: Encoding, calls: Sequence[PiecePrompt], seeds: Sequence[int], sampling: Sampling | Beam
) -> list[Generated]:
    """What a model answers to each call: exactly as long, in its key and tempo, without it."""
    made = _followed(engines, encoding, calls, seeds, sampling, [call.piece.length for call in calls], heard=False)
    return [
        replace(each, piece=_as_it_ended(call.piece, call.in_its_key(each.piece)))
        for each, call in zip(made, calls, strict=True)
    ]


def _with_the_bars_of(before: Piece, made: Piece) -> Piece:
    """A piece that begins with another, which ends with a whole bar, under its title and with bars as it has them."""
    on = range(before.length, made.length, before.meters[-1].bar)
    return replace(
        made,
        meters=before.meters,
        pickup=before.pickup,
        measures=(*before.measures, *on) if before.measures else (),
        title=before.title,
    )


def _as_it_ended(call: Piece, made: Piece) -> Piece:
    """A piece in the metre, key and tempo in which another ended."""
    return replace(
        made,
        meters=(replace(call.meters[-1], onset=0),),
        keys=tuple(replace(key, onset=0) for key in call.keys[-1:]),
        tempos=tuple(replace(tempo, onset=0) for tempo in call.tempos[-1:]),
        pickup=0,
    )


def _followed(
    engines: Engines,
    encoding: Encoding,
    given: Sequence[PiecePrompt],
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

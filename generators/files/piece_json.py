"""A piece as JSON keeps it, exactly: for what is made once and read again."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from generators.pieces import KeySignature, Meter, Note, Pedal, Piece, Program, Tempo, Voice


def piece_to_json(piece: Piece) -> tuple[Any, ...]:
    """All of a piece as numbers, texts and tuples."""
    return astuple(piece)


def piece_from_json(record: list) -> Piece:  # type: ignore[type-arg]
    """The piece of which `piece_to_json` made the record."""
    voices, length, meters, pickup, measures, breaks, keys, tempos, title, source, changes = record
    return Piece(
        voices=tuple(_voice(*voice) for voice in voices),
        length=length,
        meters=tuple(Meter(onset, count, unit, tuple(groups)) for onset, count, unit, groups in meters),
        pickup=pickup,
        measures=tuple(measures),
        breaks=tuple(breaks),
        keys=tuple(KeySignature(*key) for key in keys),
        tempos=tuple(Tempo(*tempo) for tempo in tempos),
        title=title,
        source=source,
        changes=tuple(changes),
    )


def _voice(name: str, notes: list, drums: bool, programs: list, pedals: list) -> Voice:  # type: ignore[type-arg]
    return Voice(
        name,
        tuple(Note(*note) for note in notes),
        drums,
        tuple(Program(*program) for program in programs),
        tuple(Pedal(*pedal) for pedal in pedals),
    )

"""What a piece's part-writing is: where it breaks which rule, out of how many chances, and how its phrases end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.measures.rules.cadences import KINDS, Kind, cadences
from evaluation.measures.rules.chorale import REST, Chorale, to_chorale
from evaluation.measures.rules.placing import new_notes
from evaluation.measures.rules.rule import Per
from evaluation.measures.rules.rules import RULES
from generators.encodings.chorale import FRAME_TICKS
from generators.errors import InputError
from generators.pieces import Piece, position


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken at a place in a piece."""

    rule: str
    bar: int  # counted from 1; that of a pickup is 0
    beat: float  # counted from 1
    voices: str  # "SB"


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a piece breaks the rules, out of how many chances, and how its phrases end."""

    name: str
    broken: tuple[int, ...]  # violations of each of the RULES
    chances: dict[Per, int]  # what rules are counted per
    cadences: tuple[int, ...]  # fermatas of each of the KINDS


@dataclass(frozen=True, slots=True)
class MeasuredPiece:
    """A piece's counts, and the places of all violations in the order of the rules."""

    counts: Counts
    violations: tuple[Violation, ...]


def measure_piece(name: str, piece: Piece) -> MeasuredPiece:
    """Look for violations of every rule. Raises InputError naming a piece that is not in four single voices."""
    try:
        chorale = to_chorale(piece)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    found = [rule.find(chorale) for rule in RULES]
    violations = tuple(
        Violation(rule.name, *position(piece, int(chorale.starts[place.chord]) * FRAME_TICKS), place.voices)
        for rule, places in zip(RULES, found, strict=True)
        for place in places
    )
    kinds = Counter(cadence.kind for cadence in cadences(chorale))
    counts = Counts(name, tuple(map(len, found)), _chances(chorale, kinds), tuple(kinds[kind] for kind in KINDS))
    return MeasuredPiece(counts, violations)


def measure_pieces(pieces: Iterable[tuple[str, Piece]]) -> list[MeasuredPiece]:
    """Measure named pieces. Raises InputError if there are none or one cannot be measured."""
    measured = [measure_piece(name, piece) for name, piece in pieces]
    if not measured:
        raise InputError("no pieces to measure")
    return measured


def _chances(chorale: Chorale, kinds: Counter[Kind]) -> dict[Per, int]:
    return {
        "chords": int((chorale.pitches != REST).any(axis=1).sum()),
        "notes": int(new_notes(chorale).sum()),
        "authentic cadences": kinds["authentic"],
        "fermatas": kinds.total(),
    }

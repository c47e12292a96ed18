"""A set of pieces by its features: what each piece measures, and the table that two sets share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.features.feature import Feature, Histogram
from evaluation.measures.features.features import FEATURES
from evaluation.measures.features.sounding import all_notes
from generators.errors import InputError
from generators.pieces import Piece

Value = float | NDArray[np.float64] | None


@dataclass(frozen=True, eq=False)
class FeatureSet:
    """The features of each piece of a set: `values[feature][piece]`, None where undefined."""

    names: tuple[str, ...]
    values: dict[str, tuple[Value, ...]]
    repeated: tuple[str, ...]  # pieces left out because an earlier one has the same notes

    def __len__(self) -> int:
        return len(self.names)

    def undefined(self, feature: str) -> int:
        """For how many pieces the feature is undefined."""
        return sum(value is None for value in self.values[feature])

    def table(self, feature: Feature) -> NDArray[np.float64]:
        """The feature of the pieces in which it is defined: shape (pieces, bins), or (pieces, 1) for a scalar."""
        defined = [np.atleast_1d(value) for value in self.values[feature.name] if value is not None]
        return np.array(defined, dtype=np.float64).reshape(len(defined), len(columns(feature)))


def measure_set(pieces: Iterable[tuple[str, Piece]]) -> FeatureSet:
    """Measure named pieces, each music once: a piece whose notes equal an earlier one's is left out.

    A piece that stands twice (as MIDI and as MusicXML, say) would be known to a listener from its twin. Raises
    InputError for no pieces and for a piece without notes.
    """
    measured: dict[tuple[tuple[int, int, int], ...], tuple[str, list[Value]]] = {}
    repeated = []
    for name, piece in pieces:
        notes = tuple(sorted((note.onset, note.duration, note.pitch) for note in all_notes(piece)))
        if not notes:
            raise InputError(f"{name} has no notes to measure")
        if notes in measured:
            repeated.append(name)
        else:
            measured[notes] = (name, [feature.measure(piece) for feature in FEATURES])
    if not measured:
        raise InputError("no pieces to measure")
    names, rows = zip(*measured.values(), strict=True)
    columns = zip(*rows, strict=True)
    return FeatureSet(
        names, {feature.name: column for feature, column in zip(FEATURES, columns, strict=True)}, tuple(repeated)
    )


def choose_features(without: Collection[str] = ()) -> tuple[Feature, ...]:
    """All features but those named. Raises InputError for a name that none has."""
    names = [feature.name for feature in FEATURES]
    for name in without:
        if name not in names:
            raise InputError(f"no feature {name!r}: there are {', '.join(names)}")
    return tuple(feature for feature in FEATURES if feature.name not in without)


def comparable_features(
    first: FeatureSet, second: FeatureSet, without: Collection[str] = ()
) -> tuple[tuple[Feature, ...], dict[str, tuple[int, int]]]:
    """The features by which the sets can be compared, and those that cannot: for how many pieces of each set.

    A feature that needs a tempo is left out as soon as one piece names none, for that says nothing of its music: files
    of the same piece name one or not. Raises InputError as `choose_features`.
    """
    chosen = choose_features(without)
    needing = [each.name for each in chosen if each.needs_tempo]
    missing = {name: (first.undefined(name), second.undefined(name)) for name in needing}
    left_out = {name: counts for name, counts in missing.items() if any(counts)}
    return tuple(each for each in chosen if each.name not in left_out), left_out


def without_tempo(name: str, missing: int, pieces: int) -> str:
    """In words, why a feature is undefined for some pieces."""
    return f"{name}: {missing} of {pieces} piece{'s' * (pieces != 1)} name{'s' * (missing == 1)} no tempo"


def columns(feature: Feature) -> tuple[str, ...]:
    """What the feature's numbers are called: itself, or one name a bin."""
    if isinstance(feature, Histogram):
        return tuple(f"{feature.name}: {name}" for name in feature.bins)
    return (feature.name,)

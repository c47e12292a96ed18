"""A two-sample test by classifiers: if none tells the sets apart better than by chance, the features do not differ.

Lopez-Paz & Oquab 2017, "Revisiting classifier two-sample tests", ICLR; with AUC in place of accuracy, which needs no
threshold and no sets of equal size. It judges the features it is given, not music.

Pieces are taken to be independent. Versions of one tune are not: in one set they raise the AUC (a held-out piece is
known by its sibling), divided between the sets they lower it, below 0.5 if need be. A system that replays the first set
is so taken for it: how many pieces of the second set equal one of the first is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.compare.auc import Auc, Scores, auc_of_folds
from evaluation.measures.compare.family import Look, Order
from evaluation.measures.features.feature import Feature
from evaluation.measures.features.sets import FeatureSet, columns, comparable_features
from generators.errors import InputError

if TYPE_CHECKING:
    from sklearn.base import ClassifierMixin

Table = NDArray[np.float64]
Labels = NDArray[np.int64]  # 0: first set, 1: second
Make = Callable[[int], Any]  # seed → classifier with fit and decision_function
Weigh = Callable[[Any, Table, Labels], Table]  # of a fitted classifier: what each column counts
ROUNDED = 9  # decimals to which values that are equal agree
CHOSEN = 10  # most telling columns


@dataclass(frozen=True, slots=True)
class Telling:
    """A column by which a classifier tells the sets apart."""

    column: str
    weight: float  # above 0 if more of it speaks for the second set
    first_mean: float | None  # over the pieces for which it is defined; None if there are none
    second_mean: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one classifier heard."""

    classifier: str
    auc: Auc
    telling: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """All classifiers' verdicts on the same table."""

    verdicts: tuple[Verdict, ...]
    columns: int
    folds: int
    in_both: int  # pieces of the second set that equal one of the first in every feature, as copies do in whatever key
    undefined: dict[str, tuple[int, int]]  # of features undefined for some pieces: for how many of each set


def hear(
    first: FeatureSet, second: FeatureSet, without: Collection[str] = (), folds: int = 5, seed: int = 1
) -> Hearing:
    """Try to tell the second set from the first by classifiers, in cross-validation.

    A feature that is undefined for some pieces has a column of its own that says for which; in its other columns these
    pieces are given the mean of those the classifier is fitted on, which tells nothing. Raises InputError for fewer
    than two folds, if a set has fewer than two pieces a fold, if no feature is left, or without scikit-learn.
    """
    features = _heard_features(first, second, without, folds)
    names, table, labels = _table(first, second, features)
    verdicts = []
    for name, (make, weigh) in _classifiers().items():
        auc = cross_validated_auc(make, table, labels, folds, seed)
        weights = weigh(make(seed).fit(table, labels), table, labels)
        verdicts.append(Verdict(name, auc, _telling(names, weights, table, labels)))
    undefined = {each.name: (first.undefined(each.name), second.undefined(each.name)) for each in features}
    return Hearing(
        verdicts=tuple(verdicts),
        columns=len(names),
        folds=folds,
        in_both=_in_both(table[labels == 0], table[labels == 1]),
        undefined={name: counts for name, counts in undefined.items() if any(counts)},
    )


def listening(
    first: FeatureSet, second: FeatureSet, without: Collection[str] = (), folds: int = 5, seed: int = 1
) -> dict[str, Look]:
    """Of each classifier, the AUC that `hear` finds if the pieces fall to the sets in a given order.

    Folds and fits are made anew for each order. Raises InputError as `hear`.
    """
    _, table, labels = _table(first, second, _heard_features(first, second, without, folds))

    def look(make: Make, order: Order) -> float:
        mixed = np.empty_like(labels)
        mixed[order] = labels
        return cross_validated_auc(make, table, mixed, folds, seed).value

    return {name: partial(look, make) for name, (make, _) in _classifiers().items()}


def _heard_features(first: FeatureSet, second: FeatureSet, without: Collection[str], folds: int) -> tuple[Feature, ...]:
    if folds < 2:
        raise InputError(f"{folds} fold leaves nothing to fit on: at least 2")
    for which, pieces in (("first", first), ("second", second)):
        if len(pieces) < 2 * folds:
            raise InputError(f"{folds} folds need {2 * folds} pieces of each set: the {which} has {len(pieces)}")
    features, _ = comparable_features(first, second, without)
    if not features:
        raise InputError("no feature is left to compare by")
    return features


def cross_validated_auc(make: Make, table: Table, labels: Labels, folds: int, seed: int) -> Auc:
    """The AUC of scores for pieces that the classifier was not fitted on, in stratified folds."""
    return auc_of_folds(list(_held_out_scores(make, table, labels, folds, seed)))


def _held_out_scores(
    make: Make, table: Table, labels: Labels, folds: int, seed: int
) -> Iterator[tuple[Scores, Scores]]:
    from sklearn.model_selection import StratifiedKFold

    for fitted, held_out in StratifiedKFold(folds, shuffle=True, random_state=seed).split(table, labels):
        scores = make(seed).fit(table[fitted], labels[fitted]).decision_function(table[held_out])
        yield scores[labels[held_out] == 0], scores[labels[held_out] == 1]


def _classifiers() -> dict[str, tuple[Make, Weigh]]:
    """Logistic regression on standardized columns (L2, C = 0.1), and 50 boosted trees.

    The trees have depth 2 and rate 0.1, and each draws half of the pieces and the square root of the columns.
    """
    try:
        from sklearn.ensemble import GradientBoostingClassifier
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
    except ImportError:
        raise InputError(
            "the machine listener needs scikit-learn, which is not installed: pip install -r requirements/analysis.txt"
        ) from None

    def linear(seed: int) -> ClassifierMixin:
        regression = LogisticRegression(C=0.1, max_iter=1000, random_state=seed)
        return make_pipeline(SimpleImputer(keep_empty_features=True), StandardScaler(), regression)

    def trees(seed: int) -> ClassifierMixin:
        boosting = GradientBoostingClassifier(
            n_estimators=50, max_depth=2, subsample=0.5, max_features="sqrt", random_state=seed
        )
        return make_pipeline(SimpleImputer(keep_empty_features=True), boosting)

    return {"linear": (linear, _coefficients), "trees": (trees, _importances)}


def _coefficients(fitted: Any, table: Table, labels: Labels) -> Table:
    """Log odds of the second set for one standard deviation more."""
    coefficients: Table = fitted[-1].coef_[0]
    return coefficients


def _importances(fitted: Any, table: Table, labels: Labels) -> Table:
    """Shares of the trees' gain, negative where the first set has more of it on average."""
    first_means, second_means = _means(table, labels)
    importances: Table = fitted[-1].feature_importances_ * np.where(second_means < first_means, -1, 1)
    return importances


def _table(first: FeatureSet, second: FeatureSet, features: Sequence[Feature]) -> tuple[tuple[str, ...], Table, Labels]:
    """Names and values of the columns, NaN where undefined, and the labels of the rows."""
    names: list[str] = []
    blocks: list[Table] = []
    for feature in features:
        values = (*first.values[feature.name], *second.values[feature.name])
        missing = np.array([value is None for value in values])
        block = np.full((len(values), len(columns(feature))), np.nan)
        block[~missing] = np.vstack([first.table(feature), second.table(feature)])
        names += columns(feature)
        blocks.append(block)
        if missing.any():
            names.append(f"{feature.name}: undefined")
            blocks.append(missing[:, None].astype(np.float64))
    return tuple(names), np.hstack(blocks), np.repeat([0, 1], [len(first), len(second)])


def _in_both(first: Table, second: Table) -> int:
    """How many rows of the second table stand in the first, up to what transposing rounds."""
    ours, theirs = (np.round(np.nan_to_num(table, nan=-1), ROUNDED) for table in (first, second))
    known = {row.tobytes() for row in ours}
    return sum(row.tobytes() in known for row in theirs)


def _telling(names: Sequence[str], weights: Table, table: Table, labels: Labels) -> tuple[Telling, ...]:
    order = np.argsort(-np.abs(weights), kind="stable")[:CHOSEN]
    first_means, second_means = _means(table, labels)
    return tuple(
        Telling(names[place], float(weights[place]), _number(first_means[place]), _number(second_means[place]))
        for place in order
        if weights[place]
    )


def _means(table: Table, labels: Labels) -> tuple[Table, Table]:
    """The columns' means in each set, over the pieces for which they are defined; NaN if there are none."""
    defined = np.ma.masked_invalid(table)
    first, second = (defined[labels == label].mean(axis=0).filled(np.nan) for label in (0, 1))
    return first, second


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)

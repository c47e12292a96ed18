"""The machine listener: what it must and must not be able to tell apart."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from evaluation.measures.compare.listener import cross_validated_auc, hear, listening
from evaluation.measures.features.features import FEATURES
from generators.errors import InputError


def test_two_draws_from_one_source_are_not_told_apart(drawn) -> None:
    for verdict in hear(drawn(40, 3), drawn(40, 4)).verdicts:
        assert verdict.auc.low < 0.5 < verdict.auc.high


def test_sets_that_differ_in_one_feature_are_told_apart_by_it(drawn) -> None:
    hearing = hear(drawn(40, 1), drawn(40, 2, shift=5))
    assert [verdict.classifier for verdict in hearing.verdicts] == ["linear", "trees"]
    for verdict in hearing.verdicts:
        assert verdict.auc.low > 0.7
        telling = verdict.telling[0]
        assert (telling.column, telling.weight > 0) == ("pitch range", True)
        assert telling.second_mean - telling.first_mean == pytest.approx(5, abs=0.7)


def test_the_sign_says_for_which_set_more_of_it_speaks(drawn) -> None:
    for verdict in hear(drawn(40, 1, shift=5), drawn(40, 2)).verdicts:
        assert verdict.telling[0].column == "pitch range"
        assert verdict.telling[0].weight < 0


def test_every_chance_comes_from_the_seed(drawn) -> None:
    sets = drawn(15, 1), drawn(15, 2)
    assert hear(*sets, seed=4) == hear(*sets, seed=4)
    assert hear(*sets, seed=4) != hear(*sets, seed=5)


def test_pieces_that_stand_in_both_sets_are_counted(drawn) -> None:
    one, other = drawn(12, 1), drawn(14, 2)
    values = {name: (*other.values[name][:11], *one.values[name][:3]) for name in one.values}
    assert hear(one, replace(other, values=values)).in_both == 3
    assert hear(one, other).in_both == 0


def test_under_an_order_the_classifiers_are_asked_about_the_sets_that_it_makes(drawn) -> None:
    first, second = drawn(15, 1, shift=5), drawn(12, 2)
    looks = listening(first, second)
    heard = {each.classifier: each.auc.value for each in hear(first, second).verdicts}
    assert {name: look(np.arange(27)) for name, look in looks.items()} == heard
    mixed = np.random.default_rng(1).permutation(27)
    assert all(look(mixed) < heard[name] for name, look in looks.items())


def test_held_out_pieces_are_scored_by_a_classifier_that_has_not_seen_them() -> None:
    """The mean of the folds' AUC as scikit-learn alone gives it."""
    rng = np.random.default_rng(1)
    table, labels = rng.normal(size=(50, 3)), np.repeat([0, 1], 25)
    table[labels == 1, 0] += 1
    expected = []
    for fitted, held_out in StratifiedKFold(5, shuffle=True, random_state=2).split(table, labels):
        scores = LogisticRegression().fit(table[fitted], labels[fitted]).predict_proba(table[held_out])[:, 1]
        expected.append(roc_auc_score(labels[held_out], scores))
    found = cross_validated_auc(lambda seed: LogisticRegression(), table, labels, folds=5, seed=2)
    assert found.value == pytest.approx(np.mean(expected))


def test_where_a_feature_is_undefined_is_a_column_of_its_own(drawn) -> None:
    first, second = drawn(20, 1), drawn(20, 2)
    second = replace(second, values={**second.values, "polyphony": (None,) * 20})
    hearing = hear(first, second)
    assert hearing.undefined == {"polyphony": (0, 20)}
    assert hearing.columns == hear(first, first).columns + 1
    for verdict in hearing.verdicts:
        assert verdict.telling[0].column == "polyphony: undefined"
        by_column = {each.column: each for each in verdict.telling}
        assert "polyphony" not in by_column or by_column["polyphony"].second_mean is None


def test_what_is_left_out_is_not_heard(drawn) -> None:
    sets = drawn(20, 1), drawn(20, 2, shift=9)
    for verdict in hear(*sets, without=["pitch range"]).verdicts:
        assert verdict.auc.value < 0.9
        assert "pitch range" not in {each.column for each in verdict.telling}


def test_sets_too_small_for_the_folds_are_refused(drawn) -> None:
    with pytest.raises(InputError, match="5 folds need 10 pieces of each set: the second has 9"):
        hear(drawn(10, 1), drawn(9, 2))
    with pytest.raises(InputError, match="1 fold leaves nothing to fit on"):
        hear(drawn(10, 1), drawn(10, 2), folds=1)
    with pytest.raises(InputError, match="no feature is left"):
        hear(drawn(10, 1), drawn(10, 2), without=[feature.name for feature in FEATURES])


def test_without_scikit_learn_one_line_says_what_to_install(drawn, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    with pytest.raises(InputError, match=r"pip install -r requirements/analysis\.txt"):
        hear(drawn(10, 1), drawn(10, 2))

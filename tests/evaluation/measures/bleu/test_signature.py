import pytest

from evaluation.bleu import score_candidates

CANDIDATES = [[1, 2, 3]]
REFERENCES = [[1, 2, 3, 4], [2, 3]]


def signature(**changes) -> str:
    options = {"candidates": CANDIDATES, "references": REFERENCES, "weights": (0.5, 0.5)} | changes
    return score_candidates(**options).signature


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": (0.5, 0.25)},
        {"weights": (0.5, 0.5, 0)},
        {"smoothing": 1},
        {"encoding": "chorale"},
        {"references": [[1, 2, 3, 4], [2, 4]]},
        {"references": [[1, 2, 3, 4], [2, 3], [2, 3]]},
        {"references": [["1", "2", "3", "4"], ["2", "3"]], "candidates": [["1"]]},
        {"references": [[1, 2, 3], [4, 2, 3]]},
    ],
)
def test_changing_anything_that_could_change_the_number_changes_the_signature(changes):
    assert signature(**changes) != signature()


def test_what_cannot_change_a_number_leaves_the_signature_alone():
    assert signature(references=REFERENCES[::-1]) == signature(candidates=[[9]]) == signature()


def test_the_signature_can_be_read():
    assert signature().startswith("bleu|refs:2|digest:")
    assert signature().endswith("|n:2|weights:0.5,0.5|smooth:0|enc:tokens|length:closest|v:2")

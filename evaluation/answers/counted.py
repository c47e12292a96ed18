"""Which answers the figures rest on, whatever their kind, and what is left out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evaluation.answers.records import EXPERIENCES, NOT_GIVEN, VARIANTS, AnswerRecord

R = TypeVar("R", bound=AnswerRecord)


@dataclass(frozen=True, slots=True)
class Counted(Generic[R]):
    """People's answers or simulated ones, and what was left out."""

    simulated: bool  # whether the answers are our bots' or people's; the two are never mixed
    variants: tuple[str, ...]  # those with answers, left out or not
    pairs: tuple[str, ...]  # likewise
    experiences: tuple[str, ...]  # EXPERIENCES, and NOT_GIVEN if any listener's is
    asked_for: Sequence[R]  # all by such listeners
    answers: Sequence[R]  # those of them that are counted
    excluded: dict[str, int]  # those that are left out, by reason
    others: int  # answers by the other kind of listeners


def counted_answers(answers: Iterable[R], simulated: bool | None = None) -> Counted[R]:
    """People's answers or simulated ones; by default people's, unless there are only the others."""
    answers = list(answers)
    if simulated is None:
        simulated = bool(answers) and all(each.simulated for each in answers)
    asked_for = [each for each in answers if each.simulated == simulated]
    return Counted(
        simulated=simulated,
        variants=tuple(sorted({each.variant for each in asked_for}, key=_place)),
        pairs=tuple(sorted({each.pair for each in asked_for})),
        experiences=EXPERIENCES + (NOT_GIVEN,) * any(each.experience == NOT_GIVEN for each in asked_for),
        asked_for=asked_for,
        answers=[each for each in asked_for if not each.excluded],
        excluded=dict(sorted(Counter(each.excluded for each in asked_for if each.excluded).items())),
        others=len(answers) - len(asked_for),
    )


def _place(variant: str) -> tuple[int, str]:
    return (VARIANTS.index(variant) if variant in VARIANTS else len(VARIANTS), variant)

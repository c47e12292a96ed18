"""Answers to count: given by listeners of a small cast."""

from __future__ import annotations

from evaluation.answers.kinds.discrimination.records import ChoiceRecord


def answer(
    variant: str = "SATB",
    experience: str = "novice",
    right: bool = True,
    simulated: bool = False,
    excluded: str = "",
    pair: str = "p1",
    listener: str = "1",
    human_side: str = "A",
) -> ChoiceRecord:
    other = "B" if human_side == "A" else "A"
    return ChoiceRecord(
        listener, experience, variant, pair, simulated, excluded, human_side, human_side if right else other
    )


def answers(right: int, count: int, listeners: int = 40, pairs: int = 10, **said: object) -> list[ChoiceRecord]:
    """So many answers, of which `right` are, spread as evenly as they go over listeners, pairs and sides."""
    return [
        answer(
            right=(place + 1) * right // count > place * right // count,
            listener=f"L{place * min(listeners, count) // count}",
            pair=f"p{place % pairs}",
            human_side="AB"[place // 2 % 2],
            **said,  # type: ignore[arg-type]
        )
        for place in range(count)
    ]

"""The result as a picture: columns for luck and for others, and where the listener stands."""

from __future__ import annotations

from dataclasses import dataclass

from turing.survey.scores.standing import Standing

WIDTH, HEIGHT, TOP, BOTTOM = 480, 230, 40, 190  # user units; bars grow from BOTTOM up to TOP
BAR = 0.36  # of a column's width


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One possible score."""

    label: int
    middle: float
    luck: Bar
    others: Bar | None
    own: bool
    own_mark: Bar  # drawn behind the listener's own column


def columns(held: Standing) -> list[Column]:
    """A column for each score from 0 to all; both kinds of bars share one scale, that of shares."""
    total = sum(held.others)
    shares = [count / total for count in held.others] if held.is_comparable else []
    highest = max([*map(float, held.chance), *shares])
    step = WIDTH / (held.trials + 1)

    def bar(left: float, share: float) -> Bar:
        height = (BOTTOM - TOP) * share / highest
        return Bar(round(left, 1), round(BOTTOM - height, 1), round(step * BAR, 1), round(height, 1))

    return [
        Column(
            label=score,
            middle=round(step * (score + 0.5), 1),
            luck=bar(step * (score + 0.5 - (BAR if shares else BAR / 2)), float(chance)),
            others=bar(step * (score + 0.5), shares[score]) if shares else None,
            own=score == held.score,
            own_mark=Bar(round(step * score + 4, 1), 2, round(step - 8, 1), HEIGHT - 6),
        )
        for score, chance in enumerate(held.chance)
    ]

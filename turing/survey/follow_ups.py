"""Questions that may follow what any kind of trial asks: how sure one is, whether one knows the music, a comment.

A block names those it asks. What was said stands in the answer beside what its kind stores, under the question's name;
each is shown by a template of its name in `survey/follow_ups/`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.answers.celltext import boolean, guarded
from generators.errors import InputError

LONGEST_COMMENT = 500  # characters


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question: what researchers call it, how it is answered, and how the answer is exported."""

    title: str
    field: Callable[[], forms.Field]
    text: str  # what its column holds, for the codebook
    exported: Callable[[Any], str | int]


FOLLOW_UPS: Mapping[str, FollowUp] = {
    "confidence": FollowUp(
        "How sure the listener is",
        lambda: forms.TypedChoiceField(
            choices=[(str(value), str(value)) for value in range(1, 5)],
            coerce=int,
            error_messages={"required": _("Please say how sure you are.")},
        ),
        "How sure the listener was: 1 guessing, 2 unsure, 3 fairly sure, 4 certain.",
        int,
    ),
    "knows": FollowUp(
        "Whether the listener knows the music",
        lambda: forms.BooleanField(required=False),
        "true if the listener said to know what was heard.",
        boolean,
    ),
    "comment": FollowUp(
        "A comment in the listener's own words",
        lambda: forms.CharField(required=False, max_length=LONGEST_COMMENT),
        "What the listener wrote; empty if nothing. An apostrophe stands before what a program could take for a "
        "number, a date, a formula or nothing.",
        lambda comment: guarded(comment) if comment else "",
    ),
}


def check_follow_ups(names: Collection[str]) -> list[str]:
    """The names, in the order in which they are asked. Raises InputError if one is none of FOLLOW_UPS."""
    if unknown := sorted(set(names) - set(FOLLOW_UPS)):
        raise InputError(f"no question {unknown[0]!r} can follow: there is {', '.join(FOLLOW_UPS)}")
    return [name for name in FOLLOW_UPS if name in names]

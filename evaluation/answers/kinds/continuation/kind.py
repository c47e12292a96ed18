"""Answers to "which of the two goes on as the composer did?": A or B, right or wrong."""

from __future__ import annotations

from evaluation.answers.kinds.discrimination.kind import Discrimination
from evaluation.answers.kinds.discrimination.wording import Words

WORDS = Words(
    "the composer's own continuation of the opening",
    "take the machine's continuation for the composer's",
    "the opening and both continuations",
)


class Continuation(Discrimination):
    """Estimated as a discrimination is; told from it by a column of its own."""

    words = WORDS
    needed = ("composer_side", "choice")
    meaning = "an answer says which of two continuations of an opening, A or B, was chosen as the composer's"


KIND = Continuation()

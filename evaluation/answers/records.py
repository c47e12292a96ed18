"""Answers, as far as they are the same for all kinds of trial."""

from __future__ import annotations

from dataclasses import dataclass

EXPERIENCES = ("novice", "intermediate", "advanced", "expert")
NOT_GIVEN = "not given"  # a level or a variant that the table does not tell
VARIANTS = ("S", "A", "T", "B", "AT", "ATB", "SATB")  # in this order; any other label follows
ALL = "all"  # levels, or variants, together

About = tuple[str, str, str, str, bool, str]  # the fields of an AnswerRecord, in their order


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """Whose an answer is and what it is about; a kind's own record adds what was said."""

    listener: str  # stands for a person within one study or file
    experience: str  # one of EXPERIENCES, or NOT_GIVEN
    variant: str  # the voices the machine wrote, or the study's label
    pair: str
    simulated: bool  # a bot of ours answered
    excluded: str  # why the answer is left out of estimates; empty if it is counted


def reason(excluded: str) -> str:
    """Why answers are left out, in words."""
    return excluded.replace("_", " ")

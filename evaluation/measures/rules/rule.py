"""What a rule of part-writing is: a name, what it is counted per, and a function that finds where it is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evaluation.measures.rules.chorale import Chorale

Per = Literal["chords", "notes", "authentic cadences", "fermatas"]


class Place(NamedTuple):
    """Where a rule is broken."""

    chord: int  # the chorale's chord at which it is
    voices: str  # those concerned, from above: "SB"


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` returns the places in the order of the chords; each is one violation.

    Its docstring is the rule's exact definition, with its source; `text` is that in short.
    """

    name: str
    per: Per
    text: str
    find: Callable[[Chorale], list[Place]]

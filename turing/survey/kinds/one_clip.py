"""What is exported of every answer about one clip: who made it."""

from __future__ import annotations

from evaluation.answers.celltext import guarded
from turing.survey.kinds.kind import SaidColumn

MAKER = (
    SaidColumn("origin", "human or machine: who wrote the clip that was heard.", lambda said: said["origin"]),
    SaidColumn(
        "system",
        "The generator, if a machine wrote the clip; else empty. An apostrophe stands before what a program could "
        "take for a number, a date, a formula or nothing.",
        lambda said: guarded(said["system"]) if said["system"] else "",
    ),
)

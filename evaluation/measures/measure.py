"""What a measure is: a question about sets of music, what it needs, and where the function is that answers it.

A measure has one shape. `python -m evaluation NAME` (`evaluation.commands.measure`) gives it the sets that its command
line names, and prints or writes its `Result`; `python -m evaluation report` gives it the sets of a folder, and puts its
`Result` on a page. Neither knows one measure from another: text, JSON, CSV and HTML are made from results alone
(`evaluation.outputs`).

    Material (named sets, references, held-out music …) → measure(material, **options) → Result

A measure's package, or file, has a `MEASURE`, and is listed in MEASURES. It is imported for every `--help`, and so
imports nothing heavy; the function `measure` stands in the module `made_by`, which is imported when it is run:

    def measure(material: Material, *, smoothing: int = 0) -> Result
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from evaluation.measures.material import Material
from evaluation.measures.result import Result

Input = Literal["candidates", "references", "held_out", "encoding", "window", "checkpoint"]


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of one measure, on its command line and as an argument of its function."""

    name: str  # of the argument; `--` and dashes make the option of it
    help: str
    default: object
    flag: bool = False  # true if it is given, without a word of its own
    parse: Callable[[str], object] = str  # raises argparse.ArgumentTypeError
    many: bool = False  # one word or more
    choices: Collection[object] | None = None
    metavar: str | None = None
    reported: bool = False  # the report's command has it, too


@dataclass(frozen=True, slots=True)
class Measure:
    """A question about sets of music."""

    name: str
    title: str  # of its section in a report
    question: str  # what its command answers, for a list of commands
    meaning: str  # how to read the answer, for a reader who does not know the measure
    made_by: str  # the module whose function `measure` answers it
    requires: tuple[Input, ...] = ("candidates",)
    uses: tuple[Input, ...] = ()  # if they are given
    options: Sequence[Option] = ()

    def measure(self, material: Material, **options: object) -> Result:
        """The answer. Raises InputError if the material cannot be measured."""
        result: Result = import_module(self.made_by).measure(material, **options)
        return result

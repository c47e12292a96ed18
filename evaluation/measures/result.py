"""What a measure found, as data: all that is printed, written or drawn is made from it alone (`evaluation.outputs`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from generators.pieces import Piece

if TYPE_CHECKING:
    from pandas import DataFrame

Range: TypeAlias = tuple[float, float]
Cell: TypeAlias = "str | int | float | bool | Range | None"  # None: there is no such figure
Row: TypeAlias = Sequence[Cell]
Kind = Literal["number", "range", "words"]

ALL = ""  # signs, or stands for, a result as a whole


@dataclass(frozen=True, slots=True)
class Column:
    """A column under a heading for people, and by a name for programs; not for those for whom it has none.

    A column of ranges is two for programs: NAME_low and NAME_high.
    """

    name: str = ""
    heading: str = ""
    form: str = ""  # how people see a value: Python's format, such as `.4f`
    kind: Kind = "number"

    @property
    def names(self) -> tuple[str, ...]:
        """What programs call it."""
        if not self.name:
            return ()
        return (f"{self.name}_low", f"{self.name}_high") if self.kind == "range" else (self.name,)

    def values(self, cell: Cell) -> tuple[Cell, ...]:
        """What stands under each of the names."""
        if not self.name:
            return ()
        if self.kind != "range":
            return (cell,)
        return cell if isinstance(cell, tuple) else (None, None)

    def shown(self, cell: Cell) -> str:
        """What people see: a dash where there is nothing, `0.10–0.31` for a range."""
        if cell is None:
            return "–"
        if isinstance(cell, tuple):
            return "–".join(self.shown(end) for end in cell)
        if isinstance(cell, str):
            return cell
        return format(cell, self.form).replace("%", " %")


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of raw values. The first column that people see names the row."""

    name: str  # for programs
    caption: str
    columns: tuple[Column, ...]
    source: Sequence[Row] | Callable[[], Sequence[Row]]  # the rows, or what makes them when they are first asked for
    grouped: bool = False  # the first column is the set: people see it once, above its rows
    folded: bool = False  # long: what a page shows only if it is opened, and text only if it has few rows
    captioned: bool = True  # text has the caption, too: its headings do not say enough

    @cached_property
    def rows(self) -> Sequence[Row]:
        return self.source() if callable(self.source) else self.source

    @property
    def names(self) -> list[str]:
        """Of the columns for programs."""
        return [name for column in self.columns for name in column.names]

    def values(self) -> Iterator[list[Cell]]:
        """What programs read, row by row, in the order of the names."""
        for row in self.rows:
            yield [value for column, cell in zip(self.columns, row, strict=True) for value in column.values(cell)]

    def records(self) -> Iterator[dict[str, Cell]]:
        """The same, each value by its name."""
        for values in self.values():
            yield dict(zip(self.names, values, strict=True))

    def to_frame(self) -> DataFrame:
        """The same, for notebooks."""
        from pandas import DataFrame

        return DataFrame(list(self.values()), columns=self.names)

    @property
    def seen(self) -> list[int]:
        """The places of the columns that people see in every row."""
        return [place for place, column in enumerate(self.columns) if column.heading and (place or not self.grouped)]

    def groups(self) -> dict[str, list[list[str]]]:
        """The rows as people see them, by what stands above them: nothing if the table is not grouped."""
        seen = self.seen
        groups: dict[str, list[list[str]]] = {}
        for row in self.rows if seen else ():
            own = groups.setdefault(str(row[0]) if self.grouped else "", [])
            own.append([self.columns[place].shown(row[place]) for place in seen])
        return groups


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot as SVG, drawn when it is asked for."""

    text: str  # what it shows, for those who do not see it
    light: Callable[[], bytes]
    dark: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Roll:
    """Some music, to be seen as a piano roll."""

    title: str
    piece: Piece
    machine: tuple[str, ...] = ()  # voices that a machine wrote
    passage: tuple[int, int] | None = None  # ticks from and to which it is marked


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Music of a set that shows what was found, side by side."""

    heading: str
    caption: str
    rolls: tuple[Roll, ...]


@dataclass(frozen=True, eq=False)
class Result:
    """What a measure found in some sets of music."""

    detail: Table  # a row for each piece, or for the smallest that is measured: what `--csv` writes
    tables: tuple[Table, ...] = ()
    signatures: Mapping[str, str] = field(default_factory=dict)  # what the figures depend on, by what is signed, or ALL
    findings: Mapping[str, str] = field(default_factory=dict)  # a clause for each set: what a summary says of it
    notes: tuple[str, ...] = ()  # sentences without a full stop: what was left out, what must be known to read it
    method: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    excerpts: tuple[Excerpts, ...] = ()
    record: Callable[[], Mapping[str, object]] | None = None  # JSON of a shape of its own, where programs rely on it

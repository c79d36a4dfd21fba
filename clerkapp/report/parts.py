"""What sheets are built of: facts, tables, lines to sign. All text in them is already worded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. `mono` sets the value in the fixed-width face, to be read by letter."""

    label: str
    value: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, whether its cells are read letter by letter, and whether they are numbers,
    which stand at the right. `whole`: its cells do not break, such as times."""

    label: str
    mono: bool = False
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, a cell for each column. A struck row stays readable under its line.

    `marked`: the cells, from 0, that stand in a box because they do not agree. `note`: what is said of
    the whole row, on a line of its own under it.
    """

    cells: tuple[str, ...]
    struck: bool = False
    marked: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. Its head repeats on every page that it reaches."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign. With `method` ("Signed on screen") it was signed; empty, it waits for ink."""

    role: str
    name: str = ""
    capacity: str = ""
    at: str = ""
    method: str = ""

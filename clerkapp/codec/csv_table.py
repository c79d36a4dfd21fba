"""Tables as CSV files (RFC 4180): what spreadsheets save is read, and what they open does no harm.

Read are UTF-8 with or without a byte-order mark and UTF-16 with one; commas, semicolons or tabs between
the cells. Other encodings are refused, because letters would change without a sign; where `western` is
asked for, what is not UTF-8 is read as Windows-1252, in which old spreadsheets of this country are saved.
Written is UTF-8 with a byte-order mark, without which spreadsheets guess.

A spreadsheet takes a cell that begins with = + - or @ for a formula and may run it. Such a cell is
written with an apostrophe before it, and read without; so is one that begins with apostrophes before
such a sign, so that every text comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clerkapp.domain.errors import Refused

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a file that is read."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_WORKBOOK = b"PK\x03\x04"
_DELIMITERS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NEUTRAL = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_LONGEST_CELL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A row below the heading. `line`: where it ends in the file, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's heading and its rows; rows that hold nothing are left out."""

    heading: tuple[str, ...]
    lines: tuple[CsvLine, ...]


def decode(data: bytes, *, western: bool = False) -> CsvTable:
    """Read a file. Raises Refused: table-file-encoding; table-file-form (`line`) when it is no table; and as
    `table_of`."""
    text = _text(data, western=western)
    return table_of(_rows(text, _delimiter(text)))


def table_of(rows: Iterable[tuple[int, Sequence[str]]]) -> CsvTable:
    """The table of numbered rows, the first that holds something being its heading.

    Raises Refused: table-file-empty; table-file-twice (`column`) for a heading that stands twice.
    """
    heading: tuple[str, ...] | None = None
    lines: list[CsvLine] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            heading = _heading(cells)
        else:
            lines.append(CsvLine(line, tuple(map(_plain, cells))))
    if heading is None:
        raise Refused("table-file-empty")
    return CsvTable(heading, tuple(lines))


def encode(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file of a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_neutral(cell) for cell in row])
    return _MARKS[0] + out.getvalue().encode("utf-8")


def _text(data: bytes, *, western: bool) -> str:
    if data.startswith(_WORKBOOK):
        raise Refused("table-file-form", line=1)
    for mark, encoding in zip(_MARKS, _ENCODINGS, strict=True):
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    return _decoded(data, "utf-8", *(["cp1252"] if western else []))


def _decoded(data: bytes, encoding: str, *others: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if others:
            return _decoded(data, *others)
        raise Refused("table-file-encoding") from None
    if "\x00" in text:
        raise Refused("table-file-form", line=text[: text.index("\x00")].count("\n") + 1)
    return text


def _delimiter(text: str) -> str:
    """The one that stands most often in the first line that holds something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise Refused("table-file-form", line=max(reader.line_num, 1)) from None
    finally:
        csv.field_size_limit(before)


def _heading(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    given = [name.casefold() for name in names if name]
    for name in names:
        if name and given.count(name.casefold()) > 1:
            raise Refused("table-file-twice", column=name[:60])
    return names


def _neutral(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if _NEUTRAL.match(cell) else cell

"""Tables as XLSX workbooks (ISO/IEC 29500, SpreadsheetML): the first sheet that can be seen, as text.

Read are values only: of a formula what it last came to, of a merged field its value in each of its
cells. Days and times of day come out as 2024-11-05, 07:05 or 2024-11-05 07:05, whatever the cell's
format shows, so that no order of day and month is guessed. What Excel calls an error stays its word
("#REF!").

The file may come from anywhere. It is taken apart in pieces with a budget over all of them, so that a
file that unfolds without end, names a cell a million columns away or declares entities is refused
before it costs memory. No other part than the five named here is opened.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from xml.parsers import expat

from clerkapp.codec.csv_table import CsvTable, table_of
from clerkapp.domain.errors import Refused

MARK: Final = b"PK\x03\x04"
OLD_MARK: Final = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and workbooks that have a passphrase."""
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 1_000_000
_BUDGET = 256 * 1024 * 1024
_TEXT_BUDGET = 64 * 1024 * 1024
_PIECE = 64 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_ELAPSED = re.compile(r"\[[hms]{1,2}\]", re.IGNORECASE)
_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_CLOCK_FORMATS = frozenset({*range(18, 23), *range(45, 48)})
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no offset
_FIRST_DAY_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465
"""9999-12-31."""


def decode(data: bytes) -> CsvTable:
    """Read a workbook. Raises Refused: workbook-form; workbook-locked for one with a passphrase or of the
    form before 2007; log-large (`rows`, `columns`); and as `csv_table.table_of`."""
    if data.startswith(OLD_MARK):
        raise Refused("workbook-locked")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return table_of(_Workbook(archive).rows())
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,  # zipfile's word for a way of packing that it does not know
        EOFError,
        OSError,
        RuntimeError,
        LookupError,
        ValueError,
        OverflowError,
    ):
        raise Refused("workbook-form") from None


@dataclass(slots=True)
class _Cell:
    row: int = 0
    column: int = 0
    sort: str = ""
    style: int = 0
    text: list[str] = field(default_factory=list)


class _Workbook:
    """The parts of one file, read within one budget."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = _BUDGET
        self._text_left = _TEXT_BUDGET
        self._first_day = _FIRST_DAY
        self._strings: list[str] = []
        self._days: list[bool] = []
        self._clocks: list[bool] = []

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of the first sheet that can be seen, numbered as in the workbook."""
        sheet = self._sheet()
        names = set(self._archive.namelist())
        if "xl/styles.xml" in names:
            self._read_styles()
        if "xl/sharedStrings.xml" in names:
            self._read_strings()
        cells = self._read_cells(sheet)
        width = 1 + max((column for row in cells.values() for column in row), default=0)
        for number in sorted(cells):
            row = cells[number]
            yield number, [row.get(column, "") for column in range(width)]

    def _sheet(self) -> str:
        """The name of the sheet's part."""
        sheets: list[str] = []
        targets: dict[str, str] = {}

        def book(name: str, given: Mapping[str, str]) -> None:
            if name == "sheet" and given.get("state", "visible") == "visible":
                sheets.extend(value for key, value in given.items() if key.endswith(":id"))
            elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
                self._first_day = _FIRST_DAY_1904

        def related(name: str, given: Mapping[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode") != "External":
                targets[given["Id"]] = given["Target"]

        self._parse("xl/workbook.xml", book)
        self._parse("xl/_rels/workbook.xml.rels", related)
        worksheets = [targets[one] for one in sheets if "worksheets/" in targets.get(one, "")]
        if not worksheets:
            raise Refused("table-file-empty")
        target = worksheets[0]
        return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    def _read_styles(self) -> None:
        """Which cells hold days and times of day, by the number of their style."""
        formats: dict[int, str] = {}
        inside: list[str] = []

        def start(name: str, given: Mapping[str, str]) -> None:
            inside.append(name)
            if name == "numFmt":
                formats[int(given["numFmtId"])] = given.get("formatCode", "")[:300]
            elif name == "xf" and "cellXfs" in inside:
                number = int(given.get("numFmtId", "0"))
                form = formats.get(number, "")
                shown = _QUOTED.sub("", form).lower()
                elapsed = _ELAPSED.search(form) is not None
                clock = elapsed or "h" in shown or "s" in shown or number in _CLOCK_FORMATS
                day = "y" in shown or "d" in shown or (bool(shown) and "m" in shown and not clock)
                self._days.append(day or number in _DAY_FORMATS)
                self._clocks.append(clock)

        def end(_: str) -> None:
            inside.pop()

        self._parse("xl/styles.xml", start, end=end)

    def _read_strings(self) -> None:
        """The texts that cells share. How they are said in other letters (rPh) is left out."""
        inside: list[str] = []
        text: list[str] = []

        def start(name: str, _given: Mapping[str, str]) -> None:
            inside.append(name)

        def end(name: str) -> None:
            inside.pop()
            if name == "si":
                self._strings.append("".join(text))
                text.clear()
                if len(self._strings) > MOST_CELLS:
                    raise _too_large()

        def data(piece: str) -> None:
            if inside and inside[-1] == "t" and "rPh" not in inside:
                text.append(piece)

        self._parse("xl/sharedStrings.xml", start, end=end, data=data)

    def _read_cells(self, sheet: str) -> dict[int, dict[int, str]]:
        rows: dict[int, dict[int, str]] = {}
        merged: list[str] = []
        inside: list[str] = []
        one = _Cell()
        count = 0

        def start(name: str, given: Mapping[str, str]) -> None:
            nonlocal count
            inside.append(name)
            if name == "row":
                one.row = int(given.get("r", one.row + 1))
                one.column = 0
            elif name == "c":
                at = _reference(given["r"]) if "r" in given else None
                one.column = _number(at[1]) if at else one.column + 1
                one.row = int(at[2]) if at else one.row
                one.sort, one.style = given.get("t", "n"), int(given.get("s", "0"))
                one.text.clear()
                count += 1
            elif name == "mergeCell" and len(merged) < MOST_ROWS:
                merged.append(given["ref"])

        def end(name: str) -> None:
            inside.pop()
            if name != "c":
                return
            said = self._said(one)
            if not said:
                return
            if one.row > MOST_ROWS or one.column > MOST_COLUMNS or count > MOST_CELLS:
                raise _too_large()
            self._text_left -= len(said)
            if self._text_left < 0:
                raise _too_large()
            rows.setdefault(one.row, {})[one.column - 1] = said

        def data(piece: str) -> None:
            if "c" in inside and inside[-1] in ("v", "t") and "rPh" not in inside:
                one.text.append(piece)

        self._parse(sheet, start, end=end, data=data)
        _fill(rows, merged)
        return rows

    def _said(self, cell: _Cell) -> str:
        text = "".join(cell.text)
        match cell.sort:
            case "s":
                return self._strings[int(text)] if text else ""
            case "b":
                return {"1": "yes", "0": "no"}.get(text, text)
            case "n":
                return self._number_said(text.strip(), cell.style)
            case "d":
                return text.replace("T", " ").removesuffix(" 00:00:00")
            case _:
                return text

    def _number_said(self, text: str, style: int) -> str:
        if not text:
            return ""
        number = float(text)
        day = style < len(self._days) and self._days[style]
        clock = style < len(self._clocks) and self._clocks[style]
        if (day or clock) and 0 <= number <= _LAST_SERIAL:
            moment = self._first_day + timedelta(seconds=round(number * 86_400))
            if not day or number < 1:
                return moment.strftime("%H:%M:%S").removesuffix(":00")
            if clock or (moment.hour, moment.minute, moment.second) != (0, 0, 0):
                return moment.isoformat(" ").removesuffix(":00")
            return moment.date().isoformat()
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else text

    def _parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        *,
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = lambda name, given: start(_local(name), given)
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name))
        if data is not None:
            parser.CharacterDataHandler = data
        with self._archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise _too_large()
                parser.Parse(piece, False)
        parser.Parse(b"", True)


def _fill(rows: dict[int, dict[int, str]], merged: list[str]) -> None:
    """Give each cell of a merged field that lies in a row with something in it the field's value."""
    left = MOST_CELLS
    for reference in merged:
        corners = [_reference(corner) for corner in reference.split(":")]
        first, last = corners[0], corners[-1]
        top, bottom = int(first[2]), min(int(last[2]), MOST_ROWS)
        left_column, right = _number(first[1]) - 1, min(_number(last[1]), MOST_COLUMNS)
        said = rows.get(top, {}).get(left_column)
        if said is None:
            continue
        for number in range(top, bottom + 1):
            for column in range(left_column, right):
                left -= 1
                if left < 0:
                    raise _too_large()
                if number in rows:
                    rows[number].setdefault(column, said)


def _reference(text: str) -> re.Match[str]:
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise Refused("workbook-form")
    return found


def _number(letters: str) -> int:
    """The number of a column, from 1: 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _too_large() -> Refused:
    return Refused("log-large", rows=MOST_ROWS, columns=MOST_COLUMNS)


def _no_doctype(*_: object) -> None:
    raise Refused("workbook-form")

"""Lists as files: what one office saves, the same or another one brings in.

The columns are the codes of the list. A heading may also be a column's label, and a cell the words of
an answer, in the language in use or in English. Columns that the list does not have are left out and
named. A line is judged alone: what is right comes in, all in one transaction; a line for an entry that
says the same already is a double; whatever else is wrong keeps its line out, with the reason.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerkapp.codec import csv_table
from clerkapp.codec.csv_table import CsvLine, CsvTable
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.office_entries import Entry, EntryChange
from clerkapp.domain.office_lists import list_of
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.text.rules import comparable
from clerkapp.services.announcing import announced, require_free
from clerkapp.services.office_lists import reading, writing
from clerkapp.services.session import Session
from clerkapp.wording import office_lists as wording

_YES = "yes"
LARGEST = csv_table.LARGEST
"""Bytes of a file that is brought in."""


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A line that was kept out: its number in the file, the code of the reason, the columns concerned."""

    line: int
    code: str
    fields: tuple[str, ...]
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought, or would bring. `ignored`: headings that the list has no column for."""

    rows: int
    added: int
    changed: int
    doubles: int
    refused: tuple[LineRefused, ...]
    ignored: tuple[str, ...]


def import_csv(
    session: Session, list_code: str, data: bytes, *, update: bool = False, dry_run: bool = False
) -> Brought:
    """Bring a file in. With `update` a line also changes the entry that it names; cells that are empty or
    not there change nothing. With `dry_run` nothing is written.

    Raises Refused: not-permitted, list-unknown, table-file-… (`csv_table.decode`), list-file-key
    (`column`) without the column that names the entries.
    """
    one = list_of(list_code)
    session.require(one.permission)
    table = csv_table.decode(data)
    columns = {
        place: column for place, name in enumerate(table.heading) if (column := _column(one, name))
    }
    if one.key not in [column.code for column in columns.values()]:
        raise Refused("list-file-key", column=wording.column_label(one.code, one.key))
    coming = _Coming(session, one, columns, update=update)
    for line in table.lines:
        coming.take(line, len(table.heading))
    if coming.changes and not dry_run:
        writing.keep(session, one, list(coming.changes.values()))
    return coming.brought(table)


def export_csv(session: Session, list_code: str, *, closed: bool = False) -> bytes:
    """The list as a file that `import_csv` reads. Raises Refused: not-permitted, list-unknown."""
    one = list_of(list_code)
    if not reading.sees_guarded(session):
        session.require(one.permission)
    rows = (
        [_cell(column, entry.values.get(column.code)) for column in one.columns]
        for entry in reading.entries(session, list_code, closed=closed)
    )
    return csv_table.encode([column.code for column in one.columns], rows)


def save_csv(session: Session, list_code: str, path: Path, *, closed: bool = False) -> WrittenFile:
    """Write the list to a new file; it is journaled first.

    Raises as `export_csv`, Refused("file-name" | "place-inside-vault") and EnvironmentFailure("drive-…").
    """
    data = export_csv(session, list_code, closed=closed)
    drive = session.ports.drive
    require_free(drive, path)
    count = len(reading.entries(session, list_code, closed=closed))
    with announced(session, Event.LIST_SAVED, {"list": list_code, "count": count}):
        return drive.write_new(path, [data], size=len(data), private=True)


class _Coming:
    """What the lines of a file come to, one after the other."""

    def __init__(
        self, session: Session, one: OfficeList, columns: Mapping[int, Column], *, update: bool
    ) -> None:
        self._session = session
        self._one = one
        self._columns = columns
        self._update = update
        there = session.vault.office_lists.entries(one.code)
        self._there: dict[str, Entry] = {one.mark(entry.values): entry for entry in there}
        self._said: dict[str, dict[str, Any]] = {}
        self._added = self._changed = self._doubles = 0
        self._refused: list[LineRefused] = []
        self.changes: dict[str, EntryChange] = {}

    def take(self, line: CsvLine, width: int) -> None:
        """Judge one line."""
        try:
            if any(cell.strip() for cell in line.cells[width:]):
                raise Refused("list-line-long")
            self._take(self._typed(line))
        except Refused as refused:
            params = dict(refused.params)
            self._refused.append(LineRefused(line.line, refused.code, refused.fields, params))

    def brought(self, table: CsvTable) -> Brought:
        """What came of it."""
        ignored = tuple(
            name for place, name in enumerate(table.heading) if name and place not in self._columns
        )
        return Brought(
            len(table.lines),
            self._added,
            self._changed,
            self._doubles,
            tuple(self._refused),
            ignored,
        )

    def _typed(self, line: CsvLine) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for place, column in self._columns.items():
            cell = line.cells[place] if place < len(line.cells) else ""
            if cell.strip():
                typed[column.code] = _value(self._one, column, cell.strip())
        return typed

    def _take(self, typed: dict[str, Any]) -> None:
        one = self._one
        if one.key not in typed:
            raise Refused("needed-now", fields=(one.key,))
        mark = one.same(str(typed[one.key]))
        before = self._there.get(mark)
        said = self._said.get(mark) or (dict(before.values) if before else None)
        if said is None:
            self._keep(mark, EntryChange(uuid.uuid4().hex, self._checked(typed)))
            self._added += 1
            return
        values = self._checked({**said, **typed, one.key: said[one.key]})
        if values == said:
            self._doubles += 1
        elif mark in self._said or before is None:
            raise Refused("list-line-twice", fields=(one.key,), name=str(typed[one.key]))
        elif before.closed:
            raise Refused("entry-there-closed", fields=(one.key,), name=before.code)
        elif not self._update:
            raise Refused("list-line-differs", fields=_differing(said, values), name=before.code)
        elif one.needs_two(before.values, values):
            raise Refused("entry-second", fields=_differing(said, values), name=before.code)
        else:
            self._keep(mark, EntryChange(before.id, values))
            self._changed += 1

    def _checked(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        values = writing.checked(self._session, self._one, typed)
        if len(self._there) + self._added >= writing.MOST:
            raise Refused("list-full", limit=writing.MOST)
        return values

    def _keep(self, mark: str, change: EntryChange) -> None:
        self.changes[mark] = change
        self._said[mark] = dict(change.values)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(code for code in after if after[code] != before.get(code))


def _column(one: OfficeList, heading: str) -> Column | None:
    name = comparable(heading)
    for column in one.columns:
        words = wording.LIST_WORDS[one.code].columns[column.code][0]
        labels = (column.code, words, wording.column_label(one.code, column.code))
        if name in map(comparable, labels):
            return column
    return None


def _value(one: OfficeList, column: Column, cell: str) -> Any:
    if column.control is Control.RECORD:
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            raise Refused("list-record-form", fields=(column.code,)) from None
    if column.control is Control.CHOICE and cell not in column.values:
        words = wording.LIST_WORDS[one.code].answers.get(column.code, {})
        for code in column.values:
            said = (code, words.get(code, code), wording.answer_label(one.code, column.code, code))
            if comparable(cell) in map(comparable, said):
                return code
    return cell


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.control is Control.FLAG:
        return _YES
    if column.control is Control.CODES:
        return "; ".join(value)
    if column.control is Control.RECORD:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)

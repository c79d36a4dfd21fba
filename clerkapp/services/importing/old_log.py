"""Bringing an old log in: read, tried on all lines, and then recorded.

Trying writes nothing and says of every line what would come of it. Bringing in records the lines that
are ready, a few in each transaction: whatever stops it (Cancel, a full disk, the power) leaves whole
records behind, and the next run skips them as being there already. One entry of the journal tells what
came in, beside the entry of each record. Each record is signed as transcribed, keeps its old number and
its old times, and is recorded now.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

from clerkapp.codec import csv_table, workbook
from clerkapp.codec.csv_table import CsvTable
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain import office_calendar
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.old_log import lines, mapping
from clerkapp.domain.old_log.lines import DayOrders, LogRow
from clerkapp.domain.old_log.mapping import OLD_NUMBER, OLD_SOURCE, LogMapping
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.revision import TRANSCRIBED, Value
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import Precision, parse_day, parse_instant
from clerkapp.services.announcing import require_free
from clerkapp.services.importing import vocabulary
from clerkapp.services.records import recording, visibility
from clerkapp.services.session import Session
from clerkapp.services.stopping import Stopped

LARGEST: Final = 24 * 1024 * 1024
"""Bytes of a file that is read."""
MOST: Final = 50_000
"""Lines of a file."""
BATCH: Final = 25
"""Records in one transaction."""
KEPT: Final = "log_columns"
"""The setting in which the columns of earlier files are kept, by the digest of their heading."""
_KEPT_MOST = 20
_TOLD = (OLD_NUMBER, OLD_SOURCE, "place", "occurred", "one_line")
_UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class LogFile:
    """A file that was read. `sha256`: of its bytes, in hex."""

    name: str
    sha256: str
    heading: tuple[str, ...]
    rows: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True)
class LogLineRefused:
    """A line that waits: its number in the file, the code of the reason, the fields concerned.

    `twin`: the line before that says the same, where that is the reason.
    """

    line: int
    code: str
    fields: tuple[str, ...]
    params: Mapping[str, Any]
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A line that becomes a record."""

    line: int
    kind: str
    typed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """What would come of a file. `doubles`: lines whose record is there already; `twins`: lines that say
    what a line before them in the file says."""

    rows: int
    ready: tuple[Ready, ...]
    doubles: int
    refused: tuple[LogLineRefused, ...]
    twins: tuple[LogLineRefused, ...]
    orders: DayOrders

    @property
    def waiting(self) -> tuple[LogLineRefused, ...]:
        """What waits for a person, in the order of the file."""
        return tuple(sorted((*self.refused, *self.twins), key=lambda one: one.line))


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came in. `numbers`: of the records."""

    numbers: tuple[str, ...]
    stopped: bool = False


Mended = Mapping[int, Mapping[str, str]]
"""Cells that a person typed instead of the file's, by line and heading."""


def require_may(session: Session) -> None:
    """Raises Refused("not-permitted") unless the person may record and add to any record."""
    session.require(Permission.RECORD)
    session.require(Permission.ADD)


def read_file(session: Session, path: Path) -> LogFile:
    """Read a CSV file or a workbook. Raises Refused: not-permitted, file-large, log-empty, log-large, and
    those of `csv_table.decode` and `workbook.decode`; and what `Drive.read_small` raises."""
    require_may(session)
    data = session.ports.drive.read_small(path, LARGEST)
    return of_table(path.name, _table(data), sha256_hex(data))


def of_table(name: str, table: CsvTable, sha256: str) -> LogFile:
    """The file of a table. A column without a heading is called by its place."""
    if not table.lines:
        raise Refused("log-empty")
    if len(table.lines) > MOST:
        raise Refused("log-large", rows=MOST, columns=workbook.MOST_COLUMNS)
    heading = tuple(text or f"({place})" for place, text in enumerate(table.heading, 1))
    rows = []
    for line in table.lines:
        cells = line.cells
        said = dict(zip(heading, cells, strict=False))
        if any(cell.strip() for cell in cells[len(heading) :]):
            said[_TOO_LONG] = "x"
        rows.append(LogRow(line.line, said))
    return LogFile(name, sha256, heading, tuple(rows))


def suggested(session: Session, file: LogFile) -> LogMapping:
    """The columns as they were chosen for the last file with this heading, else what their names say."""
    kept = _kept(session).get(_heading_digest(file.heading))
    if kept is not None:
        try:
            return mapping.of_value(kept)
        except Refused:
            pass  # of a version that knew other fields
    columns: dict[str, str] = {}
    for heading in file.heading:
        code = vocabulary.target_called(heading)
        columns[heading] = "" if code in columns.values() else code
    if "occurred.day" in columns.values() and "occurred.clock" not in columns.values():
        columns = {
            heading: "occurred" if code == "occurred.day" else code
            for heading, code in columns.items()
        }
    return LogMapping(source=Path(file.name).stem[: mapping.SOURCE_LIMIT] or "-", columns=columns)


def tried(
    session: Session,
    file: LogFile,
    chosen: LogMapping,
    *,
    mended: Mended | None = None,
    both: frozenset[int] = frozenset(),
) -> Tried:
    """What would come of every line; nothing is written. `both`: lines that a person keeps although a line
    before says the same.

    Raises Refused: not-permitted, log-map-column (`column`) for a column that the file does not have.
    """
    session.require(Permission.RECORD)
    missing = next((one for one in chosen.columns if one not in file.heading), None)
    if missing is not None:
        raise Refused("log-map-column", column=missing[:60])
    rows = [
        LogRow(row.line, {**row.cells, **mended.get(row.line, {})}) if mended else row
        for row in file.rows
    ]
    found = lines.day_orders(rows, chosen)
    if chosen.order is None and found.settled is not None:
        chosen = replace(chosen, order=found.settled)
    coming = _Coming(session, chosen, both)
    for row in rows:
        coming.take(row)
    return Tried(
        len(rows),
        tuple(coming.ready),
        coming.doubles,
        tuple(coming.refused),
        tuple(coming.twins),
        found,
    )


def bring_in(
    session: Session,
    file: LogFile,
    ready: Sequence[Ready],
    *,
    stopped: Stopped = lambda: False,
    told: Callable[[int], object] = lambda _: None,
) -> BroughtIn:
    """Record the lines that are ready. `told` is called with the number of records so far.

    Raises as `recording.record` does, where something changed since the lines were tried; what was
    recorded before stays.
    """
    coming = Incoming(session, file, ready)
    while coming.left and not stopped():
        coming.step(session)
        told(len(coming.numbers))
    return coming.end(session)


class Incoming:
    """A file on its way in, a batch at a time, so that others may use the vault in between."""

    def __init__(self, session: Session, file: LogFile, ready: Sequence[Ready]) -> None:
        session.require(Permission.RECORD)
        self._file = file
        self._ready = list(ready)
        self.numbers: list[str] = []

    @property
    def left(self) -> int:
        """How many lines wait."""
        return len(self._ready) - len(self.numbers)

    def step(self, session: Session) -> None:
        """Record the next few, all of them or none; with the last ones the entry of the journal."""
        done = len(self.numbers)
        batch = self._ready[done : done + BATCH]
        with session.transaction():
            new = [
                recording.record(session, one.kind, one.typed, capacity=TRANSCRIBED).number
                for one in batch
            ]
            if done + len(new) == len(self._ready):
                self._tell(session, [*self.numbers, *new])
        self.numbers += new

    def end(self, session: Session) -> BroughtIn:
        """What came in; where it was stopped before its end, the journal tells that too."""
        stopped = self.left > 0
        if stopped and self.numbers:
            with session.transaction():
                self._tell(session, self.numbers)
        return BroughtIn(tuple(self.numbers), stopped)

    def _tell(self, session: Session, numbers: Sequence[str]) -> None:
        said: dict[str, Any] = {
            "count": len(numbers),
            "first": numbers[0],
            "last": numbers[-1],
            "sha256": self._file.sha256,
        }
        session.journal(Event.LOG_BROUGHT_IN, session.now(), said)


def keep_columns(session: Session, file: LogFile, chosen: LogMapping) -> None:
    """Remember the columns for the next file with the same heading."""
    kept = dict(_kept(session))
    digest = _heading_digest(file.heading)
    if kept.get(digest) == chosen.to_value():
        return
    kept.pop(digest, None)
    kept[digest] = chosen.to_value()
    session.change_setting(KEPT, dict(list(kept.items())[-_KEPT_MOST:]))


def save_refused(
    session: Session,
    path: Path,
    file: LogFile,
    said: Sequence[tuple[LogLineRefused, str]],
    why: str,
) -> WrittenFile:
    """Write the lines that wait to a new file. Nothing of it is of the vault: the file had it all.

    Raises Refused("file-name" | "place-inside-vault") and EnvironmentFailure("drive-…").
    """
    require_may(session)
    drive = session.ports.drive
    require_free(drive, path)
    data = refused_file(file, said, why)
    return drive.write_new(path, [data], size=len(data), private=True)


def refused_file(file: LogFile, said: Sequence[tuple[LogLineRefused, str]], why: str) -> bytes:
    """The lines that wait as a CSV file: the file's columns, and the reason of each in the column `why`."""
    reasons = {one.line: reason for one, reason in said}
    rows = [
        [
            str(row.line),
            reasons[row.line],
            *(row.cells.get(heading, "") for heading in file.heading),
        ]
        for row in file.rows
        if row.line in reasons
    ]
    return csv_table.encode(["#", why, *file.heading], rows)


class _Coming:
    """What the lines come to, one after the other."""

    def __init__(self, session: Session, chosen: LogMapping, both: frozenset[int]) -> None:
        self._session = session
        self._chosen = chosen
        self._both = both
        self._now = session.now()
        self._elections = tuple(session.vault.office_lists.entries("election"))
        self._numbers: dict[tuple[str, str], int] = {}
        self._marks: dict[tuple[str, ...], list[tuple[int, tuple[str, str] | None]]] = {}
        # What somebody may not see is not there, so no line is a double of it.
        seen = visibility.sight(session)
        for kind, values in session.vault.queries.answers(_TOLD, seen):
            self._note(0, kind, values)
        self.ready: list[Ready] = []
        self.refused: list[LogLineRefused] = []
        self.twins: list[LogLineRefused] = []
        self.doubles = 0

    def take(self, row: LogRow) -> None:
        """Judge one line."""
        try:
            if _TOO_LONG in row.cells:
                raise Refused("list-line-long")
            said = lines.read(row, self._chosen, vocabulary.words_of, self._session.zone)
            typed = self._placed(said.typed)
            values = recording.prepared(self._session, said.kind, typed, now=self._now)
            values[OLD_SOURCE] = self._chosen.source
        except Refused as refused:
            params = {key: value for key, value in refused.params.items() if key != "fields"}
            fields = tuple(map(str, refused.fields))
            self.refused.append(LogLineRefused(row.line, refused.code, fields, params))
            return
        before = self._there(said.kind, values)
        if before == 0:
            self.doubles += 1
            return
        if before is not None and row.line not in self._both:
            self._twin(row.line, before)
            return
        self.ready.append(Ready(row.line, said.kind, typed))
        self._note(row.line, said.kind, values)

    def _twin(self, line: int, before: int) -> None:
        self.twins.append(LogLineRefused(line, "log-line-twice", (), {"line": before}, before))

    def _note(self, line: int, kind: str, values: Mapping[str, Any]) -> None:
        number = lines.number_of(values)
        if number is not None:
            self._numbers.setdefault(number, line)
        self._marks.setdefault(lines.mark(kind, values), []).append((line, number))

    def _there(self, kind: str, values: Mapping[str, Value]) -> int | None:
        """The line that says the same, 0 for a record; None where there is none. Two entries of one log
        with two numbers are two entries, however alike they are."""
        number = lines.number_of(values)
        if number is not None and number in self._numbers:
            return self._numbers[number]
        for line, other in self._marks.get(lines.mark(kind, values), ()):
            if number is None or other is None or number[0] != other[0]:
                return line
        return None

    def _placed(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """With the election and stage in which it happened, as the calendar of the office says. What it
        does not say is not guessed: the present one would be wrong."""
        election, phase = self._on(typed.get("occurred"))
        return {"election": election, "phase": phase, **typed}

    def _on(self, occurred: Any) -> tuple[str | None, str]:
        if not isinstance(occurred, dict) or occurred.get("at") is None:
            return None, _UNSURE
        at = str(occurred["at"])
        if occurred.get("precision") == Precision.DAY:
            day = parse_day(at)
            moments = [datetime.combine(day, time.min), datetime.combine(day, time(23, 59))]
        else:
            moments = [parse_instant(at).replace(tzinfo=None)]
        found = [
            (on.election.code, on.phase)
            for moment in moments
            if (on := office_calendar.on_now(self._elections, moment)) and on.election
        ]
        if len(found) < len(moments) or len({election for election, _phase in found}) != 1:
            return None, _UNSURE
        phases = {phase for _election, phase in found}
        return found[0][0], phases.pop() if len(phases) == 1 else _UNSURE


_TOO_LONG = "\x00"


def _table(data: bytes) -> CsvTable:
    if data.startswith((workbook.MARK, workbook.OLD_MARK)):
        return workbook.decode(data)
    return csv_table.decode(data, western=True)


def _kept(session: Session) -> Mapping[str, Any]:
    kept = session.vault.settings.get(KEPT)
    return kept if isinstance(kept, dict) else {}


def _heading_digest(heading: Sequence[str]) -> str:
    return sha256_hex(json.dumps([comparable(text) for text in heading]).encode())

"""The list of records: ids and rows in the order of the vault, fetched a page at a time.

Filtering and sorting are the vault's; a proxy over a lazy model would miss the rows that are not
fetched yet. Every answer carries the number of the question, so that a slow old answer never
replaces a newer one while somebody types.
"""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from clerkapp.domain.records.lists import Query, RecordPage, RecordRow
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts.record_words import severity_of
from clerkapp.gui.widgets.basic.chip import status_chip
from clerkapp.gui.widgets.lists.record_list import FACE_ROLE, RowFace, row_sentence
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import kind_label, status_label
from clerkapp.wording.language import _
from clerkapp.wording.times import when_words
from clerkapp.wording.transcribed import transcribed_word

PAGE = 60
COUNT_LIMIT = 10_000

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RecordsModel(QAbstractListModel):
    """Rows of one query. `loaded` after the first page of a new query came."""

    loaded = Signal(object)
    """The number found, at most COUNT_LIMIT."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[RecordRow] = []
        self._query = Query()
        self._next: str | None = None
        self._asked = 0
        self._answered = 0
        self._fetching = False

    @property
    def query(self) -> Query:
        """The query whose rows are shown."""
        return self._query

    def search(self, query: Query) -> None:
        """Ask for another query; the rows change when the first page is here."""
        self._asked += 1
        question = self._asked

        def read(session: Session) -> tuple[RecordPage, int]:
            return (
                reading.list_records(session, query, limit=PAGE),
                reading.count_records(session, query, at_most=COUNT_LIMIT),
            )

        def show(page_and_count: tuple[RecordPage, int]) -> None:
            if question == self._asked:
                self._begin(query, *page_and_count)

        self._desk.ask(self, read, show)

    def row(self, place: int) -> RecordRow | None:
        """The record at a place, if it is fetched."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, number: str) -> int | None:
        """Where a record is among the rows fetched."""
        return next((n for n, row in enumerate(self._rows) if row.number == number), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """The rows fetched so far."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether the vault has more, and nothing newer is being asked."""
        waiting = self._fetching or self._asked != self._answered
        return not parent.isValid() and self._next is not None and not waiting

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        after, question, query = self._next, self._asked, self._query
        if after is None or not self.canFetchMore(parent):
            return
        self._fetching = True

        def show(page: RecordPage) -> None:
            if question == self._asked:
                self._fetching = False
                first = len(self._rows)
                self.beginInsertRows(_ROOT, first, first + len(page.rows) - 1)
                self._rows.extend(page.rows)
                self._next = page.next
                self.endInsertRows()

        self._desk.ask(
            self,
            lambda session: reading.list_records(session, query, after=after, limit=PAGE),
            show,
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line's face, and its words for screen readers and for typing letters."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == FACE_ROLE:
            return self._face(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.one_line
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row_sentence(
                (
                    kind_label(row.kind),
                    row.one_line,
                    severity_of(row).words,
                    status_label(row.status),
                    when_words(row.occurred),
                )
            )
        return None

    def _begin(self, query: Query, page: RecordPage, count: int) -> None:
        self.beginResetModel()
        self._query = query
        self._answered = self._asked
        self._rows = list(page.rows)
        self._next = page.next
        self._fetching = False
        self.endResetModel()
        self.loaded.emit(count)

    def _face(self, row: RecordRow) -> RowFace:
        # What is cut at the end is the place, never the time.
        meta = [row.number, when_words(row.occurred)]
        if row.transcribed:
            meta.append(transcribed_word())
        if row.found_in:
            meta.append(_("found in {where}").format(where=_where(row.found_in)))
        meta.append(row.place)
        return RowFace(
            kind=row.kind,
            title=row.one_line,
            meta="  ·  ".join(part for part in meta if part),
            severity=severity_of(row, short=True),
            status=status_chip(row.status, status_label(row.status)),
            struck=row.struck,
            found=tuple(self._query.text.split()),
        )


def _where(column: str) -> str:
    return {
        "number": _("the number"),
        "place": _("the place"),
        "people": _("the people"),
        "story": _("the story"),
        "details": _("the details"),
    }.get(column, column)

"""The rows of a list: all entries are here, and are narrowed by words and filters as one types."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.office_lists.declare import Control
from clerkapp.domain.office_lists.unit import IN_USE, SEALED, TEST_OWED, digits
from clerkapp.domain.text.rules import comparable
from clerkapp.gui.widgets.basic.chip import ChipFace, tone_chip
from clerkapp.gui.widgets.lists.record_list import FACE_ROLE, RowFace, row_sentence
from clerkapp.wording import office_lists as wording
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import day_words

ICONS = {
    "unit": "equipment",
    "site": "home",
    "election": "calendar-event",
    "procedure": "clipboard-list",
    "contact": "phone",
    "template": "copy",
}
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COUNTED = 60
"""So many rows say how many records name their unit."""


class EntriesModel(QAbstractListModel):
    """The entries of one list that fit what is searched for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._texts: dict[str, str] = {}
        self._rows: list[Entry] = []
        self._words: tuple[str, ...] = ()
        self._counts: dict[str, int] = {}

    def uncounted(self, most: int) -> list[Entry]:
        """The first units shown whose records are not counted yet."""
        shown = self._rows[:COUNTED]
        return [one for one in shown if one.list == "unit" and one.id not in self._counts][:most]

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many records name a unit, by its entry's id."""
        self._counts.update(counts)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    @property
    def total(self) -> int:
        """How many are listed, open ones."""
        return sum(not one.closed for one in self._all)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """All that there are, closed ones too."""
        return self._all

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries."""
        self._all = tuple(sorted(entries, key=_order))
        self._texts = {one.id: comparable(searched(one)) for one in self._all}

    def narrow(self, text: str, filters: Mapping[str, str], *, closed: bool) -> None:
        """Show what has every word of `text` and the value of every filter."""
        self._words = tuple(text.split())
        wanted = [comparable(word) for word in self._words]
        number = digits(text)
        self.beginResetModel()
        self._rows = [
            one
            for one in self._all
            if (closed or not one.closed)
            and all(one.text(column) == value for column, value in filters.items())
            and (
                all(word in self._texts[one.id] for word in wanted)
                or (bool(number) and one.list == "unit" and number in digits(one.code))
            )
        ]
        self.endResetModel()

    def row(self, place: int) -> Entry | None:
        """The entry at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, code: str) -> int | None:
        """Where the entry stands that is called so."""
        return next((n for n, one in enumerate(self._rows) if one.code == code), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """The rows that fit."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line's face, and its words for screen readers and for typing letters."""
        one = self.row(index.row())
        if one is None:
            return None
        if role == FACE_ROLE:
            return RowFace(
                "equipment" if one.list == "unit" else "",
                title_of(one),
                meta_of(one),
                status=state_chip(one),
                struck=one.closed,
                found=self._words,
                icon=ICONS[one.list],
                at_right=self._count_words(one),
            )
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(one)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            chip = state_chip(one)
            return row_sentence(
                (
                    title_of(one),
                    meta_of(one).replace("·", ","),
                    chip.words if chip else "",
                    self._count_words(one),
                )
            )
        return None

    def _count_words(self, one: Entry) -> str:
        count = self._counts.get(one.id, 0)
        words = ngettext("{count} record", "{count} records", count)
        return words.format(count=f"{count:,}") if count else ""


def title_of(entry: Entry) -> str:
    """What an entry is called in a list."""
    if entry.list == "unit":
        kind = words_of(entry, "device_type")
        return ", ".join(filter(None, (unit_name(entry), kind))) or entry.code
    return entry.text("name") or entry.code


def unit_name(unit: Entry) -> str:
    """Manufacturer and model."""
    return " ".join(filter(None, (unit.text("manufacturer"), unit.text("model"))))


def meta_of(entry: Entry) -> str:
    """The quiet line under it."""
    one = LISTS[entry.list]
    if entry.list == "unit":
        tag = entry.text("asset_tag")
        parts = [
            entry.code,
            _("tag {number}").format(number=tag) if tag else "",
            entry.text("home_site"),
        ]
    else:
        parts = [words_of(entry, code) for code in one.shown if code not in ("name", "state")]
    return "  ·  ".join(part for part in parts if part)


def state_chip(entry: Entry) -> ChipFace | None:
    """What one should know before one takes it."""
    if entry.closed:
        return tone_chip("plain", _("Closed"), "ban")
    state = entry.text("state")
    if not state or state == IN_USE:
        return None
    words = wording.answer_label(entry.list, "state", state)
    tone, icon = {TEST_OWED: ("warn", "alert-triangle"), SEALED: ("danger", "lock")}.get(
        state, ("plain", "ban")
    )
    return tone_chip(tone, words, icon)


def words_of(entry: Entry, column: str) -> str:
    """What an entry says in a column, in words."""
    declared = LISTS[entry.list].by_code[column]
    value = entry.values.get(column)
    if declared.control is Control.DAY and value is not None:
        return day_words(str(value), year=True)
    return wording.value_text(entry.list, declared, value)


def searched(entry: Entry) -> str:
    """All that the search looks at."""
    return " ".join(words_of(entry, column.code) for column in LISTS[entry.list].columns)


def _order(entry: Entry) -> tuple[bool, str, str]:
    """Open ones first; elections the latest first, others by what they are called."""
    if entry.list == "election":
        return (entry.closed, "".join(chr(255 - ord(char)) for char in entry.text("day")), "")
    return (entry.closed, comparable(title_of(entry)), entry.code)

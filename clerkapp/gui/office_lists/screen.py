"""Lists of the office: choose one, search in it, see an entry with its life, add, change, save, bring in.

One screen for all of them: which columns can be filtered, what a row says and what an entry shows follow
from the declaration.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.office_lists.declare import Control
from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Form, Incident, ListEntry, ListFile, ListPage, Place
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.office_lists.detail import Detail, Life
from clerkapp.gui.office_lists.rows import EntriesModel
from clerkapp.gui.parts.saving import ask_file, ask_where
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.lists.filter_bar import FilterBar
from clerkapp.gui.widgets.lists.filter_chip import FilterChip
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.record_list import RecordList
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.office_lists import carrying, reading, units, writing
from clerkapp.services.office_lists.units import Unlisted
from clerkapp.services.session import Session
from clerkapp.wording import office_lists as wording
from clerkapp.wording.language import _, ngettext

_CLOSED = "closed"
_ANNOUNCE_MS = 500
_LOOK_MS = 80
_COUNT_MS = 150
_AT_ONCE = 8


class ListsScreen(Screen):
    """`place.code` says which list."""

    section = "lists"
    keeps_typing = True

    def __init__(self, place: ListPage, desk: Desk) -> None:
        super().__init__(desk)
        self._code = place.code if place.code in LISTS else next(iter(LISTS))
        self._selected = place.selected
        account = desk.account
        self._may = account.may(LISTS[self._code].permission)
        self._may_save = self._may or reading.sees_guarded(desk.session)
        self._may_record = account.may(Permission.RECORD) and not desk.session.read_only
        self._page = Page(wording.title(self._code), aside_width=322)
        self._page.set_explanation(wording.about(self._code))
        self._make_buttons()
        self._which = Segment([(code, wording.title(code)) for code in LISTS])
        self._which.set_names(_("Which list"), "")
        self._which.set_value(self._code)
        self._which.changed.connect(lambda: self._other_list(self._which.value()))
        self._short = Choice([(code, wording.title(code)) for code in LISTS])
        self._short.set_names(_("Which list"), "")
        self._short.set_value(self._code)
        self._short.changed.connect(lambda: self._other_list(self._short.value()))
        self._page.add_wide(self._which)
        self._page.add_wide(self._short)
        self._short.hide()
        words = _("Search by any word or the last digits")
        self._search = SearchLine(words if self._code == "unit" else _("Search"), large=True)
        self._search.set_value(place.text)
        self._page.add_wide(self._search)
        self._chips = self._make_chips(place.filters)
        self._filters = self._filter_bar()
        self._page.add_wide(self._filters)
        self._model = EntriesModel(self)
        self._list = RecordList(wording.title(self._code))
        self._list.setModel(self._model)
        self._card = Card(" ", ruled=True, note=" ")
        self._card.body.addWidget(self._list, 1)
        self._nothing = Label("", "body", "text-2")
        self._nothing.setContentsMargins(18, 14, 18, 14)
        self._card.body.addWidget(self._nothing)
        self._said = Column(8)
        self._missing = Column(4)
        self._page.main.addLayout(self._said)
        self._page.main.addLayout(self._missing)
        self._page.main.addWidget(self._card, 1)
        keys = _("Up and Down move through the list, Enter opens.")
        self._page.main.addWidget(Label(keys, "small", "text-2"))
        self._detail = Detail(lambda number: desk.go(Incident(number)))
        self._page.aside.addWidget(self._detail, 1)
        Column(0, parent=self).addWidget(self._page)
        self._say_count = _later(self, _ANNOUNCE_MS)
        self._say_count.timeout.connect(lambda: announce(self._list, self._card.title.text()))
        self._look = _later(self, _LOOK_MS)
        self._look.timeout.connect(self._read_detail)
        self._counting = _later(self, _COUNT_MS)
        self._counting.timeout.connect(self._count)
        self._connect()

    def enter(self) -> None:
        """Read the list; typing goes to the search."""
        self._search.setFocus()
        self._read()

    def keep(self) -> Place:
        """Come back to the same list, search and entry."""
        filters = {name: chip.value() or "" for name, chip in self._chips.items() if chip.value()}
        entry = self.chosen
        selected = entry.code if entry is not None else self._selected
        return ListPage(self._code, self._search.value() or "", filters, selected)

    def regions(self) -> list[QWidget]:
        """Head, list, the chosen entry."""
        return self._page.regions()

    @property
    def chosen(self) -> Entry | None:
        """The entry that is chosen."""
        return self._model.row(self._list.currentIndex().row())

    def _make_buttons(self) -> None:
        self.save_button = SecondaryButton(_("Save the list"), "download", main=True)
        self.bring_button = SecondaryButton(_("Bring in a list"), "file-plus", main=True)
        self.add_button = SecondaryButton(wording.add_label(self._code), "plus", main=True)
        for button, may in (
            (self.save_button, self._may_save),
            (self.bring_button, self._may),
            (self.add_button, self._may),
        ):
            if may:
                self._page.add_beside(button)
        bar(self.desk, self.bring_button, self.add_button)

    def _connect(self) -> None:
        desk, code = self.desk, self._code
        self.save_button.clicked.connect(self._save)
        self.bring_button.clicked.connect(self._bring_in)
        self.add_button.clicked.connect(lambda: desk.go(ListEntry(code)))
        self._search.changed.connect(self._narrow)
        self._search.returnPressed.connect(self._entered)
        self._list.picked.connect(lambda _index: self._look.start())
        self._list.opened.connect(lambda _index: self._open())
        detail = self._detail
        detail.new_button.clicked.connect(self._begin_record)
        detail.edit_button.clicked.connect(self._edit)
        detail.close_button.clicked.connect(self._ask_to_close)
        detail.reopen_button.clicked.connect(lambda: self._do(writing.reopen))
        bar(desk, detail.edit_button, detail.close_button, detail.reopen_button)

    def _make_chips(self, chosen: dict[str, str]) -> dict[str, FilterChip]:
        one = LISTS[self._code]
        chips = {
            column.code: FilterChip(
                wording.column_label(one.code, column.code),
                [
                    (value, wording.answer_label(one.code, column.code, value))
                    for value in column.values
                ],
            )
            for column in one.columns
            if column.control is Control.CHOICE
        }
        if self._code == "unit":
            chips["home_site"] = FilterChip(wording.column_label("unit", "home_site"))
        chips[_CLOSED] = FilterChip(_("Closed ones too"))
        for name, chip in chips.items():
            chip.set_value(chosen.get(name))
            chip.changed.connect(self._narrow)
        return chips

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar(self._chips.values())
        bar.cleared.connect(self._clear_all)
        self._clear = bar.clear_button
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lists side by side while there is room; otherwise a choice."""
        super().resizeEvent(event)
        beside = theme().effective(self.window().width()) >= tokens.MEDIUM
        self._which.setVisible(beside)
        self._short.setVisible(not beside)

    def _other_list(self, code: str | None) -> None:
        if code and code != self._code:
            self.desk.go(ListPage(code))

    def _read(self) -> None:
        code = self._code
        self.desk.ask(self, lambda session: reading.entries(session, code, closed=True), self._show)
        if code == "unit" and self._may:
            self.desk.ask(self, units.unlisted, self._show_unlisted)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        chosen = self.chosen
        self._selected = chosen.code if chosen is not None else self._selected
        self._model.set_entries(entries)
        if "home_site" in self._chips:
            places = sorted({one.text("home_site") for one in entries} - {""})
            self._chips["home_site"].set_options([(place, place) for place in places])
            self._chips["home_site"].setVisible(bool(places))
        self._chips[_CLOSED].setVisible(any(one.closed for one in entries))
        some = any(not chip.isHidden() for chip in self._chips.values())
        self._filters.setVisible(some)
        self._narrow()

    def _narrow(self) -> None:
        filters = {
            name: value
            for name, chip in self._chips.items()
            if name != _CLOSED and (value := chip.value())
        }
        self._clear.setVisible(any(chip.value() for chip in self._chips.values()))
        text = self._search.value() or ""
        closed = bool(self._chips[_CLOSED].value())
        self._model.narrow(text, filters, closed=closed)
        count = self._model.rowCount()
        self._card.set_title(self._count_words(count, narrowed=bool(text or filters)))
        self._card.set_note(_("found while you typed “{text}”").format(text=text) if text else "")
        self._list.setVisible(count > 0)
        self._nothing.setVisible(count == 0)
        self._nothing.setText(self._nothing_words())
        if count:
            place = self._model.place_of(self._selected) if self._selected else 0
            self._list.setCurrentIndex(self._model.index(place or 0))
        else:
            self._detail.show_nothing(_("Nothing is chosen."))
        self._say_count.start()
        self._look.start()
        self._counting.start()

    def _count_words(self, count: int, *, narrowed: bool) -> str:
        total = self._model.total
        if not narrowed:
            return ngettext("{count} in the list", "{count} in the list", count).format(
                count=f"{count:,}"
            )
        return _("{found} of {total}").format(found=f"{count:,}", total=f"{total:,}")

    def _nothing_words(self) -> str:
        if not self._model.listed:
            return wording.empty(self._code)
        return _("Nothing in the list has all of this. Clear a filter or type less.")

    def _count(self) -> None:
        """How many records name each unit, a few at a time: others wait for the vault too."""
        waiting = self._model.uncounted(_AT_ONCE)
        if not waiting:
            return

        def read(session: Session) -> dict[str, int]:
            return {one.id: len(units.life(session, one.code, limit=100)) for one in waiting}

        def show(counts: dict[str, int]) -> None:
            self._model.set_counts(counts)
            self._counting.start()

        self.desk.ask(self, read, show)

    def _show_unlisted(self, found: tuple[Unlisted, ...]) -> None:
        """Numbers that were typed into records and stand in no list."""
        clear(self._missing)
        for one in found:
            number = one.number.rpartition("-")[2]
            words = _("{serial} is named in {number} and not in the list. Add it?")
            line = LineButton("plus", words.format(serial=one.values["serial"], number=number))
            line.clicked.connect(partial(self._add_unlisted, dict(one.values)))
            bar(self.desk, line)
            self._missing.addWidget(line)
        order_inside(self)
        # They take room from the list: what is chosen stays in view.
        QTimer.singleShot(0, self._list, lambda: self._list.scrollTo(self._list.currentIndex()))

    def _add_unlisted(self, values: dict[str, Any]) -> None:
        self.desk.go(ListEntry("unit", typed=values))

    def _clear_all(self) -> None:
        for chip in self._chips.values():
            chip.set_value(None)
        self._narrow()
        self._search.setFocus()

    def _entered(self) -> None:
        """Enter in the search opens the single match; a scanner ends with Enter."""
        self._list.setFocus()
        if self._model.rowCount() == 1:
            self._open()

    def _read_detail(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        code = self._code

        def read(session: Session) -> Life:
            rows = tuple(reversed(reading.history(session, code, entry.id)))
            matters = units.life(session, entry.code, limit=50) if code == "unit" else ()
            return Life(rows, matters)

        def show(life: Life) -> None:
            now = self.chosen
            if now is not None and now.id == entry.id:
                self._detail.show_entry(
                    now, life, may_change=self._may, may_record=self._may_record
                )

        self.desk.ask(self, read, show)

    def _open(self) -> None:
        if self.chosen is not None and self._may and not self.chosen.closed:
            self._edit()

    def _edit(self) -> None:
        if self.chosen is not None:
            self.desk.go(ListEntry(self._code, self.chosen.id))

    def _begin_record(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        if self._code == "template":
            begun: dict[str, Any] = entry.answers
            self.desk.go(Form(kind=entry.text("kind"), begun_with=begun))
        else:
            self.desk.go(Form(kind="equipment", begun_with=units.filled(entry)))

    def _ask_to_close(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        dialog = Dialog(
            _("Close “{name}”?").format(name=entry.code),
            _(
                "It is offered no longer. Records that name it stay as they are, and it can be opened again."
            ),
            do=_("Close it"),
            safe=_("Keep it open"),
            parent=self,
        )
        dialog.accepted.connect(lambda: self._do(writing.close))
        dialog.open()

    def _do(self, act: Any) -> None:
        entry, code = self.chosen, self._code
        if entry is None:
            return
        self.desk.ask(
            self,
            lambda session: act(session, code, entry.id),
            lambda done: self._done(done),
            self._refused,
        )

    def _done(self, entry: Entry) -> None:
        words = _("“{name}” is closed.") if entry.closed else _("“{name}” is open again.")
        self.say("good", words.format(name=entry.code))
        self._read()

    def _refused(self, error: ClerkappError) -> None:
        if error.code == "entry-second" and self.chosen is not None:
            self.desk.go(ListEntry(self._code, self.chosen.id, {"state": "retired"}))
        self.say("danger", words_of(error))

    def say(self, tone: str, words: str) -> None:
        """Say how an act went, above the list."""
        clear(self._said)
        self._said.addWidget(Banner(tone, words))
        self.desk.announce(words)

    def _save(self) -> None:
        path = ask_where(
            self,
            _("Save the list"),
            f"{self._code}.csv",
            _("CSV files (*.csv)"),
            asks_to_replace=False,
        )
        if path is not None:
            self.desk.ask(
                self,
                partial(carrying.save_csv, list_code=self._code, path=path),
                lambda written: self.say(
                    "good", _("The list is saved as {path}.").format(path=str(written.path))
                ),
                self._refused,
            )

    def _bring_in(self) -> None:
        chosen = ask_file(self, _("Bring in a list"), _("CSV files (*.csv);;All files (*)"))
        if chosen is not None:
            self.desk.go(ListFile(self._code, str(chosen)))


def _later(owner: QWidget, pause: int) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    return timer

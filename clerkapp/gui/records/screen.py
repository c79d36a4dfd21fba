"""Records: search as you type, filters, the list, and a preview of the chosen record."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QWidget

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.vocabulary.common import SEVERITIES, STATUSES
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import (
    Form,
    Incident,
    OldLog,
    PaperLog,
    Place,
    Preview,
    Records,
)
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.record_words import preview_of
from clerkapp.gui.parts.saving import ask_file
from clerkapp.gui.records.rows import COUNT_LIMIT, RecordsModel
from clerkapp.gui.widgets.basic.buttons import QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.lists.filter_bar import FilterBar
from clerkapp.gui.widgets.lists.filter_chip import FilterChip
from clerkapp.gui.widgets.lists.record_list import RecordList
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.preview import Preview as PreviewPanel
from clerkapp.services import office_lists
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import kind_label, severity_label, status_label
from clerkapp.wording.language import _, ngettext

_Begun = tuple[int, tuple[str, ...], tuple[str, ...], tuple[Entry, ...]]
ANNOUNCE_MS = 500
PREVIEW_MS = 80


class RecordsScreen(Screen):
    """The list; Enter opens, Ctrl+P prints."""

    section = "records"
    keeps_typing = True

    def __init__(self, place: Records, desk: Desk) -> None:
        super().__init__(desk)
        self._selected = place.selected
        self._total = 0
        self._templates: tuple[Entry, ...] = ()
        self._page = Page(_("Records"), aside_width=322)
        new = SecondaryButton(_("New record"), "plus", main=True)
        new.clicked.connect(self._new_menu)
        bar(desk, new)
        self._new = new
        self._make_log_buttons()
        self._page.add_beside(new)
        self._search = SearchLine(_("Search records"), large=True)
        self._search.set_value(place.text)
        self._page.add_wide(self._search)
        self._chips = self._make_chips(place.filters)
        self._page.add_wide(self._filter_bar())
        self._model = RecordsModel(desk, self)
        self._list = RecordList(_("Records found"))
        self._list.setModel(self._model)
        self._card = Card(" ", ruled=True, note=" ")
        self._card.body.addWidget(self._list, 1)
        self._nothing = Label("", "body", "text-2")
        self._nothing.setContentsMargins(18, 14, 18, 14)
        self._card.body.addWidget(self._nothing)
        self._page.main.addWidget(self._card, 1)
        self._page.main.addWidget(
            Label(
                _("Up and Down move through the list, Enter opens, Ctrl+P prints."),
                "small",
                "text-2",
            )
        )
        self._preview = PreviewPanel()
        self._page.aside.addWidget(self._preview, 1)
        Column(0, parent=self).addWidget(self._page)
        self._say_count = _later(self, ANNOUNCE_MS, self._announce)
        self._look = _later(self, PREVIEW_MS, self._read_preview)
        self._search.changed.connect(self._ask)
        self._search.returnPressed.connect(self._list.setFocus)
        self._model.loaded.connect(self._loaded)
        self._list.picked.connect(lambda _index: self._look.start())
        self._list.opened.connect(lambda _index: self._open())
        self._list.print_asked.connect(self._print)
        self._preview.open_asked.connect(self._open)
        self._preview.print_asked.connect(self._print)

    @property
    def number_shown(self) -> str:
        """The chosen record's number, for Ctrl+P."""
        row = self._model.row(self._list.currentIndex().row())
        return row.number if row else ""

    def enter(self) -> None:
        """Load the totals and places, then the first page; typing goes to the search."""

        def read(session: Session) -> _Begun:
            return (
                reading.totals(session).get("records", 0),
                reading.distinct(session, "place"),
                reading.distinct(session, "election"),
                office_lists.entries(session, "template"),
            )

        self.desk.ask(self, read, lambda found: self._begin(*found))
        self._search.setFocus()

    def keep(self) -> Place:
        """Come back to the same search, filters and record."""
        filters = {name: chip.value() or "" for name, chip in self._chips.items() if chip.value()}
        return Records(self._search.value() or "", filters, self.number_shown or self._selected)

    def regions(self) -> list[QWidget]:
        """Head, list, preview."""
        return self._page.regions()

    def _make_log_buttons(self) -> None:
        """What was written down elsewhere: a file of earlier years, a paper log of last night."""
        account = self.desk.account
        self.paper_button = QuietButton(_("Type a paper log"), "clipboard-list")
        self.paper_button.clicked.connect(lambda: self.desk.go(PaperLog()))
        self.old_log_button = QuietButton(_("Bring in an old log"), "file-plus")
        self.old_log_button.clicked.connect(self._old_log)
        bar(self.desk, self.paper_button, self.old_log_button)
        if account.may(Permission.RECORD):
            self._page.add_beside(self.paper_button)
        if account.may(Permission.RECORD) and account.may(Permission.ADD):
            self._page.add_beside(self.old_log_button)

    def _old_log(self) -> None:
        kinds = _("Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)")
        chosen = ask_file(self, _("Bring in an old log"), kinds)
        if chosen is not None:
            self.desk.go(OldLog(str(chosen)))

    def _make_chips(self, chosen: dict[str, str]) -> dict[str, FilterChip]:
        chips = {
            "election": FilterChip(_("Election")),
            "kind": FilterChip(_("Kind"), [(kind, kind_label(kind)) for kind in KINDS]),
            "severity": FilterChip(
                _("Severity"), [(severity, severity_label(severity)) for severity in SEVERITIES]
            ),
            "status": FilterChip(
                _("Status"), [(status, status_label(status)) for status in STATUSES]
            ),
            "place": FilterChip(_("Place")),
            "not_sent": FilterChip(_("Not sent to state")),
        }
        for name, chip in chips.items():
            chip.set_value(chosen.get(name))
            chip.changed.connect(self._ask)
        return chips

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar(self._chips.values())
        bar.cleared.connect(self._clear_all)
        self._clear = bar.clear_button
        return bar

    def _begin(
        self,
        total: int,
        places: tuple[str, ...],
        elections: tuple[str, ...],
        templates: tuple[Entry, ...],
    ) -> None:
        self._total = total
        self._templates = templates
        for name, names in (("place", places), ("election", elections)):
            self._chips[name].set_options([(choice, choice) for choice in names])
            self._chips[name].setVisible(bool(names))
        self._ask()

    def _query(self) -> Query:
        chosen = {name: chip.value() for name, chip in self._chips.items()}
        return Query(
            text=self._search.value() or "",
            election=chosen["election"],
            kind=chosen["kind"],
            severity=chosen["severity"],
            status=chosen["status"],
            place=chosen["place"],
            not_sent=bool(chosen["not_sent"]),
        )

    def _ask(self) -> None:
        self._clear.setVisible(any(chip.value() for chip in self._chips.values()))
        self._model.search(self._query())

    def _clear_all(self) -> None:
        for chip in self._chips.values():
            chip.set_value(None)
        self._ask()
        self._search.setFocus()

    def _loaded(self, count: int) -> None:
        self._card.set_title(self._count_words(count))
        text = self._model.query.text
        self._card.set_note(_("found while you typed “{text}”").format(text=text) if text else "")
        self._list.setVisible(count > 0)
        self._nothing.setVisible(count == 0)
        self._nothing.setText(self._nothing_words())
        if count:
            place = self._model.place_of(self._selected) if self._selected else 0
            self._list.setCurrentIndex(self._model.index(place or 0))
            self._selected = ""
        else:
            self._preview.show_nothing(_("Nothing is chosen."))
        self._say_count.start()

    def _count_words(self, count: int) -> str:
        if not self._filtered():
            return ngettext("{count} record", "{count} records", self._total).format(
                count=f"{self._total:,}"
            )
        total = (
            f"{count:,}" if count < COUNT_LIMIT else _("{n} or more").format(n=f"{COUNT_LIMIT:,}")
        )
        return ngettext(
            "{found} of {total} record", "{found} of {total} records", self._total
        ).format(found=total, total=f"{self._total:,}")

    def _nothing_words(self) -> str:
        if not self._filtered():
            return _("Nothing is recorded yet. Choose “New record”.")
        words = [f"“{word}”" for word in self._model.query.text.split()]
        if not words:
            return _("No record fits these filters. Clear one of them.")
        filtered = any(chip.value() for chip in self._chips.values())
        if len(words) == 1:
            said = (
                _("No record has {word}. Clear a filter or type less.")
                if filtered
                else _("No record has {word}. Type less, or another word.")
            )
            return said.format(word=words[0])
        said = (
            _("No record has {words} and {last}. Clear a filter or type less.")
            if filtered
            else _("No record has {words} and {last}. Type less, or other words.")
        )
        return said.format(words=", ".join(words[:-1]), last=words[-1])

    def _filtered(self) -> bool:
        return self._model.query != Query()

    def _announce(self) -> None:
        announce(self._list, self._card.title.text())

    def _read_preview(self) -> None:
        number = self.number_shown
        if not number:
            return

        def show(shown: RecordView) -> None:
            if shown.row.number == self.number_shown:
                self._preview.show_record(preview_of(shown))

        self.desk.ask(self, lambda session: reading.show(session, number), show)

    def _open(self) -> None:
        if self.number_shown:
            self.desk.go(Incident(self.number_shown))

    def _print(self) -> None:
        if self.number_shown:
            self.desk.go(Preview(INCIDENT, self.number_shown))

    def _begin_record(self, chosen: Any) -> None:
        """A kind, or a template's kind and answers."""
        kind, begun = chosen if isinstance(chosen, tuple) else (chosen, {})
        self.desk.go(Form(kind=kind, begun_with=begun))

    def _new_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind in KINDS:
            menu.addAction(kind_label(kind)).setData(kind)
        if self._templates:
            menu.addSeparator()
        for one in self._templates:
            words = _("{template}, from a template").format(template=one.code)
            begun = one.answers
            menu.addAction(words).setData((one.text("kind"), begun))
        menu.triggered.connect(lambda action: self._begin_record(action.data()))
        menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))


def _later(owner: QWidget, pause: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(act)
    return timer

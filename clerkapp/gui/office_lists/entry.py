"""The form of an entry: a field for each column of its list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.office_lists.declare import Control
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import ListEntry, ListPage, Place
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.office_lists import controls
from clerkapp.gui.office_lists.controls import Answers
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.inputs.field import Field, tell_problems
from clerkapp.gui.widgets.inputs.going_on import enter_goes_on
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.office_lists import offering, reading, writing
from clerkapp.services.records import drafting
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from clerkapp.services.vaults.second import Second
from clerkapp.wording import office_lists as wording
from clerkapp.wording.language import _

SECOND, SECOND_PASSPHRASE = "second", "second_passphrase"


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry | None
    offered: dict[str, tuple[str, ...]]
    typed: dict[str, Any]


class EntryScreen(Screen):
    """`place.entry` is changed; without one a new entry is added."""

    section = "lists"
    keeps_typing = True

    def __init__(self, place: ListEntry, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._one = LISTS[place.code]
        self._entry: Entry | None = None
        self._saved = False
        self.fields: dict[str, Field] = {}
        new = not place.entry
        title = wording.add_label(place.code) if new else wording.one(place.code)
        self._page = Page(title, form=True)
        self._trouble = Banner("danger", "")
        self._trouble.hide()
        self._page.main.addWidget(self._trouble)
        self._card = Card()
        self._body = Column(18)
        self._card.body.addLayout(self._body)
        self._page.main.addWidget(self._card)
        self._confirm = self._make_confirm()
        self._page.main.addWidget(self._confirm)
        self._page.main.addStretch(1)
        self.back_button = SecondaryButton(_("Close, keep nothing"), main=True)
        self.save_button = PrimaryButton(
            wording.add_label(place.code) if new else _("Keep the change"),
            "check",
            main=True,
            description=_("Ctrl+Enter"),
        )
        self._page.add_to_footer([], [self.back_button, self.save_button])
        self.back_button.clicked.connect(desk.back)
        self.save_button.clicked.connect(self.save)
        bar(desk, self.save_button)
        Column(0, parent=self).addWidget(self._page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field."""
        if not enter_goes_on(event, self):
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Read the entry and what the lists offer for it."""
        place = self._place

        def read(session: Session) -> _Known:
            found = reading.history(session, place.code, place.entry)[-1] if place.entry else None
            offered = {
                column.code: offering.of_column(session, place.code, column.code)
                for column in self._one.columns
                if column.offers is not None
            }
            words = drafting.unseal(session, place.sealed) if place.sealed else None
            return _Known(found, offered, place.typed if words is None else words.content)

        self.desk.ask(self, read, self._show)

    def keep(self) -> Place | None:
        """Come back to what was typed, but for passphrases."""
        if self._saved or not self.fields:
            return ListPage(self._place.code) if self._saved else None
        code, entry = self._place.code, self._place.entry
        words = FormWords("", code, entry or None, self.typed())
        return ListEntry(code, entry, sealed=drafting.seal(self.desk.session, words))

    def regions(self) -> list[QWidget]:
        """Fields, footer."""
        return self._page.regions()

    def typed(self) -> dict[str, Any]:
        """What stands in the form, by column; empty ones too, which takes a value away."""
        return {
            column.code: self.fields[column.code].control.value()
            for column in self._one.columns
            if column.code in self.fields
        }

    def save(self) -> None:
        """Add the entry, or keep the change."""
        if not self.fields or not self.save_button.isEnabled():
            return
        tell_problems(self.fields, {})
        self._trouble.hide()
        code, entry, typed, second = self._place.code, self._entry, self.typed(), self._second()

        def write(session: Session) -> Entry:
            if entry is None:
                return writing.add(session, code, typed)
            return writing.change(session, code, entry.id, typed, second=second)

        self.desk.ask(self, write, self._done, self._refused)

    def _show(self, known: _Known) -> None:
        self._entry = known.entry
        values = {**(known.entry.values if known.entry else {}), **known.typed}
        if known.entry is not None:
            self._page.set_title(known.entry.code)
        now: Callable[[], Any] = self.desk.session.ports.clock.now
        for column in self._one.columns:
            if column.control is Control.RECORD and not values.get(column.code):
                values.setdefault(column.code, None)
            widget = controls.make(self._one, column, known.offered.get(column.code, ()), now)
            if isinstance(widget, Answers):
                widget.kind = str(values.get("kind", ""))
            field = Field(
                wording.column_label(self._one.code, column.code),
                widget,
                help=wording.column_help(self._one.code, column.code),
                needed=_("needed now") if column.needed else "",
                code=column.code,
            )
            value = values.get(column.code, column.default or None)
            if column.control is Control.CODES and isinstance(field.control, Line):
                value = "; ".join(value) if isinstance(value, list) else value
            field.control.set_value(value)
            self.fields[column.code] = field
            self._body.addWidget(field)
        order_inside(self)
        self.fields[self._one.columns[0].code].go_to()

    def _make_confirm(self) -> QWidget:
        card = Card(_("A second person"))
        column = Column(16)
        card.body.addLayout(column)
        self._who = Field(_("Second person: name"), Line(), code=SECOND)
        passphrase = Passphrase()
        passphrase.accepted.connect(self.save)
        self._theirs = Field(
            _("Second person: passphrase"),
            passphrase,
            help=_("They type it themselves."),
            code=SECOND_PASSPHRASE,
        )
        column.addWidget(self._who)
        column.addWidget(self._theirs)
        card.hide()
        return card

    def _second(self) -> Second | None:
        name = self._who.control.value()
        if self._confirm.isHidden() or not name:
            return None
        return Second(str(name), str(self._theirs.control.value() or ""))

    def _done(self, entry: Entry) -> None:
        self._saved = True
        self.desk.go(ListPage(self._place.code, selected=entry.code))
        said = _("“{name}” is in the list.") if self._entry is None else _("“{name}” is changed.")
        self.desk.announce(said.format(name=entry.code))

    def _refused(self, error: ClerkappError) -> None:
        words = words_of(error)
        code = error.code.removesuffix("-uncounted")
        if code in ("entry-second", "second-unfit", "second-failed"):
            self._confirm.show()
            order_inside(self)
            field = self._theirs if code == "second-failed" else self._who
            tell_problems({SECOND: self._who, SECOND_PASSPHRASE: self._theirs}, {field.code: words})
            field.go_to()
            return
        found = next((one for one in error.fields if one in self.fields), None)
        if found is None:
            self._trouble.say("danger", words)
            self._trouble.show()
            self._page.to_top()
        else:
            tell_problems(self.fields, {found: words})
            self.fields[found].go_to()
            self._page.reveal(self.fields[found])

"""Type a paper log: one line an entry, each a record. Kept like a draft over a lock and a lost computer.

Tab and Enter go from cell to cell; after the last one Enter begins another line. A line is recorded by
itself or with all others, by the same gates and the same guard as a form.
"""

import uuid
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.old_log import days
from clerkapp.domain.old_log.days import Order
from clerkapp.domain.vocabulary.common import ROLES
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import PaperLog, Place, Records
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Even
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services import office_lists
from clerkapp.services.importing import paper
from clerkapp.services.importing.old_log import BroughtIn, LogLineRefused, Tried
from clerkapp.services.importing.paper import PaperPage
from clerkapp.services.records import drafting, reading
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from clerkapp.wording.labels import kind_label, label, role_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence
from clerkapp.wording.times import clock_words, long_day_words

_SAVE_MS = 700
_FIELDS = {"occurred": "time", "one_line": "what", "noticed_by": "who", "actions": "done"}
_KIND = "procedure"
"""Under which kind the draft lies; its lines may be of any."""

_Begun = tuple[PaperPage | None, tuple[str, ...]]


class PaperLogScreen(Screen):
    """`place.draft` goes on with a page that was begun."""

    section = "records"
    keeps_typing = True

    def __init__(self, place: PaperLog, desk: Desk) -> None:
        super().__init__(desk)
        self._draft = place.draft
        self._places: tuple[str, ...] = ()
        self._both: set[str] = set()
        self._dirty = False
        self._over = False
        self._page = Page(_("Type a paper log"))
        words = _("One line an entry; each becomes a record, signed as transcribed by you.")
        self._page.set_explanation(words)
        self._trouble = Banner("danger", "")
        self._trouble.hide()
        self._day = Line(width=220)
        self.day = Field(_("Day of this page"), self._day, needed=_("needed now"))
        self._pad = Line(width=160, limit=40, mono=True)
        self.pad = Field(
            _("Number of the paper pad"), self._pad, help=_("It stands on each record.")
        )
        head = QWidget()
        row = Even(240, 24, 12, head)
        row.addWidget(self.day)
        row.addWidget(self.pad)
        self.table = RowTable(
            [
                TableColumn("time", _("Time"), lambda: Line(), 92),
                TableColumn("place", label("place"), self._place_cell, 150),
                TableColumn("kind", _("Kind"), _kind_cell, 160),
                TableColumn("what", label("one_line"), lambda: Line(limit=200), 260),
                TableColumn("done", _("What was done"), lambda: Line(limit=500), 210),
                TableColumn("who", label("noticed_by"), _who_cell, 150),
            ],
            row_name=_("Line"),
            add_words=_("Add a line"),
            least=1,
        )
        self.table.set_names(_("Lines of the paper log"), "")
        self._said = Card(_("These lines wait"), ruled=True)
        self._said.hide()
        card = Card()
        card.body.addWidget(head)
        for part in (self._trouble, card, self.table, self._said):
            self._page.main.addWidget(part)
        self._page.main.addStretch(1)
        self._note = Label("", "small", "text-2")
        self.leave_button = SecondaryButton(_("Close, keep it as a draft"), main=True)
        self.one_button = SecondaryButton(_("Record the first line"), main=True)
        self.all_button = PrimaryButton(
            _("Record all lines"), "check", main=True, description=_("Ctrl+Enter")
        )
        self._page.add_to_footer(
            [self._note], [self.leave_button, self.one_button, self.all_button]
        )
        bar(desk, self.one_button, self.all_button)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SAVE_MS)
        self._soon.timeout.connect(self.save)
        for changed in (self._day.changed, self._pad.changed, self.table.changed):
            changed.connect(self._touched)
        self._day.editingFinished.connect(self._say_day)
        self.leave_button.clicked.connect(lambda: desk.go(Records()))
        self.one_button.clicked.connect(lambda: self._record(one=True))
        self.all_button.clicked.connect(lambda: self._record(one=False))
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)
        Column(0, parent=self).addWidget(self._page)

    @property
    def draft_shown(self) -> str | None:
        """The draft of this page."""
        return self._draft

    def enter(self) -> None:
        """Read the draft, and the places that are listed or were used."""
        draft = self._draft
        unsaved = None if draft is None else self.desk.unsaved.of(draft)

        def read(session: Session) -> _Begun:
            listed = (one.text("name") for one in office_lists.entries(session, "site"))
            places = tuple(dict.fromkeys([*listed, *reading.distinct(session, "place")]))
            if draft is None:
                return None, places
            content = unsaved.content if unsaved else drafting.read(session, draft).content
            return paper.of_content(content), places

        self.desk.ask(self, read, self._begin)

    def keep(self) -> Place | None:
        """Come back to the same page."""
        if self._dirty:
            self.save()
        return PaperLog(self._draft)

    def regions(self) -> list[QWidget]:
        """Lines, footer."""
        return self._page.regions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from cell to cell, at last to the button for another line."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        widget: QWidget | None = self.window().focusWidget()
        if widget is self._day:
            self._pad.setFocus(Qt.FocusReason.TabFocusReason)
        elif widget is self._pad:
            self.table.entry().setFocus(Qt.FocusReason.TabFocusReason)
        elif widget is not None and self.table.isAncestorOf(widget):
            return self.table.go_on_from(widget)
        else:
            return False
        return True

    def typed(self) -> PaperPage:
        """The page as it stands; lines that say nothing are left out."""
        rows = self.table.value() or []
        lines = tuple({code: str(value) for code, value in row.items()} for row in rows)
        return PaperPage(str(self._day.value() or ""), str(self._pad.value() or ""), lines)

    def save(self) -> None:
        """Hand what was typed to the vault's thread."""
        if self._over:
            return
        self._draft = self._draft or str(uuid.uuid4())
        self._dirty = False
        self._soon.stop()
        words = FormWords(self._draft, _KIND, None, self.typed().to_content())
        unsaved = self.desk.unsaved
        unsaved.note(words)

        def work(session: Session) -> str | ClerkappError:
            try:
                return unsaved.save(session, words)
            except ClerkappError as error:
                return error

        self.desk.ask(self, work, self._saved)

    def _saved(self, outcome: str | ClerkappError) -> None:
        if isinstance(outcome, ClerkappError):
            self._dirty = True
            self._note.setText(f"{_('The draft is not saved.')} {words_of(outcome)}")
        else:
            said = _("Draft saved {time}").format(time=clock_words(outcome, seconds=True))
            self._note.setText(said)

    def _begin(self, begun: _Begun) -> None:
        page, self._places = begun
        today = self.desk.session.ports.clock.now().date().isoformat()
        self._day.set_value(page.day if page else today)
        self._pad.set_value(page.pad if page else None)
        self.table.set_value(page.lines if page else None)
        self._dirty = False
        self._soon.stop()
        self._say_day()
        order_inside(self)
        self.table.entry().setFocus()

    def _touched(self) -> None:
        self._dirty = True
        self._soon.start()

    def _say_day(self) -> None:
        """The day said back, so that a slip is seen before anything is recorded."""
        self.day.clear_message()
        try:
            moment = days.read(str(self._day.value() or ""), Order.MONTH_FIRST)
        except Refused as refused:
            self.day.set_error(words_of(refused))
            return
        if moment.day is not None:
            self.day.set_good(long_day_words(moment.day.isoformat()))

    def _place_cell(self) -> QWidget:
        return Choice([(place, place) for place in self._places], free=True)

    def _record(self, *, one: bool) -> None:
        page = self.typed()
        self._trouble.hide()
        self._said.hide()
        if not page.lines or not self.all_button.isEnabled():
            self.table.entry().setFocus()
            return
        both = frozenset(n for n, line in enumerate(page.lines, 1) if _mark(line) in self._both)
        wanted = [1] if one else list(range(1, len(page.lines) + 1))
        draft = self._draft
        self._soon.stop()

        def work(session: Session) -> tuple[Tried, BroughtIn]:
            found = paper.tried(session, page, both=both)
            return found, paper.record(session, page, wanted, both=both, draft=draft)

        for button in (self.one_button, self.all_button):
            button.setEnabled(False)

        def done(outcome: tuple[Tried, BroughtIn]) -> None:
            self._recorded(page, wanted, *outcome)

        self.desk.ask(self, work, done, self._failed)

    def _recorded(
        self, page: PaperPage, wanted: list[int], found: Tried, brought: BroughtIn
    ) -> None:
        self._free_buttons()
        waiting = {line.line for line in found.waiting}
        gone = {n for n in wanted if n not in waiting}
        there = len(gone) - len(brought.numbers)
        rest = [line for n, line in enumerate(page.lines, 1) if n not in gone]
        words = ngettext("{count} line recorded.", "{count} lines recorded.", len(brought.numbers))
        said = words.format(count=len(brought.numbers))
        if there:
            words = ngettext("{count} was there already.", "{count} were there already.", there)
            said += " " + words.format(count=there)
        self.desk.announce(said)
        if not rest:
            if self._draft is not None:
                self.desk.unsaved.forget(self._draft)
                draft = self._draft
                self.desk.ask(self, lambda session: _forget(session, draft), lambda _: None)
            self._over = True
            self.desk.go(Records())
            return
        self.table.set_value(rest)
        order_inside(self)
        self.save()
        self._note.setText(said)
        shift = {
            n: place for place, n in enumerate(sorted(set(range(1, len(page.lines) + 1)) - gone), 1)
        }
        self._show_waiting([one for one in found.waiting if one.line in wanted], shift)

    def _show_waiting(self, waiting: list[LogLineRefused], shift: dict[int, int]) -> None:
        """Each line that waits, at its cell and in the list below."""
        self._said.empty()
        self._said.setVisible(bool(waiting))
        for one in waiting:
            number = shift[one.line]
            code = next((_FIELDS.get(field, field) for field in one.fields), "what")
            fields = ", ".join(label(field) for field in one.fields if field != "kind")
            why = sentence(one.code, one.params)
            if one.code in ("missing-to-record", "needed-now"):
                why = _("This is missing: {fields}").format(fields=fields or _("Kind"))
            if one.twin is not None:
                why = _("Two lines say the same. Record again to keep both.")
                self._both.add(_mark(self.typed().lines[number - 1]))
            title = _("Line {line}").format(line=number)
            self._said.add_row(Label(f"{title}: {why}", "table", "danger"))
            cell = code if code in paper.CELLS else "what"
            self.table.set_cell_state(number - 1, cell, "error")
            if one is waiting[0]:
                self.table.cell(number - 1, cell).entry().setFocus()

    def _free_buttons(self) -> None:
        for button in (self.one_button, self.all_button):
            button.setEnabled(True)
        bar(self.desk, self.one_button, self.all_button)

    def _failed(self, error: ClerkappError) -> None:
        self._free_buttons()
        self._trouble.say("danger", words_of(error))
        self._trouble.show()
        self._page.to_top()


def _forget(session: Session, draft: str) -> None:
    with session.transaction():
        drafting.forget(session, draft)


def _mark(line: Any) -> str:
    return repr(sorted(line.items()))


def _kind_cell() -> QWidget:
    return Choice([(code, kind_label(code)) for code in KINDS])


def _who_cell() -> QWidget:
    return Choice([(role, role_label(role)) for role in ROLES])

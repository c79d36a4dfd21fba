"""A dropped message before its record is made: what it is, what it says, what to do now.

The clerk sees it as soon as the message is read. It shows a `MessageModel` and asks the one question
that cannot wait: what was done with the message. Everything else is on the form after it.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.text.rules import visible
from clerkapp.gui.form import controls
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.form.order import stops
from clerkapp.gui.message.beside import Differences, SeenBefore, Which
from clerkapp.gui.message.model import MessageModel
from clerkapp.gui.message.view import TITLE_LONGEST, MessageView
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import (
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from clerkapp.gui.widgets.basic.chip import Chip, status_chip
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label, breakable
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.wording import message_view as words
from clerkapp.wording.labels import help_text, kind_label, label, status_label
from clerkapp.wording.language import _
from clerkapp.wording.values import size_words

ASKED = "interacted"
"""The field of the form that is here too (E20)."""
_NAME = 80


class MessagePage(Page):
    """Head, two columns, footer. The form's screen connects the buttons and owns the draft."""

    _filled = False

    def __init__(self, message: MessageModel, desk: Desk, around: Surroundings) -> None:
        super().__init__(title_style="h1")
        self._message = message
        self.home_button = LinkButton(_("Home"), "arrow-left")
        self.leave_out_button = QuietButton(_("Leave out"), "x")
        self.record_button = PrimaryButton(
            _("Record"), "check", main=True, description=_("Ctrl+Enter")
        )
        bar(desk, self.record_button, self.leave_out_button)
        self.form_button = SecondaryButton(_("Go on to the form"), "arrow-right", main=True)
        self.print_button = SecondaryButton(_("Print for the help desk"), "printer", main=True)
        self.note = DraftNote()
        self._wait = WaitLine(_("Reading the message …"))
        self._which = Which(message)
        self._differences = Differences(message)
        self.view = MessageView(whole=True, titled=True)
        self._asked = self._asked_field(around)
        self._fill_head()
        self._above = QWidget()
        above = Column(14, parent=self._above)
        for widget in self._above_parts():
            above.addWidget(widget)
        self.view.under_right.addWidget(self._question())
        self.view.under_right.addWidget(SeenBefore(message, desk))
        self.main.addWidget(self._above)
        self.main.addWidget(self.view)
        self.main.addStretch(1)
        self.add_to_footer([self.note], [self.print_button, self.form_button, self.record_button])
        self._filled = True
        message.changed.connect(self.show_message)
        message.seen_changed.connect(self._order)
        self._differences.decided.connect(self.home_button.setFocus)
        self.show_message()

    def enter(self, cursor: Mapping[str, Any] | None = None) -> None:
        """Begin at the top, or go on where typing was."""
        self.show_answer()
        part = (cursor or {}).get("part")
        parts = list(stops(self._asked))
        if isinstance(part, int) and 0 <= part < len(parts):
            parts[part].setFocus()
        else:
            self.home_button.setFocus()

    def typing_at(self) -> dict[str, Any]:
        """Where typing is: on which box of the one question, or nowhere in particular."""
        focused = QApplication.focusWidget()
        parts = list(stops(self._asked))
        return {"part": parts.index(focused)} if focused in parts else {}

    def regions(self) -> list[QWidget]:
        """Head, what has to be decided first, left and right column, footer."""
        parts = (self.head, self._above, self.view.left, self.view.right, self.footer)
        return [part for part in parts if part.isVisible() and any(_visible_stops(part))]

    def show_answer(self) -> None:
        """Show what the form holds of the one question."""
        self._asked.control.set_value(self._message.form.typed.get(ASKED))

    def show_message(self) -> None:
        """Show what was read, or that it is being read."""
        message = self._message
        reading = message.reading
        self._show_head()
        self._wait.setHidden(not message.busy)
        self._above.setHidden(all(part.isHidden() for part in self._above_parts()))
        if message.busy or reading is None:
            self.view.empty()
        else:
            self.view.show_reading(reading)
            if self.isVisible():
                announce(self, words.signs_title(reading.examination))
        self._order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words on the buttons where there is little room."""
        super().resizeEvent(event)
        self._shorten()

    def restyle(self) -> None:
        """The same at another text scale."""
        super().restyle()
        if self._filled:
            self._shorten()

    def _shorten(self) -> None:
        short = theme().effective(self.window().width()) < tokens.NARROW
        self.form_button.set_text(_("Go on") if short else _("Go on to the form"))
        self.print_button.set_text(_("Print") if short else _("Print for the help desk"))

    def _show_head(self) -> None:
        message = self._message
        kept, reading = message.kept, message.reading
        title = words.title_of(reading.examination) if reading is not None else _("The message")
        self.set_title(_cut(title, TITLE_LONGEST))
        if kept is not None:
            self._kept.setText(
                _("Read from “{name}”. Original kept, {size}.").format(
                    name=breakable(_cut(visible(kept.name), _NAME)), size=size_words(kept.size)
                )
            )
            self.leave_out_button.setAccessibleName(
                _("Leave out {name}").format(name=visible(kept.name))
            )

    def _fill_head(self) -> None:
        kind = self._message.form.kind.code
        back = QWidget()
        row = Row(8, parent=back)
        row.addWidget(self.home_button)
        row.addStretch(1)
        row.addWidget(self.leave_out_button)
        self.add_back(back)
        what = QWidget()
        row = Row(8, parent=what)
        row.addWidget(IconLabel(kind_icon(kind), kind_role(kind)))
        row.addWidget(Label(kind_label(kind), "strong", kind_role(kind), wrap=False))
        self.add_over(what)
        self.add_over(Chip(status_chip("draft", status_label("draft"))))
        self._kept = Label("", "body", "text-2")
        self.add_over(self._kept)

    def _asked_field(self, around: Surroundings) -> Field:
        declared = self._message.form.kind.field(ASKED)
        if declared is None:
            raise RuntimeError("a message asks what was done with it")
        field = Field(label(ASKED), controls.make(declared, around), code=ASKED)
        field.hide_label()
        field.control.set_names(label(ASKED), help_text(ASKED))
        field.control.changed.connect(self._answer)
        return field

    def _question(self) -> Card:
        card = Card(label(ASKED))
        card.body.addWidget(Label(help_text(ASKED), "small", "text-2"))
        card.body.addWidget(self._asked)
        return card

    def _answer(self) -> None:
        self._message.form.set(ASKED, self._asked.control.value())

    def _above_parts(self) -> tuple[QWidget, ...]:
        return self._wait, self._which, self._differences

    def _order(self) -> None:
        order_inside(self)


def _visible_stops(part: QWidget) -> list[QWidget]:
    return [stop for stop in stops(part) if stop.isVisible()]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + " …"

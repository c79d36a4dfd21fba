"""What is beside a message that is being recorded: which of a mailbox, what differs, seen before.

Each follows a `MessageModel` by itself, so that the form and the message's own page can show it both.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.gui.message.model import MessageModel
from clerkapp.gui.navigation.places import Incident
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.basic.buttons import LinkButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.fit_text import FitText
from clerkapp.gui.widgets.basic.layouts import Column, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.messages.keeping import Seen
from clerkapp.wording import message_view as words
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import long_day_words
from clerkapp.wording.values import value_words

_LONGEST = 300
_SHARED = 3


class Which(QWidget):
    """Which message of a mailbox it is, when there are several."""

    def __init__(self, message: MessageModel) -> None:
        super().__init__()
        self._message = message
        column = Column(4, parent=self)
        title = _("Which message is it?")
        help_words = _("All are kept. The one you choose is read.")
        self.choice = Choice([])
        self.choice.set_names(title, help_words)
        name = Label(title, "strong")
        name.belong_to(self.choice)
        column.addWidget(name)
        column.addWidget(self.choice)
        column.addWidget(Label(help_words, "small", "text-2"))
        self.choice.changed.connect(self._choose)
        message.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        choices, reading = self._message.choices, self._message.reading
        if choices and reading is not None:
            self.choice.set_options(
                [(str(choice.index), words.choice_words(choice)) for choice in choices]
            )
            self.choice.set_value(str(reading.place))
        self.setHidden(not choices)

    def _choose(self) -> None:
        value = self.choice.value()
        if value:
            self._message.read(int(value))


class Differences(QWidget):
    """What a person typed beside what the message says; the person chooses.

    `decided` follows the last one, when nothing is left here that could have the focus.
    """

    decided = Signal()

    def __init__(self, message: MessageModel) -> None:
        super().__init__()
        self._message = message
        self._column = Column(10, parent=self)
        self._shown: dict[str, Any] = {}
        message.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        if self._message.differing != self._shown:
            self._shown = dict(self._message.differing)
            clear(self._column)
            for code, value in self._shown.items():
                self._column.addWidget(self._difference(code, value))
        self.setHidden(not self._shown)

    def _difference(self, code: str, value: Any) -> Card:
        card = Card(
            _("“{field}” is not what the message says").format(field=label(code)), small=True
        )
        for name, shown in (
            (_("You typed"), self._message.form.typed.get(code)),
            (_("The message says"), value),
        ):
            said = value_words(self._message.form.kind.code, code, shown)
            card.body.addWidget(Label(name, "small", "text-2"))
            card.body.addWidget(FitText(_cut(said), "body"))
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        mine = SecondaryButton(_("Keep what I typed"))
        theirs = SecondaryButton(_("Use what the message says"))
        for button in (mine, theirs):
            button.setAccessibleDescription(label(code))
            flow.addWidget(button)
        mine.clicked.connect(lambda: self._decide(self._message.keep_mine, code))
        theirs.clicked.connect(lambda: self._decide(self._message.use, code))
        card.body.addWidget(buttons)
        return card

    def _decide(self, how: Callable[[str], None], code: str) -> None:
        how(code)
        left = next(
            (button for button in self.findChildren(SecondaryButton) if button.isVisible()), None
        )
        if left is not None:
            left.setFocus()
        else:
            self.decided.emit()


class SeenBefore(QWidget):
    """Records that share something with the message, or that none does."""

    def __init__(self, message: MessageModel, desk: Desk) -> None:
        super().__init__()
        self._message = message
        self._desk = desk
        self._column = Column(0, parent=self)
        message.seen_changed.connect(self._show)
        message.changed.connect(self._show_none)
        self._show()

    def _show(self) -> None:
        clear(self._column)
        seen = self._message.seen
        if seen:
            title = ngettext(
                "Seen before: {count} record shares something with it",
                "Seen before: {count} records share something with it",
                len(seen),
            ).format(count=len(seen))
            card = Card(title)
            for record in seen:
                card.body.addWidget(self._line(record))
            self._column.addWidget(card)
            if self.isVisible():
                announce(self, title)
        else:
            self._show_none()

    def _show_none(self) -> None:
        """Said once the message was read and compared."""
        message = self._message
        if message.seen:
            return
        clear(self._column)
        if message.compared and message.reading is not None:
            quiet = _("Not seen before: no record here shares its sender, links or files.")
            self._column.addWidget(Label(quiet, "small", "text-2"))

    def _line(self, record: Seen) -> QWidget:
        line = QWidget()
        column = Column(1, (0, 0, 0, 6), line)
        number = record.row.number
        button = LinkButton(number, description=record.row.one_line)
        button.clicked.connect(lambda: self._desk.go(Incident(number)))
        column.addWidget(button)
        column.addWidget(Label(record.row.one_line, "table"))
        shared = [
            f"{value_label('indicators', kind, 'kind')}: {words.harmless(value)}"
            for kind, value in record.shared[:_SHARED]
        ]
        column.addWidget(Label(long_day_words(record.row.recorded), "small", "text-2"))
        column.addWidget(FitText("\n".join(_cut(text) for text in shared), "small", "text-2"))
        return line


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"

"""The card of a record's page that says whom to tell, and leads to the call sheet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerkapp.domain.duties.pack import DueForm
from clerkapp.domain.duties.reckoning import Duty
from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.duties.lines import due_chip
from clerkapp.gui.navigation.places import Calls
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.duties import owed
from clerkapp.wording.duties import rule_words, whom
from clerkapp.wording.language import _


class DutiesCard(Card):
    """C32: who must be told of the record, by when, by which rule. Hidden where nobody must."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Whom to tell"))
        self._desk = desk
        # An answer may come after a lock, when nobody is signed in.
        self._session = desk.session
        self._number = ""
        self.call_button: SecondaryButton | None = None
        self.setVisible(False)

    def load(self, number: str) -> None:
        """Work out the duties of this record."""
        self._number = number
        self._desk.ask(
            self, lambda session: owed.of_record(session, number), self._show, self._missing
        )

    def _missing(self, _error: ClerkappError) -> None:
        self.setVisible(False)

    def _show(self, duties: Sequence[Duty]) -> None:
        self.empty()
        self.call_button = None
        session = self._session
        now = session.ports.clock.now()
        for duty in duties:
            self.body.addWidget(_line(duty, Chip(due_chip(duty, now, session.zone))))
        calls = [one for one in duties if one.rule.deadline.term is not DueForm.NEXT_UPLOAD]
        if calls:
            button = SecondaryButton(_("Call sheet"), "phone-call")
            button.clicked.connect(lambda: self._desk.go(Calls(self._number)))
            self.call_button = button
            self.body.addWidget(button)
        self.setVisible(bool(duties))


def _line(duty: Duty, chip: Chip) -> QWidget:
    line = QWidget()
    column = Column(3, parent=line)
    both = QWidget()
    head = Flow(8, 3, both)
    head.addWidget(Label(whom(duty.rule.tell), "strong"))
    head.addWidget(chip)
    column.addWidget(both)
    column.addWidget(Label(rule_words(duty.rule.name), "small", "text-2"))
    return line

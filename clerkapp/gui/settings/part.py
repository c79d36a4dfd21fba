"""A part of the settings: its title, what it says after an act, and the way to a use case."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.filled import enter_in_a_line, press_filled
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.inputs.field import Field, tell_problems
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services.session import Notice, Session
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence

T = TypeVar("T")


class Part(QWidget):
    """Subclasses fill `column`; `load` reads what they show; `fields` by the code of a refusal."""

    title = ""
    explanation = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: dict[str, Field] = {}
        self._first: QWidget | None = None
        self._wait: WaitLine | None = None
        outer = Column(14, parent=self)
        self._said = Column(8)
        self.column = Column(16)
        outer.addLayout(self._said)
        outer.addLayout(self.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line presses the filled button."""
        if not (enter_in_a_line(event) and press_filled(self)):
            super().keyPressEvent(event)

    def load(self) -> None:
        """Read what is shown, if anything has to be read."""

    def first(self) -> QWidget | None:
        """Where the focus begins; None leaves it in the list of parts."""
        return self._first

    def begin_with(self, widget: QWidget) -> None:
        """The focus begins here."""
        self._first = widget

    def fields_card(self) -> tuple[Card, Column]:
        """A card with room between its fields, and the column to fill."""
        card, column = Card(), Column(16)
        card.body.addLayout(column)
        return card, column

    def add_field(self, code: str, field: Field, column: Column | None = None) -> Field:
        """A field, under the last."""
        self.fields[code] = field
        (column or self.column).addWidget(field)
        return field

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say them beside their fields; the first one has the focus."""
        tell_problems(self.fields, problems)
        if problems:
            self.fields[next(iter(problems))].go_to()

    def ask(self, work: Callable[[Session], T], done: Callable[[T], None], wait: str = "") -> None:
        """Run a use case; `wait` is said while it runs, for work that takes a while."""
        self.quiet()
        if wait:
            self._wait = WaitLine(wait)
            self._said.addWidget(self._wait)
            self.desk.announce(wait)
        self.desk.ask(self, work, done, self.refused)

    def say(self, tone: str, title: str, text: str = "") -> None:
        """Say how it went, above the part."""
        self.quiet()
        self._said.addWidget(Banner(tone, title, text))

    def say_of_sending(self, notices: Sequence[Notice]) -> None:
        """Say, below what was said, what it means for sending to the state."""
        for notice in notices:
            text = sentence(notice.code, notice.params)
            self._said.addWidget(Banner("warn", _("Sending to the state"), text))

    def said(self) -> str:
        """What is said above the part."""
        return " ".join(banner.accessibleName() for banner in self._banners())

    def go_on(self, words: str) -> None:
        """Say how far the work is that `ask` runs."""
        if self._wait is not None:
            self._wait.say(words)

    def quiet(self) -> None:
        """Say nothing."""
        self._wait = None
        clear(self._said)

    def refused(self, error: ClerkappError) -> None:
        """Beside its field when the refusal names one, otherwise above the part."""
        self.quiet()
        code = self.field_of(error)
        if code is None:
            self.say("danger", words_of(error))
        else:
            self.show_problems({code: words_of(error)})

    def field_of(self, error: ClerkappError) -> str | None:
        """The field that a refusal belongs to, or None."""
        return next((code for code in error.fields if code in self.fields), None)

    def _banners(self) -> list[Banner]:
        banners = []
        for place in range(self._said.count()):
            item = self._said.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Banner):
                banners.append(widget)
        return banners

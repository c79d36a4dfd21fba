"""A banner that asks: a bold line, one more, and two answers. It never keeps anybody from going on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.buttons import QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label


class QuestionBanner(QFrame):
    """`yes` is a secondary button, `no` a quiet one."""

    def __init__(self, icon: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "info")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = Row(12, (16, 11, 16, 12), self)
        row.addWidget(IconLabel(icon, "info", 22), 0, Qt.AlignmentFlag.AlignTop)
        column = Column(8)
        row.addLayout(column, 1)
        self._title = Label("", "strong")
        self._text = Label("", "body")
        self.yes = SecondaryButton("")
        self.no = QuietButton(no)
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        flow.addWidget(self.yes)
        flow.addWidget(self.no)
        for widget in (self._title, self._text, buttons):
            column.addWidget(widget)

    def ask(self, title: str, text: str, yes: str) -> None:
        """Ask something; announced when it is shown."""
        self._title.setText(title)
        self._text.setText(text)
        self.yes.set_text(yes)
        said = f"{title} {text}"
        for button in (self.yes, self.no):
            button.setAccessibleDescription(said)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            if self.isVisible():
                announce(self, said)

    def showEvent(self, event: QShowEvent) -> None:
        """Said once when it appears."""
        super().showEvent(event)
        announce(self, self.accessibleName())

"""Dialogs, only for passphrase, printing, places on disk and what cannot be undone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.focus_ring import FocusRing
from clerkapp.gui.widgets.layouts import Column, Flow
from clerkapp.gui.widgets.text import Label
from clerkapp.wording.language import _


class Dialog(QDialog):
    """A question with verbs as buttons. Esc gives the safe answer, where the focus starts.

    `body` takes what lies between the explanation and the buttons. With something to type in, give
    the focus to it after making the dialog (`start`).
    """

    def __init__(
        self,
        question: str,
        explanation: str = "",
        *,
        do: str,
        safe: str,
        do_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setAccessibleName(question)
        self.start: QWidget | None = None
        column = Column(14, (24, 22, 24, 22), self)
        column.addWidget(Label(question, "h1"))
        if explanation:
            column.addWidget(Label(explanation, "body", "text-2"))
        self.body = Column(12)
        column.addLayout(self.body)
        column.addStretch(1)
        buttons = QWidget()
        flow = Flow(10, 8, buttons)
        self.safe_button = SecondaryButton(safe, main=True)
        self.do_button = PrimaryButton(do, do_icon, main=True)
        flow.addWidget(self.safe_button)
        flow.addWidget(self.do_button)
        column.addWidget(buttons)
        self.safe_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.accept)
        self._ring = FocusRing(self)
        self.setMinimumWidth(min(theme().px(480), 960))

    def showEvent(self, event: QShowEvent) -> None:
        """The focus starts on the safe answer, or where typing begins."""
        super().showEvent(event)
        # Qt makes room for the explanation at its widest, then may narrow the dialog to the screen.
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        (self.start or self.safe_button).setFocus(Qt.FocusReason.OtherFocusReason)


class Message(Dialog):
    """Something to know before going on; one button takes it away."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, words, do="", safe=_("Go back"), parent=parent)
        self.do_button.hide()

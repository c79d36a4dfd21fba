"""Dialogs, only for passphrase, printing, places on disk and what cannot be undone."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.refocus import FocusPlace
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _

_WIDEST = 668
_BAR_AND_FRAME = 40
"""Pixels of a title bar and frame that are not known before the window stands."""


class Dialog(QDialog):
    """A question with verbs as buttons. Esc gives the safe answer, where the focus starts.

    `body` takes what is between the explanation and the buttons. With something to type in, give
    the focus to it after making the dialog (`start`). It grows with what it says, at most to the height
    of the screen; from there on what it says scrolls, and the buttons stay. Answered, it gives the
    focus back to what opened it, and goes.
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
        self._opener: FocusPlace | None = None
        self.finished.connect(self.deleteLater)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._grow)
        self._said = QWidget()
        texts = Column(14, (24, 22, 24, 6), self._said)
        texts.addWidget(Label(question, "h1"))
        if explanation:
            texts.addWidget(Label(explanation, "body", "text-2"))
        self.body = Column(12)
        texts.addLayout(self.body)
        texts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._said)
        area.viewport().setAutoFillBackground(False)
        self._said.setAutoFillBackground(False)
        self._said.installEventFilter(self)
        self._foot = QWidget()
        foot = Column(0, (24, 8, 24, 22), self._foot)
        buttons = QWidget()
        flow = Flow(10, 8, buttons)
        self.safe_button = SecondaryButton(safe, main=True)
        self.do_button = PrimaryButton(do, do_icon, main=True)
        flow.addWidget(self.safe_button)
        flow.addWidget(self.do_button)
        foot.addWidget(buttons)
        column = Column(0, parent=self)
        column.addWidget(area, 1)
        column.addWidget(self._foot)
        self.safe_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.accept)
        self._ring = FocusRing(self)
        self.setMinimumWidth(min(theme().px(480), 960))

    def showEvent(self, event: QShowEvent) -> None:
        """The focus starts on the safe answer, or where typing begins."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is not None and self._opener is None:
            self._opener = FocusPlace(around)
        room = self.screen().availableSize().width()
        wanted = min(self._said.sizeHint().width(), theme().px(_WIDEST), room)
        self.resize(max(wanted, self.minimumWidth()), self.height())
        self._fit(at_least=0)
        (self.start or self.safe_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Answered: the focus goes back before anything follows from the answer."""
        around = self.parentWidget()
        if around is not None and self.isActiveWindow():
            around.activateWindow()
        self.hide()
        if self._opener is not None:
            self._opener.give_back()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the last line says what the filled button says; in a line before, on to the next."""
        lines = [
            line
            for line in self._said.findChildren(QLineEdit)
            if line.isVisible() and not isinstance(line.parent(), QComboBox)
        ]
        focused = QApplication.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or focused not in lines:
            super().keyPressEvent(event)
        elif focused is not lines[-1]:
            self.focusNextChild()
        elif not event.isAutoRepeat():
            self.do_button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is said changed: a file was added, an answer refused."""
        if event.type() == QEvent.Type.LayoutRequest and hasattr(self, "_soon"):
            self._soon.start()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        if self.isVisible():
            self._fit(at_least=self.height())

    def _fit(self, *, at_least: int) -> None:
        """As high as what is said, between `at_least` and the screen."""
        wanted = sum(
            max(part.heightForWidth(self.width()), part.minimumSizeHint().height())
            for part in (self._said, self._foot)
        )
        screen = self.screen().availableGeometry()
        height = min(max(wanted, at_least), screen.height() - _BAR_AND_FRAME)
        # Up first: a window manager may cut what would reach below the screen.
        highest = screen.bottom() - _BAR_AND_FRAME - height
        if at_least and self.y() > highest:
            self.move(self.x(), max(highest, screen.top()))
        self.resize(self.width(), height)


class Message(Dialog):
    """Something to know before going on; one button takes it away."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, words, do="", safe=_("Go back"), parent=parent)
        self.do_button.hide()

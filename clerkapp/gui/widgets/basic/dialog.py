"""Dialogs, only for passphrase, printing, places on disk and what cannot be undone."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import Button, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.filled import FilledKeys, enter_in_a_line, press_filled
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.refocus import FocusPlace
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _

_WIDEST = 668
_BAR_AND_FRAME = 40
"""Pixels of a title bar and frame that are not known before the window stands."""


class Dialog(QDialog):
    """A question with verbs as buttons. Esc gives the safe answer, where the focus starts.

    What it asks about is the filled button, last at the right, for Ctrl+Enter and for Enter in a line.
    Where that `loses` something, or cannot be taken back, the safe answer is it.

    `body` takes what lies between the explanation and the buttons. With something to type in, give
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
        loses: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loses = loses
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
        safe_kind, do_kind = (
            (PrimaryButton, SecondaryButton) if loses else (SecondaryButton, PrimaryButton)
        )
        self.safe_button: Button = safe_kind(safe, main=True)
        self.do_button: Button = do_kind(do, do_icon, main=True)
        both = (self.do_button, self.safe_button) if loses else (self.safe_button, self.do_button)
        foot.addWidget(Foot(*both))
        FilledKeys(self)
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
        """Enter in a line says what the filled button says; where that is the safe answer, it goes on."""
        if not enter_in_a_line(event):
            super().keyPressEvent(event)
        elif self._loses:
            self.focusNextChild()
        else:
            press_filled(self)

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
        super().__init__(title, words, do="", safe=_("Go back"), loses=True, parent=parent)
        self.do_button.hide()

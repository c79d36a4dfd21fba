"""What is to be put right, above the form: each entry jumps to its field."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.control import announce, set_property, set_shown
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.wording.language import _

_WRONG, _ASKS = ("alert-circle", "danger"), ("help-circle", "warn")


class _Entry(LinkButton):
    """A link whose words wrap: what is wrong is said whole, however long the sentence."""

    _WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value

    def __init__(self, words: str) -> None:
        super().__init__(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Narrower is higher; a word or two take no more than they need."""
        least = super().minimumSizeHint()
        return QSize(min(theme().px(120), super().sizeHint().width()), least.height())

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines, and at least what a finger finds."""
        room = QRect(0, 0, width, 10_000)
        lines = self.fontMetrics().boundingRect(room, self._WRAP, self.accessibleName()).height()
        return max(lines, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, as wide as there is room."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme().colour("link"))
        painter.drawText(self.rect(), self._WRAP, self.accessibleName())


class ErrorSummary(QFrame):
    """Hidden while there is nothing to fix. `picked` carries the field's code."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "danger")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = Row(12, (16, 10, 16, 10), self)
        beside = Column(0, (0, 3, 0, 0))
        self._icon = IconLabel("alert-circle", "danger", 22)
        beside.addWidget(self._icon)
        beside.addStretch(1)
        row.addLayout(beside)
        entries = QWidget()
        self._flow = Flow(16, 2, entries)
        row.addWidget(entries, 1)
        self._links: list[_Entry] = []
        self.hide()

    def show_errors(
        self,
        errors: Sequence[tuple[str, str]],
        *,
        title: str = "",
        focus: bool = False,
        asks: bool = False,
    ) -> None:
        """(field code, words) for each; with `focus` the first link takes the focus once. `asks`: they
        are questions, and nothing is wrong."""
        set_property(self, "box", "warn" if asks else "danger")
        self._icon.set_icon(*_ASKS if asks else _WRONG)
        clear(self._flow)
        self._links = []
        count = len(errors)
        words = _("1 thing to fix") if count == 1 else _("{n} things to fix").format(n=count)
        heading = Label(title or words, "strong")
        self._flow.addWidget(heading)
        for code, sentence in errors:
            link = _Entry(sentence)
            link.clicked.connect(lambda _checked=False, code=code: self.picked.emit(code))
            self._flow.addWidget(link)
            self._links.append(link)
        order_inside(self)
        self.setAccessibleName(heading.text())
        set_shown(self, shown=bool(errors))
        if errors and focus:
            self._links[0].setFocus()
            announce(self, f"{heading.text()}: {errors[0][1]}", urgent=True)

    def links(self) -> Sequence[LinkButton]:
        """The links in order."""
        return list(self._links)

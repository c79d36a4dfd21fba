"""The card beside a list: what the chosen entry says, with its buttons at the foot. It never takes the focus."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import Column, Flow, clear
from clerkapp.gui.widgets.basic.text import Label


class BesideList(QFrame):
    """`name`: for assistive technology; `buttons`: in reading order, the main one first. What is said goes
    into `column`, which scrolls; `buttons` stay in view."""

    def __init__(
        self, name: str, buttons: Iterable[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.setAccessibleName(name)
        outer = Column(0, (1, 1, 1, 1), self)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self.column = Column(10, (18, 18, 18, 8), inside)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        outer.addWidget(area, 1)
        self.buttons = QWidget()
        flow = Flow(8, 8, self.buttons)
        for button in buttons:
            flow.addWidget(button)
        foot = Column(0, (18, 8, 18, 18))
        foot.addWidget(self.buttons)
        outer.addLayout(foot)
        self.show_nothing("")
        theme().follow(self)

    def restyle(self) -> None:
        """A few lines stay in view; a lower window scrolls the page."""
        self.setMinimumHeight(theme().px(260))

    def show_nothing(self, words: str) -> None:
        """No entry is chosen."""
        clear(self.column)
        self.column.addWidget(Label(words, "body", "text-2"))
        self.column.addStretch(1)
        self.buttons.hide()

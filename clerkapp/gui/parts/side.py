"""The petrol side of unlock and set-up: the office's name above, quiet facts below."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import Column, Divider
from clerkapp.gui.widgets.basic.text import Label

STACKS_BELOW = 900
"""Effective width under which the side gives way to the task."""


class Side(QFrame):
    """Title and second line at the top, `middle` for a step list, `foot` at the bottom."""

    def __init__(
        self, title: str, second: str, *, width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._width = width
        self._instead: list[QWidget] = []
        self.setProperty("box", "rail")
        self.setProperty("rail", True)
        column = Column(0, (40, 48, 40, 36), self)
        self.title = Label(title, "display", "rail-text")
        self.second = Label(second, "body", "rail-text-2")
        self.middle = Column(0)
        self.foot = Column(10)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self.second)
        column.addSpacing(24)
        column.addLayout(self.middle)
        column.addStretch(1)
        column.addLayout(self.foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme().follow(self)

    def restyle(self) -> None:
        """The width grows with the text, up to what leaves room for the task."""
        self.setFixedWidth(theme().px(self._width))
        self.fit()

    def instead(self, widget: QWidget) -> None:
        """Something that is shown where there is no room for the side."""
        self._instead.append(widget)
        self.fit()

    def add_foot(self, title: str, *lines: str) -> None:
        """Facts at the bottom, under a line."""
        self.foot.addWidget(Divider("rail-line"))
        if title:
            self.foot.addWidget(Label(title, "strong", "rail-text"))
        for line in lines:
            self.foot.addWidget(Label(line, "body", "rail-text-2"))

    def fit(self) -> None:
        """Give way on a narrow window: the task has the room."""
        around = self.parentWidget()
        if around is None:
            return
        beside = theme().effective(around.width()) >= STACKS_BELOW
        self.setVisible(beside)
        for widget in self._instead:
            widget.setVisible(not beside)

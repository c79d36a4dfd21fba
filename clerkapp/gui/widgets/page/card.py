"""Cards, facts and lists of short lines inside them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import set_shown
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Row, clear
from clerkapp.gui.widgets.basic.text import IconLabel, Label


class Card(QFrame):
    """A surface with a line around it. `body` is its column; `title` and `beside` are above it.

    `count` is right behind the title: how many there are. `note`: quiet words at the right.
    """

    def __init__(
        self,
        title: str = "",
        *,
        small: bool = False,
        count: str = "",
        note: str = "",
        beside: QWidget | None = None,
        padding: int = 18,
        ruled: bool = False,
        box: str = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside = 0 if ruled else padding
        outer = Column(0, (inside, inside - 4 if inside else 0, inside, inside), self)
        self.title = Label(title, "h3" if small else "h2", "text-2" if small else "text")
        self.note = Label(note, "small", "text-2", wrap=False)
        self._head = QWidget()
        head = Row(10, (16, 10, 16, 10) if ruled else (0, 4, 0, 8), self._head)
        if count:
            head.addWidget(self.title)
            head.addWidget(Label(count, "mono", "text-2", wrap=False))
            head.addStretch(1)
        else:
            head.addWidget(self.title, 1)
        head.addWidget(self.note)
        set_shown(self.note, shown=bool(note))
        if beside is not None:
            head.addWidget(beside)
        outer.addWidget(self._head)
        set_shown(self._head, shown=bool(title))
        if ruled and title:
            outer.addWidget(Divider())
        self.body = Column(0 if ruled else 8)
        outer.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Another title."""
        self.title.setText(title)
        self._head.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """The quiet words at the right of the title."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_row(self, widget: QWidget, *, padded: bool = True) -> None:
        """A line of a `ruled` card, with a rule above it unless it is the first."""
        if self.body.count():
            self.body.addWidget(Divider())
        holder = QWidget()
        Column(0, (16, 8, 16, 8) if padded else (1, 0, 1, 0), holder).addWidget(widget)
        self.body.addWidget(holder)

    def empty(self) -> None:
        """Take everything out of the body."""
        clear(self.body)


class Facts(QWidget):
    """Names and values in two columns; a value may be in the mono style."""

    def __init__(self, *, label_width: int = 92, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0
        theme().follow(self)

    def restyle(self) -> None:
        """Spaces from the theme."""
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnMinimumWidth(0, theme().px(self._label_width))

    def add(self, name: str, value: str, *, mono: bool = False, meta: str = "") -> None:
        """One more line."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Label(name, "small", "text-2"), self._rows, 0, top)
        part = QWidget()
        column = Column(1, parent=part)
        column.addWidget(Label(value, "mono" if mono else "table", selectable=True))
        if meta:
            column.addWidget(Label(meta, "small", "text-2"))
        self._grid.addWidget(part, self._rows, 1, top)
        self._rows += 1

    def add_text(self, name: str, value: QWidget, meta: str = "") -> None:
        """One more line whose value is a widget that shows text."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Label(name, "small", "text-2"), self._rows, 0, top)
        part = QWidget()
        column = Column(1, parent=part)
        column.addWidget(value)
        if meta:
            column.addWidget(Label(meta, "small", "text-2"))
        self._grid.addWidget(part, self._rows, 1)
        self._rows += 1

    def empty(self) -> None:
        """Take all lines out."""
        clear(self._grid)
        self._rows = 0


class FactTile(QWidget):
    """One of the facts at the head of a record: name, value in bold, and how exact."""

    def __init__(self, name: str, value: str, meta: str = "") -> None:
        super().__init__()
        column = Column(2, parent=self)
        column.addWidget(Label(name, "small", "text-2"))
        column.addWidget(Label(value, "strong", selectable=True))
        if meta:
            column.addWidget(Label(meta, "small", "text-2"))
        column.addStretch(1)


class IconLine(QWidget):
    """A line with an icon: words, a quiet second line, and something at the right end."""

    def __init__(
        self,
        icon: str,
        words: str,
        meta: str = "",
        *,
        role: str = "text-2",
        style: str = "table",
        meta_tone: str = "text-2",
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        row = Row(10, parent=self)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(IconLabel(icon, role), 0, top)
        column = Column(1)
        self.words = Label(words, style)
        self.meta = Label(meta, "small", meta_tone)
        row.addLayout(column, 1)
        column.addWidget(self.words)
        column.addWidget(self.meta)
        # Only now: a label shown before it has a parent is a window, and takes the focus away.
        self.meta.setVisible(bool(meta))
        if beside is not None:
            row.addWidget(beside, 0, Qt.AlignmentFlag.AlignVCenter)

"""A table that is read: seals, counters, counts, media. Headings above, or each cell after its heading.

Where there is no room for the columns side by side, a row becomes a block of lines. A struck row stays
readable under its line, and says when and why; two numbers that do not agree are said to differ.
"""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _
from clerkapp.wording.tables import Heading, RowWords, TableWords

_GAP = 16
_LEAST = 48
_WIDEST_WORD = 220
"""A longer word than this may be cut into lines: columns do not grow for it."""


class ReadTable(QWidget):
    """Shows `table`; columns in which nothing was answered are left out."""

    def __init__(self, table: TableWords, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = table.rows
        self._columns = [
            (place, heading)
            for place, heading in enumerate(table.headings)
            if any(row.cells[place] for row in table.rows)
        ]
        self._wide: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(self._sentences()))
        theme().follow(self)

    def restyle(self) -> None:
        """Sizes from the theme."""
        self._wide = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other or under each other, by the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Narrow: what has no room beside each other stands under each other."""
        return QSize(theme().px(_LEAST), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        wide = self._fits()
        if wide == self._wide:
            return
        self._wide = wide
        clear(self._grid)
        look = theme()
        self._grid.setHorizontalSpacing(look.px(_GAP))
        self._grid.setVerticalSpacing(look.px(5))
        for place in range(len(self._columns) + 1):
            self._grid.setColumnStretch(place, 0)
        if wide:
            self._beside()
        else:
            self._under()
        self.updateGeometry()

    def _fits(self) -> bool:
        look = theme()
        metrics = look.metrics("table")
        needed = 0
        for place, heading in self._columns:
            words = [heading.label, *(row.cells[place] for row in self._rows)]
            longest = max(
                (metrics.horizontalAdvance(word) for text in words for word in text.split()),
                default=0,
            )
            needed += max(look.px(_LEAST), min(longest, look.px(_WIDEST_WORD))) + look.px(_GAP)
        return needed <= max(self.width(), 1)

    def _beside(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        for across, (_place, heading) in enumerate(self._columns):
            label = Label(heading.label, "small", "text-2")
            label.setAlignment(top | (_side(heading) or Qt.AlignmentFlag.AlignLeft))
            self._grid.addWidget(label, 0, across, top | _side(heading))
            longest = max(len(row.cells[_place]) for row in self._rows)
            self._grid.setColumnStretch(across, 1 + min(longest, 40))
        line = 1
        for row in self._rows:
            for across, (place, heading) in enumerate(self._columns):
                cell = self._cell(row, place, heading)
                self._grid.addWidget(cell, line, across, top | _side(heading))
            line += 1
            for words, tone in _notes(row):
                whole = len(self._columns)
                self._grid.addWidget(Label(words, "small", tone), line, 0, 1, whole)
                line += 1

    def _under(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.setColumnStretch(1, 1)
        line = 0
        for row in self._rows:
            for place, heading in self._columns:
                if row.cells[place]:
                    self._grid.addWidget(Label(heading.label, "small", "text-2"), line, 0, top)
                    self._grid.addWidget(self._cell(row, place, heading), line, 1, top)
                    line += 1
            for words, tone in _notes(row):
                self._grid.addWidget(Label(words, "small", tone), line, 0, 1, 2)
                line += 1
            self._grid.setRowMinimumHeight(line, theme().px(6))
            line += 1

    def _cell(self, row: RowWords, place: int, heading: Heading) -> Label:
        return Label(
            row.cells[place],
            "mono" if heading.mono else "table",
            selectable=True,
            struck=bool(row.struck),
        )

    def _sentences(self) -> Iterator[str]:
        for row in self._rows:
            cells = [f"{heading.label}: {row.cells[place]}" for place, heading in self._columns]
            yield ", ".join([*cells, *(words for words, _tone in _notes(row))])


def _notes(row: RowWords) -> Iterator[tuple[str, str]]:
    """What is said under a row, and in which tone."""
    if row.marked:
        yield _("The two numbers differ."), "warn"
    if row.struck:
        yield row.struck[0].upper() + row.struck[1:], "text-2"


def _side(heading: Heading) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if heading.number else Qt.AlignmentFlag(0)

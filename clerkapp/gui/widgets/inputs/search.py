"""The search line: its icon inside, a cross to empty it, Esc does the same."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import IconButton
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.wording.language import _


class SearchLine(Line):
    """A Line named by its placeholder. Icon and cross grow with the text scale."""

    def __init__(
        self,
        placeholder: str,
        *,
        width: int = 0,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._clear: IconButton | None = None
        super().__init__(placeholder=placeholder, width=width, large=large, parent=parent)
        self.setAccessibleName(placeholder)
        self._clear = IconButton("x", _("Empty the search"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self._empty)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._show_clear(shown=bool(text)))
        self.restyle()

    def restyle(self) -> None:
        """Room for the icon and the cross."""
        super().restyle()
        look = theme()
        self.setTextMargins(look.px(24), 0, look.px(26), 0)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stays at the end."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and its icon."""
        super().paintEvent(event)
        look = theme()
        side = look.px(18)
        pixmap = look.pixmap("search", "text-2", side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPoint(look.px(10), (self.height() - side) // 2), pixmap)

    def _empty(self) -> None:
        self.clear()
        self.setFocus()

    def _show_clear(self, *, shown: bool) -> None:
        if self._clear is not None:
            self._clear.setVisible(shown)
            self._place()

    def _place(self) -> None:
        if self._clear is not None:
            side = min(self.height() - 4, theme().px(32))
            self._clear.setFixedSize(side, side)
            self._clear.move(self.width() - side - theme().px(4), (self.height() - side) // 2)

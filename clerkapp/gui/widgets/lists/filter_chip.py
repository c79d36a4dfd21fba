"""A filter above a list: opens a menu, shows what it is set to, is cleared with Delete."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.control import Option, set_property
from clerkapp.wording.language import _

_MARK = 16


class FilterChip(Button):
    """A filter with `options`; without options it is on or off, and its value is "on"."""

    look = "filter"
    style_name = "small"
    changed = Signal()

    def __init__(
        self, name: str, options: Sequence[Option] = (), *, parent: QWidget | None = None
    ) -> None:
        self._name = name
        self._options = list(options)
        self._value: str | None = None
        super().__init__(name, parent=parent)
        self._menu: QMenu | None = None
        self.clicked.connect(self._open)
        self._show_state()

    def set_options(self, options: Sequence[Option]) -> None:
        """Other entries for the menu."""
        self._options = list(options)
        self._show_state()

    def value(self) -> str | None:
        """The chosen code ("on" without options), or None when the filter is off."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Set or clear; emits nothing."""
        self._value = value
        self._show_state()

    def clear(self) -> None:
        """Off, as a person does it."""
        if self._value is not None:
            self.set_value(None)
            self.changed.emit()

    def restyle(self) -> None:
        """Bold while on."""
        self.style_name = "small-strong" if self._value else "small"
        super().restyle()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Words and marks."""
        look = theme()
        words = self.fontMetrics().horizontalAdvance(self._words())
        marks = look.px(_MARK + 6) * (2 if self._value else (1 if self._options else 0))
        return QSize(words + marks + 2 * look.px(10), max(look.px(32), self._height()))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's frame; words and marks on it."""
        self.setText("")
        super().paintEvent(event)
        look = theme()
        painter = QPainter(self)
        painter.setFont(self.font())
        role = "on-selection" if self._value else "text"
        painter.setPen(look.colour(role))
        side, ratio = look.px(_MARK), self.devicePixelRatioF()
        top = (self.height() - side) // 2
        left = look.px(10)
        if self._value:
            painter.drawPixmap(left, top, look.pixmap("check", role, side, ratio))
            left += side + look.px(6)
        painter.drawText(
            self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words()
        )
        right = self.width() - look.px(8) - side
        if self._value:
            painter.drawPixmap(right, top, look.pixmap("x", role, side, ratio))
        elif self._options:
            painter.drawPixmap(right, top, look.pixmap("chevron-down", role, side, ratio))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete clears."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross clears; anywhere else opens."""
        if self._value and event.position().x() > self.width() - theme().px(34):
            self.setDown(False)
            self.clear()
        else:
            super().mouseReleaseEvent(event)

    def menu_entries(self) -> list[Option]:
        """What the menu offers."""
        return list(self._options)

    def choose(self, code: str | None) -> None:
        """Set or clear as a person does."""
        if code != self._value:
            self.set_value(code)
            self.changed.emit()

    def _open(self) -> None:
        if not self._options:
            self.choose(None if self._value else "on")
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self._name)
        self._menu.setFont(theme().font("body"))
        for code, words in self._options:
            action = self._menu.addAction(words)
            if code == self._value:
                action.setIcon(theme().icon("check"))
            action.setData(code)
        if self._value:
            self._menu.addSeparator()
            self._menu.addAction(_("Clear this filter")).setData(None)
        self._menu.triggered.connect(lambda action: self.choose(action.data()))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _words(self) -> str:
        if self._value is None or not self._options:
            return self._name
        return dict(self._options).get(self._value, self._value)

    def _height(self) -> int:
        return self.fontMetrics().height() + theme().px(8)

    def _show_state(self) -> None:
        set_property(self, "on", "true" if self._value else "false")
        state = _("off") if self._value is None else self._words() if self._options else _("on")
        self.setAccessibleName(_("{name}, filter, {state}").format(name=self._name, state=state))
        self.restyle()
        self.update()

    def set_text(self, text: str) -> None:
        """The name is painted, not the button's own text."""
        self.setAccessibleName(text)

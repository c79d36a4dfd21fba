"""The open list of a choice. Typing narrows it, by any word of an entry.

Nothing is chosen that was not meant: Enter and Tab take the marked entry, Tab goes on as well; Esc, a
click elsewhere, another window or a shortcut leave all as it was. Where nothing is found, the list says
so, and Tab leaves the field empty. Beside a line that takes other text (`beside`) nothing is marked
before an arrow key marks it. The list is never open without its field having the keys.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.choosing.matching import found
from clerkapp.wording.language import _

SEARCH_FROM = 13
"""Lists with at least so many entries show their search line at once, others when something is typed."""
_MOST_ROWS = 9
_FEW_ROWS = 5
_ROW = 34
_PLACE = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_NO_CHORD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_EDITING = frozenset(
    [Qt.Key(ord(letter)) for letter in "ACVXYZ"]
    + [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End]
    + [Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Control, Qt.Key.Key_Shift]
)
"""What is done with Ctrl in a line."""
_MOVED = frozenset({QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize})


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes a character."""
    held = event.modifiers() & ~_NO_CHORD
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    plain = held in (
        Qt.KeyboardModifier.NoModifier,
        alt_gr,
        Qt.KeyboardModifier.GroupSwitchModifier,
    )
    return plain and bool(text) and text.isprintable()


class OpenList(QFrame):
    """The list of `owner`. `taken` carries the place of the entry; -1 leaves the field empty.

    `enter` follows an entry taken with Enter, `gone_on` is True after Tab and False after Shift+Tab.
    """

    taken = Signal(int)
    enter = Signal()
    gone_on = Signal(bool)

    def __init__(self, owner: QWidget, beside: QLineEdit | None = None) -> None:
        kind = Qt.WindowType.Popup if beside is None else Qt.WindowType.ToolTip
        super().__init__(owner, kind | Qt.WindowType.FramelessWindowHint)
        self.setProperty("box", "list")
        self._owner = owner
        self._beside = beside
        self._entries: list[str] = []
        self._around: QWidget | None = None
        self._line = beside if beside is not None else QLineEdit()
        self._items = QStandardItemModel(self)
        self._list = QListView()
        self._list.setModel(self._items)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(1)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setMouseTracking(True)
        self._nothing = Label("", "body", "text-2")
        self._nothing.setContentsMargins(8, 0, 8, 0)
        self._nothing.hide()
        column = Column(6, (6, 6, 6, 6), self)
        if beside is None:
            column.addWidget(self._line)
            self._line.textChanged.connect(self._narrow)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing)
        # Of a list that is typed into, the list has the keys and not its line.
        self._keys: tuple[QWidget, ...] = (self._line, self._list) if beside is None else (owner,)
        for widget in self._keys:
            widget.installEventFilter(self)
        self._list.clicked.connect(lambda index: self._take(index.data(_PLACE)))
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def open(self, entries: Sequence[str], chosen: int, typed: str = "") -> None:
        """Show `entries` under the owner, `chosen` marked; or those that `typed` means."""
        self._entries = list(entries)
        self._list.setFont(theme().font("body"))
        self._list.setAccessibleName(self._owner.accessibleName() or _("Choices"))
        if self._beside is None:
            self._line.setFont(theme().font("body"))
            self._line.setPlaceholderText(_("Type to search"))
            self._line.setAccessibleName(self._list.accessibleName())
            self._line.setAccessibleDescription(_("Type to search"))
            self._line.blockSignals(True)
            self._line.setText(typed)
            self._line.blockSignals(False)
            self._line.setVisible(bool(typed) or len(entries) >= SEARCH_FROM)
        self._narrow(typed)
        if not typed and chosen >= 0:
            self._list.setCurrentIndex(self._items.index(chosen, 0))
        if self._beside is not None and not self._items.rowCount():
            self.hide()
            return
        self._place()
        self._watch()
        self.show()
        if self._beside is None:
            (self._list if self._line.isHidden() else self._line).setFocus()

    def marked(self) -> int:
        """The place of the marked entry, or -1."""
        # Not the current row: a list that gets the keys makes its first row that.
        rows = self._list.selectionModel().selectedIndexes()
        return int(rows[0].data(_PLACE)) if rows else -1

    def shown(self) -> list[str]:
        """The entries that are in view, and what is said where there is none."""
        rows = [self._items.item(row).text() for row in range(self._items.rowCount())]
        return rows or [self._nothing.text()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border; rules for what lies in a list would reach a style sheet's frame."""
        del event
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("border"))
        line = look.line
        painter.fillRect(self.rect().adjusted(line, line, -line, -line), look.colour("surface"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click elsewhere closes; one on the field itself does not open it again."""
        on_owner = self._owner.rect().contains(
            self._owner.mapFromGlobal(event.globalPosition().toPoint())
        )
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, on_owner)
        super().mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is watched any more."""
        super().hideEvent(event)
        if self._around is not None:
            self._around.removeEventFilter(self)
            self._around = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line and of the list; what closes the list."""
        if watched is getattr(self, "_around", None) and event.type() in _MOVED:
            self.hide()
        if not hasattr(self, "_keys") or not self.isVisible() or watched not in self._keys:
            return False
        if event.type() == QEvent.Type.FocusOut and self._beside is not None:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._before_a_shortcut(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(watched, event)
        return False

    def _before_a_shortcut(self, event: QKeyEvent) -> None:
        """A key of the program closes the list, and then does what it does; Ctrl+Enter takes first."""
        key, held = event.key(), event.modifiers() & ~_NO_CHORD
        control = held == Qt.KeyboardModifier.ControlModifier
        if control and key in _ENTER and self.marked() >= 0:
            self._take(self.marked())
        elif Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12 or (control and key not in _EDITING):
            self.hide()

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in _MOVES:
            self._move(key)
        elif key in _ENTER:
            self._finish()
        elif key in _TABS:
            return self._go_on(forward=key == Qt.Key.Key_Tab)
        elif watched is self._list and self._beside is None:
            self._type(event)
        else:
            return False
        return True

    def _type(self, event: QKeyEvent) -> None:
        """From a short list: what is typed goes into its search line, a space too."""
        if writes(event):
            self._line.show()
            self._line.setFocus()
            self._line.insert(event.text())
            self._place()

    def _move(self, key: int) -> None:
        rows = self._items.rowCount()
        if not rows:
            return
        row = max(
            (index.row() for index in self._list.selectionModel().selectedIndexes()), default=-1
        )
        steps = {
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Up: row - 1 if row >= 0 else rows - 1,
            Qt.Key.Key_PageDown: row + _MOST_ROWS - 1,
            Qt.Key.Key_PageUp: row - _MOST_ROWS + 1,
        }
        to = max(0, min(rows - 1, steps[Qt.Key(key)]))
        self._list.setCurrentIndex(self._items.index(to, 0))
        self._tell()

    def _finish(self) -> None:
        """Enter: the marked entry; what finds nothing stays open, so that it can be put right."""
        place = self.marked()
        if place >= 0:
            self._take(place)
            self.enter.emit()
        elif self._beside is not None:
            self.hide()
            self.enter.emit()
        elif self._items.rowCount():
            self.hide()

    def _go_on(self, *, forward: bool) -> bool:
        place = self.marked()
        if place >= 0 or not self._items.rowCount():
            self._take(place)
        else:
            self.hide()
        if self._beside is None:
            self.gone_on.emit(forward)
        return self._beside is None

    def _take(self, place: int) -> None:
        self.hide()
        self.taken.emit(place)

    def _narrow(self, typed: str) -> None:
        places = found(self._entries, typed)
        self._items.clear()
        for place in places:
            item = QStandardItem(self._entries[place])
            item.setData(place, _PLACE)
            item.setSizeHint(QSize(0, theme().px(_ROW)))
            self._items.appendRow(item)
        self._list.setVisible(bool(places))
        words = _("Nothing with “{typed}”").format(typed=typed.strip())
        self._nothing.setText("" if places else words)
        self._nothing.setVisible(not places)
        if self._beside is None and typed.strip() and places:
            self._list.setCurrentIndex(self._items.index(0, 0))
        if self.isVisible():
            self._place()
            self._tell()

    def _tell(self) -> None:
        """A screen reader hears what is marked, or that nothing is found."""
        place = self.marked()
        words = self._entries[place] if place >= 0 else self._nothing.text()
        if words:
            announce(self._line, words)

    def _watch(self) -> None:
        if self._around is None:
            self._around = self._owner.window()
            self._around.installEventFilter(self)

    def _place(self) -> None:
        """Under the field while a few rows have room there, or above it; as high as what is found."""
        look = theme()
        row, room = look.px(_ROW), look.px(16 if self._line.isHidden() or self._beside else 62)
        box = QRect(self._owner.mapToGlobal(QPoint(0, 0)), self._owner.size())
        screen = self._owner.screen().availableGeometry()
        below, above = screen.bottom() - box.bottom(), box.top() - screen.top()
        under = below >= above or below >= room + row * min(len(self._entries), _FEW_ROWS)
        rows = max(1, min(self._items.rowCount(), _MOST_ROWS))
        height = min(room + row * rows, below if under else above)
        metrics = self._list.fontMetrics()
        widest = max((metrics.horizontalAdvance(entry) for entry in self._entries), default=0)
        width = min(max(self._owner.width(), widest + look.px(60)), screen.width())
        left = max(screen.left(), min(box.left(), screen.right() + 1 - width))
        self.setGeometry(left, box.bottom() + 1 if under else box.top() - height, width, height)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.hide()

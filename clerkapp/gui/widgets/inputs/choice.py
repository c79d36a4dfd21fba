"""A list to choose one from; longer lists open with a search line of their own."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QFrame,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import Option, set_property
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.inputs.line import Line, keep_in_line
from clerkapp.wording.language import _

SEARCH_FROM = 13
"""Lists with at least so many entries get a search line."""
NOT_SURE = "unsure"
"""The code of "Not sure yet", which always stands last."""


class Choice(QComboBox):
    """One of `options`. With `free`, other text may be typed and is the value."""

    changed = Signal()

    def __init__(
        self,
        options: Sequence[Option],
        *,
        free: bool = False,
        placeholder: str = "",
        width: int = 0,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._free = free
        self._width = width
        self._style = "mono" if mono else "body"
        self._popup: _SearchPopup | None = None
        self._unseen: QLabel | None = None
        self._proposals: QAbstractItemView | None = None
        popup_list = QListView(self)
        popup_list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setView(popup_list)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if free:
            self._make_editable()
        self.setPlaceholderText(placeholder or _("Choose"))
        self.set_options(options)
        self.activated.connect(self.changed)
        theme().follow(self)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other choices; the value is kept when it is still among them."""
        value = self.value()
        self.clear()
        for code, words in sorted(options, key=lambda option: option[0] == NOT_SURE):
            self.addItem(words, code)
        self.set_value(value)

    def value(self) -> str | None:
        """The code, the free text, or None."""
        if self._free:
            typed = self.currentText().strip()
            place = self.findText(typed, Qt.MatchFlag.MatchFixedString)
            return self.itemData(place) if place >= 0 else (typed or None)
        code = self.currentData()
        return None if code is None else str(code)

    def set_value(self, value: str | None) -> None:
        """Show a code, or a free text. A code that is no longer offered is kept as it is."""
        place = self.findData(value) if value else -1
        if place < 0 and value and not self._free:
            self.addItem(value, value)
            place = self.count() - 1
        self.setCurrentIndex(place)
        if self._free:
            self.setEditText(self.itemText(place) if place >= 0 else (value or ""))

    def problem(self) -> str:
        """A choice can always be read."""
        return ""

    def entry(self) -> QWidget:
        """Itself."""
        return self

    def set_names(self, name: str, description: str) -> None:
        """Label, and help with message; a label's buddy is needed as well."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
        self._name_for_readers()

    def showEvent(self, event: QShowEvent) -> None:
        """It may be in another place now, where its label does not."""
        super().showEvent(event)
        self._name_for_readers()

    def _name_for_readers(self) -> None:
        """On Linux a list's name is what is chosen in it, and only a label beside it says what it asks.
        So each list without a visible label of its own gets one that nobody sees."""
        parent, name = self.parentWidget(), self.accessibleName()
        if parent is None or not name or not self.isVisible():
            return
        unseen = self._unseen if self._unseen and shiboken6.isValid(self._unseen) else None
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        beside = parent.findChildren(QLabel, options=direct)
        if any(label is not unseen and label.buddy() is self for label in beside):
            if unseen is not None:
                unseen.deleteLater()
            self._unseen = None
            return
        if unseen is None:
            unseen = self._unseen = QLabel(parent)
        unseen.setParent(parent)
        unseen.setText(name)
        unseen.setBuddy(self)
        unseen.hide()

    def set_state(self, state: str) -> None:
        """Border for "error" or "warning"."""
        set_property(self, "state", state)

    def restyle(self) -> None:
        """Font and width from the theme."""
        self.setFont(theme().font(self._style))
        self.view().setFont(theme().font(self._style))
        side = theme().px(16)
        self.setIconSize(QSize(side, side))
        if self._width:
            self.setFixedWidth(theme().px(self._width))

    def minimumSizeHint(self) -> QSize:
        """Long entries are cut in a narrow column, not the column widened."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(110)), hint.height())

    def showPopup(self) -> None:
        """Open the list; a long one with its search line."""
        if self._free or self.count() < SEARCH_FROM:
            super().showPopup()
            return
        if self._popup is None:
            self._popup = _SearchPopup(self)
        self._popup.open_below()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties the choice; Enter opens nothing and is left to the form."""
        if not self._free and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.currentIndex() >= 0:
                self.setCurrentIndex(-1)
                self.changed.emit()
            return
        if not self._free and event.key() == Qt.Key.Key_Space:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a form never changes an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's frame, the words cut with an ellipsis, and our chevron."""
        del event
        look = theme()
        side = look.px(16)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        styled = QStylePainter(self)
        styled.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self._free:
            self._paint_words(styled)
        styled.end()
        pixmap = look.pixmap(
            "chevron-down",
            "text-2" if self.isEnabled() else "disabled",
            side,
            self.devicePixelRatioF(),
        )
        painter = QPainter(self)
        painter.drawPixmap(self.width() - side - look.px(10), (self.height() - side) // 2, pixmap)

    def _paint_words(self, painter: QPainter) -> None:
        """What is chosen, or the placeholder in its own colour."""
        look = theme()
        chosen = self.currentIndex() >= 0
        role = ("text" if chosen else "text-3") if self.isEnabled() else "disabled"
        room = self.rect().adjusted(look.px(13), 0, -look.px(32), 0)
        words = self.fontMetrics().elidedText(
            self.currentText() if chosen else self.placeholderText(),
            Qt.TextElideMode.ElideRight,
            room.width(),
        )
        painter.setFont(self.font())
        painter.setPen(look.colour(role))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def choose(self, code: str) -> None:
        """Take an entry as a person would."""
        place = self.findData(code)
        if place >= 0:
            changed = place != self.currentIndex()
            self.setCurrentIndex(place)
            if changed:
                self.changed.emit()

    def _make_editable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.textChanged.connect(self._put_right)
            line.textEdited.connect(self.changed)
        self._proposals = completer.popup()
        if self._proposals is not None:
            self._proposals.installEventFilter(self)

    def _put_right(self) -> None:
        line = self.lineEdit()
        if line is not None:
            keep_in_line(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes a proposal, and then it is the form's, as it is without proposals in view.

        Qt keeps the key to itself while proposals are open, so it is given once more.
        """
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in enter
            and isinstance(watched, QAbstractItemView)
            and watched is self._proposals
        ):
            proposal = watched.currentIndex().data()
            watched.hide()
            if proposal is not None:
                self.setEditText(str(proposal))
                self.changed.emit()
            QTimer.singleShot(0, self, self._give_enter)
            return True
        return super().eventFilter(watched, event)

    def _give_enter(self) -> None:
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self, enter)


class _SearchPopup(QFrame):
    """The open list of a long choice: type to narrow it, Enter takes, Esc leaves all as it was."""

    def __init__(self, owner: Choice) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._owner = owner
        self._search = Line(placeholder=_("Type to search"))
        self._search.setAccessibleName(_("Search in the list"))
        self._items = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._items)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView()
        self._list.setModel(self._found)
        self._list.setAccessibleName(owner.accessibleName() or _("Choices"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        column = Column(6, (8, 8, 8, 8), self)
        column.addWidget(self._search)
        column.addWidget(self._list)
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list.clicked.connect(lambda index: self._take(index.data(Qt.ItemDataRole.UserRole)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border; rules for what is in a list would reach a style sheet's frame."""
        del event
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("border"))
        line = look.line
        painter.fillRect(self.rect().adjusted(line, line, -line, -line), look.colour("surface"))

    def open_below(self) -> None:
        """Show under the owner with nothing typed."""
        self._items.clear()
        row = theme().px(34)
        for place in range(self._owner.count()):
            item = QStandardItem(self._owner.itemText(place))
            item.setData(self._owner.itemData(place), Qt.ItemDataRole.UserRole)
            item.setEditable(False)
            item.setSizeHint(QSize(0, row))
            self._items.appendRow(item)
        self._list.setFont(theme().font("body"))
        self._search.set_value("")
        self._narrow("")
        current = max(0, self._owner.currentIndex())
        self._list.setCurrentIndex(self._found.index(current, 0))
        widest = self._list.sizeHintForColumn(0) + theme().px(60)
        self.resize(max(self._owner.width(), widest), row * 8 + theme().px(64))
        screen = self.screen().availableGeometry()
        corner = self._owner.mapToGlobal(self._owner.rect().bottomLeft())
        if corner.y() + self.height() > screen.bottom():
            corner = self._owner.mapToGlobal(self._owner.rect().topLeft())
            corner.setY(corner.y() - self.height())
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.width())))
        self.move(corner)
        self.show()
        self._search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search line work on the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._list.keyPressEvent(event)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentIndex().data(Qt.ItemDataRole.UserRole))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        if self._found.rowCount():
            self._list.setCurrentIndex(self._found.index(0, 0))

    def _take(self, code: str | None) -> None:
        self.hide()
        if code is not None:
            self._owner.choose(code)
        self._owner.setFocus()

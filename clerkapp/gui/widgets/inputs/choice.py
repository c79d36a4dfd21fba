"""A list to choose one from, by pointing, with the arrows, or by typing any word of an entry."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import Option, set_property
from clerkapp.gui.widgets.choosing.open_list import OpenList, writes
from clerkapp.gui.widgets.inputs.line import keep_in_line
from clerkapp.wording.language import _

NOT_SURE = "unsure"
"""The code of "Not sure yet", which always stands last."""
_OPENING = (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4)


class Choice(QComboBox):
    """One of `options`. With `free`, other text may be typed and is the value.

    Its list is `OpenList`, never Qt's own, which takes the first entry that begins with a letter and
    moves through the answers with the arrows.
    """

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
        self._open: OpenList | None = None
        self._unseen: QLabel | None = None
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
        side = theme().px(16)
        self.setIconSize(QSize(side, side))
        if self._width:
            self.setFixedWidth(theme().px(self._width))

    def minimumSizeHint(self) -> QSize:
        """Long entries are cut in a narrow column, not the column widened."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(110)), hint.height())

    def showPopup(self) -> None:
        """Open the list, all of it."""
        self.open_list()

    def open_list(self, typed: str = "") -> None:
        """Open the list, narrowed by what was typed."""
        entries = [self.itemText(place) for place in range(self.count())]
        self._list().open(entries, self.currentIndex(), typed)

    @property
    def opened(self) -> OpenList | None:
        """The list while it is open."""
        return self._open if self._open is not None and self._open.isVisible() else None

    def hideEvent(self, event: QHideEvent) -> None:
        """No list stays open over what comes then."""
        super().hideEvent(event)
        if self._open is not None:
            self._open.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties; arrows, Space and any letter open the list; Enter is left to the form."""
        if self._free:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4):
                self.open_list(self.currentText() if self.currentIndex() < 0 else "")
            else:
                super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.currentIndex() >= 0:
                self.setCurrentIndex(-1)
                self.changed.emit()
        elif event.key() in _OPENING:
            self.open_list()
        elif writes(event):
            self.open_list(event.text())
        else:
            event.ignore()

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
            self._take(place)

    def _list(self) -> OpenList:
        if self._open is None:
            opened = self._open = OpenList(self, self.lineEdit() if self._free else None)
            opened.taken.connect(self._take)
            opened.gone_on.connect(self._go_on)
            # The open list kept the key to itself, so the form gets it once more.
            opened.enter.connect(self._give_enter)
        return self._open

    def _take(self, place: int) -> None:
        """An entry was taken from the list; -1: nothing is left in the field."""
        self.setCurrentIndex(place)
        self.setFocus()
        if place >= 0:
            if self._free:
                self.setEditText(self.itemText(place))
            self.activated.emit(place)
        else:
            self.changed.emit()

    def _go_on(self, forward: bool) -> None:  # noqa: FBT001 - a slot
        self.setFocus()
        (self.focusNextChild if forward else self.focusPreviousChild)()

    def _make_editable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        line = self.lineEdit()
        if line is not None:
            line.textChanged.connect(self._put_right)
            line.textEdited.connect(self._propose)

    def _propose(self, typed: str) -> None:
        """What occurs with these words is shown under the line, and nothing of it is marked."""
        if typed.strip():
            self._list().open([self.itemText(at) for at in range(self.count())], -1, typed)
        elif self._open is not None:
            self._open.hide()
        self.changed.emit()

    def _put_right(self) -> None:
        line = self.lineEdit()
        if line is not None:
            keep_in_line(line)

    def _give_enter(self) -> None:
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self, enter)

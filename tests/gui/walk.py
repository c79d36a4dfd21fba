"""What must hold on every screen, found by walking over a real window: each returns what is wrong."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from clerkapp.gui.theme.tokens import SMALLEST_TARGET
from clerkapp.gui.unlock.screen import UnlockView
from clerkapp.gui.widgets.basic.buttons import Button, PrimaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Flow

_TAB = Qt.FocusPolicy.TabFocus.value
_WRAP = Qt.TextFlag.TextWordWrap.value
_BESIDE = 80
"""Of two fields side by side, the right one may begin this much higher."""
_ONE_LINE = 10
"""Buttons of two heights in one line have middles that differ by less."""
_OWN_WINDOWS = (QMainWindow, QDialog, QMenu)


def stops(window: QWidget) -> list[QWidget]:
    """What Tab visits, in its order."""
    found: list[QWidget] = []
    at = window.nextInFocusChain()
    while at is not None and at is not window and len(found) < 500:
        focusable = at.focusPolicy().value & _TAB and at.focusProxy() is None
        if focusable and at.isVisible() and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
    return found


def unnamed(window: QWidget) -> list[str]:
    """Stops that a screen reader has no words for."""
    found = []
    for stop in stops(window):
        interface = QAccessible.queryAccessibleInterface(stop)
        name = stop.accessibleName() or interface.text(QAccessible.Text.Name)
        if not name.strip() or name != name.strip():
            found.append(said(stop))
    return found


def too_small(window: QWidget) -> list[str]:
    """Targets under 28 x 28."""
    return [
        f"{said(stop)} is {stop.width()} x {stop.height()}"
        for stop in stops(window)
        if min(stop.width(), stop.height()) < SMALLEST_TARGET
    ]


def without_ring(window: QWidget, ring: FocusRing) -> list[str]:
    """Stops that take the focus and do not show it."""
    found = []
    areas = window.findChildren(QScrollArea)
    for stop in stops(window):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        for area in areas:
            if area.isAncestorOf(stop):
                area.ensureWidgetVisible(stop)
        QApplication.processEvents()
        if not stop.hasFocus():
            found.append(f"{said(stop)} does not take the focus")
        elif not _comes_around(ring, stop, window):
            found.append(f"{said(stop)} has no ring")
    return found


def _comes_around(ring: FocusRing, stop: QWidget, window: QWidget) -> bool:
    """The ring follows after what moves has moved; a slow machine may take until then."""
    given = QDeadlineTimer(1000)
    while not _is_around(ring, stop, window):
        if given.hasExpired():
            return False
        QTest.qWait(1)
    return True


def _is_around(ring: FocusRing, stop: QWidget, window: QWidget) -> bool:
    rect = stop.ring_rect() if hasattr(stop, "ring_rect") else stop.rect()
    return ring.target is stop and ring.geometry().contains(stop.mapTo(window, rect.center()))


def out_of_order(window: QWidget, regions: Sequence[QWidget]) -> list[str]:
    """Pairs that Tab visits against the reading order: region by region, then downwards, then right."""
    visited = [
        (number, stop)
        for stop in stops(window)
        for number, region in enumerate(regions)
        if region.isAncestorOf(stop)
    ]
    found = []
    for (before_region, before), (region, stop) in pairwise(visited):
        if region < before_region:
            found.append(f"{said(stop)} after {said(before)}, of a later region")
        elif region == before_region and not _follows(window, before, stop):
            found.append(f"{said(stop)} after {said(before)}")
    return found


def _follows(window: QWidget, before: QWidget, after: QWidget) -> bool:
    first, second = _box(window, before), _box(window, after)
    if second.top() >= first.bottom():
        return True
    if second.left() >= first.right():
        return second.bottom() > first.top() - _BESIDE
    return second.bottom() > first.top() and second.left() >= first.left()


def _box(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def cut(window: QWidget) -> list[str]:
    """Labels and buttons whose words have no room."""
    return [*_cut_labels(window), *_cut_buttons(window)]


def _cut_labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or isinstance(label, Chip) or not label.text():
            continue
        room, metrics = label.contentsRect(), label.fontMetrics()
        if label.wordWrap():
            box = QRect(0, 0, room.width(), 10_000)
            needed = metrics.boundingRect(box, _WRAP, label.text())
            fits = needed.height() <= room.height() + 1 and needed.width() <= room.width() + 1
        else:
            shown = label.text().replace("&&", "&")
            fits = metrics.horizontalAdvance(shown) <= room.width() + 1
            fits = fits and metrics.height() <= room.height() + 1
        if not fits:
            yield f"“{label.text()}” in {room.width()} x {room.height()}"


def _cut_buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if button.hasHeightForWidth():
            fits = button.height() >= button.heightForWidth(button.width())
        else:
            fits = button.width() >= button.minimumSizeHint().width()
        if not fits:
            yield f"{said(button)} in {button.width()} x {button.height()}"


def sideways(window: QWidget) -> list[str]:
    """What would have to be scrolled sideways, or hangs over the edge of its page."""
    found = []
    for area in window.findChildren(QAbstractScrollArea):
        if not area.isVisible():
            continue
        if area.horizontalScrollBar().maximum():
            found.append(f"{said(area)} scrolls sideways")
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if inside is None:
            continue
        found += [
            f"{said(child)} hangs over"
            for child in inside.findChildren(QWidget)
            if child.isVisible() and not child.isWindow()
            if child.mapTo(inside, child.rect().topRight()).x() > area.viewport().width()
        ]
    return found


def filled_buttons(window: QWidget) -> list[str]:
    """The filled buttons when there is more than one."""
    shown = [said(one) for one in window.findChildren(PrimaryButton) if one.isVisible()]
    return shown if len(shown) > 1 else []


_FILLED_IN = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QRadioButton)


def misplaced(window: QWidget) -> list[str]:
    """Filled buttons that stand elsewhere than the one rule says.

    What ends a task is last at the right of its foot; so is whatever follows something to fill in. On a
    page that one reads it is the first at the left of its line. The unlock screen's one act stands
    under its one line.
    """
    found = []
    for button in window.findChildren(PrimaryButton):
        if not button.isVisible() or isinstance(_around(button, UnlockView), UnlockView):
            continue
        foot = _around(button, Foot)
        row = foot if isinstance(foot, Foot) else _holder(button)
        beside = [one for one in row.findChildren(Button) if one.isVisible()]
        lowest = max(_box(window, one).center().y() for one in beside)
        ends = [one for one in beside if _box(window, one).center().y() > lowest - _ONE_LINE]
        if foot is not None:
            if max(ends, key=lambda one: _box(window, one).right()) is not button:
                found.append(f"{said(button)} is not the last of its foot")
            if _box(window, button).right() < _box(window, foot).right() - 2:
                found.append(f"{said(button)} is not at the right of its foot")
            continue
        first = min(beside, key=lambda one: _box(window, one).topLeft().manhattanLength())
        if isinstance(row.layout(), Flow) and first is not button:
            found.append(f"{said(button)} is not the first of its line")
        card = _card_of(button)
        fields = (
            [] if card is None else [one for kind in _FILLED_IN for one in card.findChildren(kind)]
        )
        if any(one.isVisible() for one in fields):
            found.append(f"{said(button)} ends a task and stands in no foot")
    return found


def _holder(widget: QWidget) -> QWidget:
    holder = widget.parentWidget()
    assert holder is not None
    return holder


def _around(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, kind):
        at = at.parentWidget()
    return at


def _card_of(widget: QWidget) -> QWidget | None:
    """The card that it stands in."""
    at: QWidget | None = widget
    while at is not None and at.property("box") != "card":
        at = at.parentWidget()
    return at


def said(widget: QWidget) -> str:
    """A widget by its class and its name."""
    words = widget.accessibleName() or (
        widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    )
    return f"{type(widget).__name__} “{words[:40]}”"


class StrayWindows(QObject):
    """Notes every widget that is shown as a window of its own without being one.

    A widget that is shown before it has a parent flashes up on the desktop and takes the focus.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._found: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, _OWN_WINDOWS)
            and watched.windowType() not in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
        ):
            self._found.append(f"{said(watched)} was shown as a window")
        return False

    def taken(self) -> list[str]:
        """What was noted since it was asked last."""
        found, self._found = self._found, []
        return found

"""The focus ring: one overlay a window, outside the border of whatever has the focus.

A style sheet cannot draw outside a border, so one transparent widget follows the focus, and every
move and resize of what has it, and is clipped to the scroll area around it. A widget may say where
its ring goes with `ring_rect()` (a list shows it on the current row). Widgets with the dynamic
property `rail` on them or on a parent take the rail's colours.

Qt scrolls to what Tab reaches, and to nothing that a link, an error or a closed dialog gives the focus
to: here every scroll area around it follows, also when the page is rearranged later.
"""

from collections.abc import Callable
from weakref import WeakMethod, ref

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import RADIUS_CONTROL, RING, RING_GAP

_ROOM_AROUND = 20
_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.LayoutRequest,
        QEvent.Type.ZOrderChange,
    }
)


class FocusRing(QWidget):
    """Make one for each top-level window, after its content; it places itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._focused: ref[QWidget] | None = None
        self._unseen = False
        self._seen = False
        self._at: tuple[QPoint, ...] = ()
        self._watched: list[QWidget] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_where)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(_weakly(self._follow))
        theme().changed.connect(self._soon.start)
        theme().changed.connect(self.update)
        self._follow(None, QApplication.focusWidget())

    @property
    def target(self) -> QWidget | None:
        """What the ring is around."""
        return self._target if self.isVisible() else None

    def refresh(self) -> None:
        """Place the ring again, for example after a list's current row changed."""
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow every move of the target and of what it is in."""
        if not hasattr(self, "_soon"):
            return False  # the window is being taken down
        if event.type() in _MOVES or (
            event.type() == QEvent.Type.Paint and watched is self._target
        ):
            self._soon.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring, and the gap inside it."""
        del event
        look = theme()
        rail = _on_rail(self._target)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPoint(0, 0) - self._offset)
        radius = look.px(RADIUS_CONTROL)
        edge = RING_GAP / 2
        box = QRectF(self._box).adjusted(-edge, -edge, edge, edge)
        painter.setPen(QPen(look.colour("rail" if rail else "focus-gap"), RING_GAP))
        painter.drawRoundedRect(box, radius + edge, radius + edge)
        edge = RING_GAP + RING / 2
        box = QRectF(self._box).adjusted(-edge, -edge, edge, edge)
        painter.setPen(QPen(look.colour("rail-mark" if rail else "focus"), RING))
        painter.drawRoundedRect(box, radius + edge, radius + edge)

    _offset = QPoint()
    _box = QRect()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        window = self._window
        self._target = None
        if not shiboken6.isValid(window):
            return
        if new is not None and (new is window or window.isAncestorOf(new)):
            self._target = _shown_as(new)
            at: QWidget | None = self._target
            while at is not None:
                at.installEventFilter(self)
                self._watched.append(at)
                at = None if at is window else at.parentWidget()
            self._look_for(new)
        self._place()

    def _look_for(self, focused: QWidget) -> None:
        """Scroll to it, unless a pointer put the focus there or the window only came back to the front."""
        known = self._focused is not None and self._focused() is focused
        self._focused = ref(focused)
        if not known and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._unseen = True
            self._soon.start()

    def _show_where(self) -> None:
        """A page that is rearranged moves what was in view: it is brought back there."""
        target = self._target
        if target is not None and shiboken6.isValid(target):
            at = _places_in_pages(target, self._window)
            if self._unseen or (self._seen and at != self._at):
                _scroll_to(target, self._window)
            self._unseen, self._at = False, at
            self._seen = not target.visibleRegion().isEmpty()
        self._place()

    def _place(self) -> None:
        target, window = self._target, self._window
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            self.hide()
            return
        rect = target.ring_rect() if hasattr(target, "ring_rect") else target.rect()
        box = QRect(target.mapTo(window, rect.topLeft()), rect.size())
        room = RING + RING_GAP
        ring = box.adjusted(-room, -room, room, room)
        seen = ring.intersected(window.rect())
        at = target.parentWidget()
        while at is not None and at is not window:
            around = at.parentWidget()
            if isinstance(around, QAbstractScrollArea) and at is around.viewport():
                seen = seen.intersected(QRect(at.mapTo(window, QPoint(0, 0)), at.size()))
            at = around
        if seen.isEmpty():
            self.hide()
            return
        if box != self._box or seen != self.geometry():
            self._box = box
            self._offset = seen.topLeft()
            self.setGeometry(seen)
            # Only now: the ring is over its target, so that painting one paints the other, and a
            # painted target asks for its place again.
            self.update()
        self.raise_()
        self.show()


def _weakly(method: Callable[..., None]) -> Callable[..., None]:
    """A slot that a window on its way out no longer hears."""
    reference = WeakMethod(method)

    def call(*args: object) -> None:
        alive = reference()
        if alive is not None:
            alive(*args)

    return call


def _shown_as(widget: QWidget) -> QWidget:
    """An editable list's line edit shows its ring around the whole list."""
    parent = widget.parentWidget()
    return parent if parent is not None and parent.focusProxy() is widget else widget


def _scroll_to(widget: QWidget, window: QWidget) -> None:
    at = widget.parentWidget()
    while at is not None and at is not window:
        around = at.parentWidget()
        if isinstance(around, QScrollArea) and at is around.viewport():
            _scroll_in(around, widget)
        at = around


def _scroll_in(area: QScrollArea, widget: QWidget) -> None:
    """All of it with room around; of what is higher than the view, the line with the cursor."""
    room, page = theme().px(_ROOM_AROUND), area.widget()
    if page is None or widget.height() + 2 * room > area.viewport().height():
        area.ensureWidgetVisible(widget, 0, room)
    else:
        middle = widget.mapTo(page, widget.rect().center())
        area.ensureVisible(middle.x(), middle.y(), 0, widget.height() // 2 + room)


def _places_in_pages(widget: QWidget, window: QWidget) -> tuple[QPoint, ...]:
    """Where it stands in each page that scrolls around it, however far that is scrolled."""
    places = []
    at = widget.parentWidget()
    while at is not None and at is not window:
        around = at.parentWidget()
        if isinstance(around, QScrollArea) and at is around.viewport():
            page = around.widget()
            if page is not None:
                places.append(widget.mapTo(page, QPoint(0, 0)))
        at = around
    return tuple(places)


def _on_rail(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget.property("rail"):
            return True
        widget = widget.parentWidget()
    return False

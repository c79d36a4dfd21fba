"""Notice when nobody has touched the keyboard or the mouse for a while, asleep or awake.

Every key, click, wheel or touch anywhere in the program begins the count anew. It goes on through
dialogs: a lock never waits for one. Timers stand still while a computer sleeps, so the count is not
theirs: it is the longest that any of the computer's clocks says (`Clock`), looked at every second
and before any input is taken. So a laptop that was closed over night locks on waking, before its
first key; a wall clock that was set back shortens nothing, because the other clocks went on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from clerkapp.services.ports import Clock

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
    QEvent.Type.InputMethod,
}
_LOOK_MILLISECONDS = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Moment:
    wall: float
    awake: float
    elapsed: float


class IdleWatch(QObject):
    """Emits `idle` once after `minutes` without activity, until it is started again."""

    idle = Signal()

    def __init__(self, app: QApplication, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._drop_key = False
        self._since = self._moment()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._app = app

    @property
    def running(self) -> bool:
        """Whether it is counting."""
        return self._timer.isActive()

    def start(self, minutes: float) -> None:
        """Count from now."""
        self._drop_key = False
        self._app.installEventFilter(self)
        self._seconds = minutes * 60
        self._since = self._moment()
        self._timer.start(min(_LOOK_MILLISECONDS, round(self._seconds * 1000)))

    def stop(self) -> None:
        """Stop counting: nobody is signed in.

        A filter on the whole program is dear while the first window is made: for each object that
        it is told about, PySide looks through all classes there are. So there is none until then.
        """
        self._app.removeEventFilter(self)
        self._timer.stop()

    def look(self) -> bool:
        """Whether the time is over; then `idle` has been said."""
        if not self._timer.isActive() or self._passed() < self._seconds:
            return False
        self._timer.stop()
        self.idle.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew on activity; swallow only what comes when the time is over already."""
        kind = event.type()
        if self._drop_key and kind == QEvent.Type.KeyPress:
            self._drop_key = False
            self._app.removeEventFilter(self)
            return True
        if kind in _ACTIVITY and self._timer.isActive():
            if self.look():
                if kind == QEvent.Type.ShortcutOverride:
                    # Accepted, it is no shortcut; the key itself follows, and is not taken either.
                    event.accept()
                    self._drop_key = True
                    self._app.installEventFilter(self)
                return True
            self._since = self._moment()
        return super().eventFilter(watched, event)

    def _passed(self) -> float:
        now, since = self._moment(), self._since
        return max(now.wall - since.wall, now.awake - since.awake, now.elapsed - since.elapsed)

    def _moment(self) -> _Moment:
        clock = self._clock
        return _Moment((clock.now() - _EPOCH).total_seconds(), clock.monotonic(), clock.elapsed())

"""Notice when nobody has touched the keyboard or the mouse for a while.

The timer restarts with every key, click, wheel or touch anywhere in the program. It counts through
dialogs too: a lock never waits for one.
"""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.DragMove,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Emits `idle` once after `minutes` without activity, until it is started again."""

    idle = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._app = app

    @property
    def running(self) -> bool:
        """Whether it is counting."""
        return self._timer.isActive()

    def start(self, minutes: float) -> None:
        """Count from now."""
        self._app.installEventFilter(self)
        self._timer.start(round(minutes * 60_000))

    def stop(self) -> None:
        """Stop counting: nobody is signed in.

        A filter on the whole program is dear while the first window is made: for each object that
        it is told about, PySide looks through all classes there are. So there is none until then.
        """
        self._app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Restart the count on activity; never swallows an event."""
        if event.type() in _ACTIVITY and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)

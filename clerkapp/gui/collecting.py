"""Python's collection of cycles, by the screen's thread alone.

A widget or timer that nobody holds any more must be destroyed on the thread that it belongs to. Python
collects on whichever thread happens to allocate, and that may be the vault's: a timer that is destroyed
there stays known to the screen's event loop, which then calls what is gone, and the program ends.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

_EVERY_MS: Final = 2000


class Collector(QObject):
    """Collects in the event loop, by Python's own thresholds. What is there when it begins is kept as it
    is and never looked at again: none of it becomes garbage before the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, and the younger ones with it."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > threshold > 0
    ]
    if due:
        gc.collect(due[-1])

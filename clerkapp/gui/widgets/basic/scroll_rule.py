"""The line under what stands still, as soon as something is scrolled under it."""

from PySide6.QtWidgets import QScrollArea

from clerkapp.gui.widgets.basic.layouts import Divider


class ScrollRule(Divider):
    """None at the top of `area`. Its room stays, so that nothing moves when it comes."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._bar = area.verticalScrollBar()
        self._bar.valueChanged.connect(self._show_where)
        self.hide()

    def _show_where(self) -> None:
        self.setHidden(self._bar.value() <= self._bar.minimum())

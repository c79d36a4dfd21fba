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
        # The bar is not asked: it may be on its way out with its page.
        area.verticalScrollBar().valueChanged.connect(self._show_where)
        self.hide()

    def _show_where(self, value: int) -> None:
        self.setHidden(value <= 0)

"""The filters of a list in one line that wraps, and the way to clear them."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.buttons import QuietButton
from clerkapp.gui.widgets.basic.layouts import Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.filter_chip import FilterChip
from clerkapp.wording.language import _


class FilterBar(QWidget):
    """`cleared`: its button was pressed; `clear_button` is shown while a filter is on."""

    cleared = Signal()

    def __init__(self, chips: Iterable[FilterChip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = Flow(8, 8, self)
        flow.addWidget(Label(_("Show"), "small", "text-2", wrap=False))
        for chip in chips:
            flow.addWidget(chip)
        self.clear_button = QuietButton(_("Clear all"))
        self.clear_button.clicked.connect(self.cleared)
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what is below stays where it is
        self.clear_button.setSizePolicy(policy)
        flow.addWidget(self.clear_button)

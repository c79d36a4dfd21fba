"""The card at the end of a form: blocks that the answers so far do not call for, a line each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerkapp.gui.form.block import Block
from clerkapp.gui.widgets.basic.layouts import Divider
from clerkapp.gui.widgets.page.card import Card


class Folds(Card):
    """Hidden while nothing is folded."""

    def __init__(self) -> None:
        super().__init__(" ", small=True, ruled=True)
        self._shown: list[Block] = []
        self.hide()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these; whoever stood here and stands elsewhere now has been moved there, or will be."""
        if list(blocks) == self._shown:
            return
        self._shown = list(blocks)
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, Divider):
                widget.hide()
                widget.deleteLater()
        for place, block in enumerate(blocks):
            if place:
                self.body.addWidget(Divider())
            self.body.addWidget(block)
        self.setVisible(bool(blocks))

    def entry(self) -> QWidget:
        """The first line."""
        return next((block.line for block in self._shown if block.line is not None), self)

"""What to do now, beside the form: five short lines to tick, in the order of the hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.domain.forms.checklists import BESIDE
from clerkapp.domain.kinds.declare import Checklist
from clerkapp.gui.form.asking import Asking
from clerkapp.gui.widgets.basic.buttons import EdgeButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.inputs.marks import CheckBox
from clerkapp.gui.widgets.page.card import Card
from clerkapp.wording.labels import checklist_title, step_words
from clerkapp.wording.language import _


class Checklists(QWidget):
    """The lists that the answers call for, a card each. `print_asked` carries a list's code."""

    print_asked = Signal(str)

    def __init__(self, asking: Asking, now: Callable[[], str]) -> None:
        """`now`: RFC 3339; a step is ticked at that time."""
        super().__init__()
        self._asking = asking
        self._now = now
        self._shown: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = Column(14, parent=self)
        self.hide()

    def show_lists(self, lists: Sequence[Checklist]) -> bool:
        """Show these; one that opened is announced. Whether others were shown before."""
        codes = tuple(one.code for one in lists)
        if codes == self._shown:
            return False
        new = [code for code in codes if code not in self._shown]
        self._shown = codes
        clear(self._column)
        for one in lists:
            self._column.addWidget(self._card(one))
        self.setVisible(bool(lists))
        for code in new:
            announce(self, checklist_title(code))
        return True

    def _card(self, checklist: Checklist) -> Card:
        card = Card(checklist_title(checklist.code), small=True, padding=14)
        steps = Column(0)
        card.body.addLayout(steps)
        for step in checklist.steps[:BESIDE]:
            box = CheckBox(step_words(step))
            box.setAccessibleDescription(checklist_title(checklist.code))
            box.setChecked(step in self._asking.ticks)
            box.toggled.connect(
                lambda on, step=step: self._asking.tick(step, self._now() if on else None)
            )
            steps.addWidget(box)
        button = EdgeButton(_("Print this list"), "printer")
        button.setAccessibleDescription(checklist_title(checklist.code))
        button.clicked.connect(lambda: self.print_asked.emit(checklist.code))
        card.body.addWidget(button)
        return card

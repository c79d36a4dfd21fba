"""A question under a field: two answers do not go together, which is right?

It never blocks. Each way to answer it is a button, also that both are so.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.widgets.basic.buttons import Button, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.wording.asked import asked_words
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _


class Questions(QWidget):
    """The questions of one field. `look`: leads to another field (its code)."""

    def __init__(self, model: FormModel, field: Field, look: Callable[[str], None]) -> None:
        super().__init__()
        self._model = model
        self._field = field
        self._look = look
        self._shown: list[OpenQuestion] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = Column(8, (0, 8, 0, 0), self)
        self.hide()

    def show_questions(self, questions: Sequence[OpenQuestion]) -> bool:
        """Ask these; a new one is announced. Whether there is a new one."""
        if list(questions) == self._shown:
            return False
        new = [one for one in questions if one not in self._shown]
        held = self.isAncestorOf(QApplication.focusWidget() or self._field)
        self._shown = list(questions)
        if held:
            self._field.go_to()
        clear(self._column)
        for one in questions:
            self._column.addWidget(self._box(one))
        self.setVisible(bool(questions))
        for one in new:
            announce(self._field, f"{self._field.label}: {asked_words(one)}")
        return bool(new)

    def _box(self, one: OpenQuestion) -> QWidget:
        box = QFrame()
        box.setProperty("box", "warn")
        column = Column(8, (14, 10, 14, 12), box)
        column.addWidget(Label(asked_words(one), "strong"))
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        for button, do in self._ways(one):
            button.setAccessibleDescription(asked_words(one))
            button.clicked.connect(do)
            flow.addWidget(button)
        column.addWidget(buttons)
        return box

    def _ways(self, one: OpenQuestion) -> list[tuple[Button, Callable[[], None]]]:
        asking = self._model.asking
        both: tuple[Button, Callable[[], None]] = (
            QuietButton(_("Both are so")),
            lambda: asking.both_are_so(one),
        )
        if one.question:
            if one.other == one.at:
                return [both]
            other = one.at if self._field.code == one.other else one.other
            there = _("Look at “{field}”").format(field=label(other))
            return [(SecondaryButton(there), lambda: self._look(other)), both]
        alone = value_label(one.at, one.alone)
        only, without = (
            _("Only “{answer}”").format(answer=alone),
            _("Without “{answer}”").format(answer=alone),
        )
        return [
            (SecondaryButton(only), lambda: self._settle(asking.only, one)),
            (SecondaryButton(without), lambda: self._settle(asking.without, one)),
            both,
        ]

    def _settle(self, how: Callable[[OpenQuestion], None], one: OpenQuestion) -> None:
        how(one)
        self._field.control.set_value(self._model.typed.get(one.at))

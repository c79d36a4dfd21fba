"""What a reviewer decides about a record and the public: whether it is shown, why not, in which words.

The rules are those of recording (`domain/records/publishing`, the guard); they speak here first, beside the
field, so that nothing typed is lost.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records import publishing
from clerkapp.domain.records import values as record_values
from clerkapp.domain.records.shown import RecordView
from clerkapp.gui.form.controls import options_of
from clerkapp.gui.parts import guard
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.wording.labels import help_text, label
from clerkapp.wording.language import _

_HANDLING = "public_handling"


class DecisionDialog(Dialog):
    """`done` gets {code: value} of what was decided; what does not belong to the answer is left out."""

    def __init__(
        self, shown: RecordView, *, done: Callable[[dict[str, Any]], None], parent: QWidget
    ) -> None:
        super().__init__(
            _("Decide about the public copy?"),
            _(
                "Of what was typed only the words below are shown outside, and only once the record is "
                "reviewed and signed as it then stands."
            ),
            do=_("Record the decision"),
            safe=_("Go back"),
            parent=parent,
        )
        self._done = done
        self._shown = shown
        kind = KINDS[shown.row.kind]
        self._declared = {code: kind.field(code) for code in publishing.DECIDED}
        handling = self._declared[_HANDLING]
        if handling is None:
            raise ValueError(shown.row.kind)
        controls: dict[str, QWidget] = {
            _HANDLING: Segment(options_of(handling)),
            "public_title": Line(),
            "public_wording": TextArea(least=2, most=4),
            "public_basis": Line(),
            "public_statement": TextArea(least=2, most=4),
        }
        self.fields: dict[str, Field] = {}
        for code, control in controls.items():
            field = Field(label(code), control, help=help_text(code), code=code)
            field.control.set_value(shown.stored.get(code))
            self.fields[code] = field
            self.body.addWidget(field)
        self.fields[_HANDLING].control.changed.connect(self._choose)
        self.start = self.fields[_HANDLING].control.entry()
        self._choose()

    def accept(self) -> None:
        """Hand over the decision, once nothing speaks against it."""
        decision = self.decision()
        for field in self.fields.values():
            field.clear_message()
        wrong = self._problems_of(decision)
        for code, words in wrong.items():
            self.fields[code].set_error(words)
        if wrong:
            self.fields[next(iter(wrong))].go_to()
            return
        super().accept()
        self._done(decision)

    def decision(self) -> dict[str, Any]:
        """{code: value} of what is asked now and answered."""
        asked = {code: field for code, field in self.fields.items() if not field.isHidden()}
        answers = {code: answer.control.value() for code, answer in asked.items()}
        return {code: value for code, value in answers.items() if value is not None}

    def _problems_of(self, decision: dict[str, Any]) -> dict[str, str]:
        """{code: sentence} of what speaks against it, in the order of the dialog."""
        if _HANDLING not in decision:
            return {_HANDLING: _("Choose one.")}
        problems = {
            code: guard.said_outside(value) for code, value in decision.items() if code != _HANDLING
        }
        problems = {code: words for code, words in problems.items() if words}
        if problems:
            return problems
        before = self._shown.stored
        changes = {code: decision.get(code) for code in publishing.DECIDED}
        try:
            after = record_values.amend(self._shown.row.kind, before, changes)
            publishing.require_safe_wording(self._shown.row.kind, after)
        except Refused as error:
            return dict.fromkeys(error.fields or (_HANDLING,), words_of(error))
        if all(after.get(code) == before.get(code) for code in publishing.DECIDED):
            return {_HANDLING: _("This is what stands already. Change something, or go back.")}
        return {}

    def _choose(self) -> None:
        """The words while something is shown, the reasons while something is not."""
        chosen = self.fields[_HANDLING].control.value()
        for code, field in self.fields.items():
            if code in publishing.WORDING:
                field.setVisible(chosen in publishing.OPENED)
            elif code != _HANDLING:
                field.setVisible(chosen is not None and chosen != "open")

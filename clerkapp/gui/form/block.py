"""One block of a form: a heading and its fields, made when they first matter.

A field that has been shown once stays made; whether it is shown follows the answers. What a person
alone can tell comes first, then what is filled in and only checked, then the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.domain.kinds.declare import Field as Declared
from clerkapp.domain.kinds.declare import Gate, Section
from clerkapp.domain.records.gates import needed
from clerkapp.gui.form import controls
from clerkapp.gui.form.controls import NOT_TIED, Surroundings
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.widgets.basic.control import Control, KeepsUnread
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.wording.labels import (
    gate_words,
    has_meanings,
    help_text,
    label,
    meaning_of,
    section_label,
)
from clerkapp.wording.language import _
from clerkapp.wording.tables import differences

_SPACE = 18


class Block(QWidget):
    """A section of the declaration. Empty until `build`."""

    def __init__(
        self,
        section: Section,
        model: FormModel,
        around: Surroundings,
        *,
        filled: frozenset[str],
        elsewhere: frozenset[str],
        lists: Mapping[str, tuple[str, ...]],
        made: Callable[[], None],
    ) -> None:
        """`filled`: codes that a person only checks. `elsewhere`: codes that the form shows elsewhere.

        `lists`: what occurs in the vault, by code, when it is known. `made`: told when fields
        were added.
        """
        super().__init__()
        self.section = section
        self.fields: dict[str, Field] = {}
        self._under: dict[str, Label] = {}
        self.built = False
        self._above = 1
        self._model = model
        self._around = around
        self._filled = filled
        self._lists = lists
        self._made = made
        self._declared = _in_asking_order(section, filled, elsewhere)
        self._column = Column(_SPACE, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """The fields that it shows when all of them matter, in order."""
        return tuple(field.code for field in self._declared)

    def build(self) -> None:
        """Make the heading and the fields that matter now."""
        if not self.built:
            self.built = True
            heading = Label(section_label(self.section.code), "h2")
            heading.setContentsMargins(0, 6, 0, 0)
            self._column.addWidget(heading)
            finder = self._around.finder() if self.section.finder else None
            if finder is not None:
                self._column.addWidget(finder)
            self._above = self._column.count()
            self.refresh()

    def refresh(self) -> None:
        """Show and hide by the answers."""
        if not self.built:
            return
        stored = self._model.stored()
        open_now = self._model.shown(self.section)
        added = False
        place = self._above
        for declared in self._declared:
            shown = open_now and self._model.shown(declared)
            field = self.fields.get(declared.code)
            if field is None:
                if not shown:
                    continue
                field = self._add(declared, place)
                added = True
            place += 1
            if field.isHidden() == shown:
                field.setVisible(shown)
            field.set_needed(self._needed(declared) if needed(declared, stored) else "")
            self._say_under(declared, stored)
        visible = any(not field.isHidden() for field in self.fields.values())
        if self.isHidden() == visible:
            self.setVisible(visible)
        if added:
            self._made()

    def _say_under(self, declared: Declared, stored: Mapping[str, Any]) -> None:
        """Under a table of counts what its rows lack, worked out as one types; under an answer when it
        is the right one."""
        label = self._under.get(declared.code)
        if label is None:
            return
        value = stored.get(declared.code)
        if declared.difference is not None:
            words = "\n".join(differences(declared, value))
        else:
            words = meaning_of(declared.code, value) if isinstance(value, str) else ""
        if words != label.text():
            label.setText(words)
        label.setVisible(bool(words))

    def offer(self, code: str) -> None:
        """Put what occurs in the vault into a list, once it is known."""
        field = self.fields.get(code)
        declared = self._model.kind.field(code)
        if field is not None and declared is not None and code in self._lists:
            widget = field.control
            if isinstance(widget, Choice):
                widget.set_options(controls.options_of(declared, self._lists[code]))

    def show_value(self, code: str) -> None:
        """Show what the model holds for a field."""
        field = self.fields.get(code)
        if field is not None:
            self._fill(code, field.control)

    def _add(self, declared: Declared, place: int) -> Field:
        code = declared.code
        offered = self._model.offered.get(code)
        if offered is not None:
            declared = replace(declared, values=offered)
        widget = controls.make(declared, self._around)
        others = (
            _("A reviewer decides whether it is shown. You may say that it stays closed.")
            if offered is not None
            else ""
        )
        field = Field(label(code), widget, help=help_text(code) or others, code=code)
        if field.label == section_label(self.section.code):
            field.hide_label()  # the heading says it
        # One that opens late stands where it is read, for Enter too.
        self.fields = {
            one.code: self.fields.get(one.code, field)
            for one in self._declared
            if one.code in self.fields or one.code == code
        }
        self.offer(code)
        self._fill(code, field.control)
        field.control.changed.connect(lambda: self._take(code, field.control))
        if declared.difference is not None or has_meanings(code):
            tone = ("strong", "text") if declared.difference else ("small", "text-2")
            self._under[code] = Label("", *tone)
            self._under[code].hide()
            field.add_below(self._under[code])
        self._column.insertWidget(place, field)
        return field

    def _fill(self, code: str, control: Control) -> None:
        value = self._model.typed.get(code)
        declared = self._model.kind.field(code)
        if value is None and declared is not None and declared.answers_null:
            control.set_value(NOT_TIED if code in self._model.typed else None)
        elif isinstance(control, RowTable):
            control.set_value(value, recorded=self._model.amending)
        else:
            control.set_value(value)
        if code in self._model.unread and isinstance(control, KeepsUnread):
            control.set_unread(self._model.unread[code])
            self._model.note_unread(code, control.problem(), control.unread())

    def _take(self, code: str, control: Control) -> None:
        value = control.value()
        declared = self._model.kind.field(code)
        if declared is not None and declared.answers_null and value in (None, NOT_TIED):
            if value is None:
                self._model.clear(code)
            else:
                self._model.set(code, None)
            return
        unread = control.unread() if isinstance(control, KeepsUnread) else None
        self._model.set(code, value, problem=control.problem(), unread=unread)

    def _needed(self, declared: Declared) -> str:
        if declared.gate is Gate.RECORD and declared.code in self._filled:
            return ""
        return gate_words(declared.gate)


def _in_asking_order(
    section: Section, filled: frozenset[str], elsewhere: frozenset[str]
) -> tuple[Declared, ...]:
    """The fields in the order of the declaration, but what is needed now first where that is asked."""
    fields = [
        field for field in section.fields if not field.part_of and field.code not in elsewhere
    ]
    if any(field.gate is Gate.RECORD for field in fields):
        fields.sort(key=lambda field: (field.gate is not Gate.RECORD) * 2 + (field.code in filled))
        fields.sort(key=lambda field: not field.ahead)
    return tuple(fields)

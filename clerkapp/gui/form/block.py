"""One block of a form: a heading and its fields, made when they first matter, or one line for them.

A field that has been shown once stays made; whether it is shown follows the answers. What a person
alone can tell comes first, then what is filled in and only checked, then the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.domain.kinds.declare import Field as Declared
from clerkapp.domain.kinds.declare import Gate, Section
from clerkapp.domain.records.gates import needed
from clerkapp.gui.form import controls
from clerkapp.gui.form.controls import NOT_TIED, Surroundings
from clerkapp.gui.form.in_line import answers_in_line
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.widgets.basic.control import Control, KeepsUnread, set_property, set_shown
from clerkapp.gui.widgets.basic.layouts import Column, Margins
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.lists.fold_line import FoldLine
from clerkapp.wording.kinds import SECTIONS
from clerkapp.wording.labels import (
    fold_words,
    gate_words,
    has_meanings,
    help_of,
    label,
    meaning_of,
    opened_words,
    section_label,
)
from clerkapp.wording.language import _
from clerkapp.wording.tables import differences

_SPACE = 18


class Stand(StrEnum):
    """How a block shows itself: its fields; one line with its answers; one line with what would open it;
    its fields under that line, because a person opened it."""

    OPEN = "open"
    DONE = "done"
    FOLDED = "folded"
    UNFOLDED = "unfolded"


class Block(QFrame):
    """A section of the declaration. Empty until `build`. `toggled`: its line was pressed."""

    toggled = Signal()

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
        self.stand = Stand.OPEN
        self.because = ""
        self._model = model
        self._around = around
        self._filled = filled
        self._lists = lists
        self._made = made
        self._declared = _in_asking_order(section, filled, elsewhere)
        self._inside: QWidget | None = None
        self._heading: QWidget | None = None
        self._reason: Label | None = None
        self._line: FoldLine | None = None
        self._narrow = False
        self._outer = Column(0, parent=self)
        self._column = Column(_SPACE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("box", "card")
        self.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """The fields that it shows when all of them matter, in order."""
        return tuple(field.code for field in self._declared)

    @property
    def open(self) -> bool:
        """Whether its fields are shown."""
        return self.stand in (Stand.OPEN, Stand.UNFOLDED)

    @property
    def in_card(self) -> bool:
        """Whether it stands among what the answers do not call for."""
        return self.stand in (Stand.FOLDED, Stand.UNFOLDED)

    @property
    def line(self) -> FoldLine | None:
        """Its one line, while it is shown."""
        return None if self._line is None or self._line.isHidden() else self._line

    def set_stand(self, stand: Stand, because: str = "") -> None:
        """Open or fold. `because`: the code of the answer elsewhere that opened it."""
        changed = (stand, because) != (self.stand, self.because)
        self.stand, self.because = stand, because
        if changed:
            set_property(self, "box", "" if self.in_card else "card")
        if stand is not Stand.OPEN:
            self._show_line()
        elif self._line is not None and changed:
            self._line.hide()
        if self._inside is not None and changed:
            self._dress()

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is little room, less of it goes into the card's sides."""
        if self._narrow != narrow:
            self._narrow = narrow
            if self._inside is not None:
                self._column.set_margins(self._margins())

    def _margins(self) -> Margins:
        side = 8 if self._narrow else 14
        return (side, 10, side, 16)

    def build(self) -> None:
        """Make the heading and the fields that matter now."""
        if not self.built:
            self.built = True
            self._inside = QWidget()
            self._column = Column(_SPACE, self._margins(), self._inside)
            title = section_label(self.section.code)
            self._heading = QWidget()
            head = Column(2, parent=self._heading)
            head.addWidget(Label(title, "h3"))
            self._reason = Label("", "small", "text-2")
            head.addWidget(self._reason)
            self._column.addWidget(self._heading)
            finder = self._around.finder() if self.section.finder else None
            if finder is not None:
                self._column.addWidget(finder)
            self._above = self._column.count()
            self._outer.addWidget(self._inside)
            self._dress()
            self.refresh()

    def refresh(self) -> None:
        """Show and hide by the answers."""
        if not self.built:
            self.setVisible(self.stand is not Stand.OPEN)
            return
        stored = self._model.stored()
        added = False
        place = self._above
        for declared in self._declared:
            shown = self._model.shown(declared)
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
        visible = self.stand is not Stand.OPEN or any(
            not field.isHidden() for field in self.fields.values()
        )
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

    def _show_line(self) -> None:
        if self._line is None:
            self._line = FoldLine(section_label(self.section.code))
            self._line.clicked.connect(self.toggled)
            self._outer.insertWidget(0, self._line)
        self._line.show()
        if self.stand is Stand.DONE:
            self._line.show_done(answers_in_line(self._model, self._declared))
        else:
            self._line.show_fold(fold_words(self.section.code), open_=self.stand is Stand.UNFOLDED)

    def _dress(self) -> None:
        """Heading, reason and fields as it stands."""
        if self._inside is None or self._heading is None or self._reason is None:
            return
        self._inside.setVisible(self.open)
        named = self.stand is Stand.OPEN and self.section.code in SECTIONS
        set_shown(self._heading, shown=named)
        words = opened_words(self.because)
        self._reason.setText(words)
        set_shown(self._reason, shown=bool(words))

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
        helps = help_of(self._model.kind.code, code) or others
        field = Field(label(code), widget, help=helps, code=code)
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

"""The fields of a form: blocks in the order of the declaration, made as they come into reach.

The first block is there at once; the others follow one by one while nothing else is to do, so that a
form opens quickly. Whatever is asked for before its turn (a jump, the cursor of a draft) is made at
once. Here too: which field has the focus, and going from field to field with Enter.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from clerkapp.domain.kinds.conditions import seal_differs
from clerkapp.gui.form.block import Block
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.form.order import chain, stops
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from clerkapp.wording.language import _

_BETWEEN_BLOCKS = 26
_TYPED = (Line, TextArea, TimeField, RowTable, PersonField, Count)
"""Controls of which many characters are typed: what they open may come a moment later."""


class FormBody(QWidget):
    """All blocks. `left` carries the code of a field that the focus went out of, `entered` into."""

    left = Signal(str)
    entered = Signal(str)
    made = Signal()
    """Every block is there."""
    keep_asked = Signal(str)
    """A text must stay although the guard stops at it (the field's code)."""

    def __init__(
        self,
        model: FormModel,
        around: Surroundings,
        *,
        filled: frozenset[str],
        elsewhere: frozenset[str],
        lists: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`lists`: what is listed or occurs, by code; filled when it is known."""
        super().__init__()
        self._model = model
        self._lists = {} if lists is None else lists
        self._extra: list[Field] = []
        self._focused = ""
        self._hinted: set[str] = set()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(_BETWEEN_BLOCKS, parent=self)
        self._blocks: list[Block] = []
        for section in model.kind.sections:
            block = Block(
                section,
                model,
                around,
                filled=filled,
                elsewhere=elsewhere,
                lists=self._lists,
                made=self.order_soon,
            )
            self._blocks.append(block)
            column.addWidget(block)
        column.addStretch(1)
        model.changed.connect(self._retell)
        model.changed.connect(self._open_at_once)
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._build_one)
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.setInterval(0)
        self._ordering.timeout.connect(self.order)
        self._blocks[0].build()
        self._next.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def complete(self) -> bool:
        """Whether every block is made."""
        return all(block.built for block in self._blocks)

    def finish(self) -> None:
        """Make everything that is not there yet."""
        for block in self._blocks:
            block.build()
        self._next.stop()
        self.order()

    def add_elsewhere(self, field: Field) -> None:
        """A field of this form that is outside the blocks (severity, reason)."""
        self._extra.append(field)

    def fields(self) -> dict[str, Field]:
        """Every field that is made, by code, in order."""
        fields = {code: field for block in self._blocks for code, field in block.fields.items()}
        return fields | {field.code: field for field in self._extra}

    def field(self, code: str) -> Field | None:
        """A field by its code; its block is made if need be."""
        for block in self._blocks:
            if code in block.codes and not block.built:
                self._build_up_to(block)
        return self.fields().get(code)

    def section_of(self, code: str) -> str:
        """The section in which a field stands, or ""."""
        return next(
            (
                section.code
                for section in self._model.kind.sections
                if any(field.code == code for field in section.fields)
            ),
            "",
        )

    def block(self, section: str) -> Block | None:
        """A block by its section's code, made."""
        found = next((block for block in self._blocks if block.section.code == section), None)
        if found is not None:
            self._build_up_to(found)
        return found

    def refresh(self) -> None:
        """Show and hide by the answers, warn about what is odd."""
        for block in self._blocks:
            block.refresh()
        self._warn()

    def offer(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        """Lists of what occurs in the vault."""
        self._lists.update(lists)
        for block in self._blocks:
            for code in lists:
                block.offer(code)

    def show_value(self, code: str) -> None:
        """A value was filled in by the program."""
        for block in self._blocks:
            block.show_value(code)

    def show_errors(self) -> None:
        """Put the model's errors beside their fields."""
        for code, field in self.fields().items():
            error = self._model.errors.get(code, "")
            if error and field.message() != error:
                field.set_error(error)
            elif not error and (field.has_error() or code in self._hinted):
                field.clear_message()
            self._show_guard(code, field, error)
        self._warn()

    def _show_guard(self, code: str, field: Field, error: str) -> None:
        """The way to keep a text that the guard stops at; what it only says."""
        stopped = bool(error) and bool(self._model.stopped(code))
        words = _("It must stay: say why") if stopped else ""
        field.offer(words, lambda: self.keep_asked.emit(code))
        hint = "" if error or field.message() else self._model.hint(code)
        self._hinted.discard(code)
        if hint:
            self._hinted.add(code)
            field.set_warning(hint)

    def focused_code(self) -> str:
        """The field with the focus, or the last one that had it."""
        return self._focused

    def typing_at(self) -> dict[str, Any]:
        """Where typing is: field, which part of it, and the position in the line."""
        widget = QApplication.focusWidget()
        field = _field_of(widget)
        if field is None or widget is None or not self._owns(field):
            return {"field": self._focused} if self._focused else {}
        parts = list(stops(field))
        cursor: dict[str, Any] = {"field": field.code}
        if widget in parts:
            cursor["part"] = parts.index(widget)
        if isinstance(widget, QLineEdit):
            cursor["position"] = widget.cursorPosition()
        elif isinstance(widget, QPlainTextEdit):
            cursor["position"] = widget.textCursor().position()
        return cursor

    def put_cursor(self, cursor: Mapping[str, Any]) -> bool:
        """Go back to where typing was; whether that place is there."""
        field = self.field(str(cursor.get("field", "")))
        if field is None or field.isHidden():
            return False
        parts = list(stops(field))
        part = cursor.get("part")
        widget = parts[part] if isinstance(part, int) and 0 <= part < len(parts) else None
        if widget is None:
            field.go_to()
            return True
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        position = cursor.get("position")
        if isinstance(position, int):
            if isinstance(widget, QLineEdit):
                widget.setCursorPosition(position)
            elif isinstance(widget, QPlainTextEdit):
                caret = widget.textCursor()
                caret.setPosition(min(position, len(widget.toPlainText())))
                widget.setTextCursor(caret)
        return True

    def first(self) -> QWidget:
        """Where work begins."""
        return self._blocks[0].fields[self.first_code()].control.entry()

    def first_code(self) -> str:
        """The field where work begins."""
        return next(iter(self._blocks[0].fields))

    def order(self) -> None:
        """Tab order as shown."""
        chain(*(block for block in self._blocks if block.built))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line, a list or a choice goes on to the next field."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        widget = self.window().focusWidget()
        field = _field_of(widget)
        if field is None or widget is None:
            return False
        if isinstance(field.control, RowTable):
            return field.control.go_on_from(widget)
        if isinstance(widget, QAbstractButton) and not widget.isCheckable():
            return False
        shown = [shown_field for shown_field in self.fields().values() if shown_field.isVisible()]
        place = shown.index(field) if field in shown else len(shown)
        if place + 1 < len(shown):
            shown[place + 1].control.entry().setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _owns(self, field: Field) -> bool:
        return self.isAncestorOf(field) or field in self._extra

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        before, after = _field_of(old), _field_of(new)
        if after is before or new is None:
            return
        if before is not None and self._owns(before):
            self.left.emit(before.code)
        if after is not None and self._owns(after):
            self._focused = after.code
            self.entered.emit(after.code)

    def _retell(self, code: str) -> None:
        """Times tell how long after their start they are; the start has changed."""
        if code in self._model.starts:
            for field in self.findChildren(TimeField):
                field.retell()

    def _open_at_once(self, code: str) -> None:
        """What an answer opens is there before the same key goes on to it."""
        field = self.fields().get(code)
        if self.complete and field is not None and not isinstance(field.control, _TYPED):
            self.refresh()
            if self._ordering.isActive():
                self._ordering.stop()
                self.order()

    def _build_one(self) -> None:
        waiting = next((block for block in self._blocks if not block.built), None)
        if waiting is not None:
            waiting.build()
            self._mark(waiting)
        else:
            self._next.stop()
            self.order()
            self.made.emit()

    def _build_up_to(self, block: Block) -> None:
        for earlier in self._blocks[: self._blocks.index(block) + 1]:
            if not earlier.built:
                earlier.build()
                self._mark(earlier)
        self.order()

    def _mark(self, block: Block) -> None:
        """A block that came late shows the errors that are known."""
        if any(code in self._model.errors for code in block.codes):
            self.show_errors()
        if "seals" in block.codes:
            self._warn()

    def order_soon(self) -> None:
        """What opens late is put into its place in the tab order; at the end of building, all is."""
        if self.complete and not self._ordering.isActive():
            self._ordering.start()

    def _warn(self) -> None:
        """Seals whose number found is not the number in the log."""
        field = self.fields().get("seals")
        if field is None or not isinstance(field.control, RowTable) or field.has_error():
            return
        table = field.control
        words = []
        for row in range(table.row_count()):
            cells = {code: table.cell(row, code).value() for code in ("spot", "logged", "found")}
            differs = seal_differs(cells)
            table.set_cell_state(row, "found", "warning" if differs else "")
            if differs:
                spot = cells["spot"] or _("Seal {number}").format(number=row + 1)
                words.append(
                    _(
                        "{spot}: the number found differs from the log. If it was read correctly, "
                        "say why under it."
                    ).format(spot=spot)
                )
        if words:
            if field.message() != "\n".join(words):
                field.set_warning("\n".join(words))
        elif field.message():
            field.clear_message()


def _field_of(widget: QWidget | None) -> Field | None:
    """The field around a widget, also from its open list."""
    while widget is not None:
        if isinstance(widget, Field):
            return widget
        widget = widget.parentWidget()
    return None

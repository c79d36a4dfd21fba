"""The fields of a form: blocks in the order of the declaration, made as they come into reach.

The first block is there at once; the others follow one by one while nothing else is to do, so that a
form opens quickly; one that is folded is not made before somebody opens it. Whatever is asked for before
its turn (a jump, the cursor of a draft) is made at once. A block that is done is one line as soon as
typing goes on elsewhere. Here too: which field has the focus, and going from field to field with Enter.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QSizePolicy,
    QWidget,
)

from clerkapp.domain.kinds.declare import Section
from clerkapp.gui.form import cursor
from clerkapp.gui.form.block import Block, Stand
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.form.folds import Folds
from clerkapp.gui.form.model import FormModel, OutlineItem, SectionState
from clerkapp.gui.form.order import chain
from clerkapp.gui.form.remarks import Remarks
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from clerkapp.wording.labels import opened_words, section_label, value_label
from clerkapp.wording.language import _

_BETWEEN_BLOCKS = 16
_DANGER = "danger"
_TYPED = (Line, TextArea, TimeField, RowTable, PersonField, Count)
"""Controls of which many characters are typed: what they open may come a moment later."""


class FormBody(QWidget):
    """All blocks. `left` carries the code of a field that the focus went out of, `entered` into."""

    left = Signal(str)
    entered = Signal(str)
    made = Signal()
    """Every block is there."""
    change_asked = Signal(str)
    """A block that is done must open (its section's code)."""

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
        self.remarks = Remarks(model, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(_BETWEEN_BLOCKS, parent=self)
        self._order = column
        self._begun = False
        self._by_hand: set[str] = set()
        self._current = ""
        self._blocks: list[Block] = []
        begins = model.kind.begins_with
        sections = list(model.kind.sections)
        above = model.kind.field(begins)
        if above is not None:
            sections.insert(0, Section("", (above,)))
        for section in sections:
            block = Block(
                section,
                model,
                around,
                filled=filled,
                elsewhere=elsewhere | {begins} if section.code else elsewhere,
                lists=self._lists,
                made=self.order_soon,
            )
            block.toggled.connect(partial(self._toggle, block))
            self._blocks.append(block)
            column.addWidget(block)
        self.folds = Folds()
        column.addWidget(self.folds)
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
        for block in self._blocks[: 2 if begins else 1]:
            block.build()
        self._next.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def complete(self) -> bool:
        """Whether every block is made whose fields are shown."""
        return self._begun and all(block.built or not block.open for block in self._blocks)

    def finish(self) -> None:
        """Make everything that is shown and not there yet."""
        self._begin()
        for block in self._blocks:
            if block.open:
                block.build()
        self._next.stop()
        self.order()

    def add_elsewhere(self, field: Field) -> None:
        """A field of this form that is outside the blocks (severity, reason)."""
        self._extra.append(field)

    def fields(self) -> dict[str, Field]:
        """Every field that is made, by code, in order."""
        blocks = sorted(self._blocks, key=lambda block: block.in_card)
        fields = {code: field for block in blocks for code, field in block.fields.items()}
        return fields | {field.code: field for field in self._extra}

    def field(self, code: str) -> Field | None:
        """A field by its code; its block is made if need be."""
        for block in self._blocks:
            if code in block.codes and not block.built:
                self._build_up_to(block)
        return self.fields().get(code)

    def unfold(self, code: str) -> None:
        """Open the block in which a field stands."""
        self._begin()
        for block in self._blocks:
            if code in block.codes:
                self._unfold(block)

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
        """A block by its section's code, open and made."""
        self._begin()
        found = next((block for block in self._blocks if block.section.code == section), None)
        if found is not None:
            self._unfold(found)
            self._build_up_to(found)
        return found

    def stays_in(self, section: str) -> bool:
        """Typing is in a block: others that are done fold. Whether that changed anything."""
        if section == self._current:
            return False
        self._current = section
        return self.take_stand()

    def refresh(self) -> bool:
        """Show and hide by the answers, warn about what is odd. Whether a block opened or folded."""
        moved = self.take_stand()
        for block in self._blocks:
            block.refresh()
        self.remarks.refresh()
        return moved

    def take_stand(self) -> bool:
        """Open and fold blocks by the answers; whether any did."""
        if not self._begun:
            return False
        items = {item.code: item for item in self._model.outline()}
        moved = False
        for block in self._blocks:
            item = items.get(block.section.code)
            if item is None:
                continue
            stand, before = self._stand_of(block, item), block.stand
            opened = before is Stand.FOLDED and stand is Stand.OPEN
            block.set_stand(stand, item.because)
            if stand is not before:
                moved = True
                block.refresh()
            if opened and item.because:
                title = section_label(item.code)
                announce(self, f"{title}. {opened_words(item.because)}")
        if moved:
            self._place()
        self.folds.set_title(self._why_folded())
        return moved

    def _stand_of(self, block: Block, item: OutlineItem) -> Stand:
        code = block.section.code
        if self._model.change.filling:
            return Stand.OPEN
        if code in self._by_hand:
            return Stand.UNFOLDED
        if item.apart:
            return Stand.FOLDED
        rests = self._current and item.state is SectionState.DONE
        # Which block is typed in is told with a pause; the one with the cursor never folds under it.
        here = code == self._current or self._focused in block.codes
        if rests and not here and not self._holds(block):
            return Stand.DONE
        return Stand.OPEN

    def _holds(self, block: Block) -> bool:
        """Whether a block that is done has something to look at."""
        danger = _DANGER in block.codes and self._model.typed.get(_DANGER) != "no"
        asked = any(
            {one.at, one.other} & set(block.codes) for one in self._model.asking.questions()
        )
        unread = not self._model.unread.keys().isdisjoint(block.codes)
        said = any(field.message() for field in block.fields.values())
        return danger or asked or unread or said

    def _place(self) -> None:
        """Blocks that the answers do not call for stand together at the end, the others in order."""
        self.folds.show_blocks([block for block in self._blocks if block.in_card])
        for place, block in enumerate(block for block in self._blocks if not block.in_card):
            if self._order.indexOf(block) != place:
                self._order.insertWidget(place, block)
        self.order_soon()
        if not self.complete:
            self._next.start()

    def _toggle(self, block: Block) -> None:
        """The line of a block was pressed."""
        if block.stand is Stand.UNFOLDED:
            self._by_hand.discard(block.section.code)
            self.take_stand()
        elif block.stand is Stand.FOLDED:
            self._unfold(block)
        else:
            self.change_asked.emit(block.section.code)

    def _unfold(self, block: Block) -> None:
        if block.stand is Stand.FOLDED:
            self._by_hand.add(block.section.code)
        elif block.stand is Stand.DONE:
            self._current = block.section.code
        else:
            return
        self.take_stand()
        self._build_up_to(block)

    def _why_folded(self) -> str:
        category = self._model.typed.get("category")
        if not isinstance(category, str) or category in ("unsure", "other"):
            return _("Folded until they are needed")
        return _("Folded, because “{category}” does not need them").format(
            category=value_label("category", category)
        )

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether there is little room beside the fields."""
        for block in self._blocks:
            block.set_narrow(narrow=narrow)

    def settle(self) -> None:
        """Have what opened and folded take its place now."""
        for part in (*self._blocks, self.folds):
            layout = part.layout()
            if layout is not None:
                layout.activate()

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

    def focused_code(self) -> str:
        """The field with the focus, or the last one that had it."""
        return self._focused

    def typing_at(self) -> dict[str, Any]:
        """Where typing is: field, which part of it, and the position in the line."""
        widget = QApplication.focusWidget()
        field = _field_of(widget)
        if field is None or widget is None or not self._owns(field):
            return {"field": self._focused} if self._focused else {}
        return cursor.of(field, widget)

    def put_cursor(self, at: Mapping[str, Any]) -> bool:
        """Go back to where typing was; whether that place is there."""
        self.unfold(str(at.get("field", "")))
        field = self.field(str(at.get("field", "")))
        if field is None or field.isHidden():
            return False
        cursor.put(field, at)
        return True

    def first(self) -> QWidget:
        """Where work begins."""
        code = self.first_code()
        field = self.fields().get(code)
        return self if field is None else field.control.entry()

    def first_code(self) -> str:
        """The field where work begins, "" when nothing is asked."""
        for block in self._blocks:
            self._build_up_to(block)
            if block.fields:
                return next(iter(block.fields))
        return ""

    def order(self) -> None:
        """Tab order as shown."""
        if self._model.change.filling:
            order_inside(self)  # one field alone has nothing to come after
        else:
            chain(self)

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
        if field in shown:
            following = shown[shown.index(field) + 1 :]
        else:  # what helps to fill in the fields below it, as the finder of units
            origin = QPoint(0, 0)
            above = field.mapToGlobal(origin).y()
            following = [one for one in shown if one.mapToGlobal(origin).y() > above]
        if following:
            following[0].control.entry().setFocus(Qt.FocusReason.TabFocusReason)
        return bool(following)

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

    def _begin(self) -> None:
        """What is folded gets its lines; not before the first block is on the screen."""
        if not self._begun:
            self._begun = True
            self.take_stand()

    def _build_one(self) -> None:
        if not self._begun:
            self._begin()
            return
        waiting = next((block for block in self._blocks if block.open and not block.built), None)
        if waiting is not None:
            waiting.build()
            self._mark(waiting)
        else:
            self._next.stop()
            self.order()
            self.made.emit()

    def _build_up_to(self, block: Block) -> None:
        for earlier in self._blocks[: self._blocks.index(block) + 1]:
            if not earlier.built and (earlier.open or earlier is block):
                earlier.build()
                self._mark(earlier)
        self.order()

    def _mark(self, block: Block) -> None:
        """A block that came late shows the errors that are known."""
        if any(code in self._model.errors for code in block.codes):
            self.remarks.show_errors()
        self.remarks.refresh()

    def order_soon(self) -> None:
        """What opens late is put into its place in the tab order; at the end of building, all is."""
        if self.complete and not self._ordering.isActive():
            self._ordering.start()


def _field_of(widget: QWidget | None) -> Field | None:
    """The field around a widget, also from its open list."""
    while widget is not None:
        if isinstance(widget, Field):
            return widget
        widget = widget.parentWidget()
    return None

"""What is said beside the fields of a form: errors, the guard, questions about answers, offers, seals."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.kinds.conditions import seal_differs
from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.domain.records.value_forms import is_empty
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.form.questions import Questions
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.wording.language import _


class Fields(Protocol):
    """What it needs of the body of a form."""

    def fields(self) -> dict[str, Field]:
        """Those that are made, by code."""

    def field(self, code: str) -> Field | None:
        """One, made if need be."""

    def show_value(self, code: str) -> None:
        """Show what the model holds."""

    def order_soon(self) -> None:
        """Something that takes the focus has come."""


class Remarks(QObject):
    """Belongs to one form."""

    keep_asked = Signal(str)
    """A text must stay although the guard stops at it (the field's code)."""
    question_picked = Signal(str)
    """A question about two answers leads to the other one (the field's code)."""

    def __init__(self, model: FormModel, body: Fields) -> None:
        super().__init__(model)
        self._model = model
        self._body = body
        self._hinted: set[str] = set()
        self._questions: dict[str, Questions] = {}
        self._asked_at: dict[str, str] = {}
        self._last = ""
        self._new_question: QWidget | None = None
        self._offers: dict[str, tuple[str, str]] = {}
        model.changed.connect(self._note_last)

    def refresh(self) -> None:
        """Questions, offers and seals as the answers are now."""
        self._ask()
        self._show_offers()
        self._warn()

    def _note_last(self, code: str) -> None:
        self._last = code

    def show_errors(self) -> None:
        """Put the model's errors beside their fields."""
        for code, field in self._body.fields().items():
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
        if stopped or code not in self._offers:
            field.offer(words, lambda: self.keep_asked.emit(code))
        hint = "" if error or field.message() else self._model.hint(code)
        self._hinted.discard(code)
        if hint:
            self._hinted.add(code)
            field.set_warning(hint)

    def _ask(self) -> None:
        """Questions about answers that do not go together, each under its field."""
        asked: dict[str, list[OpenQuestion]] = {}
        for one in self._model.asking.questions():
            # Where the person is: the answer that was given last.
            last = self._last if self._last in (one.at, one.other) else one.at
            asked.setdefault(self._asked_at.setdefault(one.key, last), []).append(one)
        for code in self._questions.keys() - asked.keys():
            self._questions[code].show_questions([])
        for code, questions in asked.items():
            field = self._body.fields().get(code)
            if field is not None and code not in self._questions:
                self._questions[code] = Questions(self._model, field, self.question_picked.emit)
                field.add_below(self._questions[code])
                self._body.order_soon()
            if code in self._questions and self._questions[code].show_questions(questions):
                self._new_question = self._questions[code]

    def new_question(self) -> QWidget | None:
        """A question that nobody has seen yet, once."""
        found, self._new_question = self._new_question, None
        return found

    def offer_text(self, code: str, words: str, text: str) -> None:
        """A way to fill a field that is still empty: a link under it says `words`. No text, no offer."""
        self._offers[code] = (words, text)
        self._show_offers()

    def _show_offers(self) -> None:
        for code, (words, text) in self._offers.items():
            field = self._body.fields().get(code)
            if field is not None and not self._model.stopped(code):
                empty = is_empty(self._model.typed.get(code))
                field.offer(words if text and empty else "", partial(self._take_offer, code, text))

    def _take_offer(self, code: str, text: str) -> None:
        self._model.set(code, text)
        self._body.show_value(code)
        field = self._body.field(code)
        if field is not None:
            field.go_to()

    def _warn(self) -> None:
        field = self._body.fields().get("seals")
        if field is not None:
            warn_of_seals(field)


def warn_of_seals(field: Field) -> None:
    """Seals whose number found is not the number in the log: marked, and said under the table."""
    if not isinstance(field.control, RowTable) or field.has_error():
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

"""The answers of a block in one line, for a block that is done and folded."""

from collections.abc import Sequence
from typing import Final

from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.records.value_forms import is_empty
from clerkapp.gui.form.model import FormModel
from clerkapp.wording.labels import label
from clerkapp.wording.language import _
from clerkapp.wording.values import value_words

_PARTS: Final = 4
_LONGEST: Final = 48
_TELLING: Final = frozenset(
    {Control.TIME, Control.LIST, Control.PERSON, Control.LINE, Control.TEXT, Control.CHECKS}
)
"""Answers that say what they are about; a number or a yes needs its question."""
_IN_TITLE: Final = "one_line"


def answers_in_line(model: FormModel, fields: Sequence[Field]) -> str:
    """What a person answered, the first few, in the order in which it is asked."""
    stored, filled = model.stored(), model.filled_in()
    shown = [
        field
        for field in fields
        if field.code != _IN_TITLE
        and field.code not in filled
        and not is_empty(stored.get(field.code))
    ]
    parts = [_words(model, field) for field in shown if field.control in _TELLING]
    parts += [
        _("{question}: {answer}").format(
            question=label(field.code).strip("¿?"), answer=_words(model, field)
        )
        for field in shown
        if field.control not in _TELLING and field.control is not Control.TABLE
    ]
    parts += [
        f"{label(field.code)}: {len(rows)}"
        for field in shown
        if isinstance(rows := stored.get(field.code), list) and field.control is Control.TABLE
    ]
    return "  ·  ".join(parts[:_PARTS])


def _words(model: FormModel, field: Field) -> str:
    words = " ".join(value_words(model.kind.code, field.code, model.typed[field.code]).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

"""A form that changes a record: what it adds, what it corrects, and what of it is still to be asked.

No widgets here. `domain/answers/first_answers` has the rule that tells adding from correcting.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from clerkapp.domain.answers import first_answers, useful
from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.records.revision import Value


class ChangedForm(Protocol):
    """What it needs of a form."""

    kind: Kind
    before: dict[str, Any] | None

    def stored(self) -> Mapping[str, Value]:
        """The stored form of what can be read: another object whenever an answer changed."""

    def changes(self) -> dict[str, Any]:
        """What differs from before."""


class Change:
    """Belongs to one form. `frozen`: each change of the record needs a reason, also one that only adds.
    `filling`: only what is missing is asked. `left`: what was typed for a new record before it was added to
    this one, which has another answer. `surely_new`: a person said that a new record is none that is there."""

    def __init__(self, form: ChangedForm) -> None:
        self._form = form
        self._asked: tuple[Mapping[str, Value], frozenset[str]] | None = None
        self.frozen = False
        self.filling = False
        self.surely_new = False
        self.left: dict[str, Any] = {}

    def corrected(self) -> list[tuple[str, Any, Any]]:
        """(code, old, new) for every answer that was there and is changed, in form order."""
        before, after = self._before_and_after()
        corrected = first_answers.corrections(self._form.kind.code, before, after)
        return [
            (field.code, before.get(field.code), after.get(field.code))
            for field in self._form.kind.fields
            if field.code in corrected
        ]

    def added(self) -> tuple[str, ...]:
        """The codes of the fields that get first answers, in form order."""
        return first_answers.added(self._form.kind.code, *self._before_and_after())

    def needs_reason(self) -> bool:
        """Whether somebody has to say why."""
        return self._form.before is not None and (self.frozen or bool(self.corrected()))

    def asks(self, code: str) -> bool:
        """Whether the form asks for a field at all; of a form that fills in, only for what is missing."""
        if not self.filling:
            return True
        stored = self._form.stored()
        if self._asked is None or self._asked[0] is not stored:
            rest = useful.to_fill_in(self._form.kind.code, self._form.before or {}, stored)
            self._asked = stored, frozenset(rest)
        return code in self._asked[1]

    def _before_and_after(self) -> tuple[dict[str, Any], dict[str, Any]]:
        before = self._form.before or {}
        return before, {**before, **self._form.changes()}

"""First answers and corrections: the one rule that tells them apart.

A first answer fills what was empty: a field or a cell that had none, or a row more. It takes nothing
away, so nobody asks why. The moment an answer that was there is changed, taken away or moved, the
change is a correction and needs a reason. "Unknown" and "not tied to an election" are answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.records.value_forms import is_empty

UNDECIDED = "not_rated"
"""A severity that nobody decided."""
_NOT_ANSWERS = frozenset({"status", "reason"})
_MISSING: Any = object()


def has_answer(field: Field, values: Mapping[str, Any]) -> bool:
    """Whether a field was answered. `values`: stored or typed."""
    if field.answers_null and field.code in values and values[field.code] is None:
        return True
    value = values.get(field.code)
    return not is_empty(value) and not (field.code == "severity" and value == UNDECIDED)


def corrections(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes whose answer was there and is not, or not so, after the change, in the order of `before`.

    Both stored, or both typed. Raises Refused("kind-unknown").
    """
    declared = kind_of(kind)
    return tuple(
        code
        for code, old in before.items()
        if code not in _NOT_ANSWERS and not _still(declared.field(code), code, old, after)
    )


def added(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes that the change gives first answers to, in form order, and attachments after them."""
    declared = kind_of(kind)
    corrected = set(corrections(kind, before, after))
    order = [field.code for field in declared.fields if not field.part_of and not field.by_program]
    order += [code for code in after if declared.field(code) is None and code not in _NOT_ANSWERS]
    return tuple(
        code
        for code in order
        if code not in corrected
        and after.get(code, _MISSING) != before.get(code, _MISSING)
        and _says(declared.field(code), code, after)
    )


def taken_over(kind: str, before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What of `typed` can be added to a record that says `before`: {code: new value}, both typed forms.

    Empty fields and cells are filled and rows are added; no answer is changed. What is left out is what
    the record answers already, in the same words or in others.
    """
    changes: dict[str, Any] = {}
    for field in _asked(kind):
        if field.code not in typed:
            continue
        new: Any = typed[field.code]
        old: Any = before.get(field.code)
        if not has_answer(field, typed):
            continue
        if not has_answer(field, before):
            changes[field.code] = new
        elif field.control is Control.TABLE:
            more = [row for row in new if row not in old]
            if more:
                changes[field.code] = [*old, *more]
        elif field.control is Control.PERSON:
            whole = {**new, **{part: cell for part, cell in old.items() if not is_empty(cell)}}
            if new.get("role") == old.get("role") and whole != old:
                changes[field.code] = whole
    return changes


def left_out(kind: str, before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What of `typed` a record that says `before` answers in another way: {code: the value typed}."""
    changes = taken_over(kind, before, typed)
    return {
        field.code: typed[field.code]
        for field in _asked(kind)
        if field.control is not Control.TABLE
        and has_answer(field, typed)
        and typed[field.code] != before.get(field.code)
        and field.code not in changes
    }


def _asked(kind: str) -> Iterator[Field]:
    return (field for field in kind_of(kind).fields if not field.part_of and not field.by_program)


def _says(field: Field | None, code: str, values: Mapping[str, Any]) -> bool:
    return not is_empty(values.get(code)) if field is None else has_answer(field, values)


def _still(field: Field | None, code: str, old: Any, after: Mapping[str, Any]) -> bool:
    """Whether what was answered under `code` still holds word for word."""
    if field is not None and not has_answer(field, {code: old}):
        return True
    if field is None and is_empty(old):
        return True
    if code not in after:
        return False
    new = after[code]
    if field is not None and field.control is Control.TABLE:
        return _rows_still(old, new)
    if field is not None and field.control is Control.PERSON:
        return _cells_still(old, new)
    return bool(old == new)


def _rows_still(old: Any, new: Any) -> bool:
    """Whether every row is there yet, in its order, with no cell changed. Rows may stand between."""
    if not isinstance(old, Sequence) or not isinstance(new, Sequence):
        return bool(old == new)
    following = iter(new)
    return all(any(_cells_still(row, other) for other in following) for row in old)


def _cells_still(old: Any, new: Any) -> bool:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return bool(old == new)
    return all(is_empty(cell) or new.get(name) == cell for name, cell in old.items())

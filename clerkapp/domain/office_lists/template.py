"""Templates: a kind and the answers with which a record of a common trouble begins.

No time, no file, and nothing that the program keeps: those belong to the one incident.
"""

from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control as FieldControl
from clerkapp.domain.kinds.declare import Field
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList, Values
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import publishing
from clerkapp.domain.records import values as record_values

_NOT = (FieldControl.TIME, FieldControl.FILE)
_OF_THE_DAY = frozenset(
    {
        "election",
        "phase",
        "place",
        "place_spot",
        "serial",
        "asset_tag",
        "replacement_serial",
        "guard_overrides",
    }
)
"""What a template that is made from a record leaves to the next one."""


def may_hold(field: Field) -> bool:
    """Whether a template may answer this field: what only a reviewer decides is none of them."""
    timed = any(column.control is FieldControl.TIME for column in field.columns)
    decided = field.code in publishing.DECIDED
    return field.control not in _NOT and not timed and not field.by_program and not decided


def template_of(kind: str, name: str, answers: Values) -> dict[str, Any]:
    """A new template from a record's answers: without times, files, people's names, and what belongs to
    that day."""
    declared = KINDS[kind]
    kept = {
        code: value
        for code, value in answers.items()
        if (field := declared.field(code)) is not None
        and may_hold(field)
        and not field.names
        and field.control is not FieldControl.PERSON
        and code not in _OF_THE_DAY
    }
    return {"name": name[:120], "kind": kind, "values": kept}


def _check(values: Values) -> None:
    kind = KINDS[str(values["kind"])]
    answers = values.get("values", {})
    for code in answers:
        field = kind.field(code)
        if field is not None and not may_hold(field):
            raise Refused("template-field", fields=("values",), field=code)
    try:
        record_values.normalise(kind.code, answers)
    except Refused as refused:
        said = {**refused.params, "field": next(iter(refused.fields), "")}
        raise Refused(refused.code, fields=("values",), **said) from None


LIST = OfficeList(
    "template",
    order=6,
    columns=(
        Column("name", Control.NAME, needed=True),
        Column("kind", Control.CHOICE, needed=True, values=tuple(KINDS)),
        Column("values", Control.RECORD),
        Column("note", limit=500),
    ),
    key="name",
    permission=Permission.KEEP_LISTS,
    shown=("name", "kind", "note"),
    check=_check,
)

"""Templates: a kind and the answers with which a record of a common trouble begins.

No time, no file, and nothing that the program keeps: those belong to the one incident.
"""

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control as FieldControl
from clerkapp.domain.kinds.declare import Field
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList, Values
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import values as record_values

_NOT = (FieldControl.TIME, FieldControl.FILE)


def may_hold(field: Field) -> bool:
    """Whether a template may answer this field."""
    timed = any(column.control is FieldControl.TIME for column in field.columns)
    return field.control not in _NOT and not timed and not field.by_program


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

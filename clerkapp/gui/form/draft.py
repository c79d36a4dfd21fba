"""What a draft holds of a form: answers, text that cannot be read yet, files, reason, cursor.

The same shape as `clerkctl draft` writes, which gives the answers only.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Control, Kind
from clerkapp.domain.records import value_forms
from clerkapp.domain.records.values import prefill
from clerkapp.gui.form.model import FormModel


def content_of(model: FormModel, cursor: Mapping[str, Any]) -> dict[str, Any]:
    """The draft of a form. `cursor`: where the typing is ({"field", "part", "position"}).

    Of a change it holds only what is changed: what the record says otherwise may be another thing when
    the draft is opened again. `line` tells it apart in a list.
    """
    return {
        "values": model.changes() if model.amending else dict(model.typed),
        "line": model.typed.get("one_line") or "",
        "unread": dict(model.unread),
        "attachments": model.attachments.to_content(),
        "filled": sorted(model.filled_in()),
        "filling": model.change.filling,
        "left": dict(model.change.left),
        "surely_new": model.change.surely_new,
        "reason": model.reason,
        "cursor": dict(cursor),
        **model.asking.to_content(),
    }


def take_content(model: FormModel, content: Mapping[str, Any]) -> None:
    """Put a draft's answers into a form that nobody has typed into yet."""
    values = content.get("values", {})
    answers = readable(model.kind, values) | {
        code: value for code, value in values.items() if value is None
    }
    typed = {**model.typed, **answers}
    model.change.left = dict(content.get("left", {}))
    model.change.surely_new = bool(content.get("surely_new"))
    model.restore(typed, content.get("unread", {}), content.get("reason", ""))
    model.attachments.take_content(content.get("attachments", ()))
    model.asking.take_content(content)


def readable(kind: Kind, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values in the form that controls show; what cannot be read stays as it was typed."""
    shown: dict[str, Any] = {}
    for code, value in typed.items():
        field = kind.field(code)
        if field is None or field.control is Control.FILE:
            continue
        try:
            shown[code] = value if value_forms.is_empty(value) else value_forms.field(value, field)
        except Refused:
            shown[code] = value
    return shown


def started(kind: Kind, now: str) -> dict[str, Any]:
    """What a new form starts with before the vault was asked: all but the election and the stage."""
    filled = prefill(kind.code, {}, now=now)
    return readable(kind, {code: filled[code] for code in filled if code not in ASKED})


ASKED = ("election", "phase")
"""What the vault knows and the form fills in when the answer comes."""

"""From what was read of a message to the values of its record (docs/formats/evidence.md).

The room of evidence gives the form's fields E4 to E16; here come the facts kept for later proof, the
indicators, and what makes the whole fit: recipients masked where hostile mail hides them, every
value in the form that a record takes, and all of it small enough. What a message holds never makes
recording it impossible: what does not fit is left out and said, and the original holds it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.records import indicators, recipients
from clerkapp.domain.records import values as record_values
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.values import RECORD_LIMIT
from clerkapp.domain.vocabulary.message import NOT_READ
from clerkapp.evidence import reading
from clerkapp.wording import signs

KIND: Final = "message"
LARGEST: Final = RECORD_LIMIT * 2 // 3
"""Octets for what is copied out of a message; the rest is for what people write."""
SHORTENED, LEFT_OUT = "message-shortened", "message-left-out"

_NOT_READ: Final = {
    "whole": "whole",
    "text": "text",
    "page": "text",
    "links": "links",
    "file": "files",
    "codes": "pictures",
    "inner": "messages",
    "sender-signs": "headers",
    "link-signs": "links",
    "file-signs": "files",
    "text-signs": "text",
    "headers-cut": "headers",
    "links-many": "links",
    "object-embedded": "files",
    "outlook-unread": "whole",
    "page-cut": "text",
    "pdf-cut": "pictures",
    "pdf-unread": "pictures",
    "picture-large": "pictures",
    "picture-unread": "pictures",
    "pictures-many": "pictures",
    "text-cut": "text",
}
"""Part, or problem that names none, to what the record says of it; anything else that was not read is other."""
_LINE, _SUBJECT, _PROOF, _ROWS = 320, 1000, 40_000, 500
_MASKED = {"links": ("text", "url")}


def of_examination(
    examination: Mapping[str, Any], place: int = 0
) -> tuple[dict[str, Any], list[str]]:
    """The values by code, and the codes of what had to be said about them: SHORTENED, LEFT_OUT.

    `place`: which message of a mailbox was read, from 0.
    """
    home = recipients.cleaned(examination["recipients"])
    values = {**reading.fields(dict(examination)), **_proof(examination, place)}
    values["indicators"] = [
        {"kind": kind, "value": value} for kind, value in of_message(examination)[:_ROWS]
    ]
    for code, columns in _MASKED.items():
        values[code] = [_masked(row, columns, home) for row in values.get(code, ())]
    values = {code: value for code, value in values.items() if value not in (None, "", [])}
    return _fitting(values)


def of_message(examination: Mapping[str, Any]) -> list[Indicator]:
    """The indicators that were read, without any that holds the address of a recipient."""
    home = recipients.cleaned(examination["recipients"])
    return [
        (found["kind"], found["value"])
        for found in examination["indicators"]
        if len(found["value"]) <= indicators.LONGEST
        and not recipients.held_by(found["value"], home)
    ]


def _proof(examination: Mapping[str, Any], place: int) -> dict[str, Any]:
    """What lets somebody else check later who signed the message and who reported so."""
    auth, carrier = examination["auth"], examination["carrier"]
    headers = "\n".join(f"{one['name']}: {one['value']}" for one in auth["headers"])
    proof: dict[str, Any] = {
        "dkim_signatures": [
            {"domain": one["domain"][:_LINE], "selector": one["selector"][:_LINE]}
            for one in auth["dkim_signatures"][:_ROWS]
        ],
        "auth_headers": headers[:_PROOF],
        "message_place": place + 1 if examination["kind"] == "mbox" else None,
        "not_read": unread(examination["problems"]),
    }
    if carrier is not None:
        sender, at = carrier["from"], carrier["received_at"] or carrier["date"]
        proof["carrier"] = [
            {
                "sender": f"{sender['name']} <{sender['address']}>".strip()[:_LINE],
                "subject": carrier["subject"][:_SUBJECT],
                "at": {"at": at, "precision": "exact"} if at else None,
            }
        ]
    return proof


def unread(problems: Iterable[Mapping[str, Any]]) -> list[str]:
    """What could not be read, in the order of the form: whoever has the record and not the message must not
    take it for harmless."""
    found = set()
    for one in problems:
        code = str(one["code"])
        if code.startswith("reader-"):
            found.add("whole")
        elif not signs.looked_everywhere([one]):
            part = str(one.get("params", {}).get("part", code))
            found.add(_NOT_READ.get(part, "other"))
    return [one for one in NOT_READ if one in found]


def _masked(row: Mapping[str, Any], columns: Iterable[str], home: frozenset[str]) -> dict[str, Any]:
    return {
        **row,
        **{name: recipients.masked(row[name], home) for name in columns if name in row},
    }


def _fitting(values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    said: list[str] = []
    kept: dict[str, Any] = {}
    for code, value in values.items():
        try:
            kept.update(record_values.normalise(KIND, {code: value}))
        except Refused:
            said.append(LEFT_OUT)
    if _octets(kept) > LARGEST:
        said.append(SHORTENED)
    while _octets(kept) > LARGEST:
        _shorten(kept)
    return kept, list(dict.fromkeys(said))


def _shorten(values: dict[str, Any]) -> None:
    """Halve what takes the most room: rows of a table from the end, or a text from the end."""
    largest = max(values, key=lambda code: _octets({code: values[code]}))
    value = values[largest]
    field = KINDS[KIND].field(largest)
    if field is not None and field.control in (Control.TABLE, Control.TEXT) and len(value) > 1:
        values[largest] = value[: len(value) // 2]
    else:
        del values[largest]


def _octets(values: Mapping[str, Any]) -> int:
    return len(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass"))

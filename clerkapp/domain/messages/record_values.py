"""From what was read of a message to the values of its record (docs/formats/evidence.md).

The fields E4 to E16, the facts kept for later proof and the indicators; and what makes the whole fit:
recipients masked where hostile mail hides them, each text cut to the limit that its field declares,
and all of it small enough. What a message holds never makes recording it impossible: what does not
fit is left out and said, and the original holds it. Texts are as they came: forms and prints show
them harmless. The addresses of recipients are among the values (E11) and stay in the office.
"""

import json
from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.messages import unread
from clerkapp.domain.messages.examination import Carrier, Examination, Link, MessageFile
from clerkapp.domain.records import indicators, recipients, values
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.value_forms import ROWS_LIMIT
from clerkapp.domain.records.values import RECORD_LIMIT

KIND: Final = "message"
LARGEST: Final = RECORD_LIMIT * 2 // 3
"""Octets for what is copied out of a message; the rest is for what people write."""
SHORTENED, LEFT_OUT = "message-shortened", "message-left-out"

_FAILED: Final = frozenset({"fail", "softfail", "permerror", "temperror", "policy"})
_Row = dict[str, Value]


def of_examination(found: Examination) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The values by code, and the codes of what had to be said about them: SHORTENED, LEFT_OUT.

    What is not known is left out.
    """
    read = {**_of_form(found), **_for_proof(found), "indicators": _compared(found)}
    return _fitting({code: _cut(code, value) for code, value in read.items() if value})


def compared(found: Examination) -> tuple[Indicator, ...]:
    """The indicators that were read, without any that holds the address of a recipient."""
    home = recipients.cleaned(found.recipients)
    return tuple(
        indicator
        for indicator in found.indicators
        if len(indicator.value) <= indicators.LONGEST
        and not recipients.held_by(indicator.value, home)
    )


def _of_form(found: Examination) -> dict[str, Value]:
    """The fields E4 to E16."""
    auth = found.auth
    result = partial(_result, reported=any((auth.spf, auth.dkim, auth.dmarc)))
    home = recipients.cleaned(found.recipients)
    return {
        "channel": "email" if found.kind != "text" else None,
        "received": _exact(found.received_at),
        "sender_name": found.sender.name,
        "sender_address": found.sender.address,
        "reply_to": found.reply_to,
        "return_path": found.return_path,
        "sending_server": found.sending_server,
        "auth_spf": result(auth.spf),
        "auth_dkim": result(auth.dkim),
        "auth_dmarc": result(auth.dmarc),
        "recipients": [{"address": address} for address in found.recipients],
        "subject": found.subject,
        "message_id": found.message_id,
        "links": [_link(link, home) for link in found.links[:ROWS_LIMIT]],
        "message_attachments": [_file(file) for file in found.attachments],
        "message_text": found.text.replace("\0", "\ufffd"),
    }


def _for_proof(found: Examination) -> dict[str, Value]:
    """What lets somebody else check later who signed the message and who reported so."""
    return {
        "dkim_signatures": [
            {"domain": signature.domain, "selector": signature.selector}
            for signature in found.auth.dkim_signatures
        ],
        "auth_headers": "\n".join(
            f"{header.name}: {header.value}" for header in found.auth.headers
        ),
        "message_place": found.place + 1 if found.kind == "mbox" else None,
        "not_read": [*unread.not_read(found.problems)],
        "carrier": None if found.carrier is None else [_carrier(found.carrier)],
    }


def _compared(found: Examination) -> Value:
    return [{"kind": indicator.kind, "value": indicator.value} for indicator in compared(found)]


def _exact(at: str | None) -> Value:
    return {"at": at, "precision": "exact"} if at else None


def _result(reported_as: str | None, *, reported: bool) -> str | None:
    """A check's result in the vocabulary of the form. `reported`: there is a report at all."""
    if not reported:
        return None
    if reported_as is None:
        return "not_known"
    if reported_as == "pass":
        return "pass"
    return "fail" if reported_as in _FAILED else "none"


def _link(link: Link, home: Collection[str]) -> _Row:
    # Before it is cut: half an address would be none to mask, and the mask may be longer.
    return {
        "text": recipients.masked(link.text, home),
        "url": recipients.masked(link.url, home),
        "host": link.host,
    }


def _file(file: MessageFile) -> _Row:
    return {
        "name": file.name,
        "media_type": file.declared or file.sniffed,
        "size": {"n": file.size, "precision": "exact"},
        "sha256": file.sha256,
        "kept": True,
    }


def _carrier(carrier: Carrier) -> _Row:
    return {
        "sender": f"{carrier.sender.name} <{carrier.sender.address}>".strip(),
        "subject": carrier.subject,
        "at": _exact(carrier.received_at or carrier.date),
    }


def _field(code: str) -> Field:
    field = KINDS[KIND].field(code)
    if field is None:
        raise KeyError(code)
    return field


def _cut(code: str, value: Value) -> Value:
    """A text, or the cells of a table, cut to what the declaration allows."""
    field = _field(code)
    if isinstance(value, str):
        return _start(value, field.limit)
    if not isinstance(value, list):
        return value
    limits = {column.code: column.limit for column in field.columns}
    return [
        {name: _start(cell, limits[name]) for name, cell in row.items()}
        if isinstance(row, dict)
        else row
        for row in value[:ROWS_LIMIT]
    ]


def _start(value: Value, limit: int) -> Value:
    return value[:limit] if isinstance(value, str) and limit else value


def _fitting(read: Mapping[str, Value]) -> tuple[dict[str, Value], tuple[str, ...]]:
    """What a record takes of `read`, and what had to be said."""
    said: list[str] = []
    kept: dict[str, Value] = {}
    for code, value in read.items():
        try:
            kept.update(values.normalise(KIND, {code: value}))
        except Refused:
            said.append(LEFT_OUT)
    if _octets(kept) > LARGEST:
        said.append(SHORTENED)
    while _octets(kept) > LARGEST:
        _shorten(kept)
    return kept, tuple(dict.fromkeys(said))


def _shorten(kept: dict[str, Value]) -> None:
    """Halve what takes the most room: rows of a table from the end, or a text from the end."""
    largest = max(kept, key=lambda code: _octets({code: kept[code]}))
    value = kept[largest]
    if (
        isinstance(value, str | list)
        and len(value) > 1
        and _field(largest).control in (Control.TABLE, Control.TEXT)
    ):
        kept[largest] = value[: len(value) // 2]
    else:
        del kept[largest]


def _octets(kept: Mapping[str, Value]) -> int:
    return len(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))

"""The whole reading of one file as plain values, made inside the child.

`result` is what crosses the pipe: JSON values only, texts without lone surrogates, signs by code.
docs/formats/evidence.md describes every key.
"""

from typing import Any

from clerkapp.evidence import indicators, message, received, signs, source
from clerkapp.evidence.message import Message
from clerkapp.evidence.sign import Sign


def examine(data: bytes, *, pick: int = 0) -> dict[str, Any]:
    """Read a file's bytes. `pick`: which message of a mailbox or carrier, from 0."""
    opened = source.open_source(data, pick=pick)
    # In a mailbox the pick is spent on the mailbox; a carrier inside it shows its first message.
    found = message.read(opened.envelope, pick=0 if opened.kind == "mbox" else pick)
    value: dict[str, Any] = _clean(result(found, opened.kind, opened.messages))
    return value


def result(
    found: Message, kind: str, mailbox: tuple[message.Contained, ...] = ()
) -> dict[str, Any]:
    """The values of one message."""
    carrier = found.carrier
    return {
        "kind": kind,
        "from": found.sender.to_value(),
        "reply_to": found.reply_to[0].address if found.reply_to else None,
        "return_path": found.return_path or None,
        "subject": found.subject,
        "date": found.date,
        "message_id": found.message_id or None,
        "received": [hop.to_value() for hop in found.way],
        "auth": found.authentication.to_value(),
        "text": found.text,
        "links": [link.to_value() for link in found.links],
        "attachments": [file.to_value() for file in found.attachments],
        "signs": [sign.to_value() for sign in _signs(found)],
        "qr": [{"text": code.text, "attachment": code.attachment} for code in found.codes],
        "nested": [line.to_value() for line in (*mailbox, *found.contained)],
        "problems": [
            {"code": problem.code, "params": dict(problem.params)} for problem in found.problems
        ],
        "received_at": found.received_at,
        "sending_server": received.sending_server(found.way) or None,
        "recipients": [mailbox.address for mailbox in found.recipients],
        "indicators": indicators.find(found),
        "carrier": None if carrier is None else _carrier(carrier),
    }


def _signs(found: Message) -> tuple[Sign, ...]:
    """The signs of the message, and of its carrier those about files: a carrier may be the trap."""
    own = signs.find(found)
    if found.carrier is None:
        return own
    known = {sign.code for sign in own}
    return signs.ordered(
        (*own, *(sign for sign in signs.about_files(found.carrier) if sign.code not in known))
    )


def _carrier(carrier: Message) -> dict[str, Any]:
    return {
        "from": carrier.sender.to_value(),
        "subject": carrier.subject,
        "date": carrier.date,
        "message_id": carrier.message_id or None,
        "received_at": carrier.received_at,
        "attachments": [file.to_value() for file in carrier.attachments],
    }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value

"""The whole reading of one file as plain values, made inside the child.

`result` is what crosses the pipe: JSON values only, texts without lone surrogates, signs by code.
docs/formats/evidence.md describes every key.
"""

from collections.abc import Iterator
from typing import Any, Final

from clerkapp.evidence import indicators
from clerkapp.evidence.parse import message, received, source
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.parse.parts import Problem
from clerkapp.evidence.parse.source import Source
from clerkapp.evidence.parse.steps import Part, Steps, Unread
from clerkapp.evidence.signs import finding
from clerkapp.evidence.signs.sign import Sign


def examine(data: bytes, *, pick: int = 0, steps: Steps | None = None) -> dict[str, Any]:
    """Read a file's bytes. `pick`: which message of a mailbox or carrier, from 0."""
    steps = steps or Steps()
    opened = source.open_source(data, steps, pick=pick)
    # In a mailbox the pick is spent on the mailbox; a carrier inside it shows its first message.
    found = message.read(opened.envelope, steps, pick=0 if opened.kind == "mbox" else pick)
    value: dict[str, Any] = _clean(result(found, opened, steps))
    return value


def result(found: Message, opened: Source, steps: Steps) -> dict[str, Any]:
    """The values of one message."""
    carrier = found.carrier
    found_signs = _signs(found, steps)
    compared = steps.take(
        Part.INDICATORS, Part.INDICATORS, "", lambda: indicators.find(found), _NOTHING
    )
    steps.last()
    return {
        "kind": opened.kind,
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
        "signs": [sign.to_value() for sign in found_signs],
        "qr": [{"text": code.text, "attachment": code.attachment} for code in found.codes],
        "nested": [line.to_value() for line in (*opened.messages, *found.contained)],
        "problems": [
            {"code": problem.code, "params": dict(problem.params)}
            for problem in (*found.problems, *_unread(steps.unread))
        ],
        "received_at": found.received_at,
        "sending_server": received.sending_server(found.way) or None,
        "recipients": [mailbox.address for mailbox in found.recipients],
        "indicators": compared,
        "confined": [],
        "carrier": None if carrier is None else _carrier(carrier),
    }


_NAMED: Final = 12
_NOTHING: Final[list[dict[str, str]]] = []


def _unread(unread: list[Unread]) -> Iterator[Problem]:
    """What was not read: the first parts by name, and how many more there are."""
    yield from map(_problem, unread[:_NAMED])
    if unread[_NAMED:]:
        yield Problem("parts-unread", {"count": len(unread) - _NAMED})


def _problem(unread: Unread) -> Problem:
    """What was not read, and why."""
    params: dict[str, str | int] = {
        "part": unread.part,
        "name": unread.name,
        "seconds": unread.stop.seconds,
    }
    return Problem(f"part-{unread.stop.why}", params)


def _signs(found: Message, steps: Steps) -> tuple[Sign, ...]:
    """The signs of the message, of its carriers the strong ones and those about files (a carrier may
    be the trap, and what it carries a cover), and of what stopped the reader."""
    all_found = list(finding.find(found, steps))
    carrier, depth = found.carrier, 0
    while carrier is not None:
        depth += 1
        known = {sign.code for sign in all_found}
        about = finding.of_carrier(carrier, steps, f"carrier.{depth}")
        all_found += [sign for sign in about if sign.code not in known]
        carrier = carrier.carrier
    return finding.ordered((*all_found, *finding.about_unread(steps.unread)))


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

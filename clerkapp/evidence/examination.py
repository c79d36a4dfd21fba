"""The whole reading of one file, made inside the child."""

from collections.abc import Iterator
from typing import Final

from clerkapp.domain.messages.examination import Carrier, Examination, ReadingProblem, Sign
from clerkapp.domain.records.indicators import Indicator
from clerkapp.evidence import indicators
from clerkapp.evidence.parse import message, received, source
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.parse.source import Source
from clerkapp.evidence.parse.steps import Part, Steps, Unread
from clerkapp.evidence.signs import finding


def examine(data: bytes, *, pick: int = 0, steps: Steps | None = None) -> Examination:
    """Read a file's bytes. `pick`: which message of a mailbox or carrier, from 0."""
    steps = steps or Steps()
    opened = source.open_source(data, steps, pick=pick)
    # In a mailbox the pick is spent on the mailbox; a carrier inside it shows its first message.
    found = message.read(opened.envelope, steps, pick=0 if opened.kind == "mbox" else pick)
    return _examination(found, opened, steps)


def _examination(found: Message, opened: Source, steps: Steps) -> Examination:
    carrier = found.carrier
    found_signs = _signs(found, steps)
    compared = steps.take(
        Part.INDICATORS, Part.INDICATORS, "", lambda: indicators.find(found), _NOTHING
    )
    steps.last()
    return Examination(
        kind=opened.kind,
        sender=found.sender,
        reply_to=found.reply_to[0].address if found.reply_to else None,
        return_path=found.return_path or None,
        subject=found.subject,
        date=found.date,
        message_id=found.message_id or None,
        received=found.way,
        auth=found.authentication.shown,
        text=found.text,
        links=tuple(parsed.link for parsed in found.links),
        attachments=found.attachments,
        signs=found_signs,
        qr=found.codes,
        nested=(*opened.messages, *found.contained),
        problems=(*found.problems, *_unread(steps.unread)),
        received_at=found.received_at,
        sending_server=received.sending_server(found.way) or None,
        recipients=tuple(mailbox.address for mailbox in found.recipients),
        indicators=compared,
        carrier=None if carrier is None else _carrier(carrier),
    )


_NAMED: Final = 12
_NOTHING: Final[tuple[Indicator, ...]] = ()


def _unread(unread: list[Unread]) -> Iterator[ReadingProblem]:
    """What was not read: the first parts by name, and how many more there are."""
    yield from map(_problem, unread[:_NAMED])
    if unread[_NAMED:]:
        yield ReadingProblem("parts-unread", {"count": len(unread) - _NAMED})


def _problem(unread: Unread) -> ReadingProblem:
    """What was not read, and why."""
    params: dict[str, str | int] = {
        "part": unread.part,
        "name": unread.name,
        "seconds": unread.stop.seconds,
    }
    return ReadingProblem(f"part-{unread.stop.why}", params)


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


def _carrier(carrier: Message) -> Carrier:
    return Carrier(
        sender=carrier.sender,
        subject=carrier.subject,
        date=carrier.date,
        message_id=carrier.message_id or None,
        received_at=carrier.received_at,
        attachments=carrier.attachments,
    )

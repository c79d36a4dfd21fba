"""A record and the message that it is about: what a message fills in, and both recorded together.

The rule. What a person answered stays; a message fills in the rest. Where it says something else than
was answered, both are told and the person chooses. What an earlier message filled in and nobody changed
gives way to another message, or goes with it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.records import value_forms
from clerkapp.domain.records.revision import Value
from clerkapp.domain.text.rules import one_line
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.ports import Ports
from clerkapp.services.records import recording
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session

_NOTHING: Mapping[str, Any] = {}
_HAPPENED = "occurred"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a message does to answers, each {code: value}.

    `values`: the answers with what it fills in. `given`: those that it gives, or says the same as; they go
    with it when it is left out. `changed`: codes whose answer is another now. `differing`: what it says of
    fields that a person answered otherwise.
    """

    values: Mapping[str, Any]
    given: Mapping[str, Any]
    changed: tuple[str, ...]
    differing: Mapping[str, Any]


def fill(
    answers: Mapping[str, Any],
    says: Mapping[str, Any],
    *,
    before: Mapping[str, Any] = _NOTHING,
    answered: Collection[str] = (),
) -> Filled:
    """Put what a message `says` among `answers`.

    `before`: what an earlier message gave. `answered`: codes that count as answered although their
    answer says nothing: left empty on purpose, or typed and not understood. When it was received is
    when it happened, unless a person says otherwise.
    """
    if "received" in says:
        says = {**says, _HAPPENED: says["received"]}
    values, given, differing = dict(answers), dict[str, Any](), dict[str, Any]()
    changed = []
    for code in dict.fromkeys((*says, *before)):
        answer, value = answers.get(code), says.get(code)
        from_before = code in before and answer == before[code]
        if value is None:
            if from_before:
                values.pop(code, None)
                changed.append(code)
        elif answer == value:
            given[code] = value
        elif from_before or (value_forms.is_empty(answer) and code not in answered):
            values[code] = given[code] = value
            changed.append(code)
        elif code != _HAPPENED:
            differing[code] = value
    return Filled(values, given, tuple(changed), differing)


@dataclass(frozen=True, slots=True)
class MessageToKeep:
    """A message that was read from its file before the vault was opened, and is still to be kept."""

    path: Path
    data: bytes
    reading: Reading


def read_file(path: Path, ports: Ports, pick: int = 0) -> MessageToKeep:
    """Read a message's file; nothing is kept. `pick`: which one of a mailbox, from 0. Raises what
    `keeping.start_of` raises."""
    data = keeping.start_of(path, ports)
    return MessageToKeep(path, data, keeping.read(data, pick=pick))


def keep(session: Session, message: MessageToKeep) -> Attached:
    """Keep a message, if its file still holds what was read. Raises Refused("file-changed") and what
    `keeping.keep_file` raises."""
    kept = keeping.keep_file(session, message.path)
    if kept.data != message.data:
        raise Refused("file-changed", name=one_line(message.path.name))
    return kept.attached


def record_with_message(
    session: Session,
    kind: str,
    answers: Mapping[str, Any],
    message: Attached,
    says: Mapping[str, Value],
    *,
    answered: Collection[str] = (),
    attachments: Sequence[Attached] = (),
    draft: str | None = None,
) -> Recorded:
    """Record an incident together with its message, which is the first of its files.

    `says`: the fields that the message fills in where `answers` leaves them open (`fill`). Raises as
    `recording.record` does.
    """
    filled = fill(answers, says, answered=answered)
    return recording.record(
        session, kind, filled.values, attachments=[message, *attachments], draft=draft
    )

"""A record as people see it: what it says now, who signed it, what it said before.

These values come from the vault with every code as it is stored; screens, prints and clerkctl word them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clerkapp.domain.records.lists import LinkedFrom, RecordRow
from clerkapp.domain.records.revision import ActKind, Op, Value


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or signed: the account's id, the name it signs in with, its function, and the long name.

    Another station may withhold both: then the name is the beginning of the id, the function empty.
    """

    account: str
    name: str
    function: str
    long_name: str


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment as the record names it. `code` is its field, `what` its class, `name` in one line
    and without anything hidden."""

    code: str
    sha256: str
    size: int
    name: str
    media_type: str
    what: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """An act. `holds`: it still covers what the record says now."""

    act: ActKind
    author: Author
    capacity: str | None
    at: str
    revision: str
    rev: int
    holds: bool


@dataclass(frozen=True, slots=True)
class HeadView:
    """One of several current versions of a record. `fields` only where the versions differ."""

    revision: str
    rev: int
    author: Author
    recorded: str
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it stands. `values`: typed form (domain.values.presented), without attachments.

    `stored`: the fields as they are stored and signed, attachments included. `conflicts` holds all
    current versions when there are several, and nothing otherwise. `mine`: the person signed in wrote
    part of it, and so may not review it. `linked_from`: the records that name it, of those that the
    person may see.
    """

    row: RecordRow
    rev: int
    revision: str
    author: Author
    recorded: str
    values: Mapping[str, Value]
    stored: Mapping[str, Value]
    attachments: tuple[AttachmentView, ...]
    signatures: tuple[SignatureView, ...]
    conflicts: tuple[HeadView, ...]
    mine: bool
    linked_from: tuple[LinkedFrom, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an amendment. None: the field was not there."""

    code: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One revision against its first parent. `reason` from rev 2."""

    rev: int
    revision: str
    op: Op
    author: Author
    recorded: str
    reason: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """A record as it stands, and its revisions from the first."""

    shown: RecordView
    history: Sequence[HistoryEntry]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of a record's timeline, in the order in which things were written down.

    `what`: recorded, amended, status, struck, attached, review, two-person, authority. `params`
    for the sentence `timeline-<what>`.
    """

    at: str
    what: str
    author: Author
    rev: int
    reason: str | None = None
    changes: tuple[Change, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

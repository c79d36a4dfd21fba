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
    """A signature. `holds`: it still covers what the record says now, by somebody who may sign so. `at`: RFC 3339, of
    one on paper the day alone.

    On paper `sheet` is the digest of the scanned sheet and `filed_by` who filed it; `author` has no account then, and no
    name where a copy withholds it.
    """

    act: ActKind
    author: Author
    capacity: str | None
    at: str
    revision: str
    rev: int
    holds: bool
    sheet: str | None = None
    filed_by: Author | None = None

    @property
    def on_paper(self) -> bool:
        """Whether it was signed in ink."""
        return self.sheet is not None


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


def standing(shown: RecordView) -> dict[str, SignatureView | None]:
    """The lines of a record's signatures, as the page and the print show them: who recorded it, and for each line below
    the signature that holds, None where there is none."""
    held = [one for one in shown.signatures if one.holds]
    two = [one for one in held if one.act is ActKind.TWO_PERSON]
    first = [one for one in shown.signatures if one.act is ActKind.AUTHOR and one.rev == 1]
    return {
        "author": first[0] if first else None,
        "review": _last(held, ActKind.REVIEW),
        "two-person-first": two[0] if two else None,
        "two-person-second": two[1] if len(two) > 1 else None,
        "authority": _last(held, ActKind.AUTHORITY),
    }


def _last(signatures: Sequence[SignatureView], act: ActKind) -> SignatureView | None:
    return next((one for one in reversed(signatures) if one.act is act), None)


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

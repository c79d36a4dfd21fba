"""What was read of one message, from the child that reads to the screen, the paper and the record.

Attributes are named as the keys of docs/formats/evidence.md, except that `from` is `sender`
(`clerkapp.evidence.encoding` turns one into the other). Texts, names and addresses are as they came:
whoever shows, prints or copies them makes them harmless (`clerkapp.wording.message_view`). Codes,
digests and instants hold nothing else, so they can be shown as they are. Sizes are in bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final, Literal

from clerkapp.domain.records.indicators import Indicator

MessageKind = Literal["eml", "msg", "mbox", "headers", "text"]
"""Internet mail, Outlook's file, a mailbox of many, pasted headers, words."""
Code = Annotated[str, "small letters, digits and hyphens, or nothing"]
Digest = Annotated[str, "SHA-256 in lower-case hex, or nothing where there are no bytes"]
Instant = Annotated[str, "RFC 3339 with the offset it was written with"]
Params = Mapping[str, str | int]
"""What a sentence about a sign or a problem is filled with, as it came."""


class Strength(StrEnum):
    """Strong: rarely seen in honest mail. Weak: common in honest mail too; counts beside others."""

    STRONG = "strong"
    WEAK = "weak"


class Where(StrEnum):
    """The place in the message where a person can see a sign."""

    SENDER = "sender"
    HEADERS = "headers"
    SUBJECT = "subject"
    TEXT = "text"
    LINKS = "links"
    ATTACHMENTS = "attachments"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A display name and an address; either may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the last @, lower case, without a final dot."""
        return self.address.rpartition("@")[2].lower().rstrip(".") if "@" in self.address else ""


NOBODY: Final = Mailbox("", "")


@dataclass(frozen=True, slots=True)
class Hop:
    """One server handing over to the next. Empty or None where the header does not say."""

    sender: str
    ip: str
    by: str
    at: Instant | None


@dataclass(frozen=True, slots=True)
class DkimSignature:
    """A signature that the message carries, checked by nobody here."""

    domain: str
    selector: str


@dataclass(frozen=True, slots=True)
class Header:
    """A header letter by letter, for later proof."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the receiving server `by` reported; None where it says nothing about a method.

    `headers`: all authentication and ARC headers.
    """

    spf: str | None = None
    dkim: str | None = None
    dmarc: str | None = None
    arc: str | None = None
    by: str = ""
    dkim_signatures: tuple[DkimSignature, ...] = ()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The text shown, the address as written, and the host it leads to behind filters' rewriting."""

    text: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A file inside the message: its type as declared and by its bytes, and what is odd about it."""

    name: str
    declared: str
    sniffed: str
    size: int
    sha256: Digest
    flags: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign, by code; `params` hold the evidence for it."""

    code: Code
    strength: Strength
    where: Where
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QrCode:
    """What a code in a picture or a PDF says, and the name of the file it is in."""

    text: str
    attachment: str


@dataclass(frozen=True, slots=True)
class NestedMessage:
    """A message inside the file, in one line. `index` is what `pick` takes; `analysed`: it is the
    one that was read."""

    index: int
    name: str
    sender: Mailbox
    subject: str
    date: Instant | None
    message_id: str
    sha256: Digest
    analysed: bool


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something that could not be read, by code; the sentence is in clerkapp.wording.signs."""

    code: Code
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carrier:
    """The message that carried the one that was read, as an attachment."""

    sender: Mailbox
    subject: str
    date: Instant | None
    message_id: str | None
    received_at: Instant | None
    attachments: tuple[MessageFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Everything that was read of a file's bytes.

    `sha256` and `size` of the file and `confined`, what held the child that read it, are said by the
    program that gave the bytes away, never by the child: from there they come empty. `received`: the
    hops, newest first. `text`: the words a person saw. `recipients`: addresses, which stay in the
    office.
    """

    sha256: Digest = ""
    size: int = 0
    kind: MessageKind
    sender: Mailbox
    reply_to: str | None
    return_path: str | None
    subject: str
    date: Instant | None
    message_id: str | None
    received: tuple[Hop, ...]
    auth: Authentication
    text: str = ""
    links: tuple[Link, ...] = ()
    attachments: tuple[MessageFile, ...] = ()
    signs: tuple[Sign, ...] = ()
    qr: tuple[QrCode, ...] = ()
    nested: tuple[NestedMessage, ...] = ()
    problems: tuple[ReadingProblem, ...] = ()
    received_at: Instant | None
    sending_server: str | None
    recipients: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    confined: tuple[str, ...] = ()
    carrier: Carrier | None = None

    @property
    def place(self) -> int:
        """Which of `nested` was read, from 0; 0 where there is one message."""
        return next((message.index for message in self.nested if message.analysed), 0)

"""What a message is made of, whichever format it came in.

`.eml`, `.msg` and pasted text all become an `Envelope`: headers, leaves and attached messages. A
leaf keeps its bytes, because fingerprints are taken of exactly what was attached.
"""

from dataclasses import dataclass
from typing import Final

from clerkapp.domain.messages.examination import MessageKind, ReadingProblem
from clerkapp.evidence.parse.headers import Headers

OUTLOOK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an Outlook file begins ([MS-CFB] section 2.2)."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds no parts. `media_type` is what the message says it is."""

    media_type: str
    charset: str
    disposition: str
    name: str
    content: bytes
    content_id: str = ""
    problem: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether this is text of the message itself rather than a file."""
        return (
            self.media_type in {"text/plain", "text/html"}
            and self.disposition != "attachment"
            and not self.name
        )


@dataclass(frozen=True, slots=True)
class AttachedMessage:
    """A whole message inside another: its bytes (RFC 822 form), or what Outlook keeps of it."""

    name: str
    content: bytes
    envelope: "Envelope | None" = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message taken apart. `delivery_report`: a server's notice (RFC 3462), not a forward.

    `delivered`: when the office's server took it, as Outlook noted beside the message (RFC 3339). No
    header says so: those are the sender's to write.
    """

    kind: MessageKind
    headers: Headers
    leaves: tuple[Leaf, ...]
    messages: tuple[AttachedMessage, ...] = ()
    problems: tuple[ReadingProblem, ...] = ()
    delivery_report: bool = False
    delivered: str | None = None


class NotOutlook(Exception):
    """The bytes begin like an Outlook message and are none."""

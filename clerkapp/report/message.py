"""The message sheet: what a suspicious message shows, on paper for the help desk.

It can be printed before anything is recorded, so it has no number and says so. Every address on it is
harmless, no word of the message's text stands on it, and no address of a recipient.
"""

from dataclasses import asdict, dataclass

from clerkapp.report.parts import Fact
from clerkapp.report.render import pdf
from clerkapp.wording import print_words
from clerkapp.wording.language import language


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign in words: how strong, what it is, where and by which words."""

    strength: str
    strong: bool
    title: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link, defanged: the text shown, the address, and where that leads if elsewhere."""

    text: str
    address: str
    leads: str


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A file inside the message. `sha256`: 64 hex digits; `flags`: what is odd about it."""

    name: str
    about: str
    sha256: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """A message as it is printed. `lacking`: what could not be read, and what was left off the sheet.

    `original`: the file that was kept: name, size, SHA-256.
    """

    authority: str
    title: str
    signs_title: str
    caution: str
    signs: tuple[Sign, ...]
    sender: tuple[Fact, ...]
    links: tuple[Link, ...]
    files: tuple[MessageFile, ...]
    original: tuple[Fact, ...]
    lacking: tuple[str, ...]
    printed: str
    program: str


def message_sheet(sheet: MessageSheet, *, at: str) -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time."""
    values = asdict(sheet)
    values["words"] = print_words.message_sheet()
    return pdf("message", values, at=at, language=language())

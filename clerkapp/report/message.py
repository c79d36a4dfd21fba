"""The message sheet: what a suspicious message shows, on paper for the help desk.

It can be printed before anything is recorded, so it has no number and says so. Every address on it is
harmless, no word of the message's text stands on it, and no address of a recipient.
"""

from dataclasses import asdict, dataclass

from clerkapp.report.parts import Fact
from clerkapp.report.render import pdf
from clerkapp.wording import print_words
from clerkapp.wording.language import language
from clerkapp.wording.message_view import FileWords, LinkWords, SignWords


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """A message as it is printed. `lacking`: what could not be read, and what was left off the sheet.

    `original`: the file that was kept: name, size, SHA-256.
    """

    authority: str
    title: str
    signs_title: str
    caution: str
    signs: tuple[SignWords, ...]
    sender: tuple[Fact, ...]
    links: tuple[LinkWords, ...]
    files: tuple[FileWords, ...]
    original: tuple[Fact, ...]
    lacking: tuple[str, ...]
    printed: str
    program: str


def message_sheet(sheet: MessageSheet, *, at: str) -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time."""
    values = asdict(sheet)
    values["words"] = print_words.message_sheet()
    return pdf("message", values, at=at, language=language())

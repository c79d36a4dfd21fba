"""The message sheet: what a suspicious message shows, on paper for the help desk.

It goes to people outside the office, perhaps before anything is recorded, so it has no number and says
so. It holds what they need to block and to search (signs, sender, links, fingerprints), every word of it
harmless: no word of the message's text is on it, and no address of a recipient.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from clerkapp.domain.messages.examination import Examination
from clerkapp.domain.prints import KeptMessage
from clerkapp.domain.text.rules import one_line
from clerkapp.report.parts import Fact
from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording import message_view as words
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.message_view import FileWords, LinkWords, SignWords
from clerkapp.wording.values import size_words

MOST: Final = 20
"""So many signs, links and files of each are printed. How many more there are is said."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A kept message and what it says. `lacking`: what could not be read, in sentences."""

    kept: KeptMessage
    examination: Examination
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageSheet(Sheet):
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
    template: ClassVar[str] = "message"

    def captions(self) -> dict[str, str]:
        """The captions around a message."""
        return page_captions() | {
            "title": _("Suspicious message, for the help desk"),
            "heading": _("Suspicious message"),
            "first": _("For the help desk · Not a record"),
            "strong": _("Strong"),
            "weak": _("Weak"),
            "warning": _(
                "Addresses are written so that nothing can be clicked. Do not restore and open them on an office computer. The original is kept in the office; ask for it if you need it."
            ),
            "sender": _("From the message"),
            "links": _("Links"),
            "shown": _("Text shown"),
            "real": _("Real address"),
            "leads": _("Leads to"),
            "files": _("Attachments in the message"),
            "digest": _("Fingerprint (SHA-256)"),
            "original": _("The original"),
            "footer": _(
                "Without the message's text and without the addresses of those who got it."
            ),
        }


def about(kept: KeptMessage) -> About:
    """The sheet of a message for the help desk."""
    return About(
        title=_("Message for the help desk"),
        file=f"message-{kept.sha256[:8]}.pdf",
        kind=_no_record,
        care=_("It holds no text of the message and no recipient. Nothing in it can be clicked."),
    )


def _no_record(pages: int) -> str:
    return ngettext(
        "Signs, sender, links and fingerprints, {count} page. Each print is noted in the log.",
        "Signs, sender, links and fingerprints, {count} pages. Each print is noted in the log.",
        pages,
    ).format(count=pages)


def build(read: ReadMessage, printing: Printing) -> MessageSheet:
    """The sheet of a message that was read."""
    found, kept = read.examination, read.kept
    signs, links, files = words.sign_words(found), words.link_words(found), words.file_words(found)
    left = {"signs": len(signs), "links": len(links), "files": len(files)}
    return MessageSheet(
        authority=printing.office,
        title=_cut(words.title_of(found)),
        signs_title=words.signs_title(found),
        caution=words.caution(found),
        signs=tuple(replace(sign, evidence=_cut(sign.evidence)) for sign in signs[:MOST]),
        sender=tuple(
            Fact(name, _cut(f"{value} ({meta})" if meta else value), mono)
            for name, value, mono, meta in words.sender_words(found, subject=False)
            if value
        ),
        links=tuple(
            LinkWords(
                _cut(link.text if link.text != link.address else ""),
                _cut(link.address),
                _cut(link.leads),
            )
            for link in links[:MOST]
        ),
        files=tuple(
            replace(file, name=_cut(file.name), about=_cut(file.about)) for file in files[:MOST]
        ),
        original=(
            Fact(_("File"), _cut(one_line(kept.name))),
            Fact(_("Size"), size_words(kept.size)),
            Fact(_("Fingerprint (SHA-256)"), kept.sha256, mono=True),
        ),
        lacking=(
            *(sentence for sentence in (words.carrier_words(found),) if sentence),
            *read.lacking,
            *(_not_printed(what, count - MOST) for what, count in left.items() if count > MOST),
        ),
        printed=printing.words(),
        program=PROGRAM,
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _not_printed(what: str, count: int) -> str:
    """How many more signs, links or files there are than the sheet shows."""
    sentences = {
        "signs": ngettext(
            "{count} more sign is not printed.", "{count} more signs are not printed.", count
        ),
        "links": ngettext(
            "{count} more link is not printed.", "{count} more links are not printed.", count
        ),
        "files": ngettext(
            "{count} more attachment is not printed.",
            "{count} more attachments are not printed.",
            count,
        ),
    }
    return sentences[what].format(count=count)

"""From a message that was read to the values of its printed sheet, every word of it harmless.

The sheet goes to people outside the office, perhaps before anything is recorded: it holds what they
need to block and to search (signs, sender, links, fingerprints), not the message's text and not the
addresses of those who got it.
"""

from dataclasses import dataclass, replace
from typing import Final

from clerkapp import __version__
from clerkapp.domain.text.rules import one_line
from clerkapp.report.message import MessageSheet
from clerkapp.report.parts import Fact
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.printing.sheets import Printing
from clerkapp.wording import message_view as words
from clerkapp.wording import sheet_words
from clerkapp.wording.message_view import LinkWords
from clerkapp.wording.times import instant_words
from clerkapp.wording.values import size_words

MOST: Final = 20
"""So many signs, links and files of each are printed. How many more there are is said."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Original:
    """The file that was kept in the vault. `size` in bytes."""

    name: str
    size: int
    sha256: str


def message_sheet(reading: Reading, original: Original, printing: Printing) -> MessageSheet:
    """The sheet of a message that was read."""
    found = reading.examination
    signs, links, files = words.sign_words(found), words.link_words(found), words.file_words(found)
    captions = sheet_words.message_sheet()
    left = {"signs": len(signs), "links": len(links), "files": len(files)}
    return MessageSheet(
        authority=printing.office,
        title=_cut(words.title_of(found)),
        signs_title=words.signs_title(found),
        caution=words.caution(found),
        signs=tuple(replace(one, evidence=_cut(one.evidence)) for one in signs[:MOST]),
        sender=tuple(
            Fact(name, _cut(f"{value} ({meta})" if meta else value), mono)
            for name, value, mono, meta in words.sender_words(found, subject=False)
            if value
        ),
        links=tuple(
            LinkWords(
                _cut(one.text if one.text != one.address else ""),
                _cut(one.address),
                _cut(one.leads),
            )
            for one in links[:MOST]
        ),
        files=tuple(
            replace(one, name=_cut(one.name), about=_cut(one.about)) for one in files[:MOST]
        ),
        original=(
            Fact(captions["file"], _cut(one_line(original.name))),
            Fact(captions["size"], size_words(original.size)),
            Fact(captions["digest"], original.sha256, mono=True),
        ),
        lacking=(
            *(sentence for sentence in (words.carrier_words(found),) if sentence),
            *(one.message for one in reading.lacking),
            *(
                sheet_words.not_printed(what, count - MOST)
                for what, count in left.items()
                if count > MOST
            ),
        ),
        printed=sheet_words.printed(
            instant_words(printing.at, year=True, zone=printing.zone), printing.name
        ),
        program=f"clerkapp {__version__}",
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"

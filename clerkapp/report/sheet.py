"""What every print has: a sheet of worded values, its captions and template, and words about it.

A print is one room of this package. It has a subclass of `Sheet` with what is on the paper; `build`,
which words values of the domain into it; and `about`, which says what it is before it is made.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final

from clerkapp import __version__
from clerkapp.report.render import pdf
from clerkapp.wording.language import _, language
from clerkapp.wording.times import instant_words

PROGRAM: Final = f"clerkapp {__version__}"
"""Name and version, at the foot of every page."""


@dataclass(frozen=True, slots=True)
class Sheet(ABC):
    """What is on a print, all text in it worded already."""

    template: ClassVar[str]
    """The file of resources/print, without suffix."""

    @abstractmethod
    def captions(self) -> dict[str, str]:
        """What stands around the values, in the language in use: the template's `words`."""

    def drawn(self) -> dict[str, Any]:
        """What the template needs beside the values and follows from them, such as a QR code."""
        return {}


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, when (RFC 3339), and for which office. `zone`: the office's time zone, if set."""

    office: str
    name: str
    at: str
    zone: str | None = None

    def words(self) -> str:
        """When, and by whom, the sheet was printed."""
        at = instant_words(self.at, year=True, zone=self.zone)
        return _("Printed {at} by {name}").format(at=at, name=self.name)


@dataclass(frozen=True, slots=True)
class About:
    """A print before it is made. `title` heads its preview; `file` is the name that is offered for it.

    `kind`: what kind of sheet it is, in one line, for a count of pages. `care`: what to keep in mind
    about a saved file.
    """

    title: str
    file: str
    kind: Callable[[int], str]
    care: str


def page_captions() -> dict[str, str]:
    """What is on every page. The template alone knows `{page}` and `{pages}`, and fills them in."""
    return {"page": _("Page {page} of {pages}")}


def sheet_pdf(sheet: Sheet, *, at: str, watermark: str = "") -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time; `watermark`:
    words that stand across and at the head of every page."""
    values = {
        **asdict(sheet),
        **sheet.drawn(),
        "words": sheet.captions(),
        "watermark": watermark,
    }
    return pdf(sheet.template, values, at=at, language=language())

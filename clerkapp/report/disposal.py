"""The certificate of a disposal: which records were erased, why, and by which two people.

It is printed before anything is erased, so it says itself when it counts: with the entry of the log that
names its digest. It says nothing of what the records held.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from clerkapp.domain.prints import Disposed
from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording.labels import kind_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import day_words, instant_words


@dataclass(frozen=True, slots=True)
class DisposalCertificate(Sheet):
    """All of it worded. `rows`: number, kind, recorded, kept until, revisions and files, fingerprint."""

    authority: str
    station: str
    at: str
    reason: str
    first: str
    second: str
    count: str
    rows: tuple[tuple[str, ...], ...]
    printed: str
    program: str
    template: ClassVar[str] = "disposal"

    def captions(self) -> dict[str, str]:
        """The captions around the list."""
        return page_captions() | {
            "title": _("Certificate of disposal, {authority}").format(authority=self.authority),
            "heading": _("Certificate of disposal"),
            "lead": _(
                "The two people named here disposed of these records: what was written in them and the files kept with them were erased and cannot be brought back from the vault."
            ),
            "counts": _(
                "This paper was made before anything was erased. It counts together with the entry of the log that names it; without that entry nothing was erased."
            ),
            "about": _("About it"),
            "office": _("Office"),
            "workstation": _("Workstation"),
            "when": _("When"),
            "why": _("Why"),
            "by": _("By"),
            "with": _("Together with"),
            "records": _("Records"),
            "number": _("Number"),
            "kind": _("Kind"),
            "recorded": _("Recorded"),
            "until": _("Kept until"),
            "extent": _("Extent"),
            "fingerprint": _("Fingerprint of the last revision"),
            "stays": _("What stays"),
            "stays_text": _(
                "Numbers, dates, who wrote and signed each revision, the fingerprints of what stood there, and the log. Backups made before hold the records until they are destroyed too."
            ),
            "signed": _("Signed by hand"),
            "who": _("Who"),
            "signature": _("Signature"),
            "name": _("Name"),
            "date": _("Date and time"),
            "footer": _("Keep this certificate for as long as the office keeps its log."),
        }

    def drawn(self) -> dict[str, Any]:
        """Who signs by hand."""
        return {"people": [self.first, self.second]}


def build(disposed: Disposed, printing: Printing) -> DisposalCertificate:
    """The certificate of a disposal that is about to happen."""
    return DisposalCertificate(
        authority=printing.office,
        station=disposed.station,
        at=instant_words(disposed.at, year=True, zone=printing.zone),
        reason=disposed.reason,
        first=disposed.first,
        second=disposed.second,
        count=ngettext("{count} record", "{count} records", len(disposed.records)).format(
            count=len(disposed.records)
        ),
        rows=tuple(
            (
                one.number,
                kind_label(one.kind),
                day_words(one.recorded, year=True),
                day_words(one.until, year=True),
                _extent(one.revisions, one.files),
                one.fingerprint[:16],
            )
            for one in disposed.records
        ),
        printed=printing.words(),
        program=PROGRAM,
    )


def about(_disposed: Disposed) -> About:
    """The certificate of a disposal."""
    return About(
        title=_("Certificate of disposal"),
        file=_("Certificate of disposal.pdf"),
        kind=_for_the_file,
        care=_("Keep it with the papers of the office."),
    )


def _for_the_file(pages: int) -> str:
    return ngettext("For the file, {count} page.", "For the file, {count} pages.", pages).format(
        count=pages
    )


def _extent(revisions: int, files: int) -> str:
    written = ngettext("{count} revision", "{count} revisions", revisions).format(count=revisions)
    kept = ngettext("{count} file", "{count} files", files).format(count=files)
    return _("{revisions}, {files}").format(revisions=written, files=kept)

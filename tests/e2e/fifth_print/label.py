"""The evidence label: what hangs on the bag in which something of a record is kept."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clerkapp.domain.records.shown import WholeRecord
from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording.labels import kind_label
from clerkapp.wording.language import _, ngettext


@dataclass(frozen=True, slots=True)
class LabelSheet(Sheet):
    """Number, kind and office, and empty lines for who closed the bag; nothing of what happened."""

    authority: str
    number: str
    kind: str
    printed: str
    program: str
    template: ClassVar[str] = "label"

    def captions(self) -> dict[str, str]:
        """The captions of the label."""
        return page_captions() | {
            "title": _("Evidence label, {number}").format(number=self.number),
            "heading": _("Evidence label"),
            "kind": _("Kind"),
            "closed": _("Bag closed by two people"),
            "footer": _("Open only with two people."),
        }

    def drawn(self) -> dict[str, Any]:
        """The running part of the number, to be read from afar."""
        return {"short": self.number.rpartition("-")[2]}


def build(record: WholeRecord, printing: Printing) -> LabelSheet:
    """The label of a record."""
    row = record.shown.row
    return LabelSheet(printing.office, row.number, kind_label(row.kind), printing.words(), PROGRAM)


def about(number: str) -> About:
    """The label of a record."""
    return About(
        title=_("Evidence label"),
        file=f"label-{number}.pdf",
        kind=lambda pages: ngettext("Label, {count} page.", "Label, {count} pages.", pages).format(
            count=pages
        ),
        care=_("It names no person and no place."),
    )

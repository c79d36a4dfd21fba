"""A checklist on one page, large enough to be read at arm's length, with a box for each step."""

from dataclasses import dataclass
from typing import ClassVar

from clerkapp.domain.forms.checklists import checklist_of
from clerkapp.domain.kinds.declare import Checklist
from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording.labels import checklist_title, step_words
from clerkapp.wording.language import _, ngettext


@dataclass(frozen=True, slots=True)
class ChecklistSheet(Sheet):
    """`steps` in the order of the hand; each has room for a time and initials."""

    authority: str
    heading: str
    steps: tuple[str, ...]
    printed: str
    program: str
    template: ClassVar[str] = "checklist"

    def captions(self) -> dict[str, str]:
        """The captions of the list."""
        return page_captions() | {
            "title": self.heading,
            "heading": self.heading,
            "time": _("Time"),
            "initials": _("Initials"),
            "place": _("Place"),
            "day": _("Day"),
            "footer": _("Afterwards, write down in the record what was done and when."),
        }


def build(checklist: Checklist, printing: Printing) -> ChecklistSheet:
    """The list with all its steps."""
    return ChecklistSheet(
        printing.office,
        checklist_title(checklist.code),
        tuple(step_words(step) for step in checklist.steps),
        printing.words(),
        PROGRAM,
    )


def about(code: str) -> About:
    """A list, by its code. Raises Refused("checklist-unknown")."""
    title = checklist_title(checklist_of(code).code)
    return About(
        title=title,
        file=f"checklist-{code}.pdf",
        kind=lambda pages: ngettext(
            "A checklist, {count} page.", "A checklist, {count} pages.", pages
        ).format(count=pages),
        care=_("It names no person and no place."),
    )

"""The incident sheet: one record on Letter paper, in the order that boards and auditors expect.

The order, and what each part holds, is settled in docs/adr/0006-prints-with-typst.md. All strings
arrive worded; the sheet adds its captions and the QR code, and leaves nothing out: what a copy
withholds is taken away before the sheet is made, so that it is not in the file at all.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from clerkapp.report.parts import Fact, Signature, Table
from clerkapp.report.sheet import About, Sheet, page_captions
from clerkapp.wording.language import _, ngettext


@dataclass(frozen=True, slots=True)
class Severity:
    """`level`: bars to fill, 0 (Note) to 4 (Critical); None while not rated."""

    label: str
    level: int | None
    definition: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of facts, for example the unit or the message."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file kept with the record. `sha256`: 64 hex digits; `size` in words ("1.2 MB")."""

    name: str
    what: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after an amendment, in words ("not recorded" for an empty one)."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One later revision: who, when, why, and what changed.

    `brief`: all of it in one line, for one that changed nothing but the status.
    """

    revision: str
    at: str
    by: str
    reason: str
    changes: tuple[Change, ...]
    brief: str = ""


@dataclass(frozen=True, slots=True)
class IncidentSheet(Sheet):
    """A record as it is printed.

    `identity` is the revision's SHA-256 in lower-case hex. `notices` stand boxed above everything
    else: entered in error and why, duplicate of which record, two versions that await a decision.
    `struck` draws a line through the one line. `figures` are the numbers that are
    looked for first, each with its words under it; `meaning` says when the category is the right one; `effect` is the rest of the effect. `legend` holds the reason letters of a copy that
    leaves things out, each with its meaning. `printed` says by whom and when; `program` is the
    name and version.
    """

    authority: str
    number: str
    revision: int
    identity: str
    status: str
    copy: str
    sharing: str
    kind: str
    one_line: str
    category: str
    severity: Severity
    determination: str
    circumstances: tuple[Fact, ...]
    narrative: str
    effect: tuple[Fact, ...]
    printed: str
    program: str
    figures: tuple[Fact, ...] = ()
    meaning: str = ""
    notices: tuple[str, ...] = ()
    struck: bool = False
    details: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    actions: Table | None = None
    told: Table | None = None
    resolution: tuple[Fact, ...] = ()
    steps: Table | None = None
    attachments: tuple[AttachedFile, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    template: ClassVar[str] = "incident"

    def captions(self) -> dict[str, str]:
        """The captions around a record."""
        return page_captions() | {
            "title": _("Incident record {number}, revision {revision}").format(
                number=self.number, revision=self.revision
            ),
            "incident_record": _("Incident record"),
            "revision": _("Revision {revision}").format(revision=self.revision),
            "status": _("Status"),
            "copy": _("Copy"),
            "sharing": _("Sharing"),
            "kind": _("Kind"),
            "category": _("Category"),
            "determination": _("What it turned out to be"),
            "severity": _("Severity"),
            "severity_reason": _("Reason"),
            "circumstances": _("When, where, who noticed"),
            "narrative": _("What was seen, in order"),
            "effect": _("Effect"),
            "actions": _("Actions taken"),
            "told": _("Who was told"),
            "resolution": _("Resolution"),
            "attachments": _("Attachments"),
            "file": _("File"),
            "what": _("What it is"),
            "size": _("Size"),
            "digest": _("SHA-256"),
            "amendments": _("Amendments"),
            "field": _("Field"),
            "before": _("Before"),
            "after": _("After"),
            "reason": _("Reason: {reason}"),
            "signatures": _("Signatures"),
            "capacity_line": _("Signed as"),
            "signature": _("Signature"),
            "name": _("Name and capacity"),
            "date": _("Date and time"),
            "legend": _("Letters where something was left out"),
            "proof": _("Proof of this revision"),
            "identity": _("Fingerprint of this revision (SHA-256)"),
            "qr_alt": _("QR code with the record's number, revision and fingerprint"),
            "qr_help": _("The QR code holds the number, the revision and the fingerprint."),
            "no_choices": _("Contains no ballot choices."),
            "nothing": _("Not recorded."),
            "no_actions": _("No action is recorded."),
            "nobody_told": _("Nobody is recorded as told."),
            "no_attachments": _("No file is attached."),
            "first_revision": _("None. This is the first revision."),
            "struck": _("struck through"),
        }

    def drawn(self) -> dict[str, Any]:
        """The QR code, as SVG."""
        return {"qr": _qr(qr_text(self.number, self.revision, self.identity))}


def about(number: str) -> About:
    """The sheet of a record, full copy."""
    return About(
        title=number,
        file=f"{number}.pdf",
        kind=_full_copy,
        care=_("It holds everything in the record, names too. Keep it as carefully as paper."),
    )


def _full_copy(pages: int) -> str:
    return ngettext(
        "Incident sheet, full copy, {count} page. Each print is noted in the log.",
        "Incident sheet, full copy, {count} pages. Each print is noted in the log.",
        pages,
    ).format(count=pages)


def qr_text(number: str, revision: int, identity: str) -> str:
    """What the QR code says: number, revision and identity, parted by a solidus."""
    return f"{number}/{revision}/{identity}"


def _qr(text: str) -> str:
    import segno

    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=2, xmldecl=False, svgclass=None)
    return drawn.getvalue().decode("ascii")

"""The incident sheet: one record on Letter paper, in the order that boards and auditors expect.

The order, and what each part holds, is settled in docs/adr/0006-prints-with-typst.md. All strings
arrive worded; this module adds the template's captions, the QR code and nothing else. It leaves
nothing out: what a copy withholds is taken away before the sheet is made, so that it is not in the
file at all.
"""

from dataclasses import asdict, dataclass
from io import BytesIO

from clerkapp.report.parts import Fact, Signature, Table
from clerkapp.report.render import pdf
from clerkapp.wording import print_words
from clerkapp.wording.language import language


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
    """One later revision: who, when, why, and what changed."""

    revision: str
    at: str
    by: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class IncidentSheet:
    """A record as it is printed.

    `identity` is the revision's SHA-256 in lower-case hex. `notices` stand boxed above everything
    else: entered in error and why, duplicate of which record, two versions that await a decision.
    `struck` draws a line through the one line. `legend` holds the reason letters of a copy that
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


def incident_sheet(sheet: IncidentSheet, *, at: str) -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time."""
    values = asdict(sheet)
    values["words"] = print_words.incident_sheet(sheet.number, sheet.revision)
    values["qr"] = _qr(qr_text(sheet.number, sheet.revision, sheet.identity))
    return pdf("incident", values, at=at, language=language())


def qr_text(number: str, revision: int, identity: str) -> str:
    """What the QR code says: number, revision and identity, parted by a solidus."""
    return f"{number}/{revision}/{identity}"


def _qr(text: str) -> str:
    import segno

    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=2, xmldecl=False, svgclass=None)
    return drawn.getvalue().decode("ascii")

"""From a record to its printed sheet: all of its values worded, none left out.

The sheet has fixed parts (times, effect, actions, resolution); what a kind has beside these follows
in the order of its form, and what no part claims stands under "Further details".
"""

from collections.abc import Iterator, Mapping, Sequence

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.common import COMMON
from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.kinds.declare import Control, Paper, Tile
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.shown import HistoryEntry, RecordView, WholeRecord, standing
from clerkapp.domain.rows import derived
from clerkapp.domain.text.rules import one_line, visible
from clerkapp.domain.vocabulary.common import SEVERITIES
from clerkapp.domain.work.links import master_of
from clerkapp.report.incident.sheet import (
    Amendment,
    AttachedFile,
    Change,
    IncidentSheet,
    Section,
    Severity,
)
from clerkapp.report.parts import Column, Fact, Row, Signature, Table
from clerkapp.report.sheet import PROGRAM, Printing
from clerkapp.wording import reasons
from clerkapp.wording.capacities import capacity_words
from clerkapp.wording.changes import change_words
from clerkapp.wording.labels import (
    computed_label,
    copy_label,
    head_label,
    kind_label,
    label,
    meaning_of,
    section_label,
    severity_definition,
    severity_label,
    status_label,
    value_label,
)
from clerkapp.wording.language import _
from clerkapp.wording.tables import Heading, RowWords, table_of
from clerkapp.wording.times import day_words, instant_words, range_words, when_words
from clerkapp.wording.transcribed import is_transcribed, said_capacity, transcribed_by_heading
from clerkapp.wording.values import (
    cell_words,
    count_words,
    difference_words,
    length_words,
    size_words,
    value_words,
)

_BY_THE_PROGRAM = frozenset({"status", "reason"})
"""What the program writes into a record: the sheet's head and its amendments show it."""


def build(record: WholeRecord, printing: Printing) -> IncidentSheet:
    """The sheet of a record's full copy."""
    shown, history = record.shown, record.history
    words = _Words(shown, printing.zone)
    values, kind = shown.values, shown.row.kind
    return IncidentSheet(
        authority=printing.office,
        number=shown.row.number,
        revision=shown.rev,
        identity=shown.revision,
        status=status_label(shown.row.status),
        copy=copy_label("full"),
        sharing=words.value("sharing"),
        kind=kind_label(kind),
        one_line=words.value("one_line"),
        category=words.value("category") or _("not recorded"),
        meaning=meaning_of("category", str(values.get("category", ""))),
        severity=_severity(values),
        determination=words.value("determination") or _("not recorded"),
        circumstances=tuple(_circumstances(shown, history, words)),
        narrative=words.value("seen"),
        effect=tuple(words.facts(_beside_figures(words))),
        figures=tuple(_figures(words)),
        printed=printing.words(),
        program=PROGRAM,
        notices=tuple(_notices(shown)),
        struck=shown.row.struck,
        details=tuple(_details(words)),
        tables=tuple(_tables(words)),
        actions=words.table("actions"),
        told=words.table("told"),
        resolution=tuple(words.facts(words.kind.on_paper(Paper.RESOLUTION))),
        steps=words.table("prevention"),
        attachments=tuple(
            AttachedFile(
                one_line(attachment.name),
                value_label("attachments", attachment.what),
                size_words(attachment.size),
                attachment.sha256,
            )
            for attachment in shown.attachments
        ),
        amendments=tuple(_amendment(kind, entry, printing.zone) for entry in history[1:]),
        signatures=tuple(_signatures(shown, printing.zone)),
    )


class _Words:
    """The record's values in words."""

    def __init__(self, shown: RecordView, zone: str | None) -> None:
        self.code = shown.row.kind
        self.kind = KINDS.get(shown.row.kind, COMMON)
        self.values = shown.values
        self._zone = zone

    def value(self, code: str) -> str:
        """A value in words, empty when it is not there."""
        if code not in self.values:
            return ""
        return value_words(self.code, code, self.values[code], year=True, zone=self._zone)

    def facts(self, codes: Sequence[str]) -> Iterator[Fact]:
        """Label and value of the fields that are there, and how long a period was after its end."""
        for code in codes:
            if code in self.values:
                yield Fact(head_label(code), self.value(code), mono=self._mono(code))
            field = self.kind.field(code)
            length = derived.of_field(field, self.values) if field and field.minutes else None
            if field is not None and length is not None:
                yield Fact(computed_label(field.minutes), length_words(length))

    def table(self, code: str) -> Table | None:
        """A table field, when it has rows. A column in which nothing stands is left out."""
        found = table_of(self.code, code, self.values.get(code), year=True, zone=self._zone)
        if found is None:
            return None
        kept = [
            place
            for place in range(len(found.headings))
            if any(row.cells[place] for row in found.rows)
        ]
        heads = [found.headings[place] for place in kept]
        rows = (_row(row, kept, heads) for row in found.rows)
        columns = (Column(head.label, head.mono, head.number, head.whole) for head in heads)
        return Table(label(code), tuple(columns), tuple(rows))

    def _mono(self, code: str) -> bool:
        field = self.kind.field(code)
        return field is not None and field.mono


def _beside_figures(words: _Words) -> list[str]:
    counted = words.kind.with_tile(Tile.COUNT)
    return [code for code in words.kind.on_paper(Paper.EFFECT) if code not in counted]


def _figures(words: _Words) -> Iterator[Fact]:
    """How many voters and ballots, how long something of the kind's own lasted, what a count lacks."""
    for code in words.kind.with_tile(Tile.COUNT):
        if code in words.values:
            yield Fact(head_label(code), words.value(code))
    for field in words.kind.fields:
        found = derived.of_field(field, words.values)
        if field.minutes and field.paper is Paper.BLOCK and isinstance(found, dict):
            number = {"n": found["n"], "precision": found["precision"]}
            yield Fact(
                computed_label(field.minutes), _("{number} min").format(number=count_words(number))
            )
        elif field.difference is not None and isinstance(found, list):
            for row in rows(words.values, field.code):
                said = difference_words(field, row)
                if said not in ("", "0") and row.get("explained") not in ("same_day", "later"):
                    what = cell_words(field, field.columns[0], row)
                    yield Fact(_("{what}: difference").format(what=what), said)


def _row(row: RowWords, kept: Sequence[int], heads: Sequence[Heading]) -> Row:
    notes = [_("The two numbers differ.")] if row.marked else []
    if row.struck:
        notes.append(row.struck)
    return Row(
        tuple(row.cells[place] for place in kept),
        struck=bool(row.struck),
        marked=tuple(place for place, head in enumerate(heads) if head.code in row.marked),
        note=" ".join(notes),
    )


def _circumstances(
    shown: RecordView, history: Sequence[HistoryEntry], words: _Words
) -> Iterator[Fact]:
    values = shown.values
    if "until" in values:
        happened = range_words(values.get("occurred"), values["until"], year=True)
    else:
        happened = words.value("occurred")
    yield Fact(head_label("occurred"), happened)
    until = words.kind.field("until")
    length = derived.of_field(until, values) if until is not None else None
    if until is not None and length is not None:
        yield Fact(computed_label(until.minutes), length_words(length))
    yield Fact(head_label("noticed"), when_words(values.get("noticed"), year=True))
    yield Fact(_("Recorded"), instant_words(history[0].recorded, year=True))
    where = map(words.value, words.kind.on_paper(Paper.PLACE))
    yield Fact(head_label("place"), ", ".join(filter(None, where)))
    for code in words.kind.on_paper(Paper.CIRCUMSTANCES):
        if code in values:
            yield Fact(head_label(code), words.value(code))


def _details(words: _Words) -> Iterator[Section]:
    """What the kind has beside the fixed parts, block by block, and at last what nobody claims."""
    for section in words.kind.sections:
        codes = [
            field.code
            for field in section.fields
            if field.paper is Paper.BLOCK and field.control is not Control.TABLE
        ]
        facts = tuple(words.facts(codes))
        if facts:
            yield Section(section_label(section.code), facts)
    further = tuple(words.facts([code for code in words.values if not _is_claimed(words, code)]))
    if further:
        yield Section(_("Further details"), further)


def _is_claimed(words: _Words, code: str) -> bool:
    """Whether a part of the sheet is there for a field. Tables of a kind from elsewhere have none."""
    field = words.kind.field(code)
    if field is None:
        return code in _BY_THE_PROGRAM
    return (
        field.paper is not Paper.BLOCK or field.control is not Control.TABLE or words.code in KINDS
    )


def _tables(words: _Words) -> Iterator[Table]:
    for field in words.kind.fields:
        if field.control is Control.TABLE and field.paper is Paper.BLOCK:
            table = words.table(field.code)
            if table is not None:
                yield table


def _severity(values: Mapping[str, Value]) -> Severity:
    code = str(values.get("severity", "not_rated"))
    rank = SEVERITIES.index(code) if code in SEVERITIES else 0
    reason = values.get("severity_reason")
    return Severity(
        severity_label(code),
        rank - 1 if rank else None,
        severity_definition(code),
        visible(reason) if isinstance(reason, str) else "",
    )


def _notices(shown: RecordView) -> Iterator[str]:
    if shown.row.struck:
        yield _("Entered in error. Reason: {reason}").format(
            reason=visible(str(shown.values.get("reason", "")))
        )
    first = master_of(shown.values)
    if first is not None:
        yield _("Duplicate of {number}").format(number=first)
    if shown.conflicts:
        yield _(
            "Two versions of this record differ and await a decision. One of them is printed here."
        )
    if shown.row.restricted:
        yield _("Restricted: only for the people named in the record, the reviewer and the state.")


def _amendment(kind: str, entry: HistoryEntry, zone: str | None) -> Amendment:
    empty = _("not recorded")
    return Amendment(
        revision=_("Revision {number}").format(number=entry.rev),
        at=instant_words(entry.recorded, year=True, zone=zone),
        by=one_line(entry.author.name),
        reason=visible(entry.reason) if entry.reason else _("none given"),
        changes=tuple(
            Change(words.what, words.old or empty, words.new or empty)
            for change in entry.changes
            for words in change_words(
                kind, change.code, change.old, change.new, year=True, zone=zone
            )
        ),
        brief=_brief(entry, zone),
    )


def _brief(entry: HistoryEntry, zone: str | None) -> str:
    """A change of the status alone, in one line: "Resolved, Nov 10, 2026, 3:20 p.m. CST, Rae Larsen"."""
    if [change.code for change in entry.changes] != ["status"]:
        return ""
    status = str(entry.changes[0].new)
    at = instant_words(entry.recorded, year=True, zone=zone)
    said = [status_label(status), at, one_line(entry.author.name)]
    by_itself = (None, reasons.status_set(status), reasons.reviewed())
    if entry.reason not in by_itself:
        said.append(_("reason: {reason}").format(reason=one_line(entry.reason or "")))
    return ", ".join(said)


def _signatures(shown: RecordView, zone: str | None) -> Iterator[Signature]:
    """The lines to sign: those that hold are filled in, the others wait for ink."""
    found = standing(shown)
    for role, words in _signature_roles().items():
        signed = found[role]
        if signed is None:
            yield Signature(words)
            continue
        capacity = said_capacity(signed) or signed.author.function
        yield Signature(
            transcribed_by_heading() if is_transcribed(signed) else words,
            one_line(signed.author.long_name),
            one_line(capacity_words(capacity)) if capacity else "",
            day_words(signed.at, year=True)
            if signed.on_paper
            else instant_words(signed.at, year=True, zone=zone),
            _("Signed on paper, sheet attached, filed by {name}").format(
                name=one_line(signed.filed_by.name)
            )
            if signed.filed_by is not None
            else _("Signed on screen"),
        )


def _signature_roles() -> dict[str, str]:
    """What each line to sign is for, in the order of the sheet."""
    return {
        "author": _("Recorded"),
        "review": _("Reviewed"),
        "two-person-first": _("First of two people"),
        "two-person-second": _("Second of two people"),
        "authority": _("Election authority"),
    }

"""From a record to its printed sheet: all of its values worded, none left out.

The sheet has fixed parts (times, effect, actions, resolution); what a kind has beside these follows
in the order of its form, and what no part claims stands under "Further details".
"""

from collections.abc import Iterator, Mapping, Sequence

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.common import COMMON
from clerkapp.domain.kinds.declare import Control, Paper
from clerkapp.domain.records.revision import ActKind, Value
from clerkapp.domain.records.shown import HistoryEntry, RecordView, SignatureView, WholeRecord
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
from clerkapp.wording.labels import (
    copy_label,
    head_label,
    kind_label,
    label,
    role_label,
    section_label,
    severity_definition,
    severity_label,
    status_label,
    value_label,
)
from clerkapp.wording.language import _
from clerkapp.wording.times import instant_words, range_words, when_words
from clerkapp.wording.values import size_words, table_headings, table_words, value_words

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
        category=words.value("category"),
        severity=_severity(values),
        determination=words.value("determination"),
        circumstances=tuple(_circumstances(shown, history, words)),
        narrative=words.value("seen"),
        effect=tuple(words.facts(words.kind.on_paper(Paper.EFFECT))),
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
        signatures=tuple(_signatures(shown, history, printing.zone)),
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
        """Label and value of the fields that are there."""
        for code in codes:
            if code in self.values:
                yield Fact(label(code), self.value(code), mono=self._mono(code))

    def table(self, code: str) -> Table | None:
        """A table field, when it has rows."""
        field = self.kind.field(code)
        found = table_words(self.code, code, self.values.get(code), year=True, zone=self._zone)
        heads = table_headings(self.code, code)
        if field is None or not found or not heads:
            return None
        columns = tuple(
            Column(head, mono=column.mono)
            for head, column in zip(heads, field.columns, strict=True)
        )
        return Table(label(code), columns, tuple(Row(tuple(cells)) for cells in found))

    def _mono(self, code: str) -> bool:
        field = self.kind.field(code)
        return field is not None and field.mono


def _circumstances(
    shown: RecordView, history: Sequence[HistoryEntry], words: _Words
) -> Iterator[Fact]:
    values = shown.values
    if "until" in values:
        happened = range_words(values.get("occurred"), values["until"], year=True)
    else:
        happened = words.value("occurred")
    yield Fact(head_label("occurred"), happened)
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
            Change(
                label(change.code),
                _changed(kind, change.code, change.old, zone) or empty,
                _changed(kind, change.code, change.new, zone) or empty,
            )
            for change in entry.changes
        ),
    )


def _changed(kind: str, code: str, value: Value, zone: str | None) -> str:
    return "" if value is None else value_words(kind, code, value, year=True, zone=zone)


def _signatures(
    shown: RecordView, history: Sequence[HistoryEntry], zone: str | None
) -> Iterator[Signature]:
    """The lines to sign: those that hold are filled in, the others wait for ink."""
    roles = _signature_roles()
    held = [signature for signature in shown.signatures if signature.holds]
    first = [
        signature for signature in shown.signatures if signature.revision == history[0].revision
    ]
    two = [signature for signature in held if signature.act is ActKind.TWO_PERSON]
    found: dict[str, SignatureView | None] = {
        "author": _last(first, ActKind.AUTHOR),
        "review": _last(held, ActKind.REVIEW),
        "two-person-first": two[0] if two else None,
        "two-person-second": two[1] if len(two) > 1 else None,
        "authority": _last(held, ActKind.AUTHORITY),
    }
    for role, words in roles.items():
        signed = found[role]
        if signed is None:
            yield Signature(words)
            continue
        yield Signature(
            words,
            one_line(signed.author.long_name),
            one_line(signed.capacity or role_label(signed.author.function)),
            instant_words(signed.at, year=True, zone=zone),
            _("Signed on screen"),
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


def _last(signatures: Sequence[SignatureView], act: ActKind) -> SignatureView | None:
    return next((signature for signature in reversed(signatures) if signature.act is act), None)

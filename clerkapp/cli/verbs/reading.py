"""`list`, `show`, `history`: what reads the record."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table
from clerkapp.cli.options import number_argument, unlocking
from clerkapp.cli.plain import changed_lines, line_of, minutes_of, spread, time_of
from clerkapp.cli.shell import Shell
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.shown import HistoryEntry, RecordView, SignatureView
from clerkapp.domain.rows import derived
from clerkapp.domain.rows.differing import row_changes
from clerkapp.domain.text.rules import one_line
from clerkapp.domain.vocabulary.common import STATUSES
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import value_label

_PAGE = 200


@click.command("list")
@unlocking
@click.option("--search", default="", metavar="TEXT", help="Words, or “words side by side”.")
@click.option("--kind", type=click.Choice(tuple(KINDS)))
@click.option("--status", type=click.Choice(STATUSES))
@click.option("--limit", type=click.IntRange(min=1), help="At most so many. Default: all.")
def list_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    search: str,
    kind: str | None,
    status: str | None,
    limit: int | None,
) -> Table:
    """Records, the latest first."""
    query = Query(text=search, kind=kind, status=status)

    def rows() -> Iterator[dict[str, Any]]:
        with shell.unlocked(vault, user, passphrase_file) as session:
            yield from map(_row, _rows(session, query, limit))

    return Table(
        rows(),
        {
            "number": "Number",
            "kind": "Kind",
            "status": "Status",
            "severity": "Severity",
            "one_line": "What happened",
        },
    )


@click.command("show")
@unlocking
@number_argument
def show_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, number: str
) -> Answer:
    """One record as it stands."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        shown = reading.show(session, number)
    return Answer(_shown(shown), _shown_lines(shown))


@click.command("history")
@unlocking
@number_argument
def history_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, number: str
) -> Iterator[Answer]:
    """Every revision of a record, old value to new value."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        entries = reading.history(session, number)
        kind = reading.show(session, number).row.kind
    return (Answer(_entry(entry), _entry_lines(kind, entry)) for entry in entries)


def _rows(session: Session, query: Query, limit: int | None) -> Iterator[RecordRow]:
    after: str | None = None
    left = limit
    while left is None or left > 0:
        page = reading.list_records(
            session, query, after=after, limit=_PAGE if left is None else min(left, _PAGE)
        )
        yield from page.rows
        if page.next is None:
            return
        after = page.next
        left = None if left is None else left - len(page.rows)


def _row(row: RecordRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "id": row.id,
        "kind": row.kind,
        "status": row.status,
        "severity": row.severity,
        "suggested": row.suggested or None,
        "one_line": row.one_line,
        "place": row.place,
        "occurred": row.occurred,
        "recorded": row.recorded,
        "rev": row.rev,
        "struck": row.struck,
        "conflict": row.conflict,
        "sent": row.sent,
    }


def _shown(shown: RecordView) -> dict[str, Any]:
    return {
        "number": shown.row.number,
        "id": shown.row.id,
        "kind": shown.row.kind,
        "status": shown.row.status,
        "suggested": shown.row.suggested or None,
        "rev": shown.rev,
        "revision": shown.revision,
        "author": shown.author.name,
        "author_id": shown.author.account,
        "recorded": shown.recorded,
        "struck": shown.row.struck,
        "restricted": shown.row.restricted,
        "fields": dict(shown.values),
        "computed": derived.computed(shown.row.kind, shown.values),
        "attachments": [
            {
                "code": attachment.code,
                "sha256": attachment.sha256,
                "size": attachment.size,
                "name": attachment.name,
                "media_type": attachment.media_type,
                "class": attachment.what,
            }
            for attachment in shown.attachments
        ],
        "signatures": [
            {
                "act": str(signature.act),
                "name": signature.author.name,
                "function": signature.author.function,
                "account": signature.author.account,
                "capacity": signature.capacity,
                "at": signature.at,
                "rev": signature.rev,
                "revision": signature.revision,
                "holds": signature.holds,
                "method": "ink" if signature.on_paper else "screen",
                "sheet": signature.sheet,
                "filed_by": signature.filed_by.name if signature.filed_by else None,
            }
            for signature in shown.signatures
        ],
        "linked_from": [
            {"number": one.row.number, "relation": one.relation or None}
            for one in shown.linked_from
        ],
        "conflicts": [
            {
                "rev": conflict.rev,
                "revision": conflict.revision,
                "author": conflict.author.name,
                "author_id": conflict.author.account,
                "recorded": conflict.recorded,
                "fields": dict(conflict.fields),
            }
            for conflict in shown.conflicts
        ],
    }


def _shown_lines(shown: RecordView) -> Iterable[str]:
    row = shown.row
    yield f"{row.number}  {row.kind}  {row.status}  revision {shown.rev}"
    yield f"Recorded {time_of(shown.recorded)} by {one_line(shown.author.name)}"
    yield ""
    worked_out = derived.computed(row.kind, shown.values)
    for code, value in shown.values.items():
        yield from line_of(row.kind, code, value)
        yield from minutes_of(row.kind, code, worked_out)
    for attachment in shown.attachments:
        yield f"Attachment: {attachment.name} ({attachment.size} bytes) {attachment.sha256}"
    for signature in shown.signatures:
        yield _signature_line(signature)
    for linked in shown.linked_from:
        how = f": {value_label('related.relation', linked.relation)}" if linked.relation else ""
        yield f"Linked from {linked.row.number}{how}"
    for head in shown.conflicts:
        yield f"Version by {one_line(head.author.name)}, {time_of(head.recorded)}:"
        for code, value in head.fields.items():
            yield from ("  " + line for line in line_of(row.kind, code, value))


def _signature_line(signature: SignatureView) -> str:
    capacity = f", {one_line(signature.capacity)}" if signature.capacity else ""
    earlier = "" if signature.holds else " (of an earlier version)"
    who = f"Signed ({signature.act}): {one_line(signature.author.long_name)}{capacity}"
    if signature.filed_by is None:
        return f"{who}, {time_of(signature.at)}{earlier}"
    filed = one_line(signature.filed_by.name)
    return f"{who}, {signature.at}, on paper, sheet attached, filed by {filed}{earlier}"


def _entry(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "rev": entry.rev,
        "revision": entry.revision,
        "op": str(entry.op),
        "author": entry.author.name,
        "author_id": entry.author.account,
        "recorded": entry.recorded,
        "reason": entry.reason,
        "changes": [
            {"code": change.code, "old": change.old, "new": change.new} for change in entry.changes
        ],
        "rows": [
            {"code": change.code, **asdict(row)}
            for change in entry.changes
            for row in row_changes(change.old, change.new)
        ],
    }


def _entry_lines(kind: str, entry: HistoryEntry) -> Iterable[str]:
    reason = f" – {spread(entry.reason)}" if entry.reason else ""
    author = one_line(entry.author.name)
    yield f"Revision {entry.rev}, {time_of(entry.recorded)}, {author}{reason}"
    for change in entry.changes:
        yield from changed_lines(kind, change)

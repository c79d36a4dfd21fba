"""Retention and disposal (52 U.S.C. 20701; docs/formats/declarations.md, disposal).

Nothing is ever deleted by itself. From its date on, and under no hold, two people may dispose of a record:
each a reviewer or the authority, both with their own passphrase. The certificate is printed before
anything is erased; then one transaction takes the values away, keeps both signatures and writes the
journal. Number, header, signatures and journal stay, so that the check still counts everything.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerkapp.codec import record_line
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.bundles import PUBLIC, UPSTREAM
from clerkapp.domain.declarations import What
from clerkapp.domain.errors import Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import DISPOSAL, Disposed, DisposedRecord
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.revision import Revision
from clerkapp.domain.retention import (
    DEFAULT_MONTHS,
    KEPT,
    Keeping,
    kept_until,
    require_months,
)
from clerkapp.domain.time.times import parse_instant
from clerkapp.services import naming
from clerkapp.services.announcing import require_free
from clerkapp.services.declarations import declaring
from clerkapp.services.duties import elections
from clerkapp.services.duties.elections import Days
from clerkapp.services.printing import prints
from clerkapp.services.reception import require_outside
from clerkapp.services.records import reading, revising, visibility
from clerkapp.services.retention import holds
from clerkapp.services.session import Session
from clerkapp.services.vaults.second import Second, proven
from clerkapp.store.settings import NEW_EPOCH

MONTHS_SETTING = "retention_months"
_ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record and how long it is kept."""

    row: RecordRow
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class Disposal:
    """What was disposed of: the numbers, the certificate as it was written, who did it with whom."""

    id: str
    numbers: tuple[str, ...]
    certificate: WrittenFile
    second: str


def months(session: Session) -> int:
    """The office's policy: how many months records are kept."""
    kept = session.vault.settings.get(MONTHS_SETTING)
    return kept if isinstance(kept, int) and not isinstance(kept, bool) else DEFAULT_MONTHS


def set_months(session: Session, number: int) -> int:
    """Keep another policy. Raises Refused: not-permitted, retention-short (less than federal law asks for
    an election with a federal office), retention-long."""
    session.require(Permission.DISPOSE)
    if require_months(number) != months(session):
        session.change_setting(MONTHS_SETTING, number)
    return number


def keeping(session: Session, number: str) -> KeptRecord:
    """How long a record is kept. Raises Refused("record-not-found")."""
    row = visibility.find(session, number)
    return KeptRecord(row, _keeping(session, row, _held(session), elections.days(session)))


def may_go(session: Session) -> tuple[KeptRecord, ...]:
    """The records that two people may dispose of today, by number. Raises Refused("not-permitted")."""
    session.require(Permission.DISPOSE)
    today, held = session.ports.clock.now().date(), _held(session)
    days = elections.days(session)
    found = [KeptRecord(row, _keeping(session, row, held, days)) for row in _all(session)]
    return tuple(
        sorted((one for one in found if one.keeping.may_go(today)), key=lambda one: one.row.number)
    )


def dispose(
    session: Session, numbers: Sequence[str], reason: str, second: Second, output: Path
) -> Disposal:
    """Dispose of records for good, with a second person, and write the certificate to the new file `output`.

    Raises Refused: not-permitted, reason-missing, record-not-found, disposal-early (`number`, `until`),
    disposal-undated (the day of its election is not known), disposal-held (`number`, `reason`),
    disposed-already, second-failed, second-unfit; EnvironmentFailure("drive-taken") and what writing raises.
    """
    session.require(Permission.DISPOSE)
    why = revising.require_reason(reason)
    rows = _require_may_go(session, numbers)
    require_outside(output)
    require_free(session.ports.drive, output)
    with session.transaction():
        other, key = proven(session, second, Permission.DISPOSE)
        at = session.now()
        days = elections.days(session)
        histories = {row.id: session.vault.revisions.history(row.id) for row in rows}
        files = _own_files(session, rows, histories)
        made = prints.make(
            session,
            DISPOSAL,
            Disposed(
                station=session.info.station,
                at=at,
                reason=why,
                first=naming.author(session.vault, session.account.id).name or "",
                second=naming.author(session.vault, other.id).name or "",
                records=tuple(
                    DisposedRecord(
                        number=row.number,
                        kind=row.kind,
                        recorded=row.recorded,
                        until=str(_keeping(session, row, {}, days).until),
                        revisions=len(histories[row.id]),
                        files=len(_named(histories[row.id])),
                        fingerprint=histories[row.id][-1].identity,
                    )
                    for row in rows
                ),
            ),
        )
        pdf = made.pdf
        body = {
            "records": [
                {
                    "record": row.id,
                    "number": row.number,
                    "revisions": [one.identity for one in histories[row.id]],
                }
                for row in rows
            ],
            "attachments": sorted(files),
            "reason": why,
            "certificate": sha256_hex(pdf),
        }
        declared = declaring.declare(
            session,
            What.DISPOSAL,
            body,
            {
                "numbers": [row.number for row in rows],
                "second": other.id,
                "certificate": sha256_hex(pdf),
            },
            second=key,
            at=at,
        )
        # On paper before anything is gone. Should the rest fail, the paper says so: it counts only with
        # the entry in the log.
        written = session.ports.drive.write_new(output, [pdf])
        for row in rows:
            _erase(session, row, at, why)
        for sha256 in sorted(files):
            session.vault.attachments.erase(sha256, at=at)
        _new_epochs(session, rows)
    return Disposal(declared.id, tuple(row.number for row in rows), written, other.name)


def _require_may_go(session: Session, numbers: Sequence[str]) -> list[RecordRow]:
    if not numbers:
        raise Refused("scope-empty")
    rows = {row.id: row for row in (visibility.find(session, number) for number in numbers)}
    held, today = _held(session), session.ports.clock.now().date()
    days = elections.days(session)
    for row in rows.values():
        found = _keeping(session, row, held, days)
        if found.disposed:
            raise Refused("disposed-already", number=row.number)
        if found.held:
            raise Refused("disposal-held", number=row.number, reason=found.held)
        if found.until is None:
            raise Refused("disposal-undated", number=row.number)
        if not found.may_go(today):
            raise Refused("disposal-early", number=row.number, until=found.until.isoformat())
    return list(rows.values())


def _keeping(session: Session, row: RecordRow, held: Mapping[str, str], days: Days) -> Keeping:
    """Of several versions, the one that keeps it longest."""
    heads = session.vault.revisions.heads(row.id)
    if all(is_disposed(head) for head in heads):
        return Keeping(None, disposed=True)
    recorded = parse_instant(row.recorded).astimezone(session.zone).date()
    dates: list[date | None] = []
    for head in heads:
        election = head.values().get("election")
        named = isinstance(election, str) and bool(election)
        known = elections.day_of(days, election)
        dates.append(kept_until(recorded, known, months(session), named=named))
    until = None if None in dates else max(one for one in dates if one is not None)
    return Keeping(until, held.get(row.id, ""))


def is_disposed(revision: Revision) -> bool:
    """Whether the values of a revision are gone: what it was signed over had some."""
    return not revision.values().keys() - KEPT and bool(revision.header.digests.keys() - KEPT)


def _held(session: Session) -> Mapping[str, str]:
    return {record: str(one.body["reason"]) for record, one in holds.in_force(session).items()}


def _all(session: Session) -> Iterator[RecordRow]:
    after: str | None = None
    while True:
        page = reading.list_records(session, Query(), after=after, limit=reading.PAGE_LIMIT)
        yield from page.rows
        after = page.next
        if after is None:
            return


def _named(history: Sequence[Revision]) -> frozenset[str]:
    """The digests of all files that the revisions name."""
    return frozenset(
        named.sha256 for one in history for named in record_line.named_attachments(one.fields)
    )


def _own_files(
    session: Session, rows: Sequence[RecordRow], histories: Mapping[str, Sequence[Revision]]
) -> frozenset[str]:
    """The files of these records that no other record names, and nobody's draft of another one."""
    vault, gone = session.vault, frozenset(histories)
    numbers = {row.number for row in rows}
    drafts = [
        json.dumps(one.content) for one in vault.drafts.everybodys() if one.record not in numbers
    ]
    return frozenset(
        sha256
        for sha256 in frozenset[str]().union(*map(_named, histories.values()))
        if vault.attachments.get(sha256) is not None
        and not vault.revisions.names_file(sha256, besides=gone)
        and not any(sha256 in draft for draft in drafts)
    )


def _erase(session: Session, row: RecordRow, at: str, reason: str) -> None:
    session.vault.revisions.erase(row.id, keep=KEPT, at=at, reason=reason)
    for draft in session.vault.drafts.of_record(row.number):
        session.vault.drafts.delete(draft.id)


def _new_epochs(session: Session, rows: Sequence[RecordRow]) -> None:
    """What was sent is told of anew, without what is gone: the next bundle opens an epoch."""
    settings, records = session.vault.settings, frozenset(row.id for row in rows)
    waiting = settings.get(NEW_EPOCH)
    streams = dict(waiting) if isinstance(waiting, dict) else {}
    for stream in (UPSTREAM, PUBLIC):
        latest = session.vault.outgoing.latest(stream)
        if latest and session.vault.outgoing.holding(stream, latest.epoch, records):
            streams.setdefault(stream, _ERASURE)
    if streams != (waiting or {}):
        settings.set(NEW_EPOCH, streams)

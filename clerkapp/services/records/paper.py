"""Signatures in ink: a sheet that was printed, signed by hand and scanned is filed with its record.

Rules. Filing adds the sheet and a row about each signature in one revision; nothing that anybody signed before is
touched by it, and what is filed holds while the record says what was printed. The person who signed needs no
account. Names are compared as people read them: an ink reviewer has written none of the record, and two people are two
names of two parties, whether they signed on screen or on paper. Who filed a sheet attests it: a review or the
authority's signature is filed by somebody who may review, so no recorder makes a reviewer out of ink. A review on
paper sets the status, as one on screen does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.naming import require_persons, seen_name
from clerkapp.domain.privacy.pictures import SHEET
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.revision import ActKind, Revision, Value
from clerkapp.domain.signing import attesting
from clerkapp.domain.signing.signatures import FILES, Given
from clerkapp.domain.time.times import Precision, When, require_year
from clerkapp.services.names import beside, require_name
from clerkapp.services.records import (
    attaching,
    heads,
    owing,
    recording,
    revising,
    signing,
    visibility,
)
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording import reasons

_SHEET_TYPES = ("application/pdf", "image/")
_MOST = 6
"""Signatures that one sheet has lines for."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature on the sheet. `name` as it stands there; `capacity` as on screen, `FUNCTION, PARTY` for one of
    two people."""

    act: ActKind
    name: str
    capacity: str | None = None


def file_sheet(
    session: Session,
    number: str,
    signed: Sequence[Ink],
    sheet: Attached,
    *,
    day: str | None = None,
    rev: int | None = None,
) -> Recorded:
    """File a signed sheet. `day`: YYYY-MM-DD on which it was signed, None for today; `rev`: the revision that was
    printed, None for the present one.

    Raises Refused: not-permitted, record-not-found, record-struck, conflict-open; paper-nobody, paper-many,
    paper-sheet (neither a PDF nor a picture), paper-older (`rev`, `newest`), paper-revision; name-form, name-role,
    name-brackets; review-own, review-needs-resolved, missing-to-review, signatures-missing, paper-signed, and what
    signing raises of capacities and of two people.
    """
    row = visibility.find(session, number)
    heads.require_not_struck(row)
    _require_sheet(sheet)
    if not signed:
        raise Refused("paper-nobody", fields=["name"])
    if len(signed) > _MOST:
        raise Refused("paper-many", fields=["name"], limit=_MOST)
    for ink in signed:
        if ink.act not in FILES:
            raise Refused("act-unknown", act=str(ink.act))
        session.require(FILES[ink.act])
    visibility.require_may_change(session, row)
    when = _day(session, day)
    with session.vault.transaction():
        head = heads.only_head(session, row)
        history = session.vault.revisions.history(row.id)
        printed = _printed(row, head, history, rev)
        values: dict[str, Value] = dict(attesting.carried(head.values()))
        values[_free_code(values)] = dict(replace(sheet, what=SHEET).to_value())
        for ink in sorted(signed, key=lambda one: one.act is ActKind.REVIEW):
            _require_stands(history, printed, head, ink)
            values = _with(session, row, head, values, ink, sheet, when, printed)
        if any(ink.act is ActKind.REVIEW for ink in signed):
            values["status"] = "reviewed"
        revision, act = revising.next_revision(
            session, [head], values, reason=reasons.signed_on_paper(), at=session.now()
        )
        recorded = recording.append(session, revision, act, Event.AMENDED)
        if any(ink.act is ActKind.REVIEW for ink in signed):
            owing.require_signed(session, row, revision)
        session.journal(
            Event.SIGNED_ON_PAPER,
            revision.header.recorded,
            {
                "number": recorded.number,
                "rev": recorded.rev,
                "acts": [str(ink.act) for ink in signed],
                "sha256": sheet.sha256,
            },
        )
    return recorded


def file_scan(
    session: Session,
    number: str,
    signed: Sequence[Ink],
    path: Path,
    *,
    day: str | None = None,
    rev: int | None = None,
) -> Recorded:
    """File the sheet that lies at `path`. Raises what `attaching.attach_file` and `file_sheet` raise."""
    with session.vault.transaction():
        sheet = attaching.attach_file(session, path, SHEET)
        return file_sheet(session, number, signed, sheet, day=day, rev=rev)


def _with(
    session: Session,
    row: RecordRow,
    head: Revision,
    values: dict[str, Value],
    ink: Ink,
    sheet: Attached,
    when: dict[str, str | None],
    printed: Revision,
) -> dict[str, Value]:
    """`values` with a row about one signature. Each is judged with those before it."""
    name = require_name(ink.name)
    beside("name", require_persons, name)
    capacity = _judged(session, row, head, values, replace(ink, name=name))
    told: dict[str, Value] = {
        "act": str(ink.act),
        "at": dict(when),
        "sheet": sheet.sha256,
        "revision": printed.identity,
    }
    if capacity:
        told["capacity"] = capacity
    return {
        **values,
        attesting.PAPER: [*_rows(values, attesting.PAPER), told],
        attesting.PAPER_NAMES: [*_rows(values, attesting.PAPER_NAMES), {"name": name}],
    }


def _judged(
    session: Session, row: RecordRow, head: Revision, values: Mapping[str, Value], ink: Ink
) -> str | None:
    """The capacity as it is kept, when this person may sign so."""
    given = Given(None, seen_name(ink.name), None)
    if ink.act is ActKind.TWO_PERSON:
        before = _two_before(session, row, head, values)
        if any(given.name == one.name for one in before):
            raise Refused("two-person-same-person", number=row.number)
        capacity = signing.for_two(session, ink.capacity, "election_judge")
        signing.require_sides(row, before, replace(given, capacity=capacity))
        return capacity
    if any(
        one["act"] == str(ink.act) and seen_name(str(one["name"])) == given.name
        for one in _standing_rows(session, row, head)
    ):
        raise Refused("paper-signed", fields=["name"], name=ink.name)
    if ink.act is ActKind.REVIEW:
        signing.require_resolved(row, head)
        _require_no_author(session, row, given.name)
    return signing.for_one(session, ink.capacity)


def _two_before(
    session: Session, row: RecordRow, head: Revision, values: Mapping[str, Value]
) -> list[Given]:
    """Who signed as one of two before, on screen, in ink, and further up on this sheet."""
    here = len(_rows(head.values(), attesting.PAPER))
    on_sheet = [
        Given(None, seen_name(str(one["name"])), one.get("capacity"))
        for one in attesting.paper_rows(values)[here:]
        if one.get("act") == str(ActKind.TWO_PERSON)
    ]
    return [*owing.two_people(session, row.id, head), *on_sheet]


def _standing_rows(session: Session, row: RecordRow, head: Revision) -> list[dict[str, str]]:
    return [
        {"act": str(one.act), "name": one.name or ""}
        for one in owing.on_paper(session, row.id, head)
        if one.holds
    ]


def _require_no_author(session: Session, row: RecordRow, name: str) -> None:
    """An ink reviewer's name is no author's: neither of an account that wrote, nor of one of the same person."""
    accounts = session.vault.accounts
    authors = attesting.content_authors(session.vault.revisions.history(row.id))
    names = {session.vault.signers.of_account(one).name for one in authors}
    for author in authors:
        names |= {one.name for one in accounts.of_person(accounts.person_of(author))}
    if name in {seen_name(one) for one in names if one}:
        raise Refused("review-own", fields=["name"], number=row.number)


def _require_sheet(sheet: Attached) -> None:
    if not sheet.media_type.startswith(_SHEET_TYPES):
        raise Refused("paper-sheet", fields=["attachments"], name=sheet.name)


def _printed(
    row: RecordRow, head: Revision, history: Sequence[Revision], rev: int | None
) -> Revision:
    """The revision that was printed."""
    if rev is None:
        return head
    found = [one for one in history if one.header.rev == rev]
    if len(found) != 1:
        raise Refused("paper-revision", fields=["rev"], number=row.number, rev=rev)
    return found[0]


def _require_stands(
    history: Sequence[Revision], printed: Revision, head: Revision, ink: Ink
) -> None:
    """What was printed is what the record says now."""
    if printed.identity not in attesting.unchanged_since(head, history, ink.act):
        raise Refused("paper-older", fields=["rev"], rev=printed.header.rev, newest=head.header.rev)


def _day(session: Session, day: str | None) -> dict[str, str | None]:
    """The day of signing as a time value. Raises Refused: time-form, time-year, time-ahead."""
    today = session.now()[:10]
    when = beside("day", lambda text: require_year(When(text, Precision.DAY)), day or today)
    value = beside("day", lambda one: When.from_value(one), when.to_value()).to_value()
    if (day or today) > today:
        raise Refused("time-ahead", fields=["day"], at=day, now=session.now())
    return value


def _free_code(values: Mapping[str, Value]) -> str:
    taken = [int(code.split(".")[1]) for code in values if code.startswith("attachment.")]
    return f"attachment.{max(taken, default=0) + 1}"


def _rows(values: Mapping[str, Value], code: str) -> list[Value]:
    rows = values.get(code)
    return list(rows) if isinstance(rows, list) else []

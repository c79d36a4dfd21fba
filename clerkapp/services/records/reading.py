"""Reading: lists, one record, its history old to new, its timeline.

Everything shown comes from the vault; nothing here changes anything. A record that a person may not
see does not exist for that person, in lists, searches and totals too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records import values as record_values
from clerkapp.domain.records.lists import Query, RecordPage
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, Value
from clerkapp.domain.records.shown import (
    AttachmentView,
    Author,
    Change,
    HeadView,
    HistoryEntry,
    RecordView,
    SignatureView,
    TimelineItem,
)
from clerkapp.domain.signing import attesting, signatures
from clerkapp.domain.text.rules import one_line
from clerkapp.domain.work.statuses import STANDING
from clerkapp.services import naming
from clerkapp.services.records import linking, visibility
from clerkapp.services.records.lookup import Lookup
from clerkapp.services.session import Session

PAGE_LIMIT = 500


def list_records(
    session: Session, query: Query, *, after: str | None = None, limit: int = 50
) -> RecordPage:
    """A page of rows and the mark for the next one (None at the end)."""
    return session.vault.queries.page(
        visible_query(session, query), after, min(max(limit, 1), PAGE_LIMIT)
    )


def count_records(session: Session, query: Query, *, at_most: int = 2**62) -> int:
    """How many records the query finds; stops counting at `at_most`, for "1,000 or more"."""
    return session.vault.queries.count(visible_query(session, query), at_most)


def distinct(session: Session, what: Literal["place", "election"]) -> tuple[str, ...]:
    """The places or elections that occur in records that the person may see, ascending."""
    return session.vault.queries.distinct(what, visible_query(session, Query()))


def show(session: Session, number: str) -> RecordView:
    """One record with attachments, signatures and conflicts."""
    row = visibility.find(session, number)
    history = session.vault.revisions.history(row.id)
    heads = session.vault.revisions.heads(row.id)
    head = next(other for other in heads if other.identity == row.identity)
    stored = dict(head.values())
    return RecordView(
        row=row,
        rev=head.header.rev,
        revision=head.identity,
        author=author_of(session, head.header.author),
        recorded=head.header.recorded,
        values=presented(head),
        stored=stored,
        attachments=attachments_of(stored),
        signatures=_signatures(session, row.id, head, history),
        conflicts=_conflicts(session, heads),
        mine=visibility.wrote(session, history),
        linked_from=linking.linked_from(session, row.number),
    )


def history(session: Session, number: str) -> list[HistoryEntry]:
    """Every revision in order, each with what it changed."""
    row = visibility.find(session, number)
    return _entries(session, session.vault.revisions.history(row.id))


def timeline(session: Session, number: str) -> list[TimelineItem]:
    """Revisions and signatures in the order in which they were written down."""
    row = visibility.find(session, number)
    revisions = session.vault.revisions.history(row.id)
    revs = {revision.identity: revision.header.rev for revision in revisions}
    items = [_revision_item(entry) for entry in _entries(session, revisions)]
    items += [
        _act_item(session, act, revs.get(act.revision, 0))
        for act in session.vault.revisions.acts(row.id)
        if act.act is not ActKind.AUTHOR
    ]
    return sorted(items, key=lambda item: (item.rev, item.at))


def attachments_of(values: Mapping[str, Value]) -> tuple[AttachmentView, ...]:
    """The attachments that stored values name, in their order."""
    attachments = []
    for code, value in values.items():
        if code.startswith("attachment.") and isinstance(value, dict):
            attachments.append(
                AttachmentView(
                    code=code,
                    sha256=str(value["sha256"]),
                    size=int(value["size"]),
                    name=one_line(str(value["name"])),
                    media_type=one_line(str(value["media_type"])),
                    what=str(value["class"]),
                )
            )
    return tuple(sorted(attachments, key=lambda attachment: int(attachment.code.split(".")[1])))


def presented(revision: Revision) -> dict[str, Value]:
    """A revision's values in the typed form, in the order of the form, without attachments."""
    shown = record_values.presented(revision.header.kind, revision.values())
    declared = KINDS.get(revision.header.kind)
    order = [field.code for field in declared.fields] if declared else []
    codes = [code for code in order if code in shown]
    codes += [code for code in shown if code not in order and not code.startswith("attachment.")]
    return {code: shown[code] for code in codes}


def author_of(session: Session, account_id: str) -> Author:
    """Who an account is, in words."""
    return naming.author(session.vault, account_id)


def changes_between(old: Revision | None, new: Revision) -> tuple[Change, ...]:
    """What `new` says differently from `old`; everything when there is no `old`."""
    before = presented(old) if old else {}
    after = presented(new)
    before.update(_attachment_fields(old))
    after.update(_attachment_fields(new))
    codes = [*after, *(code for code in before if code not in after)]
    return tuple(
        Change(code, before.get(code), after.get(code))
        for code in codes
        if code != "reason"
        and (code in before, before.get(code)) != (code in after, after.get(code))
    )


def visible_query(session: Session, query: Query) -> Query:
    """`query` narrowed to what the person may see."""
    visibility.require_reader(session)
    return replace(query, sight=visibility.sight(session))


def totals(session: Session) -> Mapping[str, int]:
    """Counts for headings: records, unsent, conflicts, owed, kind:…, status:…, severity:…."""
    visibility.require_reader(session)
    return session.vault.queries.totals(visibility.sight(session))


def _entries(session: Session, revisions: Sequence[Revision]) -> list[HistoryEntry]:
    known = {revision.identity: revision for revision in revisions}
    entries = []
    for revision in revisions:
        parents = [known[parent] for parent in revision.header.parents if parent in known]
        reason = revision.values().get("reason")
        entries.append(
            HistoryEntry(
                rev=revision.header.rev,
                revision=revision.identity,
                op=revision.header.op,
                author=author_of(session, revision.header.author),
                recorded=revision.header.recorded,
                reason=reason if isinstance(reason, str) else None,
                changes=changes_between(parents[0] if parents else None, revision),
            )
        )
    return entries


def _revision_item(entry: HistoryEntry) -> TimelineItem:
    codes = {change.code for change in entry.changes}
    if entry.op is Op.STRIKE:
        what = "struck"
    elif entry.rev == 1:
        what = "recorded"
    elif codes and codes <= {"status", *STANDING}:
        what = "status"
    elif codes and all(code.startswith("attachment.") for code in codes):
        what = "attached"
    else:
        what = "amended"
    changes = () if entry.rev == 1 else entry.changes
    source = {change.code: change.new for change in entry.changes}.get("old_source")
    return TimelineItem(
        entry.recorded,
        what,
        entry.author,
        entry.rev,
        entry.reason,
        changes,
        params={"source": source} if what == "recorded" and source else {},
    )


def _act_item(session: Session, act: Act, rev: int) -> TimelineItem:
    return TimelineItem(
        act.at,
        str(act.act),
        author_of(session, act.account),
        rev,
        params={"capacity": act.capacity},
    )


def _attachment_fields(revision: Revision | None) -> dict[str, Value]:
    values = revision.values() if revision else {}
    return {code: value for code, value in values.items() if code.startswith("attachment.")}


def _signatures(
    session: Session, record: str, head: Revision, revisions: Sequence[Revision]
) -> tuple[SignatureView, ...]:
    """Acts in the order of arrival, then what was signed on paper."""
    who = Lookup(session)
    holds = attesting.holding(head, revisions)
    revs = {one.identity: one.header.rev for one in revisions}
    on_screen = [
        SignatureView(
            act=act.act,
            author=author_of(session, act.account),
            capacity=act.capacity,
            at=act.at,
            revision=act.revision,
            rev=revs.get(act.revision, 0),
            holds=holds(act) and signatures.may_sign(who(act.account), act.act),
        )
        for act in session.vault.revisions.acts(record)
    ]
    on_paper = [
        SignatureView(
            act=one.act,
            author=Author("", one.name or "", "", one.name or ""),
            capacity=one.capacity,
            at=one.at or "",
            revision=one.revision,
            rev=revs.get(one.revision, 0),
            holds=one.holds,
            sheet=one.sheet,
            filed_by=author_of(session, one.filed_by),
        )
        for one in signatures.on_paper(head, revisions, who)
    ]
    return (*on_screen, *on_paper)


def _conflicts(session: Session, heads: Sequence[Revision]) -> tuple[HeadView, ...]:
    if len(heads) < 2:
        return ()
    shown = [presented(head) for head in heads]
    codes = {code for conflicting in shown for code in conflicting if code != "reason"}
    differing = {
        code
        for code in codes
        if any(conflicting.get(code) != shown[0].get(code) for conflicting in shown)
    }
    return tuple(
        HeadView(
            revision=head.identity,
            rev=head.header.rev,
            author=author_of(session, head.header.author),
            recorded=head.header.recorded,
            fields={code: values.get(code) for code in sorted(differing)},
        )
        for head, values in zip(heads, shown, strict=True)
    )

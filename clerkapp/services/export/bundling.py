"""What the next bundle holds, and committing it (docs/formats/bundle.md, sections 2.2, 3 and 4).

One transaction keeps sequence number, statement, revisions with their disclosed codes, tag manifest
and signature, before the first sealed byte leaves; whatever happens afterwards, every retry gives
exactly that bundle. A changed recipient, another kind of copy, a new station key or a restored
vault opens a new epoch, whose first bundle is a snapshot.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from clerkapp.bundle import writer
from clerkapp.bundle.writer import AttachmentSource, Content
from clerkapp.codec import record_line
from clerkapp.codec.statement import (
    BundleKind,
    EpochPrevious,
    EpochReason,
    JournalHead,
    Nil,
    Rules,
    Statement,
)
from clerkapp.codec.statement import decode as decode_statement
from clerkapp.crypto.acts import act_digest
from clerkapp.crypto.certificates import Recipient
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.bundles import PUBLIC, UPSTREAM, Outgoing
from clerkapp.domain.declarations import What
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import copies
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.revision import Act, Revision
from clerkapp.domain.time.times import parse_day, parse_instant
from clerkapp.services import machine_memory, office
from clerkapp.services.declarations import declaring
from clerkapp.services.declarations import nil as nils
from clerkapp.services.duties import packs
from clerkapp.services.session import Session
from clerkapp.services.vaults import stations
from clerkapp.store.people import KeptLine, shown
from clerkapp.wording.reasons import nothing_happened


@dataclass(frozen=True, slots=True)
class Target:
    """For whom a bundle is made. `records`: ids of the only records to go, None for all. `stayed`: how
    many records a public copy leaves here, by reason."""

    copy: Copy
    recipients: tuple[Recipient, ...]
    records: frozenset[str] | None = None
    stayed: Mapping[str, int] = field(default_factory=dict)

    @property
    def stream(self) -> str:
        """The chain of bundles it belongs to."""
        return PUBLIC if self.copy is Copy.PUBLIC else UPSTREAM


@dataclass(frozen=True, slots=True)
class Position:
    """The next place in a chain. `reason`: why a new epoch begins, None within one."""

    stream: str
    epoch: int
    seq: int
    prev: str | None
    epoch_prev: EpochPrevious | None

    @property
    def opens_epoch(self) -> bool:
        """Whether the bundle is the first of a later epoch."""
        return self.epoch_prev is not None


@dataclass(frozen=True, slots=True)
class Selection:
    """What would go: revisions as (identity, codes), in the bundle's order, and attachments."""

    revisions: tuple[tuple[str, frozenset[str]], ...]
    records: int
    attachments: dict[str, int]

    @property
    def attachment_bytes(self) -> int:
        """The size of all attachments together, in bytes."""
        return sum(self.attachments.values())


def position(session: Session, target: Target) -> Position:
    """Where the next bundle for `target` stands."""
    latest = session.vault.outgoing.latest(target.stream)
    reason = _new_epoch(session, target, latest)
    last = _last_known(session, target.stream, latest)
    if last is None:
        return Position(target.stream, 1, 1, None, None)
    if reason is None and latest is not None:
        return Position(target.stream, latest.epoch, latest.seq + 1, latest.digest, None)
    before = EpochPrevious(last[0], last[1], last[2], reason or EpochReason.RESTORE)
    return Position(target.stream, last[0] + 1, 1, None, before)


def select(session: Session, target: Target, place: Position) -> Selection:
    """The revisions that would go and what the copy discloses of each, and the attachments."""
    chosen: list[tuple[str, frozenset[str]]] = []
    codes: dict[frozenset[str], frozenset[str]] = {}
    records: set[str] = set()
    attachments: dict[str, int] = {}
    shows = _disclosing(session, target)
    for revision in _revisions(session, target, place):
        shown = shows(revision)
        chosen.append((revision.identity, codes.setdefault(shown, shown)))
        records.add(revision.header.id)
        for named in record_line.named_attachments(writer.disclosed(revision, shown).fields):
            if session.vault.attachments.get(named.sha256) is not None:
                attachments[named.sha256] = named.size
    return Selection(tuple(chosen), len(records), attachments)


def acts(session: Session, target: Target, place: Position) -> Iterator[Act]:
    """The signatures that would go, ascending by statement."""
    bundles = session.vault.outgoing
    wanted = _acts_wanted(session, target, place)
    # A public copy stands alone, so its authors' acts go again with every one.
    public = target.copy is Copy.PUBLIC
    acts = bundles.author_acts() if public else bundles.unsent_acts(target.stream, place.epoch)
    yield from filter(wanted, acts)


def commit(session: Session, target: Target, place: Position, *, nil: bool) -> Outgoing:
    """Keep the next bundle, signed, in one transaction. Raises Refused when a reader would refuse it."""
    with session.vault.transaction():
        at = session.now()
        if nil:
            attest(session, place)
        selection = Selection((), 0, {}) if nil else select(session, target, place)
        going = iter(()) if nil else acts(session, target, place)
        people = signers(session, target, place, going)
        content = Content(
            records=lambda: iter(()) if nil else _disclosed(session, target, place),
            acts=lambda: iter(()) if nil else acts(session, target, place),
            accounts=shown(people, target.copy),
            attachments=_sources(session, selection.attachments),
        )
        draft = _statement(session, target, place, nil=nil)
        prepared = writer.prepare(draft, content)
        namespace = Namespace.PUBLIC if target.copy is Copy.PUBLIC else Namespace.BUNDLE
        signature = writer.sign(prepared, session.vault.station_key(), namespace)
        outgoing = Outgoing(
            digest=prepared.digest,
            stream=target.stream,
            epoch=place.epoch,
            seq=place.seq,
            copy=str(target.copy),
            kind=str(draft.kind),
            recipients=tuple(recipient.pem for recipient in target.recipients),
            created=draft.created,
            statement=prepared.statement_bytes,
            manifest=prepared.manifest,
            tagmanifest=prepared.tagmanifest,
            signature=signature,
        )
        session.vault.outgoing.commit(
            outgoing,
            selection.revisions,
            (act_digest(act) for act in content.acts()),
            (person.n for person in people),
        )
        if place.opens_epoch:
            _close_reason(session, target.stream)
            session.journal(Event.EPOCH_OPENED, at, {"stream": target.stream, "epoch": place.epoch})
        session.journal(
            Event.BUNDLE_COMMITTED,
            at,
            {
                "digest": outgoing.digest,
                "stream": outgoing.stream,
                "epoch": outgoing.epoch,
                "seq": outgoing.seq,
                "kind": outgoing.kind,
                "copy": outgoing.copy,
            },
        )
        session.sign_head(at)
    return outgoing


def content_again(session: Session, outgoing: Outgoing) -> Content:
    """The content of a committed bundle, exactly as it was committed."""
    digest = outgoing.digest
    bundles = session.vault.outgoing

    def records() -> Iterator[Revision]:
        for revision in bundles.disclosed(digest):
            yield writer.disclosed(revision.revision, revision.codes)

    attachments: dict[str, int] = {}
    for revision in records():
        for named in record_line.named_attachments(revision.fields):
            if session.vault.attachments.get(named.sha256) is not None:
                attachments[named.sha256] = named.size
    return Content(
        records=records,
        acts=lambda: bundles.acts(digest),
        accounts=shown(bundles.signers(digest), Copy(outgoing.copy)),
        attachments=_sources(session, attachments),
    )


def signers(
    session: Session, target: Target, place: Position, going: Iterable[Act]
) -> tuple[KeptLine, ...]:
    """The accounts that go along with these acts: those that sign, and each that one of them names as
    granting or closing, so that every chain is complete.

    To the office or the state, also whoever was closed and has not been told of in this epoch.
    """
    wanted = {act.account for act in going}
    if target.copy is not Copy.PUBLIC:
        wanted |= set(session.vault.outgoing.unsent_closings(target.stream, place.epoch))
    return session.vault.signers.chains(wanted)


@dataclass(frozen=True, slots=True)
class Attested:
    """What the authority signed: nothing happened until `until` (YYYY-MM-DD)."""

    text: str
    election: str | None
    until: str


def attested(session: Session, place: Position) -> Attested | None:
    """The newest declaration of the authority, for the whole office, that answers for the days since the
    last bundle and that no record followed. None when there is none."""
    start, today = _period(session, place), session.ports.clock.now().date().isoformat()
    newest = session.vault.revisions.newest_recorded()
    # The last bundle answered for the day on which it ended.
    begun = (parse_day(start) + timedelta(days=1)).isoformat()
    for one in nils.in_force(session):
        body = one.body
        until = min(str(body["until"] or one.at[:10]), today)
        begins = str(body["from"] or start)
        followed = newest is not None and parse_instant(newest) > parse_instant(one.at)
        if body["site"] is None and begins <= begun and start <= until and not followed:
            return Attested(str(body["text"]), body["election"], until)
    return None


def attest(session: Session, place: Position) -> Attested:
    """What a nil bundle at `place` says: the authority's sentence. The authority who sends one declares it
    in sending; anybody else sends only what was declared.

    Raises Refused("nil-unattested").
    """
    require_attestable(session, place)
    found = attested(session, place)
    if found is not None:
        return found
    start, end = _period(session, place), session.ports.clock.now().date().isoformat()
    said = _nil(session, start, end)
    body = {
        "election": said.election,
        "from": min(start, end),
        "until": end,
        "site": None,
        "text": said.text,
    }
    declaring.declare(session, What.NIL, body, {})
    return Attested(said.text, said.election, end)


def require_attestable(session: Session, place: Position) -> None:
    """Raises Refused("nil-unattested") when the authority declared nothing, for anybody else."""
    if session.account.may(Permission.SIGN_AUTHORITY) or attested(session, place) is not None:
        return
    raise Refused("nil-unattested")


def nothing_words(session: Session, place: Position) -> str:
    """The sentence that a nil bundle at `place` says: the authority's, as declared or as it would be."""
    found = attested(session, place)
    if found is not None:
        return found.text
    start, end = _period(session, place), session.ports.clock.now().date().isoformat()
    return _nil(session, start, end).text


def last_statement(outgoing: Outgoing) -> Statement:
    """What the station said about a committed bundle."""
    return decode_statement(outgoing.statement)


def _new_epoch(session: Session, target: Target, latest: Outgoing | None) -> EpochReason | None:
    waiting = session.vault.settings.get(machine_memory.NEW_EPOCH_SETTING)
    if isinstance(waiting, dict) and target.stream in waiting:
        return EpochReason(waiting[target.stream])
    if latest is not None and stations.signed_with_earlier(session.vault, latest):
        return EpochReason.NEW_KEY
    if latest is None or target.stream == PUBLIC:
        return None
    skis = tuple(sorted(recipient.ski for recipient in target.recipients))
    if latest.copy != target.copy or last_statement(latest).recipients != skis:
        return EpochReason.NEW_UPSTREAM
    return None


def _close_reason(session: Session, stream: str) -> None:
    waiting = session.vault.settings.get(machine_memory.NEW_EPOCH_SETTING)
    if isinstance(waiting, dict):
        left = {name: reason for name, reason in waiting.items() if name != stream}
        session.vault.settings.set(machine_memory.NEW_EPOCH_SETTING, left)


def _last_known(
    session: Session, stream: str, latest: Outgoing | None
) -> tuple[int, int, str] | None:
    """The last bundle of the chain: in the vault, or in this machine's memory if that goes further."""
    known = (latest.epoch, latest.seq, latest.digest) if latest else None
    if stream == PUBLIC:
        return known
    state = session.ports.machine.read(session.vault.info.vault_id)
    if state.sent_digest is None:
        return known
    remembered = (state.sent_epoch, state.sent_seq, state.sent_digest)
    return remembered if known is None or remembered[:2] > known[:2] else known


def _revisions(session: Session, target: Target, place: Position) -> Iterator[Revision]:
    bundles = session.vault.outgoing
    if target.copy is Copy.PUBLIC:
        yield from bundles.revisions_of(target.records or ())
        return
    for revision in bundles.unsent(target.stream, place.epoch):
        if target.records is None or revision.header.id in target.records:
            yield revision


def _disclosed(session: Session, target: Target, place: Position) -> Iterator[Revision]:
    shows = _disclosing(session, target)
    for revision in _revisions(session, target, place):
        yield writer.disclosed(revision, shows(revision))


def _disclosing(session: Session, target: Target) -> Callable[[Revision], frozenset[str]]:
    """The codes that the copy shows of a revision. To the public a revision that another replaced is
    its header alone: nobody approved earlier words."""
    current: dict[str, frozenset[str]] = {}

    def shows(revision: Revision) -> frozenset[str]:
        record = revision.header.id
        if target.copy is Copy.PUBLIC:
            if record not in current:
                heads = session.vault.revisions.heads(record)
                current.clear()
                current[record] = frozenset(head.identity for head in heads)
            if revision.identity not in current[record]:
                return frozenset()
        return copies.disclosed(target.copy, revision.header.kind, revision.values())

    return shows


def _acts_wanted(session: Session, target: Target, place: Position) -> Callable[[Act], bool]:
    """All acts for all records; for chosen records only those over their revisions."""
    if target.copy is Copy.PUBLIC:
        identities = {revision.identity for revision in _revisions(session, target, place)}
        return lambda act: act.revision in identities
    if target.records is None:
        return lambda _: True
    theirs = {revision.identity for revision in session.vault.outgoing.revisions_of(target.records)}
    return lambda act: act.revision in theirs


def _sources(session: Session, attachments: dict[str, int]) -> tuple[AttachmentSource, ...]:
    return tuple(
        AttachmentSource(sha256, size, _chunks(session, sha256))
        for sha256, size in sorted(attachments.items())
    )


def _chunks(session: Session, sha256: str) -> Callable[[], Iterator[bytes]]:
    # The writer of the tar compares every attachment's digest; once is enough.
    return lambda: session.vault.attachments.chunks(sha256, check=False)


def _statement(session: Session, target: Target, place: Position, *, nil: bool) -> Statement:
    info, now = session.vault.info, session.ports.clock.now()
    head = session.vault.journal.head()
    if head is None:
        raise Refused("bundle-unknown", digest="")
    start, end = _period(session, place), now.date().isoformat()
    pack = packs.in_force(session)
    nothing = attested(session, place) if nil else None
    kind = BundleKind.DELTA
    if target.copy is Copy.PUBLIC or place.opens_epoch:
        kind = BundleKind.SNAPSHOT
    return Statement(
        authority=info.authority,
        station=info.station,
        epoch=place.epoch,
        seq=place.seq,
        prev=place.prev,
        epoch_prev=place.epoch_prev,
        kind=BundleKind.NIL if nil else kind,
        period_from=min(start, nothing.until if nothing else end),
        period_to=nothing.until if nothing else end,
        nil=Nil(nothing.text, nothing.election) if nothing else None,
        recipients=tuple(sorted(recipient.ski for recipient in target.recipients)),
        created=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        rules=Rules(pack.id, pack.version),
        journal=JournalHead(*head),
        receipt=None,
    )


def _period(session: Session, place: Position) -> str:
    """The first day that the bundle answers for: where the last one ended, or the vault's first."""
    latest = session.vault.outgoing.latest(place.stream)
    if latest is None or place.opens_epoch or place.stream == PUBLIC:
        return session.vault.info.created[:10]
    return last_statement(latest).period_to


def _nil(session: Session, start: str, end: str) -> Nil:
    first, newest = min(start, end), session.vault.revisions.newest_recorded()
    text = nothing_happened(
        session.vault.info.authority_name,
        first,
        end,
        sent_before=newest is not None and newest[:10] >= first,
    )
    return Nil(text, office.present(session).election)

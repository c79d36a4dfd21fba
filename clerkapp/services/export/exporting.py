"""Exporting: plan what would go, commit it, write it, and write again what was not written.

What was committed and never written goes first, exactly as it was. When nothing is new, the last
bundle is sealed anew as it is: a lost stick never makes a second bundle of the same things. On the
desktop call `plan` on the vault's thread and `run` on a job's thread; `export` does it all on the
thread that owns the vault.

Who may export and not see every record sends only to the certificates, and only the kind of copy,
that are in use: those are decided by others (ADR 18).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event as Flag

from clerkapp.codec.limits import MAX_RECIPIENTS, PART_SIZE
from clerkapp.crypto.certificates import Recipient, read_recipient
from clerkapp.domain.bundles import PUBLIC, Outgoing
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.text.rules import one_line
from clerkapp.services import machine_memory
from clerkapp.services.export import bundling, sending
from clerkapp.services.export.bundling import Position, Selection, Target
from clerkapp.services.export.sending import OnProgress, SendProgress
from clerkapp.services.reception import require_outside
from clerkapp.services.records import publishing, visibility
from clerkapp.services.session import Session
from clerkapp.services.stopping import Stopped
from clerkapp.services.vault_thread import Ask, Pump
from clerkapp.store import settings

RECIPIENTS_SETTING = settings.RECIPIENTS
COPY_SETTING = "upstream_copy"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    `copy`: None for the one that the station sends upward (state, unless a full copy was chosen).
    `recipients`: PEM certificates, empty for those in use. `numbers`: only these records. `nil`: the
    signed sentence that nothing happened.
    """

    copy: Copy | None = None
    recipients: tuple[bytes, ...] = ()
    numbers: tuple[str, ...] = ()
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do. `waiting`: bundles committed and never written, which go first.

    `again`: nothing is new, and the last bundle would be written once more. `new_epoch`: why a new
    epoch begins (a reason of the statement), None within one. Counts are of the new bundle. `acts`: whether
    signatures go; `closings`: how many accounts that were closed are told of.
    """

    target: Target
    position: Position
    kind: str
    records: int
    revisions: int
    attachments: int
    acts: bool
    closings: int
    attachment_bytes: int
    waiting: int
    again: bool
    new_epoch: str | None


@dataclass(frozen=True, slots=True)
class SentBundle:
    """A bundle at its target. `files` in the order in which a reader takes them."""

    digest: str
    epoch: int
    seq: int
    kind: str
    copy: str
    files: tuple[WrittenFile, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; the last bundle is the newest. `principal`: `<station>@<authority>`.

    `stayed`: how many records a public copy left here, by reason.
    """

    principal: str
    bundles: tuple[SentBundle, ...]
    stayed: Mapping[str, int]

    @property
    def last(self) -> SentBundle:
        """The newest bundle."""
        return self.bundles[-1]


def plan(session: Session, request: Request) -> Plan:
    """What `request` would send. Commits and writes nothing. Raises as `export` does."""
    target = _target(session, request)
    place = bundling.position(session, target)
    selection = _selection(session, target, place, request)
    new = _is_new(session, target, place, request, selection)
    if new:
        session.vault.station_key()
    return Plan(
        target=target,
        position=place,
        kind=_kind(place, target, request),
        records=selection.records if new else 0,
        revisions=len(selection.revisions) if new else 0,
        attachments=len(selection.attachments) if new else 0,
        acts=new and next(bundling.acts(session, target, place), None) is not None,
        closings=len(_closings(session, target, place)) if new else 0,
        attachment_bytes=selection.attachment_bytes if new else 0,
        waiting=len(_waiting(session, target, place)),
        again=not new,
        new_epoch=str(place.epoch_prev.reason) if place.epoch_prev else None,
    )


def export(
    session: Session,
    request: Request,
    folder: Path,
    *,
    progress: OnProgress = lambda _: None,
    stopped: Stopped = lambda: False,
    part_size: int = PART_SIZE,
) -> Exported:
    """Export on the thread that owns the vault. An interruption leaves nothing half done.

    `stopped` is asked until the last piece was sealed; from then on the bundle is written.

    Raises Refused: not-permitted, export-recipient-missing, export-not-accepted, export-nothing, nil-unsent, nil-alone, nil-unattested, training,
    export-number-snapshot, number-not-public, nothing-public, recipient-form, record-not-found,
    station-key-not-yours, station-key-unproven, place-inside-vault;
    EnvironmentFailure("export-unremembered") and what `sending.send` raises.
    """
    stop = Flag()
    pump = Pump()
    return pump.run(
        lambda ask: run(
            ask,
            session,
            request,
            folder,
            progress=progress,
            stopped=lambda: stop.is_set() or stopped(),
            part_size=part_size,
        ),
        stop.set,
    )


def run(
    ask: Ask,
    session: Session,
    request: Request,
    folder: Path,
    *,
    progress: OnProgress,
    stopped: Stopped,
    part_size: int = PART_SIZE,
) -> Exported:
    """Export on a job's thread; everything that touches the vault goes through `ask`."""
    session.ports.drive.require_folder(folder)
    require_outside(folder)
    target, bundles = ask(lambda: settle(session, request)).result()
    sent = []
    for number, outgoing in enumerate(bundles, start=1):
        sent.append(
            _send(
                ask,
                session,
                outgoing,
                folder,
                progress=_numbered(progress, number, len(bundles)),
                stopped=stopped,
                part_size=part_size,
            )
        )
    info = session.vault.info
    return Exported(f"{info.station}@{info.authority}", tuple(sent), target.stayed)


def settle(session: Session, request: Request) -> tuple[Target, tuple[Outgoing, ...]]:
    """Commit what is new. Returns the bundles to write, in order: at least one."""
    target = _target(session, request)
    place = bundling.position(session, target)
    waiting = _waiting(session, target, place)
    selection = _selection(session, target, place, request)
    if not _is_new(session, target, place, request, selection):
        return target, waiting or _last_again(session, target, place)
    session.vault.station_key()
    machine_memory.require_kept(session)
    with session.vault.transaction():
        _accept_target(session, target)
        committed = bundling.commit(session, target, place, nil=request.nil)
    _remember(session, committed)
    return target, (*waiting, committed)


def _last_again(session: Session, target: Target, place: Position) -> tuple[Outgoing, ...]:
    """What is written once more when nothing is new: the bundles that hold the chosen records, or
    the last one. Returns at least one bundle, as something was sent before."""
    bundles = session.vault.outgoing
    if target.records is not None and target.stream != PUBLIC:
        return bundles.holding(target.stream, place.epoch, target.records)
    latest = bundles.latest(target.stream)
    return () if latest is None else (latest,)


def accept_recipients(session: Session, certificates: Sequence[bytes]) -> tuple[Recipient, ...]:
    """Keep the certificates that bundles are sealed to from now on, after their fingerprints were
    compared. A changed set opens a new epoch at the next export. Raises Refused("not-permitted")."""
    session.require(Permission.SET_UPSTREAM)
    recipients = _read_recipients(certificates)
    with session.vault.transaction():
        _keep_recipients(session, recipients)
    return recipients


def recipients_in_use(session: Session) -> tuple[Recipient, ...]:
    """The certificates that bundles are sealed to; empty when none was accepted yet."""
    certificates = session.vault.settings.get(RECIPIENTS_SETTING)
    return (
        _read_recipients([pem.encode() for pem in certificates])
        if isinstance(certificates, list)
        else ()
    )


def _target(session: Session, request: Request) -> Target:
    session.require_real()
    copy = request.copy or _upstream_copy(session)
    if request.nil and (request.numbers or copy is Copy.PUBLIC):
        raise Refused("nil-alone")
    session.require(Permission.PUBLIC_COPY if copy is Copy.PUBLIC else Permission.EXPORT)
    rows = [visibility.find(session, number) for number in request.numbers]
    records = frozenset(row.id for row in rows) if rows else None
    if copy is Copy.PUBLIC:
        chosen = publishing.choose(session, request.numbers)
        return Target(copy, (), chosen.records, chosen.stayed)
    recipients = _read_recipients(request.recipients) or recipients_in_use(session)
    if not recipients:
        raise Refused("export-recipient-missing", fields=["recipients"])
    _require_accepted(session, copy, recipients)
    return Target(copy, recipients, records)


def _require_accepted(session: Session, copy: Copy, recipients: Sequence[Recipient]) -> None:
    """A bundle holds records that its maker may not see. So it goes only to whom, and only as what,
    somebody decided who may see them or who keeps the accounts (ADR 18)."""
    if session.account.may(Permission.SET_UPSTREAM):
        return
    if {recipient.ski for recipient in recipients} != {
        recipient.ski for recipient in recipients_in_use(session)
    }:
        raise Refused("export-not-accepted", fields=["recipients"])
    if copy is not _upstream_copy(session):
        raise Refused("export-not-accepted", fields=["copy"])


def _selection(session: Session, target: Target, place: Position, request: Request) -> Selection:
    if target.records is not None and place.opens_epoch and target.stream != PUBLIC:
        raise Refused("export-number-snapshot")
    selection = bundling.select(session, target, place)
    if request.nil and selection.revisions:
        raise Refused("nil-unsent")
    if request.nil:
        bundling.require_attestable(session, place)
    return selection


def _is_new(
    session: Session, target: Target, place: Position, request: Request, selection: Selection
) -> bool:
    """Whether there is something that no bundle of the epoch holds. Raises Refused("export-nothing")."""
    latest = session.vault.outgoing.latest(target.stream)
    closed = bool(_closings(session, target, place))
    if request.nil:
        return closed or not _said_today(session, latest, place)
    if target.stream == PUBLIC:
        if not selection.revisions:
            raise Refused("export-nothing")
        return latest is None or place.opens_epoch or not _same(session, latest, selection)
    if selection.revisions or place.opens_epoch:
        return True
    if next(bundling.acts(session, target, place), None) is not None:
        return True
    if latest is None:
        raise Refused("export-nothing")
    return closed


def _closings(session: Session, target: Target, place: Position) -> tuple[str, ...]:
    """Accounts whose closing goes along for the first time."""
    return session.vault.outgoing.unsent_closings(target.stream, place.epoch)


def _said_today(session: Session, latest: Outgoing | None, place: Position) -> bool:
    """Whether the last bundle says already that nothing happened until today."""
    if latest is None or place.opens_epoch or latest.kind != "nil":
        return False
    today = session.ports.clock.now().date().isoformat()
    return bundling.last_statement(latest).period_to == today


def _same(session: Session, latest: Outgoing, selection: Selection) -> bool:
    before = session.vault.outgoing.disclosed(latest.digest)
    return (
        tuple((disclosed.revision.identity, disclosed.codes) for disclosed in before)
        == selection.revisions
    )


def _kind(place: Position, target: Target, request: Request) -> str:
    if request.nil:
        return "nil"
    return "snapshot" if place.opens_epoch or target.stream == PUBLIC else "delta"


def _waiting(session: Session, target: Target, place: Position) -> tuple[Outgoing, ...]:
    """Bundles of the present epoch that were never written. Those of an epoch that has ended are
    contained in the snapshot that follows; an unwritten public copy is only written when asked for."""
    if target.stream == PUBLIC or place.opens_epoch:
        return ()
    pending = session.vault.outgoing.pending(target.stream)
    return tuple(bundle for bundle in pending if bundle.epoch == place.epoch)


def _send(
    ask: Ask,
    session: Session,
    outgoing: Outgoing,
    folder: Path,
    *,
    progress: Callable[[int, int], None],
    stopped: Stopped,
    part_size: int,
) -> SentBundle:
    content = ask(lambda: bundling.content_again(session, outgoing)).result()
    files = sending.send(
        outgoing,
        content,
        folder,
        session.ports.drive,
        ask,
        progress=progress,
        stopped=stopped,
        part_size=part_size,
    )
    ask(lambda: _mark_written(session, outgoing, files)).result()
    return SentBundle(
        outgoing.digest, outgoing.epoch, outgoing.seq, outgoing.kind, outgoing.copy, files
    )


def _mark_written(session: Session, outgoing: Outgoing, files: Sequence[WrittenFile]) -> None:
    at = session.now()
    with session.vault.transaction():
        session.vault.outgoing.mark_written(outgoing.digest, files, at=at)
        session.journal(
            Event.BUNDLE_WRITTEN,
            at,
            {
                "digest": outgoing.digest,
                "seq": outgoing.seq,
                "files": [one_line(file.path.name) for file in files],
            },
        )


def _accept_target(session: Session, target: Target) -> None:
    """The recipients and the kind of copy of an upstream bundle are those in use from now on."""
    if target.stream == PUBLIC:
        return
    _keep_recipients(session, target.recipients)
    if _upstream_copy(session) is not target.copy:
        session.change_setting(COPY_SETTING, str(target.copy))


def _keep_recipients(session: Session, recipients: Sequence[Recipient]) -> None:
    before = {recipient.ski for recipient in recipients_in_use(session)}
    if before == {recipient.ski for recipient in recipients}:
        return
    session.vault.settings.set(RECIPIENTS_SETTING, [recipient.pem for recipient in recipients])
    session.journal(
        Event.RECIPIENT_ACCEPTED,
        session.now(),
        {"fingerprints": [recipient.fingerprint for recipient in recipients]},
    )


def _read_recipients(certificates: Sequence[bytes]) -> tuple[Recipient, ...]:
    by_key = {recipient.ski: recipient for recipient in map(read_recipient, certificates)}
    if len(by_key) > MAX_RECIPIENTS:
        raise Refused("export-recipients-many", fields=["recipients"], limit=MAX_RECIPIENTS)
    return tuple(by_key[ski] for ski in sorted(by_key))


def _upstream_copy(session: Session) -> Copy:
    chosen = session.vault.settings.get(COPY_SETTING)
    return Copy(chosen) if chosen in list(Copy) else Copy.STATE


def _remember(session: Session, committed: Outgoing) -> None:
    """Let the machine remember the last bundle of the chain: a restored vault does not know it."""
    if committed.stream == PUBLIC:
        return
    machine, vault_id = session.ports.machine, session.vault.info.vault_id
    sent = replace(
        machine.read(vault_id),
        sent_epoch=committed.epoch,
        sent_seq=committed.seq,
        sent_digest=committed.digest,
    )
    # It could be written a moment ago; if not now, the journal's head still tells a restored vault.
    machine_memory.keep_if_possible(session.ports, vault_id, sent)


def _numbered(progress: OnProgress, number: int, of: int) -> Callable[[int, int], None]:
    return lambda done, total: progress(SendProgress(number, of, done, total))

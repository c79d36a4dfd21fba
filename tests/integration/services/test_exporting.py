"""Exporting: committed first, written after, the same bundle on every try, and nothing half done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.bundle.reader import Verified
from clerkapp.domain.copies import Copy
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.revision import ActKind
from clerkapp.services import (
    attaching,
    drafting,
    exporting,
    recording,
    safekeeping,
    signers,
    signing,
    state_keys,
    vaults,
    verifying,
)
from clerkapp.services.exporting import Exported, Request
from clerkapp.services.sending import Progress
from clerkapp.services.session import Session
from tests.fakes.drive import FakeDrive
from tests.fakes.office import AUDITOR, JAM, NAME, RECORDER, STAFF, Office, whole

FIRST = "LARK-2026-W1-0001"
KIB = 1024


class State:
    """The state's desk: its keys, and its list of signers."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder = folder
        state_keys.new(folder, "ZZ test", office.ports)
        self.certificate = (folder / "recipient.crt").read_bytes()

    def verify(self, session: Session, files: list[Path], unpack: Path | None = None) -> Verified:
        listed = self.folder / "allowed_signers"
        listed.write_text(signers.own_line(session).line + "\n", "utf-8")
        return verifying.verify(
            files,
            recipient=self.folder / "recipient.crt",
            recipient_key=self.folder / "recipient.key",
            signers=listed,
            unpack=unpack,
        )


@pytest.fixture
def state(office: Office, tmp_path: Path) -> State:
    return State(tmp_path / "state", office)


@pytest.fixture
def request_(state: State) -> Request:
    return Request(recipients=(state.certificate,))


def _files(done: Exported) -> list[Path]:
    return [file.path for file in done.last.files]


def _left(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.iterdir()) if stick.exists() else []


def _failing(attempt: Callable[[], object]) -> EnvironmentFailure:
    with pytest.raises(EnvironmentFailure) as caught:
        attempt()
    return caught.value


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


@pytest.fixture
def recorded(session: Session) -> Session:
    """One record with an attachment of several pieces."""
    data = bytes(range(256)) * 12 * KIB
    attached = attaching.attach_bytes(session, "zero-tape.pdf", data)
    recording.record(session, "equipment", whole(), attachments=[attached])
    return session


def test_a_bundle_is_written_and_verifies(
    recorded: Session, office: Office, state: State, request_: Request
) -> None:
    done = exporting.export(recorded, request_, office.stick)
    verified = state.verify(recorded, _files(done))
    assert (verified.digest, verified.principal) == (done.last.digest, "W1@LARK")
    assert (verified.epoch, verified.seq, str(verified.kind)) == (1, 1, "delta")
    assert verified.totals.records == 1
    assert verified.missing == ()
    assert sorted(_left(office.stick)) == sorted(["SHA256SUMS", _files(done)[0].name])


def test_with_nothing_new_the_same_bundle_is_written_again(
    recorded: Session, office: Office, request_: Request
) -> None:
    first = exporting.export(recorded, request_, office.stick)
    plan = exporting.plan(recorded, Request())
    again = exporting.export(recorded, Request(), office.stick)
    assert (plan.again, plan.records, plan.waiting) == (True, 0, 0)
    assert (again.last.digest, again.last.seq) == (first.last.digest, 1)
    assert _files(again) != _files(first)


def test_a_second_bundle_holds_what_is_new_and_follows_the_first(
    recorded: Session, office: Office, state: State, request_: Request
) -> None:
    first = exporting.export(recorded, request_, office.stick)
    recording.amend(recorded, FIRST, {"place_spot": "Gym"}, "Added")
    recording.record(recorded, "procedure", JAM)
    signing.sign(recorded, FIRST, ActKind.AUTHORITY)
    plan = exporting.plan(recorded, Request())
    second = exporting.export(recorded, Request(), office.stick)
    verified = state.verify(recorded, _files(second))
    assert (plan.records, plan.revisions, plan.kind) == (2, 2, "delta")
    assert (verified.seq, verified.statement.prev) == (2, first.last.digest)
    assert verified.statement.payload.records == 2
    assert verified.statement.payload.signatures == 3
    assert verified.statement.journal.seq > 1


def test_a_signature_alone_is_something_new(
    recorded: Session, office: Office, request_: Request
) -> None:
    exporting.export(recorded, request_, office.stick)
    signing.sign(recorded, FIRST, ActKind.AUTHORITY)
    assert exporting.export(recorded, Request(), office.stick).last.seq == 2


def test_drafts_never_leave(recorded: Session, office: Office, state: State) -> None:
    drafting.save(recorded, "equipment", {"values": {"one_line": "Unfinished heron"}})
    done = exporting.export(recorded, Request(recipients=(state.certificate,)), office.stick)
    unpacked = office.stick / "unpacked"
    state.verify(recorded, _files(done), unpacked)
    everything = b"".join(p.read_bytes() for p in unpacked.rglob("*") if p.is_file())
    assert b"heron" not in everything


def test_the_state_copy_leaves_names_at_home_and_the_full_copy_does_not(
    session: Session, office: Office, state: State
) -> None:
    person = {"role": "deputy", "name": "Perrin Oduya", "contact": "555-0117"}
    recording.record(session, "equipment", {**JAM, "noticed_by": person})
    for copy, expected in ((Copy.STATE, False), (Copy.FULL, True)):
        folder = office.stick / str(copy)
        request = Request(copy=copy, recipients=(state.certificate,))
        done = exporting.export(session, request, folder)
        state.verify(session, _files(done), folder)
        records = (folder / "bundle/data/records.jsonl").read_text("utf-8")
        accounts = (folder / "bundle/data/accounts.jsonl").read_text("utf-8")
        for name, where in (("Perrin", records), ("555-0117", records), (NAME, accounts)):
            assert (name in where) is expected
        assert "deputy" in records


@pytest.mark.parametrize("pulled_after", [10, 700 * KIB, 2_000 * KIB])
def test_a_stick_that_is_pulled_loses_nothing(
    recorded: Session, office: Office, state: State, pulled_after: int
) -> None:
    request = Request(recipients=(state.certificate,))
    pulled = FakeDrive(pulled_after=pulled_after)
    session = replace(recorded, ports=replace(office.ports, drive=pulled))
    assert _failing(lambda: exporting.export(session, request, office.stick)).code == "drive-gone"
    committed = recorded.vault.outgoing.pending("upstream")
    assert [one.seq for one in committed] == [1]

    pulled.put_back()
    done = exporting.export(session, request, office.stick)
    assert done.last.digest == committed[0].digest
    assert state.verify(recorded, _files(done)).digest == committed[0].digest
    assert recorded.vault.outgoing.pending("upstream") == ()


def test_what_was_not_written_goes_first_and_as_it_was(
    recorded: Session, office: Office, state: State
) -> None:
    request = Request(recipients=(state.certificate,))
    session = replace(recorded, ports=replace(office.ports, drive=FakeDrive(pulled_after=10)))
    _failing(lambda: exporting.export(session, request, office.stick))
    recording.record(recorded, "procedure", JAM)
    assert exporting.plan(recorded, request).waiting == 1
    done = exporting.export(recorded, request, office.stick / "again")
    assert [one.seq for one in done.bundles] == [1, 2]
    chain = [state.verify(recorded, [file.path for file in one.files]) for one in done.bundles]
    assert chain[1].statement.prev == chain[0].digest


def test_a_stick_with_too_little_room_is_refused_before_the_first_byte(
    recorded: Session, office: Office, state: State
) -> None:
    small = FakeDrive(capacity=100 * KIB)
    session = replace(recorded, ports=replace(office.ports, drive=small))
    request = Request(recipients=(state.certificate,))
    failure = _failing(lambda: exporting.export(session, request, office.stick))
    assert failure.code == "drive-short"
    assert failure.params["free"] == 100 * KIB
    assert failure.params["needed"] > 3_000 * KIB
    assert (small.written, _left(office.stick)) == (0, [])


def test_a_worn_stick_is_noticed_and_nothing_stays_on_it(
    recorded: Session, office: Office, state: State
) -> None:
    session = replace(recorded, ports=replace(office.ports, drive=FakeDrive(worn=True)))
    request = Request(recipients=(state.certificate,))
    failure = _failing(lambda: exporting.export(session, request, office.stick))
    assert failure.code == "drive-changed-bytes"
    assert _left(office.stick) == []
    assert len(recorded.vault.outgoing.pending("upstream")) == 1


def test_a_large_bundle_is_cut_into_parts(
    recorded: Session, office: Office, state: State, request_: Request
) -> None:
    done = exporting.export(recorded, request_, office.stick, part_size=1000 * KIB)
    files = _files(done)
    assert len(files) == 4
    assert state.verify(recorded, files).digest == done.last.digest
    assert _refused(lambda: state.verify(recorded, files[:-1])).code == "truncated"


def test_progress_grows_to_the_end_and_stopping_leaves_nothing(
    recorded: Session, office: Office, request_: Request
) -> None:
    seen: list[Progress] = []
    done = exporting.export(recorded, request_, office.stick, progress=seen.append)
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert (seen[-1].done, seen[-1].number, seen[-1].of) == (seen[-1].total, 1, 1)

    recording.record(recorded, "procedure", JAM)
    before = _left(office.stick)
    stops = iter([False, True])
    refused = _refused(
        lambda: exporting.run(
            lambda work: work(),
            recorded,
            Request(),
            office.stick,
            progress=lambda _: None,
            stopped=lambda: next(stops),
        )
    )
    assert refused.code == "cancelled"
    assert _left(office.stick) == before
    assert exporting.export(recorded, Request(), office.stick).last.seq == done.last.seq + 1


def test_an_interruption_of_the_vaults_thread_leaves_nothing(
    recorded: Session, office: Office, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = recorded.vault.attachments.chunks

    def interrupted(sha256: str, *, check: bool = True) -> Iterator[bytes]:
        yield next(chunks(sha256, check=check))
        raise KeyboardInterrupt

    monkeypatch.setattr(recorded.vault.attachments, "chunks", interrupted)
    with pytest.raises(KeyboardInterrupt):
        exporting.export(recorded, request_, office.stick)
    monkeypatch.undo()
    assert _left(office.stick) == []
    (waiting,) = recorded.vault.outgoing.pending("upstream")
    assert exporting.export(recorded, Request(), office.stick).last.digest == waiting.digest


def test_another_recipient_opens_a_new_epoch_with_a_snapshot(
    recorded: Session, office: Office, state: State, request_: Request, tmp_path: Path
) -> None:
    first = exporting.export(recorded, request_, office.stick)
    other = State(tmp_path / "other-state", office)
    request = Request(recipients=(other.certificate,))
    plan = exporting.plan(recorded, request)
    done = exporting.export(recorded, request, office.stick)
    verified = other.verify(recorded, _files(done))
    assert (plan.kind, plan.new_epoch) == ("snapshot", "new-upstream")
    assert (verified.epoch, verified.seq, str(verified.kind)) == (2, 1, "snapshot")
    before = verified.statement.epoch_prev
    assert before is not None
    assert (before.epoch, before.seq, before.digest) == (1, 1, first.last.digest)
    assert _refused(lambda: state.verify(recorded, _files(done))).code == (
        "not-addressed-to-this-key"
    )
    events = [entry.event for entry in recorded.vault.journal.entries()]
    assert (events.count(Event.RECIPIENT_ACCEPTED), events.count(Event.EPOCH_OPENED)) == (2, 1)


def test_the_recipients_are_remembered(
    recorded: Session, office: Office, state: State, request_: Request
) -> None:
    refused = _refused(lambda: exporting.export(recorded, Request(), office.stick))
    assert (refused.code, refused.fields) == ("export-recipient-missing", ("recipients",))
    exporting.accept_recipients(recorded, [state.certificate])
    assert exporting.export(recorded, Request(), office.stick).last.epoch == 1
    assert len(exporting.recipients_in_use(recorded)) == 1


def test_a_restored_vault_begins_a_new_epoch_after_the_last_one_that_left(
    office: Office, state: State, tmp_path: Path
) -> None:
    request = Request(recipients=(state.certificate,))
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    exporting.export(session, request, office.stick)
    safekeeping.backup(session, tmp_path / "one.clerkbackup")
    recording.record(session, "equipment", JAM)
    lost = exporting.export(session, request, office.stick)
    vaults.lock(session)

    office.folder = tmp_path / "Restored.vault"
    safekeeping.restore(tmp_path / "one.clerkbackup", office.folder, office.ports)
    session = office.unlock()
    recorded = recording.record(session, "equipment", JAM)
    plan = exporting.plan(session, request)
    done = exporting.export(session, request, office.stick)
    verified = state.verify(session, _files(done))
    vaults.lock(session)
    before = verified.statement.epoch_prev
    assert recorded.number == "LARK-2026-W1-0101"
    assert plan.new_epoch == "restore"
    assert (verified.epoch, verified.seq, str(verified.kind)) == (2, 1, "snapshot")
    assert before is not None
    assert (before.seq, before.digest, str(before.reason)) == (2, lost.last.digest, "restore")

    session = office.unlock()
    recording.record(session, "equipment", JAM)
    assert exporting.export(session, request, office.stick).last.seq == 2
    vaults.lock(session)


def test_nothing_happened_is_said_once_a_day_and_only_when_it_is_true(
    session: Session, office: Office, state: State
) -> None:
    request = Request(recipients=(state.certificate,), nil=True)
    done = exporting.export(session, request, office.stick)
    verified = state.verify(session, _files(done))
    nil = verified.statement.nil
    assert str(verified.kind) == "nil"
    assert nil is not None
    assert nil.text == (
        "Larkspur County reports that nothing happened from Nov 3, 2026 to Nov 3, 2026."
    )
    assert exporting.export(session, request, office.stick).last.digest == done.last.digest
    office.clock.pass_time(24 * 3600)
    assert exporting.export(session, request, office.stick).last.seq == 2
    recording.record(session, "equipment", JAM)
    assert _refused(lambda: exporting.plan(session, request)).code == "nil-unsent"


def test_with_nothing_at_all_there_is_nothing_to_export(
    session: Session, office: Office, request_: Request
) -> None:
    for attempt in (exporting.plan, lambda s, r: exporting.export(s, r, office.stick)):
        assert _refused(lambda one=attempt: one(session, request_)).code == "export-nothing"
    assert session.vault.outgoing.latest("upstream") is None


def test_single_records_go_alone_and_the_others_later(
    session: Session, office: Office, state: State, request_: Request
) -> None:
    for _ in range(3):
        recording.record(session, "equipment", JAM)
    alone = exporting.export(
        session, replace(request_, numbers=("LARK-2026-W1-0002",)), office.stick
    )
    rest = exporting.export(session, Request(), office.stick)
    assert state.verify(session, _files(alone)).totals.records == 1
    assert state.verify(session, _files(rest)).totals.records == 2


def test_single_records_cannot_open_an_epoch(
    recorded: Session, office: Office, request_: Request, tmp_path: Path
) -> None:
    exporting.export(recorded, request_, office.stick)
    other = State(tmp_path / "other-state", office)
    request = Request(recipients=(other.certificate,), numbers=(FIRST,))
    assert _refused(lambda: exporting.export(recorded, request, office.stick)).code == (
        "export-number-snapshot"
    )


def test_a_public_copy_shows_no_names_no_files_and_nothing_restricted(
    session: Session, office: Office, state: State, tmp_path: Path
) -> None:
    person = {"role": "deputy", "name": "Perrin Oduya"}
    attached = attaching.attach_bytes(session, "tape.txt", b"tape")
    recording.record(
        session, "equipment", {**whole(), "noticed_by": person}, attachments=[attached]
    )
    recording.record(session, "procedure", {**JAM, "restricted": True, "place": "Quiet place"})
    public = Request(copy=Copy.PUBLIC)
    done = exporting.export(session, public, office.stick)
    (file,) = _files(done)
    listed = tmp_path / "published"
    listed.write_text(signers.own_line(session).line + "\n", "utf-8")
    verified = verifying.verify_public(file, signers=listed)
    data = file.read_bytes()
    assert (str(verified.kind), verified.totals.records) == ("snapshot", 1)
    for hidden in (b"Perrin", b"Quiet place", NAME.encode(), attached.sha256.encode()):
        assert hidden not in data
    again = exporting.export(session, public, office.stick)
    assert (again.last.digest, again.last.seq) == (done.last.digest, 1)
    named = replace(public, numbers=("LARK-2026-W1-0002",))
    assert _refused(lambda: exporting.export(session, named, office.stick)).code == (
        "number-not-public"
    )
    assert session.vault.outgoing.latest("upstream") is None


def test_who_may_export(as_person: Callable[[str], Session], state: State, tmp_path: Path) -> None:
    recording.record(as_person(STAFF), "equipment", JAM)
    request = Request(recipients=(state.certificate,))
    for name in (RECORDER, AUDITOR):
        session = as_person(name)
        assert _refused(lambda one=session: exporting.plan(one, request)).code == "not-permitted"
    session = as_person(STAFF)
    assert exporting.plan(session, request).records == 1
    public = Request(copy=Copy.PUBLIC)
    assert _refused(lambda: exporting.plan(session, public)).code == "not-permitted"


def test_a_bundle_is_journaled_when_committed_and_when_written(
    recorded: Session, office: Office, request_: Request
) -> None:
    done = exporting.export(recorded, request_, office.stick)
    entries = {entry.event: entry.params for entry in recorded.vault.journal.entries()}
    assert entries[Event.BUNDLE_COMMITTED]["digest"] == done.last.digest
    assert entries[Event.BUNDLE_WRITTEN]["files"] == [path.name for path in _files(done)]


def test_what_is_not_a_certificate_is_refused(
    recorded: Session, office: Office, tmp_path: Path
) -> None:
    request = Request(recipients=(b"-----BEGIN CERTIFICATE-----\nnot one\n",))
    assert _refused(lambda: exporting.export(recorded, request, office.stick)).code == (
        "recipient-form"
    )
    keys = [State(tmp_path / f"state-{n}", office).certificate for n in range(5)]
    refused = _refused(
        lambda: exporting.export(recorded, Request(recipients=tuple(keys)), office.stick)
    )
    assert refused.code == "export-recipients-many"


def test_unpacking_never_goes_into_a_folder_that_is_there(
    recorded: Session, office: Office, state: State, request_: Request, tmp_path: Path
) -> None:
    done = exporting.export(recorded, request_, office.stick)
    state.verify(recorded, _files(done), tmp_path / "unpacked")
    assert (
        _refused(lambda: state.verify(recorded, _files(done), tmp_path / "unpacked")).code
        == "unpack-exists"
    )
    damaged = tmp_path / "damaged.p7m"
    data = bytearray(_files(done)[0].read_bytes())
    data[-1000] ^= 1
    damaged.write_bytes(bytes(data))
    refused = _refused(lambda: state.verify(recorded, [damaged], tmp_path / "other"))
    assert refused.code == "cannot-decrypt"
    assert not (tmp_path / "other" / "bundle").exists()


def test_state_keys_are_never_replaced(office: Office, state: State) -> None:
    refused = _refused(lambda: state_keys.new(state.folder, "Again", office.ports))
    assert refused.code == "state-key-exists"
    assert (state.folder / "recipient.crt").read_bytes() == state.certificate
    assert (state.folder / "recipient.key").stat().st_mode & 0o077 == 0

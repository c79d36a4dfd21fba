"""Exporting: committed first, written after, the same bundle on every try, and nothing half done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.export import exporting, signers, state_keys, verifying
from clerkapp.services.export.exporting import Exported, Request
from clerkapp.services.export.sending import SendProgress
from clerkapp.services.records import drafting, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vault_thread import Pump
from tests.fakes.drive import FakeDrive
from tests.fakes.office import JAM, REVIEWER, Office
from tests.fakes.published import published
from tests.fakes.state import State
from tests.fakes.vaults import NAME

FIRST = "LARK-2026-W1-0001"
KIB = 1024


def _files(done: Exported) -> list[Path]:
    return [file.path for file in done.last.files]


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _left(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.iterdir()) if stick.exists() else []


def _failing(attempt: Callable[[], object]) -> EnvironmentFailure:
    with pytest.raises(EnvironmentFailure) as caught:
        attempt()
    return caught.value


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
        folder.mkdir()
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
    (office.stick / "again").mkdir()
    done = exporting.export(recorded, request, office.stick / "again")
    assert [one.seq for one in done.bundles] == [1, 2]
    chain = [state.verify(recorded, [file.path for file in one.files]) for one in done.bundles]
    assert chain[1].statement.prev == chain[0].digest


def test_a_stick_that_is_not_there_is_not_made_and_nothing_is_put_together_for_it(
    recorded: Session, office: Office, state: State
) -> None:
    request = Request(recipients=(state.certificate,))
    missing = office.stick / "media" / "BLUE"
    assert _failing(lambda: exporting.export(recorded, request, missing)).code == "drive-gone"
    assert not missing.parent.exists()
    assert recorded.vault.outgoing.pending("upstream") == ()


def test_a_stop_leaves_nothing_and_the_same_bundle_goes_later(
    recorded: Session, office: Office, state: State
) -> None:
    request = Request(recipients=(state.certificate,))
    with pytest.raises(Refused, match="cancelled"):
        exporting.export(recorded, request, office.stick, stopped=lambda: True)
    assert _left(office.stick) == []
    (waiting,) = recorded.vault.outgoing.pending("upstream")
    done = exporting.export(recorded, request, office.stick)
    assert [one.digest for one in done.bundles] == [waiting.digest]


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
    seen: list[SendProgress] = []
    done = exporting.export(recorded, request_, office.stick, progress=seen.append)
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert (seen[-1].done, seen[-1].number, seen[-1].of) == (seen[-1].total, 1, 1)

    recording.record(recorded, "procedure", JAM)
    before = _left(office.stick)
    stops = iter([False, True])
    refused = _refused(
        lambda: Pump().run(
            lambda ask: exporting.run(
                ask,
                recorded,
                Request(),
                office.stick,
                progress=lambda _: None,
                stopped=lambda: next(stops),
            ),
            lambda: None,
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


def test_nothing_happened_is_not_said_of_a_day_on_which_something_did(
    recorded: Session, office: Office, state: State, request_: Request
) -> None:
    exporting.export(recorded, request_, office.stick)
    done = exporting.export(recorded, replace(request_, nil=True), office.stick)
    nil = state.verify(recorded, _files(done)).statement.nil
    assert nil is not None
    assert nil.text == (
        "Larkspur County reports that from Nov 3, 2026 to Nov 3, 2026 nothing happened"
        " that it has not sent before."
    )


def test_nothing_happened_is_said_of_the_whole_office_to_the_state(
    recorded: Session, office: Office, request_: Request
) -> None:
    exporting.export(recorded, request_, office.stick)
    for more in ({"numbers": (FIRST,)}, {"copy": Copy.PUBLIC}):
        request = replace(request_, nil=True, **more)
        attempt = partial(exporting.export, recorded, request, office.stick)
        assert _refused(attempt).code == "nil-alone"


def test_a_single_record_that_went_already_goes_again_in_its_own_bundle(
    session: Session, office: Office, request_: Request
) -> None:
    recording.record(session, "equipment", JAM)
    first = exporting.export(session, request_, office.stick)
    recording.record(session, "equipment", JAM)
    exporting.export(session, request_, office.stick)
    again = exporting.export(session, replace(request_, numbers=(FIRST,)), office.stick)
    assert [one.digest for one in again.bundles] == [first.last.digest]


def test_every_public_copy_stands_alone(
    as_person: Callable[[str], Session], office: Office, tmp_path: Path
) -> None:
    public = Request(copy=Copy.PUBLIC)
    listed = tmp_path / "published"
    for records in (1, 2, 3):
        published(as_person)
        session = as_person(REVIEWER)
        listed.write_text("\n".join(signers.own_lines(session).lines), "utf-8")
        done = exporting.export(session, public, office.stick)
        verified = verifying.verify_public(_files(done)[0], signers=listed, ports=session.ports)
        assert (verified.seq, verified.totals.records) == (records, records)


def test_a_bundle_is_journaled_when_committed_and_when_written(
    recorded: Session, office: Office, request_: Request
) -> None:
    done = exporting.export(recorded, request_, office.stick)
    entries = {entry.event: entry.params for entry in recorded.vault.journal.entries()}
    assert entries[Event.BUNDLE_COMMITTED]["digest"] == done.last.digest
    assert entries[Event.BUNDLE_WRITTEN]["files"] == [path.name for path in _files(done)]


def test_state_keys_that_do_not_all_fit_leave_none(office: Office, tmp_path: Path) -> None:
    office.drive.capacity = office.drive.written + 1200
    with pytest.raises(EnvironmentFailure, match="drive-full"):
        state_keys.new(tmp_path / "keys", "ZZ test", office.ports)
    assert list((tmp_path / "keys").iterdir()) == []
    office.drive.capacity = 1 << 40
    assert len(state_keys.new(tmp_path / "keys", "ZZ test", office.ports).files) == 6


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


@pytest.mark.posix("modes")
def test_a_states_private_key_is_for_this_account_alone(state: State) -> None:
    assert (state.folder / "recipient.key").stat().st_mode & 0o077 == 0

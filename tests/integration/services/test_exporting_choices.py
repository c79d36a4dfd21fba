"""Exporting: to whom, which copy, which records, and when a new epoch begins."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.copies import Copy
from clerkapp.services.export import exporting, signers, verifying
from clerkapp.services.export.exporting import Exported, Request
from clerkapp.services.records import attaching, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from tests.fakes.office import AUDITOR, JAM, RECORDER, REVIEWER, STAFF, Office
from tests.fakes.published import resolved, reviewed
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
    opening.lock(session)

    office.folder = tmp_path / "Restored.vault"
    safekeeping.restore(tmp_path / "one.clerkbackup", office.folder, office.ports)
    session = office.unlock()
    recorded = recording.record(session, "equipment", JAM)
    plan = exporting.plan(session, request)
    done = exporting.export(session, request, office.stick)
    verified = state.verify(session, _files(done))
    opening.lock(session)
    before = verified.statement.epoch_prev
    assert recorded.number == "LARK-2026-W1-0101"
    assert plan.new_epoch == "restore"
    assert (verified.epoch, verified.seq, str(verified.kind)) == (2, 1, "snapshot")
    assert before is not None
    assert (before.seq, before.digest, str(before.reason)) == (2, lost.last.digest, "restore")

    session = office.unlock()
    recording.record(session, "equipment", JAM)
    assert exporting.export(session, request, office.stick).last.seq == 2
    opening.lock(session)


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
        assert _refused(partial(attempt, session, request_)).code == "export-nothing"
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
    as_person: Callable[[str], Session], office: Office, tmp_path: Path
) -> None:
    person = {"role": "deputy", "name": "Perrin Oduya"}
    number = resolved(as_person, noticed_by=person)
    session = as_person(STAFF)
    attached = attaching.attach_bytes(session, "tape.txt", b"tape")
    recording.amend(session, number, {}, "The tape.", attachments=[attached])
    session = as_person(REVIEWER)
    reviewed(session, number, public_handling="open")
    hidden = recording.record(session, "procedure", {**JAM, "restricted": True, "place": "Quiet"})
    public = Request(copy=Copy.PUBLIC)
    done = exporting.export(session, public, office.stick)
    (file,) = _files(done)
    listed = tmp_path / "published"
    listed.write_text("\n".join(signers.own_lines(session).lines), "utf-8")
    verified = verifying.verify_public(file, signers=listed, ports=session.ports)
    data = file.read_bytes()
    assert (str(verified.kind), verified.totals.records) == ("snapshot", 1)
    for left_out in (b"Perrin", b"Quiet", NAME.encode(), attached.sha256.encode()):
        assert left_out not in data
    again = exporting.export(session, public, office.stick)
    assert (again.last.digest, again.last.seq) == (done.last.digest, 1)
    named = replace(public, numbers=(hidden.number,))
    assert _refused(lambda: exporting.export(session, named, office.stick)).code == (
        "number-not-public"
    )
    assert session.vault.outgoing.latest("upstream") is None


def test_who_may_export(as_person: Callable[[str], Session], state: State) -> None:
    recording.record(as_person(STAFF), "equipment", JAM)
    request = Request(recipients=(state.certificate,))
    exporting.accept_recipients(as_person(NAME), [state.certificate])
    for name in (RECORDER, AUDITOR):
        session = as_person(name)
        assert _refused(partial(exporting.plan, session, request)).code == "not-permitted"
    session = as_person(STAFF)
    assert exporting.plan(session, request).records == 1
    public = Request(copy=Copy.PUBLIC)
    assert _refused(lambda: exporting.plan(session, public)).code == "not-permitted"


def test_who_may_not_see_all_sends_only_where_and_what_others_decided(
    as_person: Callable[[str], Session], office: Office, state: State, tmp_path: Path
) -> None:
    """Otherwise a staff account reads restricted records with a certificate of its own."""
    recording.record(as_person(REVIEWER), "procedure", {**JAM, "restricted": True})
    own = State(tmp_path / "own", office).certificate
    session = as_person(STAFF)
    full = Request(copy=Copy.FULL, recipients=(own,))
    for request in (full, replace(full, copy=Copy.STATE), replace(full, copy=None, nil=True)):
        for attempt in (exporting.plan, lambda s, r: exporting.export(s, r, office.stick)):
            refused = _refused(partial(attempt, session, request))
            assert (refused.code, refused.fields) == ("export-not-accepted", ("recipients",))
    assert _refused(lambda: exporting.accept_recipients(session, [own])).code == "not-permitted"
    assert session.vault.outgoing.latest("upstream") is None

    exporting.accept_recipients(as_person(REVIEWER), [state.certificate])
    session = as_person(STAFF)
    both = Request(recipients=(state.certificate, own))
    assert _refused(lambda: exporting.plan(session, both)).code == "export-not-accepted"
    refused = _refused(lambda: exporting.plan(session, Request(copy=Copy.FULL)))
    assert (refused.code, refused.fields) == ("export-not-accepted", ("copy",))
    done = exporting.export(session, Request(), office.stick)
    assert state.verify(session, _files(done)).totals.records == 1

    exporting.export(as_person(NAME), Request(copy=Copy.FULL), office.stick)
    assert exporting.plan(as_person(STAFF), Request(copy=Copy.FULL)).again


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUTHORITY, Role.REVIEWER])
def test_who_decides_where_bundles_go(office: Office, state: State, role: Role) -> None:
    office.add("Kit Alder", role)
    session = office.unlock("Kit Alder")
    assert len(exporting.accept_recipients(session, [state.certificate])) == 1
    opening.lock(session)


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

"""The use cases need a store and nothing of the vault: a day's work over each adapter, up to the state."""

from pathlib import Path

import pytest

from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.export import exporting, signers, state_keys, verifying
from clerkapp.services.export.exporting import Request
from clerkapp.services.records import attaching, drafting, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import computer, whole
from tests.integration.store.desk import Desk


@pytest.fixture
def session(desk: Desk, tmp_path: Path) -> Session:
    """Dana Whitfield at work over a store."""
    return Session(desk.store, tmp_path, desk.account, desk.key, computer())


def test_a_record_goes_from_draft_to_the_state(session: Session, tmp_path: Path) -> None:
    saved = drafting.save(session, "equipment", dict(whole()))
    tape = attaching.attach_bytes(session, "zero-tape.pdf", b"%PDF-1.7 " + bytes(3000))
    done = recording.record(session, "equipment", whole(), attachments=[tape], draft=saved)
    assert drafting.count(session) == 0
    recording.amend(session, done.number, {"place": "Cedar"}, reason="The other hall.")
    signed = signing.sign(session, done.number, ActKind.TWO_PERSON, "county clerk, first party")
    (row,) = reading.list_records(session, Query(text="cedar")).rows
    assert (row.number, row.place, row.rev) == (done.number, "Cedar", 2)
    assert [one.rev for one in reading.history(session, done.number)] == [1, 2]
    assert signed.revision == row.identity

    stick, desk = tmp_path / "stick", tmp_path / "state"
    stick.mkdir()
    state_keys.new(desk, "ZZ test", session.ports)
    request = Request(recipients=((desk / "recipient.crt").read_bytes(),))
    sent = exporting.export(session, request, stick)
    listed = desk / "allowed_signers"
    listed.write_text("".join(f"{line}\n" for line in signers.own_lines(session).lines), "utf-8")
    verified = verifying.verify(
        [one.path for one in sent.last.files],
        recipient=desk / "recipient.crt",
        recipient_key=desk / "recipient.key",
        signers=listed,
        ports=session.ports,
    )
    assert (verified.digest, verified.totals.records) == (sent.last.digest, 1)
    assert verified.missing == ()
    assert session.vault.outgoing.pending("upstream") == ()
    assert session.vault.queries.totals().get("unsent", 0) == 0
    assert session.vault.journal.verify() == (session.vault.journal.head() or (0, ""))[0]

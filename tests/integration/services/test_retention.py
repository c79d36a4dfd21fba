"""Retention, legal hold and disposal (criterion 41): never early, never under hold, never by one person,
and then gone from the file itself."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.lists import Query
from clerkapp.domain.retention import ElectionDay, kept_until
from clerkapp.services.duties import owed
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.office_lists import writing
from clerkapp.services.records import attaching, drafting, reading, recording
from clerkapp.services.retention import disposing, holds
from clerkapp.services.session import Session
from clerkapp.services.vaults import safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.second import Second
from tests.fakes.office import JAM, REVIEWER, STAFF, Office, join
from tests.fakes.raw_pages import plain
from tests.fakes.state import State
from tests.fakes.vaults import NAME, PASSPHRASE

FIRST, SECOND_RECORD = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
UNTIED: dict[str, Any] = {**JAM, "election": None}
AFTER_TWO_YEARS = "2028-11-04T09:00:00-06:00"
WORDS = "Quibblesnatch lantern marmalade"
"""Stands in the record and nowhere else."""


@pytest.fixture
def reviewer(session: Session) -> Second:
    join(session, REVIEWER, Role.REVIEWER)
    return Second(REVIEWER, PASSPHRASE)


def _record(session: Session, **values: Any) -> str:
    return recording.record(session, "equipment", {**UNTIED, **values}).number


def _dispose(session: Session, second: Second, output: Path, *numbers: str) -> disposing.Disposal:
    return disposing.dispose(session, numbers or (FIRST,), "Two years are over.", second, output)


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


@pytest.mark.parametrize(
    ("recorded", "election", "named", "months", "until"),
    [
        ("2026-11-03", None, False, 24, "2028-11-04"),
        ("2026-12-31", None, False, 22, "2028-11-01"),
        ("2027-02-28", None, False, 24, "2029-03-01"),
        ("2028-02-29", None, False, 24, "2030-03-01"),
        ("2026-11-03", ElectionDay(date(2026, 11, 3), federal=True), True, 24, "2028-11-04"),
        ("2026-10-01", ElectionDay(date(2026, 11, 3), federal=True), True, 22, "2028-09-04"),
        # Whatever the policy says, 22 months after a federal election.
        ("2026-10-01", ElectionDay(date(2026, 11, 3), federal=True), True, 6, "2028-09-04"),
        ("2026-10-01", ElectionDay(date(2026, 11, 3), federal=False), True, 6, "2027-05-04"),
        # What was written down long after.
        ("2028-01-10", ElectionDay(date(2026, 11, 3), federal=True), True, 24, "2030-01-11"),
        ("2026-11-03", None, True, 24, None),
    ],
)
def test_until_when_a_record_is_kept(
    recorded: str, election: ElectionDay | None, named: bool, months: int, until: str | None
) -> None:
    found = kept_until(date.fromisoformat(recorded), election, months, named=named)
    assert found == (date.fromisoformat(until) if until else None)


def test_criterion_41_nothing_goes_before_its_date(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session)
    office.clock.set_to("2028-11-03T23:59:00-06:00")
    early = _refused(lambda: _dispose(session, reviewer, tmp_path / "c.pdf"))
    assert (early.code, early.params["until"]) == ("disposal-early", "2028-11-04")
    assert disposing.may_go(session) == ()
    assert not (tmp_path / "c.pdf").exists()
    office.clock.set_to(AFTER_TWO_YEARS)
    assert [one.row.number for one in disposing.may_go(session)] == [FIRST]


def test_criterion_41_nothing_goes_under_hold(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session)
    office.clock.set_to(AFTER_TWO_YEARS)
    assert holds.hold(session, [FIRST], "A court asked for it.") == (FIRST,)
    held = _refused(lambda: _dispose(session, reviewer, tmp_path / "c.pdf"))
    assert (held.code, held.params["reason"]) == ("disposal-held", "A court asked for it.")
    assert disposing.may_go(session) == ()
    assert _refused(lambda: holds.hold(session, [FIRST], "Again.")).code == "held-already"
    holds.lift(session, [FIRST], "The court is done.")
    assert _refused(lambda: holds.lift(session, [FIRST], "Again.")).code == "not-held"
    assert _dispose(session, reviewer, tmp_path / "c.pdf").numbers == (FIRST,)
    assert safekeeping.check(session).sound


def test_a_record_of_an_election_without_a_day_stays(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session, election="An election that nobody entered")
    office.clock.set_to("2040-11-04T09:00:00-06:00")
    refused = _refused(lambda: _dispose(session, reviewer, tmp_path / "c.pdf"))
    assert refused.code == "disposal-undated"


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ({"day": "2026-11-03", "federal": True}, "2028-11-04"),
        ({"day": "2026-11-03"}, "2028-11-04"),
        # The day counts on which it ended.
        ({"day": "2026-11-03", "until": "2026-11-05", "federal": True}, "2028-11-06"),
        # What was recorded long after is kept from then.
        ({"day": "2024-11-05", "federal": True}, "2028-11-04"),
    ],
)
def test_the_day_of_its_election_counts(
    session: Session, typed: dict[str, Any], until: str
) -> None:
    number = _record(session, election="General 2026")
    assert disposing.keeping(session, number).keeping.until is None
    entry = writing.add(session, "election", {"code": "G26", "name": "GENERAL 2026", **typed})
    assert str(disposing.keeping(session, number).keeping.until) == until
    writing.close(session, "election", entry.id)
    assert str(disposing.keeping(session, number).keeping.until) == until


def test_criterion_41_two_people(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session)
    join(session, STAFF, Role.STAFF)
    office.clock.set_to(AFTER_TWO_YEARS)
    out = tmp_path / "c.pdf"
    for second, code in (
        (Second(NAME, PASSPHRASE), "second-unfit"),
        (Second(STAFF, PASSPHRASE), "second-unfit"),
        (Second(REVIEWER, "a guess at it, wrong"), "second-failed"),
        (Second("Nobody Here", PASSPHRASE), "second-failed"),
    ):
        assert _refused(partial(_dispose, session, second, out)).code == code
    session.vault.close()
    staff = office.unlock(STAFF)
    assert _refused(lambda: _dispose(staff, reviewer, out)).code == "not-permitted"
    assert _refused(lambda: holds.hold(staff, [FIRST], "Mine.")).code == "not-permitted"
    staff.vault.close()
    assert not out.exists()


def test_criterion_41_the_certificate_comes_first_and_the_bytes_are_gone(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    """Values, search text, indicators, drafts, files, free pages, the write-ahead log."""
    tape = WORDS.encode() * 3000
    attached = attaching.attach_bytes(session, "tape.txt", tape)
    number = recording.record(
        session,
        "message",
        {
            **UNTIED,
            "one_line": WORDS,
            "seen": WORDS * 40,
            "channel": "email",
            "sender_address": "quibblesnatch@marmalade.example",
            "todo": [{"step": WORDS, "owner": WORDS}],
            "prevention": [{"step": WORDS}],
        },
        attachments=[attached],
    ).number
    recording.amend(session, number, {"seen": WORDS * 30 + "."}, "More of it: " + WORDS)
    drafting.save(session, "message", {"values": {"seen": WORDS}}, record=number)
    # Neighbours on every page, also in the index of the search.
    for n in range(120):
        _record(session, seen=f"lantern {n} quibbler " * 20)
    vault = vault_of(session)
    database = office.folder / "incidents.db"
    vault.connection.forget_what_was()
    assert WORDS.encode() in plain(database, vault.data_key)

    office.clock.set_to(AFTER_TWO_YEARS)
    out = tmp_path / "certificate.pdf"
    done = _dispose(session, reviewer, out, number)
    log = office.folder / "incidents.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert session.vault.attachments.get(attached.sha256) is None
    assert reading.list_records(session, Query(text="quibblesnatch")).rows == ()
    assert drafting.count(session) == 0

    [entry] = [one for one in session.vault.journal.latest(20) if one.event is Event.DISPOSED]
    assert entry.params["numbers"] == [number]
    assert entry.params["certificate"] == done.certificate.sha256
    assert safekeeping.check(session).problems == ()

    pages = plain(database, vault.data_key)
    # The index of the search keeps of a word what the one before it ("quibbler") has not.
    for gone in (WORDS, "Quibblesnatch", "marmalade", "snatch"):
        assert gone.encode() not in pages, gone


def test_what_stays_of_it(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session, severity="critical")
    _record(session)
    before = session.vault.revisions.history(session.vault.revisions.record_id_of(FIRST))
    office.clock.set_to(AFTER_TWO_YEARS)
    _dispose(session, reviewer, tmp_path / "c.pdf")
    shown = reading.show(session, FIRST)
    assert shown.revision == before[-1].identity
    assert shown.row.one_line == ""
    assert shown.stored.keys() == {"status"}
    assert owed.of_record(session, FIRST) == ()
    assert [one.row.number for one in owed.everything(session)] == [SECOND_RECORD]
    assert reading.history(session, FIRST)[0].revision == before[0].identity
    again = _refused(lambda: _dispose(session, reviewer, tmp_path / "d.pdf"))
    assert again.code == "disposed-already"
    assert disposing.may_go(session)[0].row.number == SECOND_RECORD
    assert _record(session).endswith("2028-W1-0001")


def test_a_file_that_another_record_names_stays(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    shared = attaching.attach_bytes(session, "log.txt", b"shared by two")
    for _ in range(2):
        recording.record(session, "equipment", UNTIED, attachments=[shared])
    office.clock.set_to(AFTER_TWO_YEARS)
    _dispose(session, reviewer, tmp_path / "one.pdf", FIRST)
    assert session.vault.attachments.get(shared.sha256) is not None
    _dispose(session, reviewer, tmp_path / "two.pdf", SECOND_RECORD)
    assert session.vault.attachments.get(shared.sha256) is None
    # The same bytes may come again.
    again = attaching.attach_bytes(session, "log.txt", b"shared by two")
    recording.record(session, "equipment", UNTIED, attachments=[again])
    assert b"".join(session.vault.attachments.chunks(again.sha256)) == b"shared by two"
    assert safekeeping.check(session).problems == ()


def test_a_certificate_replaces_no_file(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session)
    office.clock.set_to(AFTER_TWO_YEARS)
    taken = tmp_path / "c.pdf"
    taken.write_bytes(b"mine")
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        _dispose(session, reviewer, taken)
    assert taken.read_bytes() == b"mine"
    assert reading.show(session, FIRST).stored["one_line"] == JAM["one_line"]


def test_a_stick_that_fails_leaves_the_record(
    session: Session, office: Office, reviewer: Second, tmp_path: Path
) -> None:
    _record(session)
    office.clock.set_to(AFTER_TWO_YEARS)
    with pytest.raises(EnvironmentFailure):
        _dispose(session, reviewer, tmp_path / "pulled" / "c.pdf")
    assert reading.show(session, FIRST).stored["one_line"] == JAM["one_line"]
    assert session.vault.declarations.list() == ()
    assert safekeeping.check(session).sound


def test_what_was_sent_is_told_of_anew(
    session: Session,
    office: Office,
    reviewer: Second,
    state: State,
    request_: Request,
    tmp_path: Path,
) -> None:
    _record(session)
    _record(session)
    exporting.export(session, request_, office.stick)
    office.clock.set_to(AFTER_TWO_YEARS)
    _dispose(session, reviewer, tmp_path / "c.pdf")
    sent = exporting.export(session, request_, office.stick).last
    assert (sent.epoch, sent.seq, sent.kind) == (2, 1, "snapshot")
    said = state.verify(session, [file.path for file in sent.files]).statement
    assert said.epoch_prev is not None
    assert said.epoch_prev.reason == "erasure"
    assert safekeeping.check(session).problems == ()


def test_a_policy_is_never_shorter_than_federal_law(session: Session) -> None:
    assert disposing.months(session) == 24
    assert _refused(lambda: disposing.set_months(session, 21)).code == "retention-short"
    assert disposing.set_months(session, 36) == 36
    assert disposing.months(session) == 36
    assert safekeeping.check(session).sound

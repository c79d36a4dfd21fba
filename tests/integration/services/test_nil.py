"""Nothing to report: declared by the authority alone, never over a record or a draft, and what a nil bundle says."""

from collections.abc import Callable
from typing import Any

import pytest

from clerkapp.codec import statement as statements
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.services.declarations import nil
from clerkapp.services.declarations.nil import Scope
from clerkapp.services.export import exporting, outbox
from clerkapp.services.export.exporting import Request
from clerkapp.services.office_lists import writing
from clerkapp.services.records import drafting, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import safekeeping
from tests.fakes.office import JAM, REVIEWER, STAFF, Office, join
from tests.fakes.state import State
from tests.fakes.vaults import NAME

ELECTION = str(JAM["election"])
TEXT = "Nothing of any kind was recorded at this election."
WEEK = Scope(first="2026-11-01", last="2026-11-07")


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _record(session: Session, **values: Any) -> str:
    return recording.record(session, "equipment", {**JAM, **values}).number


def test_the_authority_declares_and_takes_back(session: Session) -> None:
    made = nil.add(session, Scope(election=ELECTION, site="Oak Hall"), TEXT)
    assert (made.by, made.text, made.withdrawn) == (NAME, TEXT, None)
    [listed] = nil.listed(session)
    assert listed == made
    gone = nil.withdraw(session, made.id, "A late call came in.")
    assert gone.withdrawn is not None
    assert gone.reason == "A late call came in."
    assert _refused(lambda: nil.withdraw(session, made.id, "Again.")).code == "nil-withdrawn"
    assert _refused(lambda: nil.withdraw(session, "0" * 16, "What?")).code == "declaration-missing"
    assert [one.id for one in nil.listed(session)] == [made.id]
    assert nil.in_force(session) == ()
    assert safekeeping.check(session).problems == ()


@pytest.mark.parametrize("role", [Role.STAFF, Role.REVIEWER])
def test_nobody_else_does(session: Session, office: Office, role: Role) -> None:
    name = STAFF if role is Role.STAFF else REVIEWER
    join(session, name, role)
    session.vault.close()
    other = office.unlock(name)
    assert _refused(lambda: nil.add(other, WEEK, TEXT)).code == "not-permitted"
    other.vault.close()


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        (Scope(), "nil-scope"),
        (Scope(election=ELECTION, first="2026-11-01", last="2026-11-02"), "nil-scope"),
        (Scope(first="2026-11-01"), "nil-scope"),
        (Scope(first="2026-11-07", last="2026-11-01"), "nil-scope"),
        (Scope(first="tomorrow", last="2026-11-01"), "time-form"),
        (Scope(site="Oak Hall"), "nil-scope"),
    ],
)
def test_a_scope_is_an_election_or_a_period(session: Session, scope: Scope, code: str) -> None:
    assert _refused(lambda: nil.add(session, scope, TEXT)).code == code


def test_a_sentence_is_needed(session: Session) -> None:
    assert _refused(lambda: nil.add(session, WEEK, "  ")).code == "nil-text"
    assert _refused(lambda: nil.add(session, WEEK, "x" * 1001)).code == "text-long"


@pytest.mark.parametrize(
    ("values", "scope", "lies"),
    [
        ({}, Scope(election=ELECTION), True),
        ({}, Scope(election=ELECTION.lower()), True),
        ({}, Scope(election="Another election"), False),
        ({}, Scope(election=ELECTION, site="OAK hall"), True),
        ({}, Scope(election=ELECTION, site="Cedar Street"), False),
        ({}, WEEK, True),
        ({}, Scope(first="2026-11-04", last="2026-11-07"), False),
        ({"occurred": {"at": None, "precision": "unknown"}}, WEEK, True),
        ({"restricted": True}, WEEK, False),
    ],
)
def test_a_record_that_everybody_sees_speaks_against_it(
    session: Session, values: dict[str, Any], scope: Scope, lies: bool
) -> None:
    _record(session, **values)
    if not lies:
        nil.add(session, scope, TEXT)
        return
    refused = _refused(lambda: nil.add(session, scope, TEXT))
    assert (refused.code, refused.params) == ("not-nil", {"records": 1, "drafts": 0})


@pytest.mark.parametrize("site", ["OAK", "oak hall"])
@pytest.mark.parametrize("election", ["G26", "zz-2026-11-03"])
def test_an_entry_of_a_list_is_meant_by_code_and_name(
    session: Session, site: str, election: str
) -> None:
    """Records say the name, the declaration the code, or the other way round."""
    writing.add(session, "site", {"code": "OAK", "name": "Oak Hall"})
    writing.add(session, "election", {"code": "G26", "name": ELECTION, "day": "2026-11-03"})
    _record(session)
    scope = Scope(election=election, site=site)
    assert _refused(lambda: nil.add(session, scope, TEXT)).code == "not-nil"


@pytest.mark.parametrize(
    "scope", [Scope(election="Generl 2026"), Scope(election=ELECTION, site="Oka Hall")]
)
def test_a_slip_declares_nothing(session: Session, scope: Scope) -> None:
    writing.add(session, "site", {"code": "OAK", "name": "Oak Hall"})
    writing.add(session, "election", {"code": "G26", "name": ELECTION, "day": "2026-11-03"})
    assert _refused(lambda: nil.add(session, scope, TEXT)).code == "nil-scope-unknown"


def test_an_entry_that_is_called_by_its_name_is_known(session: Session) -> None:
    writing.add(session, "site", {"code": "Oak Hall", "name": "Oak Hall"})
    nil.add(session, Scope(first="2026-10-01", last="2026-10-02", site="oak hall"), TEXT)


def test_a_place_of_a_restricted_record_is_known_to_nobody_else(
    session: Session, office: Office
) -> None:
    writing.add(session, "site", {"code": "OAK", "name": "Oak Hall"})
    join(session, "Thea Ortiz", Role.AUTHORITY)
    about = {"restricted": True, "restricted_about": [{"name": "Thea Ortiz"}]}
    _record(session, place="Attic", election="Recall", **about)
    session.vault.close()
    other = office.unlock("Thea Ortiz")
    scope = Scope(first="2026-10-01", last="2026-10-02", site="Attic")
    assert _refused(lambda: nil.add(other, scope, TEXT)).code == "nil-scope-unknown"
    other.vault.close()


def test_a_struck_record_does_not(session: Session) -> None:
    recording.strike(session, _record(session), "Typed twice.")
    nil.add(session, WEEK, TEXT)


@pytest.mark.parametrize(
    ("values", "lies"),
    [
        ({}, True),
        ({"one_line": "Something"}, True),
        ({"occurred": {"at": "2026-11-03T07:10:00-06:00", "precision": "about"}}, True),
        ({"occurred": {"at": "2026-10-03T07:10:00-05:00", "precision": "about"}}, False),
        ({"place": "Cedar Street"}, False),
        ({"restricted": True}, False),
    ],
)
def test_a_draft_that_could_lie_in_it_does(
    session: Session, office: Office, values: dict[str, Any], lies: bool
) -> None:
    join(session, STAFF, Role.STAFF)
    session.vault.close()
    staff = office.unlock(STAFF)
    drafting.save(staff, "equipment", {"values": values})
    staff.vault.close()
    dana = office.unlock()
    scope = Scope(first="2026-11-01", last="2026-11-07", site="Oak Hall")
    if lies:
        assert _refused(lambda: nil.add(dana, scope, TEXT)).params == {"records": 0, "drafts": 1}
    else:
        nil.add(dana, scope, TEXT)
    dana.vault.close()


def test_staff_send_what_the_authority_declared_and_nothing_else(
    session: Session, office: Office, state: State, request_: Request
) -> None:
    exporting.accept_recipients(session, request_.recipients)
    join(session, STAFF, Role.STAFF)
    session.vault.close()
    staff = office.unlock(STAFF)
    assert _refused(lambda: exporting.export(staff, Request(nil=True), office.stick)).code == (
        "nil-unattested"
    )
    assert _refused(lambda: outbox.look(staff)).code == "nil-unattested"
    staff.vault.close()
    dana = office.unlock()
    nil.add(dana, Scope(first="2026-11-01", last="2026-11-03", site="Oak Hall"), "One place only.")
    office.clock.pass_time(60)
    declared = nil.add(dana, Scope(first="2026-11-01", last="2026-11-03"), TEXT)
    dana.vault.close()
    staff = office.unlock(STAFF)
    sent = exporting.export(staff, Request(nil=True), office.stick).last
    said = state.verify(staff, [file.path for file in sent.files]).statement
    assert said.nil is not None
    assert said.nil.text == TEXT
    assert (said.period_to, sent.kind) == ("2026-11-03", "nil")
    assert said.rules is not None
    assert said.rules.id == "general"
    assert len(nil.listed(staff)) == 2
    assert declared.withdrawn is None
    assert safekeeping.check(staff).problems == ()
    staff.vault.close()


def test_a_declaration_that_was_taken_back_or_outrun_is_not_sent(
    session: Session, office: Office, request_: Request
) -> None:
    exporting.accept_recipients(session, request_.recipients)
    join(session, STAFF, Role.STAFF)
    made = nil.add(session, WEEK, TEXT)
    nil.withdraw(session, made.id, "A late call.")
    session.vault.close()
    staff = office.unlock(STAFF)
    attempt = lambda: exporting.export(staff, Request(nil=True), office.stick)  # noqa: E731
    assert _refused(attempt).code == "nil-unattested"
    staff.vault.close()


def test_the_authority_declares_in_sending(
    session: Session, office: Office, state: State, request_: Request
) -> None:
    sent = exporting.export(
        session, Request(recipients=request_.recipients, nil=True), office.stick
    )
    [declared] = nil.listed(session)
    said = state.verify(session, [file.path for file in sent.last.files]).statement
    assert said.nil is not None
    assert said.nil.text == declared.text
    kept = session.vault.outgoing.get(sent.last.digest)
    assert statements.decode(kept.statement).nil == said.nil
    assert safekeeping.check(session).problems == ()

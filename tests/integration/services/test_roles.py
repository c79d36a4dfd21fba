"""The table of roles, cell by cell: what it says somebody may is done, and what it does not say is refused."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import PERMISSIONS, RIGHTS, Extent, Permission, Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.services import office as offices
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.office_lists import writing
from clerkapp.services.records import drafting, publishing, reading, recording, signing
from clerkapp.services.retention import holds
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts
from tests.fakes.office import Office, join, whole
from tests.fakes.state import State
from tests.fakes.vaults import NAME

THEIRS = "LARK-2026-W1-0001"
"""Dana's, resolved, at Oak Hall."""
ELSEWHERE, OPEN_ONE, REVIEWED = "LARK-2026-W1-0002", "LARK-2026-W1-0003", "LARK-2026-W1-0004"
AUTHOR = "Robin Weaver"
Deed = Callable[[Session], object]


@pytest.fixture
def as_role(office: Office) -> Iterator[Callable[[Role], Session]]:
    """An office with records and one person a role; the recorder is for Oak Hall."""
    session = office.unlock()
    join(session, AUTHOR, Role.REVIEWER)
    for role in Role:
        join(session, f"The {role}", role)
    accounts.change(session, "The recorder", sites=["Oak Hall"])
    for changes in ({}, {"place": "Cedar Street"}, {}, {}):
        recording.record(session, "equipment", whole(**changes))
    for number in (THEIRS, ELSEWHERE, REVIEWED):
        recording.set_status(session, number, "resolved")
    session.vault.close()
    with ExitStack() as stack:
        reviewer = office.unlock(AUTHOR)
        signing.sign(reviewer, REVIEWED, ActKind.REVIEW)
        reviewer.vault.close()

        def switch(role: Role) -> Session:
            stack.close()
            opened = office.unlock(f"The {role}")
            stack.enter_context(closing(opened.vault))
            return opened

        yield switch


def _send(session: Session) -> None:
    exporting.plan(session, Request())


DEEDS: dict[str, Deed] = {
    "record": lambda s: (
        recording.record(s, "equipment", whole()),
        drafting.save(s, "equipment", {"values": {}}),
    ),
    "see": lambda s: reading.show(s, THEIRS),
    "restricted": lambda s: reading.show(s, THEIRS),
    "add": lambda s: recording.amend(
        s,
        recording.record(s, "equipment", whole()).number
        if s.account.roles == {Role.RECORDER}
        else OPEN_ONE,
        {"place_spot": "Gym"},
        "Added.",
    ),
    "two_people": lambda s: signing.sign(s, THEIRS, ActKind.TWO_PERSON, "first party"),
    "resolve": lambda s: recording.set_status(s, OPEN_ONE, "resolved"),
    "review": lambda s: signing.sign(s, THEIRS, ActKind.REVIEW),
    "amend_reviewed": lambda s: recording.amend(s, REVIEWED, {"place_spot": "Gym"}, "Added."),
    "sign_authority": lambda s: signing.sign(s, THEIRS, ActKind.AUTHORITY),
    "send": _send,
    "set_upstream": lambda s: s.require(Permission.SET_UPSTREAM),
    "public_copy": lambda s: publishing.decide(s, THEIRS, {"public_handling": "closed"}),
    "administer": lambda s: offices.set_zone(s, "America/Denver"),
    "dispose": lambda s: holds.hold(s, [THEIRS], "A suit was brought."),
    "keep_lists": lambda s: writing.add(
        s, "unit", {"serial": "NT3-1", "device_type": "scan-single"}
    ),
    "set_up_office": lambda s: writing.add(s, "site", {"code": "OAK", "name": "Oak Hall"}),
    "back_up": lambda s: s.require(Permission.BACK_UP),
}


@pytest.mark.parametrize("role", list(Role))
def test_each_cell_is_what_happens(
    office: Office, state: State, as_role: Callable[[Role], Session], role: Role
) -> None:
    dana = office.unlock(NAME)
    exporting.accept_recipients(dana, [state.certificate])
    dana.vault.close()
    for right in RIGHTS:
        if right.code == "restricted":
            continue  # tests/integration/services/test_restricted.py
        session = as_role(role)
        may = role in right.cells
        assert _tried(session, DEEDS[right.code]) == ("" if may else REFUSED), right.code


REFUSED = "not there, or not permitted"


def _tried(session: Session, deed: Deed) -> str:
    """Do it and take it back, so that the next deed finds the office as it was; "" when it was done."""
    try:
        with session.transaction():
            deed(session)
            raise _Undone
    except _Undone:
        return ""
    except Refused as refused:
        return REFUSED if refused.code in ("not-permitted", "record-not-found") else refused.code


class _Undone(Exception):
    """What was tried is taken back, so that the next deed finds the office as it was."""


def test_a_recorder_sees_own_records_and_those_of_named_places(
    as_role: Callable[[Role], Session],
) -> None:
    session = as_role(Role.RECORDER)
    assert reading.show(session, THEIRS).row.place == "Oak Hall"
    with pytest.raises(Refused, match="record-not-found"):
        reading.show(session, ELSEWHERE)
    assert reading.totals(session)["records"] == 3
    own = recording.record(session, "equipment", whole(place="Cedar Street")).number
    assert reading.show(session, own).row.place == "Cedar Street"


def test_a_place_is_what_the_office_calls_it(as_role: Callable[[Role], Session]) -> None:
    """By the code of its list and by its name, whichever the account and the record have."""
    session = as_role(Role.ADMINISTRATOR)
    writing.add(session, "site", {"code": "CED", "name": "Cedar Street"})
    accounts.change(session, "The recorder", sites=["ced"])
    session = as_role(Role.RECORDER)
    assert reading.show(session, ELSEWHERE).row.place == "Cedar Street"
    with pytest.raises(Refused, match="record-not-found"):
        reading.show(session, THEIRS)


def test_permissions_follow_from_the_table_alone() -> None:
    named = {
        permission for right in RIGHTS for _, given in right.cells.values() for permission in given
    }
    assert named == set(Permission)
    assert PERMISSIONS[Role.ADMINISTRATOR].isdisjoint(
        {Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN, Permission.RECORD}
    )
    assert {extent for right in RIGHTS for extent, _ in right.cells.values()} == set(Extent)


@pytest.mark.parametrize(
    ("roles", "sites", "code"),
    [
        ([Role.STAFF], ["Oak Hall"], "sites-not-narrowed"),
        ([Role.RECORDER, Role.AUDITOR], ["Oak Hall"], "sites-not-narrowed"),
        ([Role.ADMINISTRATOR], ["Oak Hall"], "sites-not-narrowed"),
        ([Role.RECORDER], [f"Hall {n}" for n in range(51)], "sites-many"),
        ([Role.RECORDER], ["Oak\x1bHall"], "text-hidden"),
        ([Role.RECORDER], ["Oak H\u0430ll"], "name-mixed"),
    ],
)
def test_which_places_an_account_may_be_for(
    session: Session, roles: list[Role], sites: list[str], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        accounts.add(
            session,
            name="Lee Ortega",
            roles=roles,
            passphrase="granite thimble orchard",
            sites=sites,
        )
    assert (caught.value.code, caught.value.fields) == (code, ("sites",))


def test_places_are_an_administrators_and_nobodys_own(
    as_role: Callable[[Role], Session],
) -> None:
    for role in (Role.RECORDER, Role.STAFF, Role.AUTHORITY):
        with pytest.raises(Refused, match="not-permitted"):
            accounts.change(as_role(role), "The recorder", sites=[])
    session = as_role(Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="account-own"):
        accounts.change(session, "The administrator", sites=["Oak Hall"])
    with pytest.raises(Refused, match="sites-same"):
        accounts.change(session, "The recorder", sites=["Oak Hall", " oak  HALL"])
    assert accounts.change(session, "The recorder", sites=[]).sites == ()

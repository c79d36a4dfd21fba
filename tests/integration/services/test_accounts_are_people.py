"""A first passphrase opens nothing; a second account of a name is told apart; a successor needs two."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Account, Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import reading, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, recovery
from clerkapp.services.vaults.second import Second
from clerkapp.services.vaults.succeeding import Confirmation, OnPaper
from tests.fakes.office import FIRST_PASSPHRASE, REVIEWER, STAFF, Office, join, whole
from tests.fakes.vaults import NAME, PASSPHRASE

People = Callable[[str], Session]
OWN = "walnut ferry compass drizzle"
FIRST = "LARK-2026-W1-0001"


def _refused(work: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value


def _add(
    session: Session,
    name: str = STAFF,
    *roles: Role,
    confirmation: Confirmation | None = None,
) -> Account:
    return accounts.add(
        session,
        name=name,
        roles=roles or (Role.REVIEWER,),
        passphrase=FIRST_PASSPHRASE,
        confirmation=confirmation,
    )


def _entries(session: Session, event: Event) -> list[dict[str, object]]:
    return [
        dict(one.params) for one in session.vault.journal.entries(limit=500) if one.event is event
    ]


# Taking an account over


def test_a_first_passphrase_opens_nothing_and_stays_until_it_is_replaced(
    office: Office, session: Session
) -> None:
    _add(session)
    before = session.vault.journal.head()
    opening.lock(session)
    for _ in range(2):
        refused = _refused(
            lambda: opening.unlock(office.folder, STAFF, FIRST_PASSPHRASE, office.ports)
        )
        assert (refused.code, refused.params) == ("passphrase-own-first", {"name": STAFF})
    dana = office.unlock()
    assert before is not None
    new = [one.event for one in dana.vault.journal.entries(after=before[0])]
    assert new == [Event.LOCKED, Event.UNLOCKED]
    assert [accounts.status(dana, one).taken for one in accounts.people(dana)] == [True, False]
    dana.vault.close()


def test_choosing_ones_own_opens_the_account_from_then_on(office: Office, session: Session) -> None:
    _add(session)
    opening.lock(session)
    rae = passphrases.choose(office.folder, STAFF, FIRST_PASSPHRASE, OWN, office.ports)
    assert rae.account.name == STAFF
    assert len(_entries(rae, Event.ACCOUNT_TAKEN)) == 1
    passphrases.change(rae, OWN, "seven kettles under the porch")
    assert len(_entries(rae, Event.ACCOUNT_TAKEN)) == 1
    assert len(_entries(rae, Event.PASSPHRASE_CHANGED)) == 1
    opening.lock(rae)
    refused = _refused(lambda: opening.unlock(office.folder, STAFF, FIRST_PASSPHRASE, office.ports))
    assert refused.code == "unlock-failed"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (FIRST_PASSPHRASE, "passphrase-same"),
        (FIRST_PASSPHRASE.upper() + " ", "passphrase-same"),
        ("password", "passphrase-weak"),
        ("Rae Larsen 2026", "passphrase-weak"),
        ("Larkspur W1", "passphrase-weak"),
        ("short", "passphrase-short"),
    ],
)
def test_the_own_one_is_another_and_not_soon_guessed(
    office: Office, session: Session, new: str, code: str
) -> None:
    _add(session)
    opening.lock(session)
    refused = _refused(
        lambda: passphrases.choose(office.folder, STAFF, FIRST_PASSPHRASE, new, office.ports)
    )
    assert refused.code == code
    again = passphrases.choose(office.folder, STAFF, FIRST_PASSPHRASE, OWN, office.ports)
    again.vault.close()


def test_when_the_own_one_cannot_be_kept_the_first_one_stays_a_first_one(
    office: Office, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(session)
    opening.lock(session)

    def full(*_: object) -> None:
        raise EnvironmentFailure("vault-disk-full")

    with monkeypatch.context() as patched:
        patched.setattr("clerkapp.vault.keys.header.write", full)
        with pytest.raises(EnvironmentFailure):
            passphrases.choose(office.folder, STAFF, FIRST_PASSPHRASE, OWN, office.ports)
    refused = _refused(lambda: opening.unlock(office.folder, STAFF, FIRST_PASSPHRASE, office.ports))
    assert refused.code == "passphrase-own-first"
    opening.lock(passphrases.choose(office.folder, STAFF, FIRST_PASSPHRASE, OWN, office.ports))


@pytest.mark.parametrize("passphrase", ["password", "aaaaaaaa", "Larkspur County", "Tess Vole 77"])
def test_a_weak_first_passphrase_is_refused_too(session: Session, passphrase: str) -> None:
    refused = _refused(
        lambda: accounts.add(session, name="Tess Vole", roles=[Role.STAFF], passphrase=passphrase)
    )
    assert (refused.code, refused.fields) == ("passphrase-weak", ("passphrase",))


# Names


def test_a_successor_is_told_apart_wherever_it_signs(office: Office, as_person: People) -> None:
    dana = as_person(NAME)
    accounts.disable(dana, STAFF)
    join(dana, STAFF, Role.STAFF, confirmation=Second(REVIEWER, PASSPHRASE))
    rae = as_person(STAFF)
    assert rae.account.name == f"{STAFF} (2)"
    recording.record(rae, "equipment", whole())
    signing.sign(rae, FIRST, ActKind.TWO_PERSON, "Judge, first party")
    shown = reading.show(as_person(NAME), FIRST)
    long = f"{STAFF} (2), since Nov 3, 2026, opened by {NAME}"
    assert {one.author.long_name for one in shown.signatures} == {long}
    assert shown.author.name == f"{STAFF} (2)"
    assert as_person(f"{STAFF} (2)").account.id == rae.account.id


def test_closed_and_opened_twice_counts_on(as_person: People) -> None:
    dana = as_person(NAME)
    for number in (2, 3, 4):
        accounts.disable(dana, STAFF)
        added = join(dana, STAFF.upper(), Role.STAFF, confirmation=Second(REVIEWER, PASSPHRASE))
        assert added.name == f"{STAFF.upper()} ({number})"
    persons = {one.person for one in accounts.people(dana) if one.name.startswith("R")}
    assert len(persons) == 1


@pytest.mark.parametrize(
    "typed",
    ["rae larsen", "Rae  Larsen\u200b", "Rаe Larsen", "Rae-Larsen", "Rae Iarsen", "Råe Larsen"],
)
def test_however_the_name_is_written_it_is_a_successor(as_person: People, typed: str) -> None:
    dana = as_person(NAME)
    accounts.disable(dana, STAFF)
    refused = _refused(lambda: _add(dana, typed))
    assert refused.code in ("successor-second", "name-mixed")


@pytest.mark.parametrize("typed", ["Rae Larsen (2)", "Rae Larsen （2）", "Rae Larsen ⑵"])
def test_nobody_types_the_number(session: Session, typed: str) -> None:
    assert _refused(lambda: _add(session, typed)).code == "name-brackets"


# Successors


def _closed(dana: Session) -> None:
    accounts.disable(dana, STAFF)


@pytest.mark.parametrize(
    ("second", "passphrase", "code"),
    [
        (REVIEWER, "not the passphrase", "second-failed"),
        ("Nobody Here", PASSPHRASE, "second-failed"),
        (STAFF, PASSPHRASE, "second-failed"),
        (NAME, PASSPHRASE, "second-unfit"),
        ("Ivo Marsh", PASSPHRASE, "second-unfit"),
        ("Noor Abara", PASSPHRASE, "second-unfit"),
    ],
)
def test_the_second_is_somebody_else_who_may_review(
    as_person: People, second: str, passphrase: str, code: str
) -> None:
    dana = as_person(NAME)
    _closed(dana)
    refused = _refused(lambda: _add(dana, confirmation=Second(second, passphrase)))
    assert refused.code == code
    assert len(accounts.people(dana)) == 5


def test_an_account_that_nobody_took_over_confirms_nothing(as_person: People) -> None:
    dana = as_person(NAME)
    _closed(dana)
    _add(dana, "Sock Puppet", Role.REVIEWER)
    refused = _refused(lambda: _add(dana, confirmation=Second("Sock Puppet", FIRST_PASSPHRASE)))
    assert refused.code == "second-unfit"


def test_wrong_tries_of_the_second_pause_that_account_alone(
    office: Office, as_person: People
) -> None:
    dana = as_person(NAME)
    _closed(dana)
    for left in (3, 2, 1, 0):
        refused = _refused(lambda: _add(dana, confirmation=Second(REVIEWER, "wrong words here")))
        assert refused.params["left"] == left
    refused = _refused(lambda: _add(dana, confirmation=Second(REVIEWER, PASSPHRASE)))
    assert refused.code == "unlock-paused"
    as_person(NAME)
    assert _refused(lambda: office.unlock(REVIEWER)).code == "unlock-paused"


def test_who_confirmed_is_journaled(office: Office, as_person: People) -> None:
    dana = as_person(NAME)
    closed = accounts.disable(dana, STAFF)
    wren = next(one for one in accounts.people(dana) if one.name == REVIEWER)
    second = _add(dana, confirmation=Second(REVIEWER, PASSPHRASE))
    assert _entries(dana, Event.SUCCESSOR_CONFIRMED) == [
        {"account": second.id, "before": closed.id, "by": wren.id}
    ]


def test_what_was_never_taken_over_has_no_successor_to_confirm(session: Session) -> None:
    _add(session)
    accounts.disable(session, STAFF)
    assert _add(session).name == f"{STAFF} (2)"


def test_in_an_office_of_one_the_recovery_key_confirms(office: Office, session: Session) -> None:
    join(session, STAFF, Role.STAFF)
    accounts.disable(session, STAFF)
    assert _refused(lambda: _add(session)).code == "successor-second"
    wrong = OnPaper(office.created.recovery_key[:-4] + "2222")
    refused = _refused(lambda: _add(session, confirmation=wrong))
    assert refused.code in ("recovery-key-form", "recovery-failed")
    renewed = recovery.renew(session)
    recovery.confirm(session, renewed)
    added = _add(session, confirmation=OnPaper(renewed))
    assert _entries(session, Event.SUCCESSOR_CONFIRMED)[0]["by"] is None
    assert added.name == f"{STAFF} (2)"


def test_whoever_makes_a_new_recovery_key_does_not_confirm_with_it_alone(
    as_person: People,
) -> None:
    dana = as_person(NAME)
    _closed(dana)
    renewed = recovery.renew(dana)
    assert _refused(lambda: _add(dana, confirmation=OnPaper(renewed))).code == "successor-key-own"


def test_reviewers_hear_of_accounts_that_others_opened(office: Office, as_person: People) -> None:
    as_person(REVIEWER)
    dana = as_person(NAME)
    _add(dana, "Tess Vole", Role.STAFF)
    notices = [one for one in as_person(REVIEWER).notices if one.code == "account-new"]
    assert [one.params["name"] for one in notices] == ["Tess Vole"]
    assert not [one for one in as_person(REVIEWER).notices if one.code == "account-new"]
    assert not [one for one in as_person(STAFF).notices if one.code == "account-new"]


def test_recovery_makes_the_own_person_again(
    office: Office, session: Session, tmp_path: Path
) -> None:
    opening.lock(session)
    again = passphrases.recover(office.folder, office.created.recovery_key, NAME, OWN, office.ports)
    assert again.account.name == f"{NAME} (2)"
    recording.record(again, "equipment", whole())
    author = reading.show(again, FIRST).author
    assert author.long_name == f"{NAME} (2), since Nov 3, 2026, opened with the recovery key"
    opening.lock(again)
    opening.lock(opening.unlock(office.folder, NAME, OWN, office.ports))

"""Signers, first seen and never forgotten; accounts; the station's keys."""

from dataclasses import replace

import pytest

from clerkapp.codec.account_line import FUNCTION, NAME
from clerkapp.crypto.accounts import close_account, grant_account
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Account, Role
from clerkapp.domain.records.copies import Copy
from clerkapp.store.people import shown
from tests.fakes import people
from tests.fakes.vaults import AT, LATER
from tests.integration.store.desk import AWAY, VISITOR, Desk, new_account

HOME = "W1@LARK"


def add(desk: Desk, account: Account, key: PrivateKey) -> Account:
    """Dana Whitfield opens an account for the person with `key`."""
    line = grant_account(
        key.public,
        station=HOME,
        name=account.name,
        function=account.function,
        valid_from=account.valid_from,
        may_grant=False,
        granter=desk.key,
    )
    desk.store.accounts.add(account, line, AT)
    return account


def close(desk: Desk, account: Account) -> None:
    line = desk.store.signers.line(account.id)
    closing = close_account(account.id, at=LATER, granter=desk.key)
    desk.store.accounts.close(replace(line, closing=closing), LATER)


@pytest.fixture
def lee(desk: Desk) -> Account:
    key = PrivateKey.generate("nistp256")
    return add(desk, new_account(key, "Lee Ortega", Role.STAFF), key)


# --- signers


def test_the_first_account_is_a_root(desk: Desk) -> None:
    (root,) = desk.reopen().signers.roots()
    assert (root.account, root.station, root.is_root) == (desk.account.id, HOME, True)
    assert desk.store.signers.key(root.account) == desk.key.public


def test_a_line_is_kept_once_and_known_since_it_was_first_seen(desk: Desk) -> None:
    signers, line = desk.store.signers, people.granted(VISITOR, VISITOR, station=AWAY)
    signers.add(line, at=AT, bundle="d" * 64)
    signers.add(line, at=LATER, bundle="e" * 64)
    signers.add(line.shown([FUNCTION]), at=LATER)
    (known,) = desk.reopen().signers.list(AWAY)
    assert (known.account, known.seen, known.name) == (people.person_id(VISITOR), AT, "A. Person")
    assert [one.station for one in desk.store.signers.list()] == [HOME, AWAY]


def test_what_a_later_line_withholds_stays_known(desk: Desk) -> None:
    signers, line = desk.store.signers, people.granted(VISITOR, VISITOR, station=AWAY)
    account = line.grant.account
    signers.add(line.shown([]), at=AT)
    assert (signers.of_account(account).name, signers.of_account(account).function) == (None, None)
    signers.add(line.shown([NAME]), at=LATER)
    signers.add(people.closed(line.shown([]), by=VISITOR), at=LATER)
    signers.add(line.shown([FUNCTION]), at=LATER)
    known = signers.of_account(account)
    assert (known.name, known.function, known.seen) == ("A. Person", "deputy", AT)
    assert (known.closed_at, known.closed_by) == (people.CLOSED_AT, account)


def test_another_name_under_another_digest_is_not_the_old_one(desk: Desk) -> None:
    signers = desk.store.signers
    signers.add(people.granted(VISITOR, VISITOR, station=AWAY, shown="Old Name"), at=AT)
    newer = people.granted(VISITOR, VISITOR, station=AWAY, shown="New Name")
    signers.add(newer.shown([FUNCTION]), at=LATER)
    assert signers.of_account(newer.grant.account).name is None


def test_a_line_that_is_not_right_by_itself_is_refused(desk: Desk) -> None:
    line = people.granted(VISITOR, VISITOR, station=AWAY)
    other = people.granted("root-0", "root-0", station=AWAY)
    for wrong in (
        replace(line, sshsig=other.sshsig),
        replace(line, fields=other.fields),
        replace(line, grant=replace(line.grant, account=other.grant.account)),
    ):
        with pytest.raises(Refused, match="grant-form"):
            desk.store.signers.add(wrong, at=AT)
    assert desk.store.signers.list(AWAY) == ()


def test_somebody_unknown_is_told_as_such(desk: Desk) -> None:
    signers = desk.store.signers
    for ask in (signers.of_account, signers.key, signers.line, lambda one: signers.chains([one])):
        with pytest.raises(Refused, match="account-unknown"):
            ask("nobody")


def test_chains_lead_to_the_root_ascending(desk: Desk, lee: Account) -> None:
    chain = desk.store.signers.chains([lee.id])
    assert [one.line.grant.account for one in chain] == sorted([lee.id, desk.account.id])
    assert len({one.n for one in chain}) == 2
    for line in shown(chain, Copy.STATE):
        assert line.fields.keys() == {FUNCTION}


# --- accounts


def test_an_account_reads_back_and_its_name_is_taken(desk: Desk, lee: Account) -> None:
    accounts = desk.reopen().accounts
    assert accounts.get(lee.id) == lee == accounts.open_named("lee ortega")
    assert accounts.list() == (desk.account, lee)
    assert accounts.created(lee.id) == AT
    assert accounts.of_name("LEE ORTEGA") == (lee,)
    key = PrivateKey.generate("nistp256")
    same = new_account(key, "lee  ortega", Role.STAFF)
    with pytest.raises(Refused, match="name-taken"):
        add(desk, same, key)
    assert len(accounts.list()) == 2


def test_an_account_is_taken_over_once(desk: Desk, lee: Account) -> None:
    accounts = desk.store.accounts
    assert (accounts.taken(desk.account.id), accounts.taken(lee.id)) == (True, False)
    accounts.take(lee.id, LATER)
    assert desk.reopen().accounts.taken(lee.id)


def test_a_closed_account_stays_and_frees_its_name(desk: Desk, lee: Account) -> None:
    close(desk, lee)
    accounts = desk.reopen().accounts
    assert accounts.get(lee.id) == replace(lee, disabled=True)
    with pytest.raises(Refused, match="account-unknown"):
        accounts.open_named("Lee Ortega")
    with pytest.raises(Refused, match="account-closed"):
        close(desk, lee)
    key = PrivateKey.generate("nistp256")
    successor = add(desk, new_account(key, "Lee Ortega", Role.STAFF, person=lee.person), key)
    assert [one.id for one in accounts.of_person(lee.person)] == [lee.id, successor.id]


def test_persons_are_known_here_alone(desk: Desk, lee: Account) -> None:
    accounts = desk.store.accounts
    assert accounts.person_of(lee.id) == lee.person
    assert accounts.person_of("somebody else's") == "somebody else's"
    for ask in (accounts.get, accounts.created, accounts.open_named):
        with pytest.raises(Refused, match="account-unknown"):
            ask("nobody")


# --- the station's keys


def test_the_station_signs_with_its_present_key(desk: Desk) -> None:
    keys = desk.store.station_keys
    (first,) = keys.list()
    assert keys.present() == first
    assert desk.store.station_key().public == first.public
    assert [one.id for one in keys.would_hold(AT[:10])] == [desk.account.id]
    assert (keys.somebody_holds(AT[:10]), keys.left(AT[:10]), keys.waiting(AT[:10])) == (
        True,
        False,
        (),
    )


def test_a_new_key_ends_the_one_before(desk: Desk) -> None:
    with desk.store.transaction():
        made = desk.store.station_keys.renew(by=desk.key, at=LATER)
    assert made is not None
    first, present = desk.store.station_keys.list()
    assert (first.ended, present.n, present.made_by) == (LATER, 2, desk.account.id)
    assert present.public == made.public == desk.store.station_key().public
    assert first.public != present.public

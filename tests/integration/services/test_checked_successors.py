"""An account that takes another one's place without the second person who has to confirm it is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from clerkapp.domain.people.roles import Role
from clerkapp.services.vaults import accounts, opening, safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.second import Second
from tests.fakes.insider import Entry, Insider
from tests.fakes.office import RECORDER, REVIEWER, STAFF, Office, join
from tests.fakes.vaults import NAME, PASSPHRASE

EVENT = "successor_confirmed"
Ids = dict[str, str]


@pytest.fixture
def succeeded(office: Office) -> Ids:
    """Rae's account was closed and opened anew; Wren confirmed it. Who is who, by name."""
    office.add_everybody()
    session = office.unlock()
    accounts.disable(session, STAFF)
    join(session, STAFF, Role.STAFF, confirmation=Second(REVIEWER, PASSPHRASE))
    found = {one.name: one.id for one in session.vault.accounts.list()}
    assert safekeeping.check(session).problems == ()
    opening.lock(session)
    return found


def change(**params: str) -> Callable[[Entry, Ids], Entry]:
    def changed(one: Entry, ids: Ids) -> Entry:
        given = {name: ids.get(value, value) for name, value in params.items()}
        return replace(one, params={**one.params, **given})

    return changed


CHANGES: dict[str, tuple[Callable[[Entry, Ids], Entry | None], str]] = {
    "no entry": (lambda one, ids: None, "successor-unconfirmed"),
    "by one who may not review": (change(by=RECORDER), "successor-unconfirmed"),
    "by who added it": (change(by=NAME), "successor-unconfirmed"),
    "by nobody here": (change(by="0f" * 32), "successor-unconfirmed"),
    "in place of another person's": (change(before=REVIEWER), "successor-unconfirmed"),
    "for another account": (change(account=RECORDER), "successor-unconfirmed"),
    "for one that is not here": (change(account="0f" * 32), "journal-entry-unfounded"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found(office: Office, succeeded: Ids, name: str) -> None:
    edited, code = CHANGES[name]
    session = office.unlock()
    keys = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    insider = Insider(office.folder, *keys)
    insider.journal(
        lambda entries: [
            now
            for one in entries
            if (now := edited(one, succeeded) if one.event == EVENT else one) is not None
        ]
    )
    insider.connection.close()
    session = office.unlock()
    found = {one.code for one in safekeeping.check(session).problems}
    opening.lock(session)
    assert code in found

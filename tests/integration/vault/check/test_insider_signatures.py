"""What somebody with the data key and tools of their own changes about signatures and places is found, by its
code, and counts for nothing in between."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from clerkapp.crypto import vouching
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.records.revision import ActKind
from clerkapp.vault.stores.accounts import sites_digest
from tests.fakes.insider import Insider
from tests.fakes.office import RECORDER
from tests.fakes.vaults import NAME
from tests.integration.vault.check.conftest import Prepared

Keys = dict[str, PrivateKey]
Change = Callable[[Insider, Keys], object]
LATE = "2026-11-03T20:00:00-06:00"


def account(one: Insider, name: str) -> str:
    return str(one.value("SELECT account FROM signer WHERE name = ?", name))


def signed_as(kind: ActKind) -> Change:
    """A recorder signs as somebody who may, with an entry that says so."""

    def change(one: Insider, keys: Keys) -> None:
        mine = account(one, RECORDER)
        revision, number = one.rows("SELECT identity, number FROM revision WHERE arrival = 2")[0]
        act = sign_act(
            keys[RECORDER], act=kind, revision=revision, account=mine, capacity=None, at=LATE
        )
        one.run(
            "INSERT INTO act (digest, act, revision, account, capacity, at, statement, sshsig)"
            " VALUES (?, ?, ?, ?, NULL, ?, ?, ?)",
            sha256_hex(act.statement), str(kind), revision, mine, LATE, act.statement, act.sshsig,
        )  # fmt: skip
        one.add("signed", mine, LATE, act=str(kind), revision=revision, number=number)

    return change


def more_places(one: Insider, keys: Keys, *, by: str = RECORDER) -> None:
    """In the recorder's own hand, or as if the administrator had signed."""
    mine, said = account(one, RECORDER), account(one, by)
    statement = vouching.sites_statement(account=mine, sites=["Cedar"], at=LATE, by=said)
    one.run(
        "INSERT INTO account_sites (account, sites, at, by, sshsig) VALUES (?, ?, ?, ?, ?)",
        mine, json.dumps(["Cedar"]), LATE, said, vouching.sign_sites(keys[RECORDER], statement),
    )  # fmt: skip
    assert one.vault().accounts.get(mine).sites == ("Oak Hall",), "it counts for nothing"


def more_places_with_an_entry(one: Insider, keys: Keys, *, by: str = RECORDER) -> None:
    more_places(one, keys, by=by)
    mine = account(one, RECORDER)
    digest = sites_digest(["Cedar"])
    one.add("account_sites", account(one, by), LATE, changed=mine, digest=digest)


def places_in_the_row(one: Insider, _: Keys) -> None:
    one.run("UPDATE account_sites SET sites = ?", json.dumps(["Cedar Street", "Oak Hall"]))


def places_gone(one: Insider, _: Keys) -> None:
    one.run("DELETE FROM account_sites")


def reader_in_the_list(one: Insider, _: Keys) -> None:
    one.run("UPDATE record SET readers = '[\"ivomarsh\"]'")


def owed_no_more(one: Insider, _: Keys) -> None:
    one.run("UPDATE record SET owed = '[[\"review\", 1]]' WHERE owed = '[]'")


CHANGES: dict[str, tuple[Change, str]] = {
    "authority by a recorder": (signed_as(ActKind.AUTHORITY), "act-not-permitted"),
    "review by a recorder": (signed_as(ActKind.REVIEW), "act-not-permitted"),
    "more places": (more_places, "account-sites-differ"),
    "more places, entry": (more_places_with_an_entry, "account-sites-differ"),
    "more places, as if the administrator's": (
        partial(more_places_with_an_entry, by=NAME),
        "account-sites-differ",
    ),
    "places in the row": (places_in_the_row, "account-sites-differ"),
    "places gone": (places_gone, "journal-entry-unfounded"),
    "reader in the list": (reader_in_the_list, "lists-mended"),
    "owed in the list": (owed_no_more, "lists-mended"),
}


@pytest.mark.parametrize(("change", "code"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_found(
    insider: Insider,
    prepared: Prepared,
    look: Callable[..., CheckReport],
    change: Change,
    code: str,
) -> None:
    change(insider, prepared.keys)
    report = look()
    codes = {one.code for one in report.problems}
    if code == "lists-mended":
        assert codes & {"lists-mended", "lists-differ"}
    else:
        assert code in codes
        assert not report.sound

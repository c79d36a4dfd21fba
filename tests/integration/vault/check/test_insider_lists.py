"""What somebody with the data key changes in the lists of the office is found."""

import json
from collections.abc import Callable

import pytest

from clerkapp.crypto.office_entries import rows_digest
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.office_entries import EntryChange
from tests.fakes.insider import Insider
from tests.fakes.office import RECORDER, STAFF

Change = Callable[[Insider], object]
_LAST = "(SELECT max(n) FROM office_entry)"


def sql(text: str, *parameters: object) -> Change:
    return lambda one: one.run(text, *parameters)


def unsealed(one: Insider) -> None:
    one.run(
        """UPDATE office_entry SET content = replace(content, '"sealed"', '"in_use"') WHERE list = 'unit'"""
    )


def new_row(one: Insider) -> None:
    one.run(
        "INSERT INTO office_entry SELECT n + 1, list, ?, ?, 0, at, account, NULL"
        f" FROM office_entry WHERE n = {_LAST}",
        "5f" * 16,
        json.dumps({"code": "GHOST", "name": "Ghost Street"}),
    )


def swapped(one: Insider) -> None:
    """Two rows of one change take each other's place: the older word would count."""
    last = one.value(f"SELECT {_LAST}")
    for before, after in ((last, -1), (last - 1, last), (-1, last - 1)):
        one.run("UPDATE office_entry SET n = ? WHERE n = ?", after, before)


def site_by_a_recorder(one: Insider) -> None:
    """A row with an entry of the journal that says so, in the name of somebody who may not."""
    vault = one.vault()
    recorder = str(one.value("SELECT account FROM signer WHERE name = ?", RECORDER))
    at = str(one.value("SELECT max(at) FROM journal"))
    with vault.transaction():
        change = EntryChange("6f" * 16, {"code": "MINE", "name": "My kitchen"})
        kept = vault.office_lists.keep("site", [change], at=at, account=recorder)
    said = {"list": "site", "first": kept.first, "last": kept.last, "digest": kept.digest}
    one.add("list_changed", recorder, at, **said)


def another_author(one: Insider) -> None:
    rae = str(one.value("SELECT account FROM signer WHERE name = ?", STAFF))
    one.run("UPDATE office_entry SET account = ? WHERE list = 'contact'", rae)


CHANGES: dict[str, Change] = {
    "a unit no longer set aside": unsealed,
    "the last row taken out": sql(f"DELETE FROM office_entry WHERE n = {_LAST}"),
    "a row in the middle taken out": sql("DELETE FROM office_entry WHERE n = 2"),
    "a whole list taken out": sql("DELETE FROM office_entry WHERE list = 'site'"),
    "a row put in": new_row,
    "two rows swapped": swapped,
    "a closed site open": sql("UPDATE office_entry SET closed = 0 WHERE closed = 1"),
    "another phone number": sql("UPDATE office_entry SET content = replace(content, '555-0100', '555-0199')"),
    "moved to another list": sql("UPDATE office_entry SET list = 'procedure' WHERE list = 'contact'"),
    "in another name": another_author,
    "at another time": sql("UPDATE office_entry SET at = '2026-01-01T00:00:00Z' WHERE n = 1"),
    "a second person who was not there": sql("UPDATE office_entry SET second = account WHERE n = 1"),
    "by somebody who may not": site_by_a_recorder,
    "not even an object": sql("UPDATE office_entry SET content = '[]' WHERE n = 1"),
    "not even JSON": sql("UPDATE office_entry SET content = 'x' WHERE n = 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_list_from_outside_is_found(
    insider: Insider, look: Callable[..., CheckReport], name: str
) -> None:
    CHANGES[name](insider)
    found = {problem.code for problem in look().problems}
    assert found & {"office-list-differs", "vault-damaged", "check-part-unreadable"}


def test_an_entry_of_the_journal_with_another_digest_is_found(
    insider: Insider, look: Callable[..., CheckReport]
) -> None:
    insider.reword("list_changed", {"digest": rows_digest([])})
    assert "office-list-differs" in {problem.code for problem in look().problems}


def test_what_is_found_names_the_list_and_the_row(
    insider: Insider, look: Callable[..., CheckReport]
) -> None:
    insider.run("UPDATE office_entry SET content = '{}' WHERE list = 'contact'")
    (found,) = [one for one in look().problems if one.code == "office-list-differs"]
    row = insider.value("SELECT n FROM office_entry WHERE list = 'contact'")
    assert found.params == {"list": "contact", "row": row}

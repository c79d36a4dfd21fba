"""Lists of the office: rows are only added, and the newest row of an entry counts."""

import pytest

from clerkapp.crypto.office_entries import rows_digest
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office_entries import EntryChange
from tests.fakes.vaults import AT, LATER
from tests.integration.store.desk import Desk

OAK, MILL, SCANNER = "0a" * 16, "0b" * 16, "0c" * 16


def test_the_newest_row_of_an_entry_counts_and_the_earlier_ones_stay(desk: Desk) -> None:
    lists, me = desk.store.office_lists, desk.account.id
    oak = {"code": "OAK", "name": "Oak Hall"}
    lists.keep(
        "site", [EntryChange(OAK, oak), EntryChange(MILL, {"code": "MILL"})], at=AT, account=me
    )
    lists.keep("unit", [EntryChange(SCANNER, {"serial": "NT3"})], at=AT, account=me)
    lists.keep("site", [EntryChange(OAK, {**oak, "note": "ñ “quoted”"})], at=LATER, account=me)
    lists.keep(
        "site",
        [EntryChange(MILL, {"code": "MILL"}, closed=True)],
        at=LATER,
        account=me,
        second="f" * 32,
    )
    lists = desk.reopen().office_lists
    first, second = lists.entries("site")
    assert (first.id, first.values["note"], first.closed, first.at) == (
        OAK,
        "ñ “quoted”",
        False,
        LATER,
    )
    assert (second.id, second.closed, second.second, second.account) == (MILL, True, "f" * 32, me)
    assert [row.n for row in lists.history(OAK)] == [1, 4]
    assert [row.values for row in lists.history(OAK)] == [oak, {**oak, "note": "ñ “quoted”"}]
    assert lists.entry(SCANNER).list == "unit"
    assert lists.entries("contact") == ()


def test_what_is_kept_is_told_by_one_digest_of_its_rows(desk: Desk) -> None:
    lists, me = desk.store.office_lists, desk.account.id
    changes = [EntryChange(OAK, {"code": "OAK"}), EntryChange(MILL, {"code": "MILL"})]
    kept = lists.keep("site", changes, at=AT, account=me)
    assert (kept.first, kept.last) == (1, 2)
    assert kept.digest == rows_digest(lists.entries("site"))
    again = lists.keep("site", [changes[1]], at=LATER, account=me)
    assert (again.first, again.last) == (3, 3)
    assert again.digest == rows_digest([lists.entry(MILL)])


def test_an_entry_stays_in_its_list_and_nothing_is_half_written(desk: Desk) -> None:
    lists, me = desk.store.office_lists, desk.account.id
    lists.keep("site", [EntryChange(OAK, {"code": "OAK"})], at=AT, account=me)
    changes = [EntryChange(SCANNER, {"serial": "NT3"}), EntryChange(OAK, {"serial": "OAK"})]
    with pytest.raises(Refused, match="entry-of-another-list"):
        lists.keep("unit", changes, at=AT, account=me)
    assert lists.entries("unit") == ()
    with pytest.raises(Refused, match="entry-missing"):
        lists.entry(SCANNER)
    assert lists.history(SCANNER) == ()


def test_a_store_that_is_only_read_keeps_nothing(desk: Desk) -> None:
    desk.store.only_read("vault-disk-full")
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"), desk.store.transaction():
        desk.store.office_lists.keep("site", [EntryChange(OAK, {})], at=AT, account=desk.account.id)

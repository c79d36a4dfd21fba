"""Pages, filters, orders, counts and search."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clerkapp.domain.bundles import Outgoing
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.vault.api import Unlocked, Vault, rebuild, unlock
from tests.fakes.sight import sight
from tests.fakes.vaults import (
    AT,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    amend,
    draw,
    opened,
    record,
    second_person,
)


def pages(vault: Vault, query: Query, limit: int) -> list[RecordRow]:
    """All rows, a page at a time."""
    rows: list[RecordRow] = []
    after: str | None = None
    while True:
        page = vault.queries.page(query, after, limit)
        rows += page.rows
        if page.next is None:
            return rows
        assert len(page.rows) == limit
        after = page.next


def numbers(rows: Sequence[RecordRow]) -> list[int]:
    return [int(row.number[-4:]) for row in rows]


def when(hour: int) -> dict[str, str]:
    return {"at": f"2026-11-03T{hour:02}:00:00-06:00", "precision": "exact"}


@pytest.fixture
def mixed(unlocked: Unlocked) -> Vault:
    """Six records, for tests that go on writing."""
    return mix(unlocked)


def mix(unlocked: Unlocked) -> Vault:
    """Records six incidents that differ in everything that can be filtered."""
    record(unlocked, kind="message", one_line="Odd letter", place="office", occurred=when(9))
    record(unlocked, status="working", severity="high", occurred=when(7))
    record(unlocked, kind="procedure", one_line="Seal of bag 7", place="Cedar", occurred=when(8))
    record(unlocked, election="ZZ-2026-03-01", occurred={"at": None, "precision": "unknown"})
    record(unlocked, status="working", one_line="Queue", place="Cedar", occurred=when(7))
    record(unlocked, restricted=True, one_line="About a colleague", occurred=when(10))
    return unlocked.vault


def test_rows_of_one_second_keep_their_order(unlocked: Unlocked) -> None:
    for _ in range(5):
        record(unlocked)
    assert numbers(pages(unlocked.vault, Query(), 2)) == [5, 4, 3, 2, 1]


def test_a_record_that_arrives_late_stands_where_it_was_recorded(unlocked: Unlocked) -> None:
    record(unlocked, at="2026-11-03T07:00:00-06:00")
    record(unlocked, at="2026-11-03T09:00:00-06:00")
    revision, act = draw(
        unlocked, {"one_line": "x"}, number="LARK-2026-W2-0009", at="2026-11-03T14:00:00+00:00"
    )
    unlocked.vault.revisions.append(revision, act)
    assert numbers(pages(unlocked.vault, Query(), 50)) == [2, 9, 1]


def test_an_amendment_does_not_move_a_record(unlocked: Unlocked) -> None:
    first = record(unlocked)
    record(unlocked)
    amend(unlocked, first, status="resolved")
    assert numbers(pages(unlocked.vault, Query(), 50)) == [2, 1]


def test_totals_count_for_headings(mixed: Vault, unlocked: Unlocked) -> None:
    assert mixed.queries.totals() == {
        "records": 6,
        "unsent": 6,
        "kind:message": 1,
        "kind:procedure": 1,
        "kind:equipment": 4,
        "status:recorded": 4,
        "status:working": 2,
        "severity:low": 5,
        "severity:high": 1,
        "owed": 1,
    }
    assert mixed.queries.totals(sight())["records"] == 5
    assert mixed.queries.totals(sight(unlocked.account.id))["records"] == 6


def test_totals_follow_every_change(mixed: Vault, unlocked: Unlocked) -> None:
    first = mixed.revisions.history(mixed.revisions.record_id_of("LARK-2026-W1-0001"))[0]
    amend(unlocked, first, status="resolved", severity="moderate")
    totals = mixed.queries.totals()
    assert (totals["status:recorded"], totals["status:resolved"]) == (3, 1)
    assert (totals["severity:low"], totals["severity:moderate"]) == (4, 1)
    rebuild(mixed)
    assert mixed.queries.totals() == totals


def test_only_columns_that_have_an_index_are_asked_for_their_values(mixed: Vault) -> None:
    with pytest.raises(ValueError, match="author"):
        mixed.queries.distinct("author")  # type: ignore[arg-type]


def test_records_of_another_person_are_filtered_by_author(folder: Path, unlocked: Unlocked) -> None:
    record(unlocked)
    second_person(unlocked, folder)
    unlocked.vault.close()
    other = unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    record(other)
    assert numbers(other.vault.queries.page(Query(author=other.account.id)).rows) == [2]
    assert numbers(other.vault.queries.page(Query(author=unlocked.account.id)).rows) == [1]
    other.vault.close()


# --- search


@pytest.mark.parametrize(
    ("typed", "found_in"),
    [
        ("jam", None),
        ("JAMMED oak", None),
        ("judge", "story"),
        ("jammed whole", "story"),
        ("0001", "number"),
        ("LARK-2026-W1-0001", "number"),
        ("oak spot", "place"),
    ],
)
def test_a_row_says_where_it_was_found(
    unlocked: Unlocked, typed: str, found_in: str | None
) -> None:
    record(unlocked, place_spot="by the oak desk, spot 4")
    rows = unlocked.vault.queries.page(Query(text=typed)).rows
    assert [row.found_in for row in rows] == [found_in]


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "Cafe\u0301", "caf"])
def test_accents_and_case_do_not_matter(unlocked: Unlocked, typed: str) -> None:
    record(unlocked, one_line="Box left at the Café")
    rows = unlocked.vault.queries.page(Query(text=typed)).rows
    assert [row.found_in for row in rows] == [None]


def test_a_phrase_stands_side_by_side(unlocked: Unlocked) -> None:
    record(unlocked, one_line="Mill Road School")
    record(unlocked, one_line="Road to the mill")
    assert numbers(unlocked.vault.queries.page(Query(text='"mill road"')).rows) == [1]
    assert numbers(unlocked.vault.queries.page(Query(text="mill road")).rows) == [2, 1]


@pytest.mark.parametrize(
    "typed", ["oak AND", "oak NOT x", '"', "one_line:oak", "oak*", "(oak", "^"]
)
def test_the_engines_query_language_is_only_words_here(unlocked: Unlocked, typed: str) -> None:
    record(unlocked)
    unlocked.vault.queries.page(Query(text=typed))
    assert unlocked.vault.queries.count(Query(text=typed)) in (0, 1)


def test_what_was_amended_away_is_not_found_any_more(unlocked: Unlocked) -> None:
    first = record(unlocked, one_line="A secret word: xylophone")
    amend(unlocked, first, one_line="Nothing")
    assert unlocked.vault.queries.count(Query(text="xylophone")) == 0
    data = unlocked.vault.connection.rows("SELECT block FROM record_text_data")
    assert not any(b"xylophone" in block for (block,) in data)


# --- sent


def test_a_record_is_sent_when_all_its_revisions_are(unlocked: Unlocked, folder: Path) -> None:
    vault = unlocked.vault
    first, other = record(unlocked), record(unlocked)

    def commit(seq: int, *identities: str, epoch: int = 1) -> None:
        bundle = Outgoing(
            f"{epoch}{seq}" * 32,
            "upstream",
            epoch,
            seq,
            "state",
            "delta",
            (),
            AT,
            b"",
            b"",
            b"",
            b"",
        )
        vault.outgoing.commit(bundle, [(one, ["status"]) for one in identities], [])

    def unsent() -> list[int]:
        return numbers(vault.queries.page(Query(not_sent=True)).rows)

    commit(1, first.identity)
    assert unsent() == [2]
    assert vault.queries.totals()["unsent"] == 1
    second = amend(unlocked, first)
    assert unsent() == [2, 1]
    assert [one.identity for one in vault.outgoing.unsent("upstream", 1)] == [
        one.identity for one in sorted((second, other), key=lambda r: (r.header.id, r.header.rev))
    ]
    commit(2, second.identity, other.identity)
    assert unsent() == []
    assert "unsent" not in vault.queries.totals()
    commit(1, other.identity, epoch=2)
    assert unsent() == [1]
    rebuild(vault)
    assert unsent() == [1]
    vault.close()
    again = opened(folder)
    assert numbers(again.vault.queries.page(Query(not_sent=True)).rows) == [1]
    again.vault.close()


def test_rows_show_what_they_hold(unlocked: Unlocked) -> None:
    first = record(unlocked, restricted=True)
    row = unlocked.vault.queries.row(first.header.id)
    assert row == RecordRow(
        id=first.header.id,
        number="LARK-2026-W1-0001",
        kind="equipment",
        status="recorded",
        severity="low",
        one_line="Scanner at Oak Hall jammed three times.",
        place="Oak Hall",
        occurred={"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
        recorded=AT,
        rev=1,
        identity=first.identity,
        struck=False,
        conflict=False,
        sent=False,
        restricted=True,
        site="oak hall",
        author=unlocked.account.id,
    )


def test_values_of_an_unexpected_form_are_listed_without_them(unlocked: Unlocked) -> None:
    record(unlocked, one_line=7, place=None, occurred="yesterday", status=None, severity=[])
    row = unlocked.vault.queries.page(Query()).rows[0]
    assert (row.one_line, row.place, row.status, row.severity) == ("", "", "recorded", "not_rated")
    assert row.occurred == {"at": None, "precision": "unknown"}

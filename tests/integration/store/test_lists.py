"""Lists: pages that follow each other, filters, orders, search, counts, and what messages share."""

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind, Op
from tests.fakes.sight import sight
from tests.fakes.vaults import AT, LATER
from tests.integration.store.desk import Desk


def when(hour: int) -> dict[str, object]:
    return {"at": f"2026-11-03T{hour:02}:00:00-06:00", "precision": "exact"}


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """Six records that differ in everything that can be filtered."""
    desk.record(kind="message", one_line="Odd letter", place="office", occurred=when(9))
    desk.record(status="working", severity="high", occurred=when(7))
    desk.record(kind="procedure", one_line="Seal of bag 7", place="Cedar", occurred=when(8))
    desk.record(election="ZZ-2026-03-01", occurred={"at": None, "precision": "unknown"})
    desk.record(status="working", one_line="Queue", place="Cedar", occurred=when(7))
    desk.record(restricted=True, one_line="About a colleague", occurred=when(10))
    return desk


FOUND = [
    (Query(), [6, 5, 4, 3, 2, 1]),
    (Query(order="occurred"), [6, 1, 3, 5, 2, 4]),
    (Query(kind="equipment"), [6, 5, 4, 2]),
    (Query(status="working"), [5, 2]),
    (Query(status="working", place="Cedar"), [5]),
    (Query(severity="high"), [2]),
    (Query(place="Cedar", order="occurred"), [3, 5]),
    (Query(election="ZZ-2026-03-01"), [4]),
    (Query(station="W1"), [6, 5, 4, 3, 2, 1]),
    (Query(station="W2"), []),
    (Query(author="nobody"), []),
    (Query(not_sent=True), [6, 5, 4, 3, 2, 1]),
    (Query(sight=sight()), [5, 4, 3, 2, 1]),
    (Query(sight=sight("nobody"), kind="equipment"), [5, 4, 2]),
    (Query(struck=False), [6, 5, 4, 3, 2, 1]),
    (Query(struck=True), []),
    (Query(occurred=("2026-11-03T13:00:00Z", "2026-11-03T14:00:00Z")), [5, 3, 2]),
    (Query(occurred=("2026-11-03T13:00:00Z", "2026-11-03T13:59:59Z"), place="Cedar"), [5]),
    (Query(occurred=("2026-11-03T14:00:00Z", "2026-11-03T15:00:00Z"), order="occurred"), [1, 3]),
    (Query(occurred=("2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z")), []),
    (Query(text="OAK"), [6, 4, 2]),
    (Query(text="sea"), [6, 5, 4, 3, 2, 1]),
    (Query(text="seal", order="occurred"), [6, 1, 3, 5, 2, 4]),
    (Query(text="seal cedar", order="occurred"), [3, 5]),
    (Query(text="seal", kind="procedure"), [3]),
    (Query(text='"seal of bag"'), [3]),
    (Query(text='"bag of seal"'), []),
    (Query(text="LARK-2026-W1-0004"), [4]),
    (Query(text="colleague", sight=sight()), []),
    (Query(text="nothing such"), []),
    (Query(text='" OR NEAR( * ^'), []),
]


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_pages_follow_each_other_and_agree_with_the_count(mixed: Desk, limit: int) -> None:
    queries = mixed.store.queries
    for query, expected in FOUND:
        assert mixed.numbers(query, limit) == expected, query
        assert queries.count(query) == len(expected), query
        assert queries.count(query, at_most=2) == min(2, len(expected)), query


def test_an_empty_text_is_no_question(mixed: Desk) -> None:
    assert mixed.numbers(Query(text="  \x00 ")) == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("order", ["recorded", "occurred"])
def test_what_is_recorded_meanwhile_moves_no_row_of_a_later_page(desk: Desk, order: str) -> None:
    for _ in range(5):
        desk.record()
    query = Query(order=order)  # type: ignore[arg-type]
    first = desk.store.queries.page(query, limit=2)
    desk.record(at=LATER, occurred=when(11))
    second = desk.store.queries.page(query, first.next, limit=2)
    assert [int(row.number[-4:]) for row in (*first.rows, *second.rows)] == [5, 4, 3, 2]


def test_a_position_of_no_page_is_refused(desk: Desk) -> None:
    desk.record()
    for foreign in ("", "x", "1 OR 1", "|", "' --", "1; DROP", "9" * 30):
        with pytest.raises(Refused, match="page-unknown"):
            desk.store.queries.page(Query(), foreign)


def test_the_order_is_that_of_recording_not_of_arrival(desk: Desk) -> None:
    desk.record(at=LATER)
    desk.record(at=AT)
    assert desk.numbers() == [1, 2]


def test_a_row_says_where_a_search_found_it(mixed: Desk) -> None:
    mixed.record(one_line="Long queue", place="Harbor", seen="The judge wept.")
    (row,) = mixed.rows(Query(text="wept"))
    assert (row.one_line, row.found_in) == ("Long queue", "story")
    (row,) = mixed.rows(Query(text="harbor"))
    assert row.found_in == "place"
    (row,) = mixed.rows(Query(text="odd"))
    assert row.found_in is None


def test_a_row_is_what_the_head_says(desk: Desk) -> None:
    first = desk.record(one_line="Scanner jammed.", place="Oak Hall")
    desk.amend(first, one_line="Scanner jams again.", severity="high", status="working")
    row = desk.store.queries.row(first.header.id)
    assert (row.one_line, row.severity, row.status) == ("Scanner jams again.", "high", "working")
    assert (row.rev, row.recorded, row.author) == (2, AT, desk.account.id)
    assert desk.rows() == [row]
    assert desk.numbers(Query(text="jammed")) == []
    assert desk.numbers(Query(text="jams again", severity="high")) == [1]


def test_what_was_struck_is_listed_by_what_it_said_before(desk: Desk) -> None:
    first = desk.record(one_line="Entered twice", status="working")
    revision, act = desk.draw_next(first, op=Op.STRIKE)
    desk.store.revisions.append(revision, act)
    row = desk.store.queries.row(first.header.id)
    assert (row.struck, row.one_line) == (True, "Entered twice")
    assert desk.numbers(Query(struck=True)) == [1]
    assert desk.numbers(Query(struck=False)) == []


def test_one_restricted_version_of_several_restricts_the_record(desk: Desk) -> None:
    first = desk.record()
    desk.amend(first, restricted=True)
    desk.amend(first, place="Cedar")
    assert desk.numbers(Query(sight=sight())) == []
    assert desk.numbers(Query(sight=sight(desk.account.id))) == [1]


WREN, RAE = [{"name": "Wren Castellan"}], [{"name": "Rae Larsen"}]


def test_a_restricted_record_is_seen_by_its_author_and_by_whom_it_names(desk: Desk) -> None:
    """Criterion 40, of each store: lists, counts, search, filters and comparisons ask the same."""
    desk.record(restricted=True, restricted_to=WREN, one_line="About a colleague", place="Attic")
    queries, own = desk.store.queries, desk.account.id
    seen = (sight(own), sight(name="Wren Castellan"), sight(name="WREN CASTELLAN (2)"))
    unseen = (
        sight(),
        sight("other", name="Wren Castelan"),
        sight(name="Wren Castellan", reads=False),
        sight(name="", reads=True),
    )
    for whose, expected in [*((one, 1) for one in seen), *((one, 0) for one in unseen)]:
        assert len(desk.rows(Query(sight=whose))) == expected, whose
        assert queries.count(Query(text="colleague", sight=whose)) == expected
        assert queries.count(Query(order="occurred", place="Attic", sight=whose)) == expected
        assert len(queries.distinct("place", Query(sight=whose))) == expected
        assert queries.totals(whose).get("records", 0) == expected
        (row,) = desk.rows()
        assert whose.shows(row) is bool(expected)


def test_whom_a_record_is_about_never_sees_it(desk: Desk) -> None:
    desk.record(restricted=True, restricted_to=WREN, restricted_about=[*WREN, *RAE])
    for whose in (sight(name="Wren Castellan"), sight(desk.account.id, name="Rae Larsen")):
        assert desk.rows(Query(sight=whose)) == []
        assert desk.store.queries.totals(whose) == {}


def test_versions_in_conflict_show_themselves_to_whom_each_names(desk: Desk) -> None:
    first = desk.record()
    desk.amend(first, restricted=True, restricted_to=[*WREN, *RAE])
    desk.amend(first, restricted=True, restricted_to=WREN, restricted_about=[{"name": "Lee"}])
    assert desk.numbers(Query(sight=sight(name="Wren Castellan"))) == [1]
    assert desk.numbers(Query(sight=sight(name="Rae Larsen"))) == []
    assert desk.numbers(Query(sight=sight(desk.account.id, name="Lee"))) == []


def test_striking_a_restricted_record_opens_it_to_nobody(desk: Desk) -> None:
    first = desk.record(restricted=True, restricted_to=WREN)
    revision, act = desk.draw_next(first, op=Op.STRIKE)
    desk.store.revisions.append(revision, act)
    assert desk.numbers(Query(sight=sight())) == []
    assert desk.numbers(Query(sight=sight(name="Wren Castellan"))) == [1]


def test_places_that_somebody_is_for_are_seen_beside_the_own_records(desk: Desk) -> None:
    desk.record(place="Oak Hall")
    desk.record(place="OAK\u00a0HALL", restricted=True)
    desk.record(place="Cedar Street", severity="high")
    queries = desk.store.queries
    for whose, expected in (
        (sight(sites=()), []),
        (sight(sites=("oak hall",)), [1]),
        (sight(sites=("oak hall", "cedar street")), [3, 1]),
        (sight(desk.account.id, sites=()), [3, 2, 1]),
    ):
        assert desk.numbers(Query(sight=whose)) == expected
        assert queries.totals(whose).get("records", 0) == len(expected)
        assert queries.count(Query(sight=whose)) == len(expected)
        assert [row for row in desk.rows() if whose.shows(row)] == desk.rows(Query(sight=whose))
    assert queries.totals(sight(sites=("cedar street",)))["severity:high"] == 1


def test_the_list_knows_which_signatures_are_missing(desk: Desk) -> None:
    first = desk.record(severity="high", seals=[{"spot": "Lid", "found": "0091456"}])
    plain = desk.record()
    assert desk.numbers(Query(owed=True)) == [1]
    assert desk.store.queries.totals()["owed"] == 1
    owed = desk.store.queries.row(first.header.id).owed
    assert owed == (("two-person", 2), ("authority", 1))
    add = desk.store.revisions.add_act
    add(desk.sign(first, "election_authority", ActKind.AUTHORITY))
    add(desk.sign(first, "election_judge, first party"))
    assert desk.store.queries.row(first.header.id).owed == (("two-person", 1),)
    add(desk.sign(first, "election_judge, second party"))
    assert desk.store.queries.row(first.header.id).owed == (("two-person", 1),), "one person"
    desk.amend(first, place="Cedar")
    assert desk.store.queries.row(first.header.id).owed == owed
    assert desk.store.queries.row(plain.header.id).owed == ()


def test_totals_count_what_may_be_seen(mixed: Desk) -> None:
    queries = mixed.store.queries
    everything = queries.totals()
    assert (everything["records"], everything["unsent"]) == (6, 6)
    assert (everything["kind:equipment"], everything["status:working"]) == (4, 2)
    assert queries.totals(sight())["records"] == 5
    assert queries.totals(sight(mixed.account.id)) == everything
    assert all(queries.totals().values())


def test_values_in_use_come_once_and_sorted(mixed: Desk) -> None:
    queries = mixed.store.queries
    assert queries.distinct("place") == ("Cedar", "Oak Hall", "office")
    assert queries.distinct("place", Query(kind="procedure")) == ("Cedar",)
    assert queries.distinct("place", limit=1) == ("Cedar",)
    assert queries.distinct("election") == ("ZZ-2026-03-01", "ZZ-2026-11-03")


def test_messages_share_what_they_have_in_common(desk: Desk) -> None:
    def message(host: str, **more: object) -> str:
        shared = [{"kind": "host", "value": host}]
        return desk.record(kind="message", indicators=shared, **more).header.id  # type: ignore[arg-type]

    one, two, other = message("bad.example"), message("bad.example"), message("else.example")
    hidden = message("bad.example", restricted=True)
    wanted = [Indicator("host", "bad.example"), Indicator("host", "else.example")]
    shared = desk.store.indicators.shared
    assert dict(shared(wanted)) == {
        hidden: (wanted[0],),
        two: (wanted[0],),
        one: (wanted[0],),
        other: (wanted[1],),
    }
    assert set(shared(wanted, whose=sight())) == {one, two, other}
    assert set(shared(wanted[:1], each=1)) == {hidden}
    assert set(shared(wanted, whose=sight(sites=("elm hall",)))) == set()


def test_answers_of_some_fields_are_those_of_each_record_as_it_stands(desk: Desk) -> None:
    first = desk.record(one_line="Jam", place="Cedar")
    desk.amend(first, place="Oak Hall")
    desk.record(kind="procedure", one_line="Seal of bag 7", place="Cedar")
    found = desk.store.queries.answers(["one_line", "place"])
    assert sorted((kind, said["one_line"], said["place"]) for kind, said in found) == [
        ("equipment", "Jam", "Oak Hall"),
        ("procedure", "Seal of bag 7", "Cedar"),
    ]
    assert list(desk.store.queries.answers(["old_number"])) == []

"""Reading: lists, a record with two versions, its history and its timeline."""

from collections.abc import Callable

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind, Value
from clerkapp.domain.signing import attesting
from clerkapp.services.records import reading, recording, revising, signing
from clerkapp.services.session import Session
from tests.fakes.office import AUDITOR, JAM, RECORDER, REVIEWER, STAFF, Office, whole

FIRST = "LARK-2026-W1-0001"
LONG = "LARK-2026-W1-" + "1" * 5000


def test_lists_come_in_pages_with_the_latest_first(session: Session, office: Office) -> None:
    for n in range(5):
        office.clock.pass_time(60)
        recording.record(session, "equipment", {**JAM, "one_line": f"Jam {n}"})
    first = reading.list_records(session, Query(), limit=2)
    rest = reading.list_records(session, Query(), after=first.next, limit=50)
    lines = [row.one_line for row in (*first.rows, *rest.rows)]
    assert lines == ["Jam 4", "Jam 3", "Jam 2", "Jam 1", "Jam 0"]
    assert rest.next is None


def test_search_and_filters_narrow_a_list(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    recording.record(session, "procedure", {**JAM, "place": "Cedar Hall"})
    assert reading.count_records(session, Query(text="cedar")) == 1
    assert reading.count_records(session, Query(kind="equipment")) == 1
    assert reading.distinct(session, "place") == ("Cedar Hall", "Oak Hall")


def test_places_and_elections_of_restricted_records_are_theirs_alone(
    as_person: Callable[[str], Session],
) -> None:
    quiet = {**JAM, "place": "Quiet place", "election": "ZZ-quiet", "restricted": True}
    quiet["restricted_to"] = [{"name": REVIEWER}]
    recording.record(as_person(RECORDER), "procedure", quiet)
    recording.record(as_person(STAFF), "equipment", JAM)
    for name, places in (
        (STAFF, ("Oak Hall",)),
        (AUDITOR, ("Oak Hall",)),
        (RECORDER, ("Oak Hall", "Quiet place")),
        (REVIEWER, ("Oak Hall", "Quiet place")),
    ):
        session = as_person(name)
        assert reading.distinct(session, "place") == places
        assert len(reading.distinct(session, "election")) == len(places)


def test_a_number_is_found_however_it_is_typed(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    assert reading.show(session, " lark-2026-w1-0001 ").row.number == FIRST
    for number, code in (
        ("LARK-2026-W1-0002", "record-not-found"),
        ("seven", "number-form"),
        (LONG, "number-form"),
    ):
        with pytest.raises(Refused, match=code):
            reading.show(session, number)


def test_values_come_in_the_order_of_the_form(session: Session) -> None:
    recording.record(session, "equipment", dict(reversed(list(JAM.items()))))
    codes = [code for code in reading.show(session, FIRST).values if code in JAM]
    assert codes == list(JAM)


def _two_versions(session: Session, **changes: Value) -> None:
    """Two laptops change the same revision, and both changes come together here."""
    recording.record(session, "equipment", JAM)
    head = session.vault.revisions.heads(session.vault.revisions.record_id_of(FIRST))[0]
    values = attesting.carried(head.values())
    for place, spot, more in (("Oak Hall", "Gym", changes), ("Elm Hall", "Gym", {})):
        revision, act = revising.next_revision(
            session,
            [head],
            {**values, "place": place, "place_spot": spot, **more},
            reason="Seen there",
            at=session.now(),
        )
        session.vault.revisions.append(revision, act)


def test_one_restricted_version_restricts_the_record(
    as_person: Callable[[str], Session],
) -> None:
    named: list[Value] = [{"name": REVIEWER}]
    _two_versions(as_person(RECORDER), restricted=True, restricted_to=named)
    assert reading.show(as_person(REVIEWER), FIRST).row.restricted
    session = as_person(STAFF)
    assert reading.count_records(session, Query()) == 0
    with pytest.raises(Refused, match="record-not-found"):
        reading.show(session, FIRST)


def test_two_versions_are_both_kept_shown_and_settled(session: Session) -> None:
    _two_versions(session)
    conflicts = reading.show(session, FIRST).conflicts
    assert {one.fields["place"] for one in conflicts} == {"Oak Hall", "Elm Hall"}
    assert all(set(one.fields) == {"place"} for one in conflicts)
    for attempt in (
        lambda: recording.amend(session, FIRST, {"danger": "yes"}, "Sure"),
        lambda: recording.set_status(session, FIRST, "working"),
        lambda: signing.sign(session, FIRST, ActKind.AUTHORITY),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert (caught.value.code, caught.value.fields) == ("conflict-open", ("place",))
    settled = recording.amend(session, FIRST, {"place": "Elm Hall"}, "It was Elm Hall")
    shown = reading.show(session, FIRST)
    assert (settled.rev, shown.values["place"], shown.conflicts) == (3, "Elm Hall", ())
    assert len(reading.history(session, FIRST)) == 4


def test_a_timeline_tells_what_happened_in_order(session: Session, office: Office) -> None:
    recording.record(session, "equipment", whole())
    for happen in (
        lambda: recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added"),
        lambda: recording.set_status(session, FIRST, "resolved"),
        lambda: signing.sign(session, FIRST, ActKind.AUTHORITY, "County clerk"),
        lambda: recording.strike(session, FIRST, "Typed twice"),
    ):
        office.clock.pass_time(60)
        happen()
    items = reading.timeline(session, FIRST)
    assert [item.what for item in items] == ["recorded", "amended", "status", "authority", "struck"]
    assert [change.code for change in items[1].changes] == ["place_spot"]
    assert items[3].params == {"capacity": "County clerk"}
    assert [item.at for item in items] == sorted(item.at for item in items)

"""Units found by the end of their number, and their life; election and stage that follow the calendar."""

from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.services import overview
from clerkapp.services.office import Present, present, set_present
from clerkapp.services.office_lists import offering, units, writing
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from tests.fakes.office import JAM, RECORDER, REVIEWER, STAFF, Office

SCANNER = {
    "serial": "NT3-004417",
    "asset_tag": "2231",
    "device_type": "scan-single",
    "manufacturer": "Northlight",
    "model": "NT-300",
    "software_version": "4.2.1",
    "hardware_revision": "B",
    "certification": "NLT-300-42",
    "home_site": "County warehouse",
}
ELECTION = {
    "code": "ZZ-2026-11-03", "name": "General Election", "day": "2026-11-03", "opens": "07:00",
    "closes": "19:00", "begins_advance": "2026-10-19", "begins_canvass": "2026-11-10",
}  # fmt: skip


@pytest.fixture
def dana(office: Office) -> Session:
    return office.unlock()


def jam(session: Session, **values: Any) -> str:
    return recording.record(session, "equipment", {**JAM, "category": "jam", **values}).number


def test_picking_a_unit_fills_what_a_record_says_of_it_criterion_16(dana: Session) -> None:
    """Criterion 16: picking from the inventory fills; a typed unknown serial is allowed."""
    unit = writing.add(dana, "unit", SCANNER)
    (found,) = units.find(dana, "4417")
    assert found == unit
    assert units.filled(found) == {k: v for k, v in SCANNER.items() if k != "home_site"}
    number = jam(dana, **units.filled(found))
    assert units.life(dana, "NT3-004417")[0].row.number == number
    jam(dana, serial="never listed 99")
    with pytest.raises(Refused, match="unit-not-found"):
        units.only(dana, "99")


@pytest.mark.parametrize(("code", "other"), [("serial", "NT3-004402"), ("asset_tag", "2216")])
def test_a_record_is_not_filled_from_a_unit_that_it_does_not_name(
    dana: Session, code: str, other: str
) -> None:
    writing.add(dana, "unit", SCANNER)
    with pytest.raises(Refused, match="unit-another") as caught:
        units.filled_beside(dana, "4417", {code: other})
    assert caught.value.fields == (code,)
    said = {"serial": "nt3 004417", "model": "NT-301"}
    filled = units.filled_beside(dana, "4417", said)
    assert (filled["serial"], filled["model"]) == ("nt3 004417", "NT-301")
    assert filled["manufacturer"] == "Northlight"


@pytest.mark.parametrize(
    "typed", ["4417", " 4417 ", "NT3-004417", "nt3004417", "NT3 004417", "2231", "231"]
)
def test_the_end_of_a_number_or_tag_finds_a_unit(dana: Session, typed: str) -> None:
    unit = writing.add(dana, "unit", SCANNER)
    writing.add(dana, "unit", {"serial": "NT3-004402", "asset_tag": "2216"})
    assert units.find(dana, typed) == (unit,)


def test_a_scanned_whole_number_means_that_unit_alone(dana: Session) -> None:
    writing.add(dana, "unit", {"serial": "A-17"})
    short = writing.add(dana, "unit", {"serial": "17"})
    other = writing.add(dana, "unit", {"serial": "B-17"})
    assert units.find(dana, "17") == (short,)
    assert len(units.find(dana, "7")) == 3
    with pytest.raises(Refused, match="unit-several") as refused:
        units.only(dana, "7")
    assert refused.value.params["count"] == 3
    writing.close(dana, "unit", other.id)
    assert len(units.find(dana, "7")) == 2
    assert units.find(dana, " - ") == units.find(dana, "") == ()


def test_a_units_life_goes_over_all_elections_the_newest_first(office: Office) -> None:
    dana = office.unlock()
    first = jam(dana, serial="NT3-004417", election="ZZ-2025-11-04")
    office.clock.pass_time(60)
    swapped = jam(dana, serial="NT3-004402", replacement_serial="nt3 004417")
    struck = jam(dana, serial="NT3-004417")
    recording.strike(dana, struck, "Entered twice")
    jam(dana, serial="NT3-0044171")
    jam(dana, serial="X NT3-004417")
    jam(dana, seen="NT3-004417 stood beside it.")
    office.clock.pass_time(60)
    last = jam(
        dana,
        serial="NT3-004417",
        out_from="2026-11-03T07:06:00-06:00",
        out_to="2026-11-03T07:41:00-06:00",
    )
    life = units.life(dana, "NT3-004417")
    assert [one.row.number for one in life] == [last, swapped, first]
    assert [one.replaced_it for one in life] == [False, True, False]
    assert [one.minutes for one in life] == [35, None, None]
    assert life[-1].election == "ZZ-2025-11-04"
    assert len(units.life(dana, "NT3-004417", limit=2)) == 2
    assert units.life(dana, "nothing here") == ()


def test_earlier_troubles_are_counted_as_far_as_they_may_be_seen(office: Office) -> None:
    office.add_everybody()
    wren = office.unlock(REVIEWER)
    first = jam(wren, serial="NT3-004417")
    office.clock.pass_time(60)
    hidden = jam(wren, serial="NT3-004417", restricted=True)
    jam(wren, serial="NT3-004417", category="screen")
    found = units.earlier(wren, "NT3-004417", "jam")
    assert found is not None
    assert found.numbers == (hidden, first)
    assert found.since == "2026-11"
    assert units.earlier(wren, "NT3-004417", "power") is None
    opening.lock(wren)
    rae = office.unlock(STAFF)
    seen = units.earlier(rae, "NT3-004417", "jam")
    assert seen is not None
    assert seen.numbers == (first,)
    assert units.earlier(rae, "NT3-004417", "jam", but=first) is None
    office.clock.pass_time(400 * 24 * 3600)
    assert units.earlier(rae, "NT3-004417", "jam") is None


def test_who_sees_no_record_sees_no_life(office: Office) -> None:
    office.add_everybody()
    dana = office.unlock()
    number = jam(dana, serial="NT3-004417")
    opening.lock(dana)
    ivo = office.unlock(RECORDER)
    assert [one.row.number for one in units.life(ivo, "NT3-004417")] == [number]


def test_election_and_stage_of_a_new_record_follow_the_calendar(office: Office) -> None:
    dana = office.unlock()
    writing.add(dana, "election", ELECTION)
    for at, election, phase in (
        ("2026-10-18T12:00:00-05:00", None, "between"),
        ("2026-10-20T12:00:00-05:00", "ZZ-2026-11-03", "advance"),
        ("2026-11-03T06:30:00-06:00", "ZZ-2026-11-03", "setup"),
        ("2026-11-03T12:00:00-06:00", "ZZ-2026-11-03", "open"),
        ("2026-11-03T19:30:00-06:00", "ZZ-2026-11-03", "closing"),
        ("2026-11-11T12:00:00-06:00", "ZZ-2026-11-03", "canvass"),
    ):
        office.clock.set_to(at)
        filled = recording.prefilled(dana, "equipment", {}, dana.now())
        assert (filled["election"], filled["phase"]) == (election, phase)
        assert (on := present(dana)).by_calendar
        assert on.name == ("General Election" if election else "")


def test_what_is_set_by_hand_holds_until_the_calendars_next_stage(office: Office) -> None:
    dana = office.unlock()
    set_present(dana, "Special Election", "testing")
    writing.add(dana, "election", ELECTION)
    office.clock.set_to("2026-10-01T12:00:00-05:00")
    assert (present(dana).election, present(dana).phase) == ("Special Election", "testing")
    office.clock.set_to("2026-11-03T19:10:00-06:00")
    assert present(dana).phase == "closing"
    assert set_present(dana, "ZZ-2026-11-03", "open").phase == "open"
    held = present(dana)
    assert (held.phase, held.by_calendar, held.name) == ("open", False, "General Election")
    office.clock.set_to("2026-11-10T00:00:00-06:00")
    assert present(dana) == Present("ZZ-2026-11-03", "canvass", True, "General Election")


def test_keeping_what_the_calendar_says_sets_nothing(office: Office) -> None:
    dana = office.unlock()
    writing.add(dana, "election", ELECTION)
    office.clock.set_to("2026-11-03T12:00:00-06:00")
    head = dana.vault.journal.head()
    assert set_present(dana, "ZZ-2026-11-03", "open").by_calendar
    assert dana.vault.journal.head() == head


def test_home_is_told_what_comes_next(office: Office) -> None:
    dana = office.unlock()
    assert overview.at_a_glance(dana).countdown is None
    writing.add(dana, "election", ELECTION)
    jam(dana)
    office.clock.set_to("2026-11-03T14:50:00-06:00")
    found = overview.at_a_glance(dana)
    assert (found.election, found.election_name, found.phase) == (
        "ZZ-2026-11-03",
        "General Election",
        "open",
    )
    assert found.polls_close == "19:00"
    assert found.countdown is not None
    assert (found.countdown.what, found.countdown.days, found.open_records) == ("canvass", 7, 1)


def test_forms_offer_what_is_listed(dana: Session) -> None:
    closed = writing.add(dana, "site", {"code": "OLD", "name": "Old annex"})
    writing.close(dana, "site", closed.id)
    writing.add(dana, "site", {"code": "OAK", "name": "Oak Hall", "place_type": "polling_place"})
    writing.add(dana, "election", ELECTION)
    writing.add(dana, "election", {**ELECTION, "code": "ZZ-2027-04-06", "day": "2027-04-06"})
    writing.add(dana, "procedure", {"name": "County Security Plan", "version": "3.1"})
    writing.add(dana, "contact", {"name": "Ann Lee", "organisation": "Sheriff"})
    writing.add(dana, "contact", {"name": "Duty desk", "organisation_type": "state"})
    assert offering.places(dana) == ("Oak Hall",)
    assert offering.site_types(dana) == {"Oak Hall": "polling_place"}
    assert offering.elections(dana) == ("ZZ-2027-04-06", "ZZ-2026-11-03")
    assert offering.procedures(dana) == {"County Security Plan": "3.1"}
    assert offering.told(dana) == ("Sheriff",)
    assert offering.of_column(dana, "unit", "home_site") == ("Oak Hall",)
    assert offering.of_column(dana, "unit", "note") == ()


def test_units_that_records_name_and_nobody_listed(office: Office) -> None:
    office.add_everybody()
    dana = office.unlock()
    writing.add(dana, "unit", SCANNER)
    closed = writing.add(dana, "unit", {"serial": "OLD-1"})
    writing.close(dana, "unit", closed.id)
    for serial in ("nt3 004417", "old-1", "NEW-1"):
        jam(dana, serial=serial)
    last = jam(dana, serial="new 1", manufacturer="Quill")
    struck = jam(dana, serial="WRONG-1")
    recording.strike(dana, struck, "Entered twice")
    (found,) = units.unlisted(dana)
    assert (found.number, found.values) == (last, {"serial": "new 1", "manufacturer": "Quill"})
    writing.add(dana, "unit", found.values)
    assert units.unlisted(dana) == ()
    opening.lock(dana)
    with pytest.raises(Refused, match="not-permitted"):
        units.unlisted(office.unlock(RECORDER))

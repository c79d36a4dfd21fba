"""The lists of the office: who reads and changes them, and what a change leaves behind."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.lists import Query
from clerkapp.services import office_lists
from clerkapp.services.office_lists import reading, writing
from clerkapp.services.records import reading as records
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.services.vaults.second import Second
from tests.fakes.office import AUDITOR, JAM, RECORDER, REVIEWER, STAFF, Office, join
from tests.fakes.vaults import NAME, PASSPHRASE

SAMPLES: dict[str, dict[str, Any]] = {
    "unit": {"serial": "NT3-004417", "device_type": "scan-single"},
    "site": {"code": "OAK", "name": "Oak Hall"},
    "election": {"code": "ZZ-2026-11-03", "name": "General Election", "day": "2026-11-03"},
    "procedure": {"name": "County Security Plan", "version": "3.1"},
    "contact": {"name": "Duty desk", "phone": "555-0100", "phone_out_of_hours": "555-0101"},
    "template": {"name": "Jam", "kind": "equipment", "values": {"category": "jam"}},
}


@pytest.fixture
def dana(office: Office) -> Session:
    return office.unlock()


def _as(office: Office, session: Session, name: str) -> Session:
    opening.lock(session)
    return office.unlock(name)


@pytest.mark.parametrize("code", LISTS)
def test_an_entry_is_added_changed_closed_and_opened_again(dana: Session, code: str) -> None:
    one, sample = LISTS[code], SAMPLES[code]
    entry = writing.add(dana, code, sample)
    assert entry.code == sample[one.key]
    assert office_lists.entries(dana, code) == (entry,)
    changed = writing.change(dana, code, entry.id, {"note": "Looked at."})
    assert changed.values == {**entry.values, "note": "Looked at."}
    assert writing.change(dana, code, entry.id, {"note": ""}).values == entry.values
    assert writing.close(dana, code, entry.id).closed
    assert office_lists.entries(dana, code) == ()
    assert [one.id for one in office_lists.entries(dana, code, closed=True)] == [entry.id]
    assert not writing.reopen(dana, code, entry.id).closed
    assert len(reading.history(dana, code, entry.id)) == 5
    assert safekeeping.check(dana).problems == ()


def test_what_says_nothing_new_leaves_no_row(dana: Session) -> None:
    entry = writing.add(dana, "site", SAMPLES["site"])
    before = dana.vault.journal.head()
    assert writing.change(dana, "site", entry.id, {"name": " Oak  Hall "}) == entry
    assert writing.reopen(dana, "site", entry.id) == entry
    writing.close(dana, "site", entry.id)
    closed = writing.close(dana, "site", entry.id)
    assert closed.n == 2
    entries = dana.vault.journal.entries(after=before[0] if before else 0)
    assert [one.event for one in entries] == [Event.LIST_CHANGED]


@pytest.mark.parametrize("again", ["nt3-004417", "NT3 004417", "Nt3.004417"])
def test_no_two_entries_are_called_alike(dana: Session, again: str) -> None:
    first = writing.add(dana, "unit", SAMPLES["unit"])
    with pytest.raises(Refused, match="entry-there") as refused:
        writing.add(dana, "unit", {"serial": again})
    assert refused.value.fields == ("serial",)
    other = writing.add(dana, "unit", {"serial": "NT3-004418"})
    with pytest.raises(Refused, match="entry-there"):
        writing.change(dana, "unit", other.id, {"serial": again})
    writing.close(dana, "unit", first.id)
    with pytest.raises(Refused, match="entry-there-closed"):
        writing.add(dana, "unit", {"serial": again})


def test_a_closed_entry_is_not_changed_and_one_list_does_not_change_another(dana: Session) -> None:
    entry = writing.close(dana, "site", writing.add(dana, "site", SAMPLES["site"]).id)
    with pytest.raises(Refused, match="entry-closed"):
        writing.change(dana, "site", entry.id, {"note": "x"})
    changes: tuple[Callable[[], object], ...] = (
        partial(writing.change, dana, "contact", entry.id, {"note": "x"}),
        partial(writing.close, dana, "contact", entry.id),
        partial(writing.reopen, dana, "contact", entry.id),
        partial(reading.history, dana, "contact", entry.id),
        partial(reading.history, dana, "site", "9" * 32),
    )
    for change in changes:
        with pytest.raises(Refused, match="entry-missing"):
            change()


def test_earlier_versions_of_a_procedure_stay(dana: Session) -> None:
    plan = writing.add(dana, "procedure", SAMPLES["procedure"])
    writing.change(dana, "procedure", plan.id, {"version": "3.2", "reviewed": "2026-09-01"})
    rows = reading.history(dana, "procedure", plan.id)
    assert [row.text("version") for row in rows] == ["3.1", "3.2"]


def test_an_election_asks_only_sites_that_are_listed(dana: Session) -> None:
    with pytest.raises(Refused, match="entry-unknown") as refused:
        writing.add(dana, "election", {**SAMPLES["election"], "sites": "OAK"})
    assert refused.value.fields == ("sites",)
    site = writing.add(dana, "site", SAMPLES["site"])
    writing.close(dana, "site", site.id)
    entry = writing.add(dana, "election", {**SAMPLES["election"], "sites": "oak"})
    assert entry.values["sites"] == ["oak"]


@pytest.mark.parametrize("code", LISTS)
@pytest.mark.parametrize(
    ("name", "writes"),
    [
        (STAFF, {"unit", "contact", "template"}),
        (REVIEWER, set(LISTS)),
        (RECORDER, set()),
        (AUDITOR, set()),
    ],
)
def test_who_may_change_a_list(office: Office, name: str, writes: set[str], code: str) -> None:
    office.add_everybody()
    session = office.unlock()
    there = writing.add(session, code, SAMPLES[code])
    session = _as(office, session, name)
    assert reading.may_change(session, code) == (code in writes)
    assert [one.id for one in office_lists.entries(session, code)] == [there.id]
    if code in writes:
        assert writing.change(session, code, there.id, {"note": "x"}).account == session.account.id
        return
    changes: tuple[Callable[[], object], ...] = (
        partial(writing.add, session, code, SAMPLES[code]),
        partial(writing.change, session, code, there.id, {"note": "x"}),
        partial(writing.close, session, code, there.id),
        partial(writing.reopen, session, code, there.id),
    )
    for change in changes:
        with pytest.raises(Refused, match="not-permitted"):
            change()


def test_a_number_for_out_of_hours_is_not_for_everybody(office: Office) -> None:
    office.add_everybody()
    session = office.unlock()
    entry = writing.add(session, "contact", {**SAMPLES["contact"], "note": "Rings twice"})
    for name, sees in ((RECORDER, False), (STAFF, True), (AUDITOR, True)):
        session = _as(office, session, name)
        (found,) = office_lists.entries(session, "contact")
        assert found.text("phone") == "555-0100"
        assert (found.text("phone_out_of_hours") == "555-0101") == sees
        assert ("note" in found.values) == sees
        (row,) = reading.history(session, "contact", entry.id)
        assert ("phone_out_of_hours" in row.values) == sees
        assert reading.find(session, "contact", "duty DESK").values == found.values


def test_two_people_undo_what_was_set_aside_under_seal(office: Office) -> None:
    office.add_everybody()
    rae = office.unlock(STAFF)
    unit = writing.add(rae, "unit", {**SAMPLES["unit"], "state": "sealed"})
    noted = writing.change(rae, "unit", unit.id, {"note": "In the cage"})
    changes: tuple[Callable[[], object], ...] = (
        partial(writing.change, rae, "unit", unit.id, {"state": "in_use"}),
        partial(writing.change, rae, "unit", unit.id, {"serial": "NT3-1"}),
        partial(writing.close, rae, "unit", unit.id),
    )
    for change in changes:
        with pytest.raises(Refused, match="entry-second") as refused:
            change()
        assert refused.value.fields == ("second",)
    for name, passphrase, code in (
        (STAFF, PASSPHRASE, "second-unfit"),
        (RECORDER, PASSPHRASE, "second-unfit"),
        (AUDITOR, PASSPHRASE, "second-unfit"),
        (REVIEWER, "some other quiet words", "second-failed"),
        ("Nobody", PASSPHRASE, "second-failed"),
    ):
        with pytest.raises(Refused, match=code):
            writing.change(
                rae, "unit", unit.id, {"state": "in_use"}, second=Second(name, passphrase)
            )
    assert rae.vault.office_lists.entry(unit.id) == noted
    by = Second(REVIEWER, PASSPHRASE)
    free = writing.change(rae, "unit", unit.id, {"state": "in_use"}, second=by)
    assert free.second == next(one.id for one in rae.vault.accounts.list() if one.name == REVIEWER)
    assert writing.close(rae, "unit", unit.id).second is None
    assert safekeeping.check(rae).problems == ()


def test_an_administrator_keeps_lists_and_sees_no_record(office: Office) -> None:
    dana = office.unlock()
    join(dana, "Imre Falk", Role.ADMINISTRATOR)
    imre = _as(office, dana, "Imre Falk")
    writing.add(imre, "unit", SAMPLES["unit"])
    writing.add(imre, "site", SAMPLES["site"])
    with pytest.raises(Refused, match="not-permitted"):
        records.list_records(imre, Query())


def test_a_record_keeps_the_name_of_a_site_that_was_closed_or_renamed(dana: Session) -> None:
    site = writing.add(dana, "site", SAMPLES["site"])
    number = recording.record(dana, "equipment", JAM).number
    writing.change(dana, "site", site.id, {"name": "Oak Street Hall"})
    writing.close(dana, "site", site.id)
    assert records.show(dana, number).values["place"] == "Oak Hall"
    recording.amend(dana, number, {"place_spot": "Lobby"}, "Said more exactly")
    assert records.show(dana, number).values["place"] == "Oak Hall"


def test_nothing_is_kept_without_its_entry_in_the_journal(
    dana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFailure("vault-disk-full")

    monkeypatch.setattr(type(dana.vault.journal), "append", full)
    with pytest.raises(EnvironmentFailure):
        writing.add(dana, "site", SAMPLES["site"])
    monkeypatch.undo()
    assert office_lists.entries(dana, "site", closed=True) == ()


def test_the_journal_names_no_content(dana: Session) -> None:
    writing.add(dana, "contact", SAMPLES["contact"])
    entry = dana.vault.journal.latest(1)[0]
    assert entry.event is Event.LIST_CHANGED
    assert entry.params["list"] == "contact"
    assert "555" not in str(entry.params).replace(str(entry.params["digest"]), "")
    assert entry.account == dana.account.id
    assert dana.account.name == NAME

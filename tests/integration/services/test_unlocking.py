"""Unlocking: one message, a growing pause, and a machine that notices what went back."""

import shutil
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.domain.time.times import parse_instant
from clerkapp.domain.time.zones import zone_info
from clerkapp.services import machine_memory, reception
from clerkapp.services.office import set_zone
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, passphrases
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.keys import header as headers
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, MemoryMachine, Office
from tests.fakes.vaults import NAME, PASSPHRASE


def _fail(office: Office, name: str = NAME, passphrase: str = "not this one") -> Refused:
    with pytest.raises(Refused) as caught:
        opening.unlock(office.folder, name, passphrase, office.ports)
    return caught.value


def _events(session: Session) -> list[Event]:
    return [entry.event for entry in session.vault.journal.entries(limit=500)]


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_answer(office: Office) -> None:
    wrong_passphrase = _fail(office)
    wrong_name = _fail(office, "Nobody Here", PASSPHRASE)
    assert (wrong_passphrase.code, wrong_passphrase.params, wrong_passphrase.fields) == (
        wrong_name.code,
        wrong_name.params,
        wrong_name.fields,
    )
    assert wrong_name.code == "unlock-failed"


def test_the_pause_begins_after_four_tries_and_doubles_to_a_quarter_of_an_hour(
    office: Office,
) -> None:
    assert [_fail(office).params["left"] for _ in range(4)] == [3, 2, 1, 0]
    waited = []
    for _ in range(7):
        refused = _fail(office)
        assert refused.code == "unlock-paused"
        waited.append(refused.params["seconds"])
        office.clock.pass_time(refused.params["seconds"])
        assert _fail(office).code == "unlock-failed"
    assert waited == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_passphrase_waits_for_the_pause_too(office: Office) -> None:
    for _ in range(4):
        _fail(office)
    assert _fail(office, passphrase=PASSPHRASE).code == "unlock-paused"
    office.clock.pass_time(30)
    opening.lock(office.unlock())
    assert _fail(office).params["left"] == 3


def test_failed_tries_are_journaled_and_told_at_the_next_unlock(office: Office) -> None:
    _fail(office)
    _fail(office)
    session = office.unlock()
    entry = next(
        entry for entry in session.vault.journal.entries() if entry.event is Event.UNLOCKS_FAILED
    )
    opening.lock(session)
    assert entry.params["count"] == 2
    assert "unlocks-failed-before" in [notice.code for notice in session.notices]


def test_a_failed_try_is_told_in_the_time_of_the_office(office: Office) -> None:
    session = office.unlock()
    set_zone(session, "America/Denver")
    opening.lock(session)
    _fail(office)
    session = office.unlock()
    opening.lock(session)
    (notice,) = session.notices
    told, tried = parse_instant(notice.params["at"]), office.clock.now().astimezone(UTC)
    assert told == tried.replace(microsecond=0)
    assert told.utcoffset() == tried.astimezone(zone_info("America/Denver")).utcoffset()


def test_a_clock_set_back_in_a_pause_makes_it_no_longer_than_it_was(office: Office) -> None:
    for _ in range(4):
        _fail(office)
    office.clock.set_to("2026-11-01T07:40:00-06:00")
    assert _fail(office).params["seconds"] == 30
    office.clock.pass_time(30)
    assert _fail(office).code == "unlock-failed"


def test_a_clock_set_back_is_told_and_journaled_and_refuses_nothing(office: Office) -> None:
    opening.lock(office.unlock())
    office.clock.set_to("2026-10-20T09:00:00-05:00")
    session = office.unlock()
    recorded = recording.record(session, "equipment", JAM)
    events = _events(session)
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["clock-back"]
    assert events.count(Event.CLOCK_BACK) == 1
    assert recorded.number == "LARK-2026-W1-0001"


def test_a_clock_that_stays_back_keeps_nobody_out(office: Office) -> None:
    opening.lock(office.unlock())
    office.clock.set_to("2025-01-01T00:00:00-06:00")
    for _ in range(3):
        opening.lock(office.unlock())


def test_a_clock_that_stands_right_is_not_mentioned(office: Office) -> None:
    opening.lock(office.unlock())
    office.clock.pass_time(60)
    session = office.unlock()
    opening.lock(session)
    assert session.notices == ()


def test_an_account_opens_between_its_days_only(office: Office) -> None:
    office.add("Temporary", Role.RECORDER, valid_from="2026-11-04", valid_until="2026-11-06")
    with pytest.raises(Refused, match="account-not-yet"):
        office.unlock("Temporary")
    office.clock.set_to("2026-11-06T23:00:00-06:00")
    opening.lock(office.unlock("Temporary"))
    office.clock.set_to("2026-11-07T00:10:00-06:00")
    with pytest.raises(Refused, match="account-over"):
        office.unlock("Temporary")
    opening.lock(office.unlock())


def test_a_network_share_is_refused_for_everything(office: Office, tmp_path: Path) -> None:
    office.drive.network = True
    for attempt in (
        lambda: office.unlock(),
        lambda: reception.people(office.folder, office.ports),
        lambda: opening.create(tmp_path / "other", _new(), office.ports),
    ):
        with pytest.raises(Refused, match="vault-network"):
            attempt()
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"authority": "lark"}, "code-form", None),
        ({"station": "W 1"}, "code-form", None),
        ({"person_name": "  "}, "name-form", "person"),
        ({"person_name": "Dana (2)"}, "name-brackets", "person"),
        ({"person_name": "Administrator"}, "name-role", "person"),
        ({"authority_name": ""}, "name-form", "authority_name"),
        ({"function": "king"}, "function-unknown", "function"),
        ({"passphrase": " "}, "passphrase-short", "passphrase"),
        ({"passphrase": "bluestem county"}, "passphrase-weak", "passphrase"),
    ],
)
def test_what_cannot_make_a_vault_is_refused_and_leaves_nothing(
    office: Office, tmp_path: Path, change: dict[str, Any], code: str, field: str | None
) -> None:
    folder = tmp_path / "new" / "Blue.vault"
    folder.parent.mkdir()
    with pytest.raises(Refused, match=code) as refused:
        opening.create(folder, replace(_new(), **change), office.ports)
    assert refused.value.fields == (() if field is None else (field,))
    assert list(folder.parent.iterdir()) == []


def _new() -> NewVault:
    return NewVault("BLUE", "Bluestem County", "W1", NAME, "deputy", PASSPHRASE)


def test_an_older_copy_put_back_is_noticed_and_its_numbers_jump(
    office: Office, tmp_path: Path
) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    shutil.copytree(office.folder, tmp_path / "older")
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    shutil.rmtree(office.folder)
    shutil.move(tmp_path / "older", office.folder)

    session = office.unlock()
    recorded = recording.record(session, "equipment", JAM)
    events = _events(session)
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["vault-other-past"]
    assert recorded.number == "LARK-2026-W1-0101"
    assert events.count(Event.RESTORED) == 1

    session = office.unlock()
    opening.lock(session)
    assert session.notices == ()


def test_another_machine_is_another_instance(office: Office) -> None:
    opening.lock(office.unlock())
    office.machine.states.clear()
    office.machine.name = "another computer"
    session = office.unlock()
    waiting = session.vault.settings.get(machine_memory.NEW_EPOCH_SETTING)
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["vault-other-past"]
    assert waiting == {"upstream": "restore", "public": "restore"}


def test_a_machine_that_cannot_remember_keeps_nobody_out(office: Office) -> None:
    opening.lock(office.unlock())
    office.machine.writable = False
    session = office.unlock()
    assert opening.lock(session) == ()
    assert [notice.code for notice in session.notices] == ["machine-state-kept-nowhere"]
    office.machine = MemoryMachine()


def test_a_machine_that_never_remembers_does_not_begin_anew_each_time(office: Office) -> None:
    opening.lock(office.unlock())
    office.machine.states.clear()
    office.machine.name = "another computer"
    office.machine.writable = False
    session = office.unlock()
    assert session.vault.settings.get(machine_memory.NEW_EPOCH_SETTING) is None
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["machine-state-kept-nowhere"]


def test_unlocking_and_locking_are_journaled(office: Office) -> None:
    opening.lock(office.unlock())
    session = office.unlock()
    events = _events(session)
    opening.lock(session)
    assert events == [Event.VAULT_CREATED, Event.UNLOCKED, Event.LOCKED, Event.UNLOCKED]


def test_the_machine_knows_a_later_header_than_one_that_was_put_back(office: Office) -> None:
    """Also when the note in the database goes with it, by somebody with tools."""
    before = (office.folder / headers.FIRST).read_bytes()
    session = office.unlock()
    passphrases.change(session, PASSPHRASE, "seven other quiet words")
    data_key, vault_id = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    insider = Insider(office.folder, data_key, vault_id)
    insider.run("DELETE FROM header_written WHERE written > 1")
    insider.connection.close()
    for name in (headers.FIRST, headers.SECOND):
        (office.folder / name).write_bytes(before)
    assert _fail(office, NAME, PASSPHRASE).code == "header-changed"

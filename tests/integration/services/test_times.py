"""Times through the use cases and clerkctl: the office's zone, what cannot be true, a clock once wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from clerkapp.bootstrap import ports
from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.domain.time.times import format_instant
from clerkapp.services import office as offices
from clerkapp.services.records import reading, recording
from clerkapp.services.vaults import opening
from clerkapp.wording.sentences import sentence
from tests.fakes.office import JAM, STAFF, Office
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK

ODD = ("0001-01-01", "0024-11-03", "1026-11-03", "9999-12-31")


def at(text: str, precision: str = "exact") -> dict[str, str]:
    return {"at": text, "precision": precision}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def clerkctl(
    office: Office, capsys: pytest.CaptureFixture[str], verb: str, *rest: str, values: Any = None
) -> tuple[int, Any]:
    """One verb of clerkctl on the office's vault: its exit code and its first value."""
    passphrase = office.folder.parent / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", "utf-8")
    arguments = [verb, str(office.folder), *rest, "--user", NAME]
    if values is not None:
        record = office.folder.parent / "typed.json"
        record.write_text(json.dumps(values), "utf-8")
        arguments += ["--record", str(record)]
    code = run(office.ports, [*arguments, "--passphrase-file", str(passphrase), "--json"])
    lines = capsys.readouterr().out.splitlines()
    return code, json.loads(lines[0]) if lines else None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        *(({"occurred": day}, "time-year", "occurred") for day in ODD),
        ({"occurred": "9999-12-31T23:59:59-12:00"}, "time-form", "occurred"),
        ({"actions": [{"what": "Ran.", "at": "1026-11-03"}]}, "time-year", "actions"),
        ({"occurred": "2026-12-24T09:00:00-06:00"}, "time-ahead", "occurred"),
        ({"occurred": "2026-11-04"}, "time-ahead", "occurred"),
        ({"noticed": "2026-11-03T06:00:00-06:00"}, "noticed-before-start", "noticed"),
        ({"until": "2026-11-03T07:00:00-06:00"}, "end-before-start", "occurred"),
        ({"actions": [{"what": "Ran.", "at": at("2026-11-05", "day")}]}, "time-ahead", "actions"),
        ({"occurred": {"at": [], "precision": "exact"}}, "time-form", "occurred"),
        ({"occurred": {"at": "7:40", "precision": {}}}, "time-form", "occurred"),
    ],
)
def test_what_cannot_be_true_is_refused_by_its_field(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, Any],
    code: str,
    field: str,
) -> None:
    ended, said = clerkctl(office, capsys, "add", "--kind", "equipment", values={**JAM, **changes})
    assert (ended, said["refused"], said["fields"][0]) == (Exit.REFUSED, code, field)
    _, added = clerkctl(office, capsys, "add", "--kind", "equipment", values=JAM)
    ended, said = clerkctl(
        office, capsys, "amend", added["number"], "--reason", "Put right", values=changes
    )
    assert (ended, said["refused"]) == (Exit.REFUSED, code)
    if code in ("time-year", "time-form"):
        ended, said = clerkctl(office, capsys, "draft", "--kind", "equipment", values=changes)
        assert (ended, said["refused"], said["fields"][0]) == (Exit.REFUSED, code, field)


def test_a_task_may_be_due_next_year(office: Office) -> None:
    session = office.unlock()
    due = [{"step": "Order rollers.", "due": "2027-02-01"}]
    assert recording.record(session, "equipment", {**JAM, "todo": due}).rev == 1
    opening.lock(session)


def test_odd_times_of_old_records_are_shown_printed_and_amended_around(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = []
    for day in ODD:
        office.clock.pass_time(60)
        with monkeypatch.context() as once:
            once.setattr("clerkapp.domain.records.value_forms.require_year", lambda when: when)
            once.setattr("clerkapp.domain.records.plausible_times.impossible", lambda *_: iter(()))
            session = office.unlock()
            numbers.append(recording.record(session, "equipment", {**JAM, "occurred": day}).number)
            opening.lock(session)
    assert clerkctl(office, capsys, "list")[0] == Exit.DONE
    for number in numbers:
        office.clock.pass_time(60)
        pdf = str(office.folder.parent / f"{number}.pdf")
        for verb in (["show", number], ["history", number], ["print", number, "--output", pdf]):
            assert clerkctl(office, capsys, *verb)[0] == Exit.DONE, verb
        ended, said = clerkctl(
            office, capsys, "amend", number, "--reason", "More", values={"seen": "A jam."}
        )
        assert (ended, said["number"]) == (Exit.DONE, number)
    assert clerkctl(office, capsys, "check")[0] == Exit.DONE


def test_the_office_s_zone_holds_whatever_the_computer_s_is(office: Office) -> None:
    office.clock.set_to("2026-11-04T05:30:00+00:00")
    session = office.unlock()
    assert offices.set_zone(session, "America/Denver") == "America/Denver"
    assert session.now() == "2026-11-03T22:30:00-07:00"
    recorded = recording.record(session, "equipment", JAM)
    shown = reading.show(session, recorded.number)
    noticed = shown.values["noticed"]
    assert isinstance(noticed, dict)
    assert noticed["at"] == "2026-11-03T22:30:00-07:00"
    events = [one.event for one in session.vault.journal.entries()]
    offices.set_zone(session, "America/Denver")
    assert [one.event for one in session.vault.journal.entries()] == events
    assert events.count(Event.SETTING_CHANGED) == 1
    opening.lock(session)
    session = office.unlock()
    assert format_instant(session.ports.clock.now()).endswith("-07:00")
    assert str(session.zone) == "America/Denver"
    opening.lock(session)


def test_this_computer_opens_a_vault_in_the_office_s_zone(tmp_path: Path) -> None:
    here, folder = ports(), tmp_path / "Real.vault"
    new = NewVault("LARK", "Larkspur", "W1", NAME, "deputy", PASSPHRASE, zone="Pacific/Honolulu")
    opening.create(folder, new, here, QUICK)
    session = opening.unlock(folder, NAME, PASSPHRASE, here)
    entries = session.vault.journal.entries()
    opening.lock(session)
    assert session.now().endswith("-10:00")
    assert {one.at[-6:] for one in entries} == {"-10:00"}
    assert [one.event for one in entries].count(Event.SETTING_CHANGED) == 1


def test_only_an_administrator_sets_the_zone_and_only_one_that_there_is(office: Office) -> None:
    office.add(STAFF, Role.STAFF)
    session = office.unlock(STAFF)
    with pytest.raises(Refused, match="not-permitted"):
        offices.set_zone(session, "America/Denver")
    opening.lock(session)
    session = office.unlock()
    with pytest.raises(Refused, match="zone-unknown"):
        offices.set_zone(session, "Kansas/West")
    assert offices.zone(session) is None
    opening.lock(session)


def test_the_zone_on_the_command_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert clerkctl(office, capsys, "zone") == (Exit.DONE, {"zone": None})
    done = clerkctl(office, capsys, "zone", "--set", "America/Denver")
    assert done == (Exit.DONE, {"zone": "America/Denver"})
    ended, said = clerkctl(office, capsys, "zone", "--set", "Nowhere")
    assert (ended, said["refused"], said["fields"]) == (Exit.REFUSED, "zone-unknown", ["zone"])
    assert clerkctl(office, capsys, "zone") == (Exit.DONE, {"zone": "America/Denver"})


def test_a_clock_known_to_stand_back_keeps_nobody_from_recording(office: Office) -> None:
    opening.lock(office.unlock())
    office.clock.set_to("1970-01-01T00:05:00-06:00")
    for _ in range(2):
        session = office.unlock()
        assert [notice.code for notice in session.notices] == ["clock-back"]
        recording.record(session, "equipment", JAM)
        opening.lock(session)


def test_a_clock_once_ahead_is_named_and_settled_by_whoever_has_no_last_day(office: Office) -> None:
    office.add("Temporary", Role.RECORDER, valid_until="2026-11-30")
    office.clock.set_to("2037-05-01T09:00:00-05:00")
    opening.lock(office.unlock())
    office.clock.set_to("2026-11-03T09:00:00-06:00")
    with pytest.raises(Refused, match="account-over-by-clock") as refused:
        office.unlock("Temporary")
    words = sentence(refused.value.code, refused.value.params)
    for part in ("Nov 30, 2026", "Nov 3, 2026", "May 1, 2037", "clock", "administrator"):
        assert part in words
    session = office.unlock()
    (notice,) = session.notices
    assert "May 1, 2037" in sentence(notice.code, notice.params)
    opening.lock(session)
    opening.lock(office.unlock("Temporary"))


def test_setting_the_clock_back_lengthens_no_account(office: Office) -> None:
    office.add("Temporary", Role.RECORDER, valid_until="2026-11-30")
    office.clock.set_to("2026-12-05T09:00:00-06:00")
    opening.lock(office.unlock())
    for back in ("2026-11-29T09:00:00-06:00", "1970-01-01T00:00:00-06:00"):
        office.clock.set_to(back)
        with pytest.raises(Refused, match="account-over-by-clock"):
            office.unlock("Temporary")


@pytest.mark.parametrize("field", ["valid_from", "valid_until"])
@pytest.mark.parametrize(
    ("day", "code"), [*((odd, "time-year") for odd in ODD), ("2026-11-31", "time-form")]
)
def test_days_of_an_account_that_nobody_can_mean_are_asked_at_their_field(
    office: Office, field: str, day: str, code: str
) -> None:
    with pytest.raises(Refused, match=code) as refused:
        office.add("Temporary", Role.RECORDER, **{field: day})
    assert refused.value.fields == (field,)

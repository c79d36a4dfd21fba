"""The demonstration: nine stories told through the ordinary use cases, and any number more."""

from pathlib import Path

import pytest

from clerkapp.demo import demonstration
from clerkapp.demo.samples.bulk import bulk_record
from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records import gates
from clerkapp.domain.records.lists import Query
from clerkapp.services.records import reading
from clerkapp.services.vaults import accounts, opening, safekeeping
from tests.fakes.office import Office


def test_the_stories_are_told_and_the_vault_is_sound(office: Office, tmp_path: Path) -> None:
    office.clock.set_to("2027-01-10T09:00:00-06:00")
    made = demonstration.make(tmp_path / "demo", office.ports, records=30)
    passphrase = made.passphrase_file.read_text("utf-8").rstrip("\n")
    session = opening.unlock(made.vault, made.user, passphrase, office.ports)
    rows = reading.list_records(session, Query(), limit=50).rows
    report = safekeeping.check(session)
    roles = {role for one in accounts.people(session) for role in one.roles}
    stored = {
        row.number: (row.kind, reading.show(session, row.number).stored)
        for row in rows
        if row.status in ("resolved", "reviewed")
    }
    signatures = {
        str(one.act)
        for row in rows
        for one in reading.show(session, row.number).signatures
        if one.holds
    }
    opening.lock(session)

    assert (report.problems, len(rows), made.records) == ((), 30, 30)
    assert session.notices == ()
    assert {row.status for row in rows} >= {
        "recorded",
        "working",
        "waiting",
        "resolved",
        "reviewed",
    }
    assert any(row.restricted for row in rows)
    assert roles >= {Role.STAFF, Role.RECORDER, Role.REVIEWER, Role.AUTHORITY}
    assert signatures == {"author", "review", "two-person"}
    for kind, values in stored.values():
        assert gates.missing(kind, values, Gate.RESOLVE) == ()


def test_it_is_never_made_over_something(office: Office, tmp_path: Path) -> None:
    (tmp_path / "passphrase.txt").write_text("mine")
    with pytest.raises(Refused, match="demo-exists"):
        demonstration.make(tmp_path, office.ports)
    assert [
        path.name for path in tmp_path.iterdir() if path not in (office.folder, office.stick)
    ] == ["passphrase.txt"]


def test_every_bulk_record_is_another_one_and_the_same_each_time() -> None:
    lines = [bulk_record(n)[1]["one_line"] for n in range(300)]
    assert lines == [bulk_record(n)[1]["one_line"] for n in range(300)]
    assert len(set(lines)) > 290


@pytest.mark.parametrize("now", ["2026-01-05T09:00:00-06:00", "2026-11-03T07:00:00-06:00"])
def test_it_can_be_made_before_the_days_of_the_stories(
    office: Office, tmp_path: Path, now: str
) -> None:
    office.clock.set_to(now)
    made = demonstration.make(tmp_path / "demo", office.ports)
    passphrase = made.passphrase_file.read_text("utf-8").rstrip("\n")
    opening.lock(opening.unlock(made.vault, made.user, passphrase, office.ports))

"""The demonstration: twelve stories told through the ordinary use cases, and any number more."""

from pathlib import Path
from typing import Any

import pytest

from clerkapp.demo import demonstration
from clerkapp.demo.samples.bulk import bulk_record
from clerkapp.demo.samples.lists import LISTS
from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records import gates, values
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.rows import derived
from clerkapp.services.office_lists import reading as reading_lists
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
    lists = {code: reading_lists.entries(session, code) for code in LISTS}
    signatures = {
        str(one.act)
        for row in rows
        for one in reading.show(session, row.number).signatures
        if one.holds
    }
    opening.lock(session)

    assert (report.problems, len(rows), made.records) == ((), 30, 30)
    assert session.notices == ()
    assert all(lists.values()), lists
    assert {row.status for row in rows} >= {
        "recorded",
        "working",
        "waiting",
        "resolved",
        "reviewed",
        "error",
    }
    assert any(row.restricted for row in rows)
    assert roles >= {Role.STAFF, Role.RECORDER, Role.REVIEWER, Role.AUTHORITY}
    assert signatures == {"author", "review", "two-person", "authority"}
    for kind, fields in stored.values():
        assert gates.missing(kind, fields, Gate.RESOLVE) == ()


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


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RecordView]:
    """The demonstration's records by the last four digits."""
    folder = tmp_path_factory.mktemp("told")
    office = Office(folder)
    office.clock.set_to("2027-01-10T09:00:00-06:00")
    made = demonstration.make(folder / "demo", office.ports)
    passphrase = made.passphrase_file.read_text("utf-8").rstrip("\n")
    session = opening.unlock(made.vault, made.user, passphrase, office.ports)
    rows = reading.list_records(session, Query(), limit=50).rows
    found = {row.number[-4:]: reading.show(session, row.number) for row in rows}
    opening.lock(session)
    return found


SAMPLES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "0001": (
        "cred_phish",
        "low",
        "failed_attempt",
        {
            "interacted": ["read"],
            "interacted_count": 2,
            "auth_spf": "pass",
            "sending_server": "192.0.2.44",
        },
    ),
    "0002": (
        "thread_hijack",
        "high",
        "confirmed",
        {
            "interacted": ["opened_file", "ran_program"],
            "computer": "EL-PC-04",
            "information": ["not_known"],
        },
    ),
    "0003": (
        "imp_official",
        "moderate",
        "failed_attempt",
        {"recipients_count": 3, "advisory": "ADV-26-044", "interacted": ["read", "clicked"]},
    ),
    "0004": (
        "single_person",
        "high",
        "confirmed",
        {"restricted": True, "why": ["too_few_people", "interrupted"], "two_person": "not_met"},
    ),
    "0005": (
        "seal_mismatch",
        "moderate",
        "near_miss",
        {
            "instruction_section": "4.3",
            "effects": ["caught_in_time"],
            "why": ["misheard", "form_design"],
        },
    ),
    "0006": (
        "clock",
        "low",
        "confirmed",
        {"voting": "no_voting", "voters_waited": 0, "likely_cause": "power"},
    ),
    "0007": (
        "jam",
        "moderate",
        "confirmed",
        {
            "ballots_affected": 41,
            "replacement_serial": "NT3-004402",
            "certification": "NLS-300-42",
            "voters_waited": {"n": 25, "precision": "estimate"},
            "voters_left": {"n": 1, "precision": "estimate"},
        },
    ),
    "0008": (
        "printer",
        "moderate",
        "confirmed",
        {"ballots_affected": 1, "ballots_handled": ["spoiled_reissued"], "serial": "NB2-00318"},
    ),
    "0009": (
        "count_diff",
        "moderate",
        "unexplained",
        {"two_person": "met", "results_affected": "no", "voters_left": "unknown"},
    ),
    "0012": (
        "power_out",
        "moderate",
        "confirmed",
        {"all_safe": "yes", "place_left": "no", "called_reference": "LPU-55-0171"},
    ),
}
"""What the nine samples of the field, and one of the fourth kind, say of themselves."""


@pytest.mark.parametrize("number", SAMPLES)
def test_a_sample_holds_what_is_told_of_it(told: dict[str, RecordView], number: str) -> None:
    category, severity, determination, fields = SAMPLES[number]
    shown = told[number]
    expected = values.normalise(shown.row.kind, fields)
    found = {"category": category, "severity": severity, "determination": determination, **expected}
    assert {code: shown.stored.get(code) for code in found} == found


def test_the_samples_are_signed_as_they_must_be(told: dict[str, RecordView]) -> None:
    acts = {
        number: sorted({str(one.act) for one in shown.signatures if one.holds} - {"author"})
        for number, shown in told.items()
    }
    two = ["two-person"]
    assert acts["0005"] == ["review", *two]
    assert acts["0007"] == acts["0008"] == two
    assert acts["0009"] == ["authority", *two]
    assert acts["0004"] == ["authority", "review", *two]
    for number in ("0004", "0005", "0007", "0008", "0009"):
        capacities = [
            one.capacity for one in told[number].signatures if one.act is ActKind.TWO_PERSON
        ]
        assert len(set(capacities)) == 2


def test_the_samples_are_linked_and_worked_out(told: dict[str, RecordView]) -> None:
    assert told["0006"].stored["related"] == [
        {"number": "LARK-2026-W1-0011", "relation": "same_cause"}
    ]
    assert told["0010"].row.struck

    def worked_out(number: str) -> dict[str, Any]:
        return derived.computed(told[number].row.kind, told[number].values)

    assert worked_out("0007")["minutes_out"] == {"n": 35, "precision": "exact"}
    assert worked_out("0004")["minutes_custody"] == {"n": 12, "precision": "exact"}
    assert worked_out("0012")["minutes_lasted"] == {"n": 20, "precision": "estimate"}
    differences = [row["difference"]["n"] for row in worked_out("0009")["counts"]]
    assert differences == [-3, -1, 0, 0, 0, 0]


def test_what_is_resolved_passes_the_gate_to_review_but_for_what_nobody_knows_yet(
    told: dict[str, RecordView],
) -> None:
    for number in ("0001", "0004", "0005", "0007", "0009", "0012"):
        shown = told[number]
        assert gates.missing(shown.row.kind, shown.stored, Gate.REVIEW) == (), number

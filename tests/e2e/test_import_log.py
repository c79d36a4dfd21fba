"""An old log comes in by clerkctl, process by process: tried, brought in, again, and killed halfway."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.office import Office
from tests.fakes.workbooks import row, sheet, text, workbook

MAP = {
    "source": "Old log 2024",
    "kind": "procedure",
    "columns": {
        "Date/Time": "occurred",
        "What happened": "one_line",
        "Polling Place": "place",
        "Log #": "old_number",
        "Initials": None,
    },
}
HEADING = "Date/Time;What happened;Polling Place;Log #;Initials\r\n"
LINES = (
    "11/5/24 7:05;Seal log unsigned;Peñasco;24-031;RL\r\n"
    "13/13/24;Key box open;Oak Hall;24-032;RL\r\n"
    "11/15/24 9:00;A clerk wrote 123-45-6789 down;Oak Hall;24-033;RL\r\n"
    "11/15/24 9:00;Long line;Oak Hall;24-034;RL\r\n"
    "11/15/24 9:00;Long line;Oak Hall;24-034;RL\r\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.init()
    return office


def _import(office: Office, file: Path, *more: str) -> dict[str, Any]:
    mapped = office.file("map.json", json.dumps(MAP))
    value: dict[str, Any] = office("import-log", office.vault, file, "--map", mapped, *more).value
    return value


def test_a_log_is_tried_brought_in_and_known_again(office: Office) -> None:
    file = office.folder / "log.csv"
    file.write_bytes((HEADING + LINES).encode("cp1252"))
    refused = [
        {"row": 3, "code": "log-time-form", "fields": ["occurred"]},
        {"row": 4, "code": "guard", "fields": ["one_line"]},
    ]
    expected = {"rows": 5, "recorded": 2, "doubles": 1, "refused": refused}
    assert _import(office, file, "--dry-run") == expected
    assert office("list", office.vault).values == []
    assert _import(office, file) == expected
    assert _import(office, file) == {**expected, "recorded": 0, "doubles": 3}
    listed = office("list", office.vault).values
    assert [one["one_line"] for one in listed] == ["Long line", "Seal log unsigned"]
    shown = office("show", office.vault, listed[1]["number"]).value
    assert shown["fields"]["place"] == "Peñasco"
    assert shown["fields"]["old_number"] == "24-031"
    assert shown["fields"]["old_source"] == "Old log 2024"
    assert shown["fields"]["occurred"]["at"].startswith("2024-11-05T07:05")
    assert [one["capacity"] for one in shown["signatures"]] == ["transcribed"]
    assert office("check", office.vault).value["problems"] == []


def test_a_run_that_is_killed_leaves_whole_records_and_the_next_goes_on(office: Office) -> None:
    lines = "".join(f"11/15/24 9:00;Entry {n};Oak Hall;{n};\r\n" for n in range(400))
    file = office.file("log.csv", HEADING + lines)
    mapped = office.file("map.json", json.dumps(MAP))
    before = (office.vault / "incidents.db").stat().st_size
    process = office.start("import-log", office.vault, file, "--map", mapped)
    while process.poll() is None and not _grown(office, before):
        time.sleep(0.01)
    process.kill()
    process.wait()
    there = len(office("list", office.vault, "--limit", "500").values)
    assert there % 25 == 0
    found = _import(office, file)
    assert (found["recorded"], found["doubles"]) == (400 - there, there)
    assert office("check", office.vault).value["problems"] == []


def test_workbooks_come_in_too_and_hostile_ones_are_refused_in_words(office: Office) -> None:
    cells = ("Date/Time", "What happened", "Polling Place", "Log #", "Initials")
    heading = row(
        1, *(text(f"{letter}1", said) for letter, said in zip("ABCDE", cells, strict=True))
    )
    line = row(
        2, '<c r="A2" s="1"><v>45601.295138888890</v></c>', text("B2", "Jam"), text("C2", "Oak")
    )
    file = office.folder / "log.xlsx"
    file.write_bytes(workbook(sheet(heading + line)))
    assert _import(office, file) == {"rows": 1, "recorded": 1, "doubles": 0, "refused": []}
    file.write_bytes(workbook(sheet(heading + row(2, text("XFD2", "x")))))
    mapped = office.file("map.json", json.dumps(MAP))
    ended = office("import-log", office.vault, file, "--map", mapped, ends=1)
    assert "larger than an old log can be" in ended.said


def _grown(office: Office, before: int) -> bool:
    """Whether the run has begun to write."""
    return (
        any(path.stat().st_size > 200_000 for path in office.vault.glob("incidents.db-wal"))
        or (office.vault / "incidents.db").stat().st_size > before + 200_000
    )

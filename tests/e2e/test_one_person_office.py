"""An office of one person, process by process: its records reach "reviewed", signed in ink."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.office import JAM, USER, Office
from tests.fakes.office import TO_RESOLVE, TO_REVIEW

FIRST = "LARK-2026-W1-0001"
SEAL: dict[str, Any] = {
    **JAM,
    **TO_RESOLVE,
    **TO_REVIEW,
    "seal_touched": "yes",
    "seals": [{"spot": "Lid", "logged": "0091465", "found": "0091465", "state": "whole"}],
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A vault with one person and a record of a seal."""
    office = Office(tmp_path_factory.mktemp("alone"))
    office.init()
    return office


def _refused(office: Office, *arguments: str | Path) -> dict[str, Any]:
    """The code and fields of a refusal."""
    answer = office(*arguments, ends=1).value
    return {"refused": answer["refused"], "fields": answer["fields"]}


def _sheet(office: Office, name: str = "signed.pdf") -> Path:
    path = office.folder / name
    path.write_bytes(b"%PDF-1.7 a sheet that was signed")
    return path


def test_a_record_of_a_seal_is_reviewed_by_ink(office: Office) -> None:
    made = office("add", office.vault, "--kind", "equipment", "--record", office.record(SEAL)).value
    number = made["number"]
    owed = office("sign", "list", office.vault).values
    assert owed == [
        {
            "number": number,
            "act": "two-person",
            "capacities": ["first party", "second party", "no party"],
            "people": 2,
        }
    ]
    office("status", office.vault, number, "--set", "resolved")
    sheet = _sheet(office)
    paper = ("sign", office.vault, number, "--on-paper", "--attach", sheet)
    review = (*paper, "--act", "review", "--name", "Chris Chair")
    assert _refused(office, *review) == {"refused": "signatures-missing", "fields": ["two-person"]}
    assert _refused(office, "status", office.vault, number, "--set", "reviewed") == {
        "refused": "signatures-missing",
        "fields": ["two-person"],
    }
    two = office(
        *(*paper, "--act", "two-person", "--name", "Ana Judge", "--name", "Bo Judge"),
        *("--capacity", "election judge, first party", "--capacity", "Second party"),
    ).value
    assert (two["act"], two["names"], two["method"]) == (
        "two-person",
        ["Ana Judge", "Bo Judge"],
        "ink",
    )
    assert _refused(office, *paper, "--act", "review", "--name", USER)["refused"] == "review-own"
    office(*review, "--capacity", "board chair")
    shown = office("show", office.vault, number).value
    assert shown["status"] == "reviewed"
    ink = [one for one in shown["signatures"] if one["method"] == "ink"]
    assert [(one["act"], one["name"], one["capacity"], one["holds"]) for one in ink] == [
        ("two-person", "Ana Judge", "election_judge, first party", True),
        ("two-person", "Bo Judge", "election_judge, second party", True),
        ("review", "Chris Chair", "board_chair", True),
    ]
    assert {one["filed_by"] for one in ink} == {USER}
    assert office("sign", "list", office.vault).values == []
    assert office("check", office.vault).value["ok"] is True


def test_options_of_paper_go_with_on_paper_alone(office: Office) -> None:
    number = office(
        "add", office.vault, "--kind", "equipment", "--record", office.record(SEAL)
    ).value["number"]
    sheet = _sheet(office, "other.pdf")
    for wrong in (
        ("--act", "two-person", "--name", "Ana Judge"),
        ("--act", "two-person", "--attach", sheet),
        ("--act", "two-person", "--on-paper", "--name", "Ana Judge"),
        (),
    ):
        office("sign", office.vault, number, *wrong, ends=2)
    unnamed = ("sign", office.vault, number, "--act", "two-person", "--on-paper")
    assert _refused(office, *unnamed, "--attach", sheet)["refused"] == "paper-nobody"


def test_places_of_a_recorder_are_set_and_shown(office: Office) -> None:
    first = office.file("first", "granite thimble orchard comet\n")
    added = office(
        *("user", "add", office.vault, "--user", USER, "--name", "Ivo Marsh"),
        *("--role", "recorder", "--site", "Oak Hall", "--new-passphrase-file", first),
    ).value
    assert added["sites"] == ["Oak Hall"]
    change = ("user", "change", office.vault, "--user", USER, "--name", "Ivo Marsh")
    assert office(*change, "--site", "Gym", "--site", "Annex").value["sites"] == ["Annex", "Gym"]
    assert office(*change, "--no-site").value["sites"] == []
    office(*change, ends=2)

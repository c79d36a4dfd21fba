"""A kind costs one declaration, one file of words, an icon and two colours, a field two lines of two files:
nothing else is touched.

A copy of the program gets a fifth kind made of just these (tests/e2e/fifth_kind). With it people
record, list, search, read, print, check, export and verify, by clerkctl and on the desktop.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.office import JAM, Office

MADE_OF = Path(__file__).resolve().parent / "fifth_kind"
COLOURS = """\
    Role("kind-website", "Website", "#1B6638", "#8FD6A6", "#7CF29C"),
    Role("kind-website-tint", "its tint", "#E3F2E8", "#18321F", "#000000"),
"""
BEFORE = '    Role("on-kind"'
CHANGED: dict[str, Any] = {
    **JAM,
    "one_line": "The results page showed another county's seal.",
    "category": "site_changed",
    "seen": "A voter telephoned. The page said Final.",
    "site_address": "https://larkspur.example/results",
    "site_down_from": "2025-11-04T08:00:00-06:00",
    "site_down_to": "2025-11-04T09:00:00-06:00",
    "site_pages": [{"page": "/results", "said_before": "Unofficial", "said_after": "Final"}],
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The program with a fifth kind."""
    folder = tmp_path_factory.mktemp("program")
    made = shutil.ignore_patterns("__pycache__")
    for part in ("clerkapp", "resources", "tests"):
        shutil.copytree(repository / part, folder / part, ignore=made)
    shutil.copy(repository / "pyproject.toml", folder)
    kinds, words = folder / "clerkapp/domain/kinds", folder / "clerkapp/wording/kinds"
    shutil.copy(MADE_OF / "declaration.py", kinds / "website.py")
    shutil.copy(MADE_OF / "words.py", words / "website.py")
    shutil.copy(MADE_OF / "website.svg", folder / "resources/icons/website.svg")
    tokens = folder / "clerkapp/gui/theme/tokens.py"
    text = tokens.read_text("utf-8")
    assert text.count(BEFORE) == 1
    tokens.write_text(text.replace(BEFORE, f"{COLOURS}{BEFORE}"), "utf-8")
    shutil.copy(MADE_OF / "desktop.py", folder / "tests/gui/test_fifth_kind.py")
    return folder


def environment(program: Path) -> dict[str, str]:
    """Python that finds this copy of the program first, wherever it is started."""
    return {**os.environ, "PYTHONPATH": str(program), "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def office(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that works with it, and a state."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.environment.update(environment(program))
    office.init()
    office("state-key", "new", office.folder / "state")
    return office


@pytest.fixture(scope="module")
def number(office: Office) -> str:
    """A record of the fifth kind."""
    added = office("add", office.vault, "--kind", "website", "--record", office.record(CHANGED))
    return str(added.value["number"])


def test_its_fields_are_listed_and_every_one_has_a_label(office: Office) -> None:
    rows = office("schema", "--kind", "website").values
    own = {row["code"]: row for row in rows if row["number"].startswith("W")}
    assert list(own) == [
        *("site_address", "site_run_by", "site_down_from", "site_down_to", "site_pages"),
    ]
    assert own["site_address"]["label"] == "Which site?"
    assert [column["label"] for column in own["site_pages"]["columns"]] == [
        *("Page", "Said before", "Says now"),
    ]


def test_it_is_recorded_as_declared(office: Office, number: str) -> None:
    shown = office("show", office.vault, number).value
    fields = shown["fields"]
    assert shown["computed"] == {"minutes_down": {"n": 60, "precision": "exact"}}
    assert fields["site_run_by"] == "county_it"
    assert fields["sharing"] == "green"
    assert fields["how_noticed"] == "security_tool"
    ends_early = {**CHANGED, "site_down_to": "2025-11-04T07:00:00-06:00"}
    refused = office(
        *("add", office.vault, "--kind", "website", "--record", office.record(ends_early)), ends=1
    ).value
    assert refused["refused"] == "end-before-start"
    assert refused["fields"] == ["site_down_from", "site_down_to"]
    read = office.words("show", office.vault, number)
    assert "Who runs it?: County IT" in read


@pytest.mark.parametrize("word", ["site changed", "larkspur.example", "unofficial", "telephoned"])
def test_it_is_found(office: Office, number: str, word: str) -> None:
    found = office("list", office.vault, "--kind", "website", "--search", word).values
    assert [one["number"] for one in found] == [number]


@pytest.mark.foreign
def test_its_sheet_holds_everything(office: Office, number: str) -> None:
    sheet = office.folder / "sheet.pdf"
    office("print", office.vault, number, "--output", sheet)
    ran = subprocess.run(["pdftotext", "-raw", sheet, "-"], capture_output=True, check=True)
    text = " ".join(ran.stdout.decode("utf-8").split())
    for words in ("Website", "The site", "Which site?", "Site says something else", "County IT"):
        assert words in text
    for words in ("Pages that were changed", "Said before", "Unofficial"):
        assert words in text


def test_it_leaves_and_is_verified(office: Office, number: str) -> None:
    lines = office("signer", office.vault).value["lines"]
    signers = office.file("allowed_signers", "\n".join(lines))
    certificate = office.folder / "state/recipient.crt"
    exported = office("export", office.vault, office.stick, "--recipient", certificate).value
    unpacked = office.folder / "unpacked"
    verified = office(
        *("verify", *exported["files"], "--signers", signers, "--recipient", certificate),
        *("--recipient-key", office.folder / "state/recipient.key", "--unpack", unpacked),
    ).value
    assert verified["accepted"]
    assert number in (unpacked / "bundle/data/records.jsonl").read_text("utf-8")
    assert office("check", office.vault).value["problems"] == []


def test_what_walks_all_kinds_holds_for_it_and_the_desktop_works_with_it(program: Path) -> None:
    walking = "website or site_ or fifth or left_over or two_files or every_block or every_reason"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", walking),
            *("tests/gui/test_fifth_kind.py", "tests/gui/test_form_controls.py"),
            *("tests/unit/domain/test_kinds.py", "tests/unit/wording/test_words.py"),
            "tests/unit/test_theme_tokens.py",
        ],
        cwd=program,
        env={**environment(program), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    assert " passed" in ran.stdout


def test_a_field_costs_two_files(program: Path, office: Office) -> None:
    """Beside the serial number of a unit: the shelf where it stands."""
    for file, before, added in (
        (
            "domain/kinds/equipment.py",
            '        Field("serial_unknown"',
            '        Field("shelf", "Q26", Control.LINE, search=Search.DETAILS, limit=60),\n',
        ),
        (
            "wording/kinds/equipment.py",
            '        "serial_unknown": (',
            '        "shelf": ("On which shelf?", "As the label says."),\n',
        ),
    ):
        path = program / "clerkapp" / file
        text = path.read_text("utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, added + before), "utf-8")
    record = office.record({**JAM, "shelf": "North wall 4"})
    shelved = office("add", office.vault, "--kind", "equipment", "--record", record).value
    assert "On which shelf?: North wall 4" in office.words("show", office.vault, shelved["number"])
    found = office("list", office.vault, "--search", "north wall").values
    assert [one["number"] for one in found] == [shelved["number"]]
    rows = office("schema", "--kind", "equipment").values
    assert "shelf" in [row["code"] for row in rows]

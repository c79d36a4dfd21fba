"""A print costs a module, a template, a row of the table and its words in Spanish: nothing else is touched.

A copy of the program gets a fifth print made of just these (tests/e2e/fifth_print). clerkctl prints it
and the desktop previews it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.office import JAM, Office

MADE_OF = Path(__file__).resolve().parent / "fifth_print"
MODULES = "from clerkapp.report import "
FIRST_ROW = "    prints.INCIDENT: Print("


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The program with a fifth print."""
    folder = tmp_path_factory.mktemp("program")
    made = shutil.ignore_patterns("__pycache__")
    for part in ("clerkapp", "resources", "tests", "tools"):
        shutil.copytree(repository / part, folder / part, ignore=made)
    shutil.copy(repository / "pyproject.toml", folder)
    shutil.copy(MADE_OF / "label.py", folder / "clerkapp/report")
    shutil.copy(MADE_OF / "label.typ", folder / "resources/print")
    table = folder / "clerkapp/services/printing/table.py"
    text = table.read_text("utf-8")
    assert text.count(MODULES) == text.count(FIRST_ROW) == 1
    row = (MADE_OF / "row.txt").read_text("utf-8")
    text = text.replace(MODULES, f"{MODULES}label, ").replace(FIRST_ROW, f"{row}{FIRST_ROW}")
    table.write_text(text, "utf-8")
    spanish = folder / "resources/i18n/es.po"
    words = (MADE_OF / "es.po").read_text("utf-8")
    spanish.write_text(spanish.read_text("utf-8") + words, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "tools.translations"],
        cwd=folder,
        env=environment(folder),
        check=True,
        capture_output=True,
    )
    shutil.copy(MADE_OF / "desktop.py", folder / "tests/gui/test_fifth_print.py")
    return folder


def environment(program: Path) -> dict[str, str]:
    """Python that finds this copy of the program first, wherever it is started."""
    return {**os.environ, "PYTHONPATH": str(program), "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def office(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that works with it."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.environment.update(environment(program))
    office.init()
    return office


@pytest.fixture(scope="module")
def number(office: Office) -> str:
    """A record, after which its recorder has an account too."""
    added = office("add", office.vault, "--kind", "equipment", "--record", office.record(JAM))
    office.join("Ivo Marsh", "recorder")
    return str(added.value["number"])


@pytest.mark.foreign
def test_clerkctl_prints_it(office: Office, number: str) -> None:
    target = office.folder / "label.pdf"
    by = ("--user", "Dana Whitfield")
    printed = office("print", office.vault, number, "--bag-label", "--output", target, *by).value
    assert (printed["print"], printed["number"]) == ("bag-label", number)
    ran = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True)
    text = " ".join(ran.stdout.decode("utf-8").split())
    for words in (
        "Evidence label",
        number,
        "Equipment",
        "Open only with two people.",
        "Page 1 of 1",
    ):
        assert words in text
    assert JAM["one_line"] not in text
    assert office("check", office.vault, *by).value["problems"] == []


def test_clerkctl_says_what_it_is(office: Office) -> None:
    said = office.words("print", "--help")
    assert "--bag-label" in said
    assert "A label for the bag of what is kept with the record." in " ".join(said.split())


def test_who_may_not_make_it_is_refused_and_nothing_is_written(office: Office, number: str) -> None:
    target = office.folder / "refused.pdf"
    own = office.record({**JAM, "one_line": "Seal of Ivo's own case was open."})
    by = ("--user", "Ivo Marsh")
    theirs = office("add", office.vault, "--kind", "procedure", "--record", own, *by).value
    refused = office(
        *("print", office.vault, theirs["number"], "--bag-label", "--output", target, *by), ends=1
    ).value
    assert refused["refused"] == "not-permitted"
    assert not target.exists()
    office("print", office.vault, theirs["number"], "--output", target, *by)


def test_the_desktop_previews_it_in_both_languages(program: Path) -> None:
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            "tests/gui/test_fifth_print.py",
        ],
        cwd=program,
        env={**environment(program), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout

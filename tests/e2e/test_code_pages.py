"""Letters outside a code page, through pipes and files: Windows gives a pipe its own code page, and here
Python is told to take one.
"""

import subprocess
import sys

import pytest

from tests.e2e.office import JAM, START, USER, Office

COUNTY = "Łódź County, Ñuñoa 你好"
SECRET = "größer ñandú Łódź 你好"
PAGES = ["cp1252", "ascii", "utf-16"]


@pytest.fixture(params=PAGES, scope="module")
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office") / "Ñandú 你好"
    folder.mkdir()
    office = Office(folder)
    office.environment["PYTHONIOENCODING"] = request.param
    office.environment["PYTHONUTF8"] = "0"
    office.file("passphrase", f"{SECRET}\n")
    office(
        *("init", office.vault, "--authority", "LARK", "--name", COUNTY),
        *("--station", "W1", "--user", USER),
    )
    return office


@pytest.fixture
def piped(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office, where passphrases come through standard input."""
    monkeypatch.delitem(office.environment, "CLERKAPP_PASSPHRASE_FILE")
    return office


def test_what_a_person_reads_keeps_its_letters(office: Office) -> None:
    line = "Сканер – “a” Łódź 你好"
    record = office.record({**JAM, "one_line": line})
    number = office("add", office.vault, "--kind", "equipment", "--record", record).value["number"]
    assert line in office.words("list", office.vault)
    shown = office.words("show", office.vault, number)
    assert line in shown
    assert "\r" not in shown


def test_a_file_gets_what_a_pipe_gets(office: Office) -> None:
    target = office.folder / "said.txt"
    record = office.record({**JAM, "one_line": "Łódź 你好"})
    office("add", office.vault, "--kind", "equipment", "--record", record)
    command = [sys.executable, "-c", START, "list", str(office.vault)]
    with target.open("wb") as file:
        subprocess.run(command, env=office.environment, stdout=file, check=True)
    assert target.read_bytes().decode("utf-8") == office.words("list", office.vault)


def test_trouble_is_told_in_the_same_letters(office: Office) -> None:
    ended = office("inspect", office.folder / "Łódź 你好.eml", ends=2)
    assert "Łódź 你好.eml" in ended.said


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_passphrase_is_the_same_from_a_file_and_from_a_pipe(
    piped: Office, mark: str, ending: str
) -> None:
    given = f"{mark}{SECRET}{ending}".encode()
    assert piped("list", piped.vault, given=given).exit == 0


def test_a_passphrase_in_a_code_page_is_no_wrong_try(piped: Office) -> None:
    refused = piped("list", piped.vault, given="größer ñandú\n".encode("cp1252"), ends=1)
    assert refused.value["refused"] == "passphrase-file"


def test_two_passphrases_come_one_a_line(piped: Office) -> None:
    given = f"{SECRET}\nnoch größer 你好 ñandú\n".encode()
    piped("passphrase", piped.vault, given=given)
    assert piped("list", piped.vault, given=given.partition(b"\n")[2]).exit == 0
    back = b"".join(reversed(given.splitlines(keepends=True)))
    assert piped("passphrase", piped.vault, given=back).exit == 0

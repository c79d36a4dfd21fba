"""The lists of the office in clerkctl: the options that others rely on, and their second names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from tests.fakes.office import Office
from tests.fakes.vaults import PASSPHRASE

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def ctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb of a list: exit code and JSON, None where there is none."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")

    def done(one: str, verb: str, *arguments: str) -> tuple[int, Any]:
        words = [one, verb, str(office.folder), *arguments]
        code = run(office.ports, [*words, "--passphrase-file", str(passphrase), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return done


def test_a_site_has_a_type_and_is_closed_by_its_code(ctl: Run) -> None:
    code, site = ctl("site", "add", "--code", "OAK", "--name", "Oak Hall", "--type", "office")
    assert code == Exit.DONE
    assert site["place_type"] == "office"
    assert ctl("site", "close", "--code", "OAK")[1]["closed"] is True
    assert ctl("site", "reopen", "OAK")[1]["closed"] is False
    assert ctl("site", "close", "OAK")[1]["closed"] is True


@pytest.mark.parametrize("arguments", [(), ("OAK", "--code", "OAK")])
def test_an_entry_is_named_once(ctl: Run, arguments: tuple[str, ...]) -> None:
    ctl("site", "add", "--code", "OAK", "--name", "Oak Hall")
    assert ctl("site", "close", *arguments)[0] == Exit.USAGE
    assert ctl("site", "change", *arguments, "--hours", "7 to 7")[0] == Exit.USAGE


def test_an_election_is_called_by_its_name_and_asks_the_sites_that_are_named(ctl: Run) -> None:
    for called in ("OAK", "MILL"):
        ctl("site", "add", "--code", called, "--name", f"{called} Hall")
    day = ("--date", "2026-11-03", "--until", "2026-12-08")
    code, made = ctl(
        *("election", "add", "--name", "General 2026", *day),
        *("--federal", "--site", "OAK", "--site", "MILL"),
    )
    assert code == Exit.DONE
    assert (made["code"], made["day"], made["until"]) == ("General 2026", day[1], day[3])
    assert (made["federal"], made["sites"]) == (True, ["OAK", "MILL"])
    _, changed = ctl("election", "change", "General 2026", "--sites", "MILL", "--federal", "no")
    assert (changed["federal"], changed["sites"]) == (None, ["MILL"])
    assert ctl("election", "change", "General 2026", "--sites", "")[1]["sites"] is None


def test_a_code_of_its_own_and_the_long_names_stay(ctl: Run) -> None:
    ctl("site", "add", "--code", "OAK", "--name", "Oak Hall", "--place-type", "office")
    _, made = ctl(
        *("election", "add", "--code", "G26", "--name", "General 2026", "--day", "2026-11-03"),
        *("--federal", "yes", "--sites", "OAK"),
    )
    assert (made["code"], made["federal"], made["sites"]) == ("G26", True, ["OAK"])

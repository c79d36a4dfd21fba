"""The words of `make`: the same on every system, and each does something that is there.

make.ps1 and the hosted checks run where this does not; what can be wrong in them without being run is
looked at here.
"""

import importlib.util
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
SCRIPT = (ROOT / "make.ps1").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)) - {"help"}
_STRING = r"'([^']*)'"


def _calls() -> list[tuple[str, list[str]]]:
    """Each `Invoke-Checked PROGRAM @(ARGUMENT, …)` of make.ps1."""
    calls = re.findall(rf"Invoke-Checked (\$Python|{_STRING}) \(?@\(([^)]*)\)", SCRIPT)
    return [(path or "python", re.findall(_STRING, arguments)) for _whole, path, arguments in calls]


def test_windows_has_a_word_for_each_target_and_does_something_for_each() -> None:
    (offered,) = re.findall(r"ValidateSet\(([^)]*)\)", SCRIPT)
    assert set(re.findall(_STRING, offered)) == TARGETS
    (switch,) = re.findall(r"^switch \(\$Target\) \{\n(.*?)^\}", SCRIPT, re.MULTILINE | re.DOTALL)
    done = set(re.findall(rf"^    {_STRING} \{{", switch, re.MULTILINE))
    assert done | {"clean"} == TARGETS


def test_every_target_is_told_by_help_and_is_no_file() -> None:
    (phony,) = re.findall(r"^\.PHONY: (help .*?)(?<!\\)$", MAKEFILE, re.MULTILINE | re.DOTALL)
    assert set(phony.replace("\\", " ").split()) == TARGETS | {"help"}
    assert set(re.findall(r"make ([a-z-]+)  ", MAKEFILE)) >= TARGETS - {"windows-test-short"}


def test_make_ps1_is_closed_everywhere() -> None:
    """A string, a bracket or a brace that stays open would stop every word."""
    bare = re.sub(rf"{_STRING}|#[^\n]*", "", SCRIPT)
    assert "'" not in bare
    waiting = []
    for sign in re.findall(r"[(){}\[\]]", bare):
        if sign in "({[":
            waiting.append(sign)
        else:
            assert waiting
            assert waiting.pop() + sign in {"()", "{}", "[]"}
    assert waiting == []


def test_make_ps1_calls_only_functions_of_its_own_and_of_windows() -> None:
    own = set(re.findall(r"^function ([A-Za-z-]+)", SCRIPT, re.MULTILINE))
    windows = {"Set-Location", "Test-Path", "Get-Item", "Where-Object", "New-Item", "Out-Null"}
    windows |= {"Remove-Item", "Write-Host"}
    bare = re.sub(rf"{_STRING}|#[^\n]*", "", SCRIPT)
    called = set(re.findall(r"\b([A-Z][a-z]+-[A-Z][A-Za-z]+)\b", bare))
    assert called - own - windows == set()
    assert own <= called


def test_make_ps1_starts_only_what_set_up_brings() -> None:
    started = re.findall(r"Invoke-Checked (\$Python|'[^']*') [(@$]", SCRIPT)
    assert len(started) == SCRIPT.count("Invoke-Checked ")
    tools = {f"'.venv\\Scripts\\{name}.exe'" for name in ("uv", "ruff", "lint-imports")}
    assert set(started) == {"$Python", *tools}


@pytest.mark.parametrize("call", _calls(), ids=lambda call: " ".join([call[0], *call[1]]))
def test_make_ps1_runs_what_is_there(call: tuple[str, list[str]]) -> None:
    program, arguments = call
    if program == "python":
        assert arguments[0] == "-c" or importlib.util.find_spec(arguments[1]) is not None
    named = [one for one in arguments if re.match(r"(tests|tools)\\", one)]
    assert [one for one in named if not (ROOT / Path(*one.split("\\"))).exists()] == []


def test_both_systems_run_the_same_modules_for_a_word() -> None:
    """What a target of the Makefile starts of our own, its word on Windows starts too."""
    (switch,) = re.findall(r"^switch \(\$Target\) \{\n(.*?)^\}", SCRIPT, re.MULTILINE | re.DOTALL)
    for target in ("run", "screenshots", "translations", "documents", "build"):
        (recipe,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
        (word,) = re.findall(rf"^    '{target}' \{{.*$", switch, re.MULTILINE)
        assert set(re.findall(r"tools\.\w+", recipe)) == set(re.findall(r"tools\.\w+", word))


def test_the_programs_of_set_up_are_pinned() -> None:
    """The hosted checks take actions by their commit, and nothing here is installed without a digest."""
    assert "--require-hashes" in SCRIPT
    for workflow in WORKFLOWS:
        uses = re.findall(r"uses: (\S+)", workflow.read_text("utf-8"))
        assert uses
        assert [one for one in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []


def test_the_hosted_checks_name_targets_and_run_on_both_systems() -> None:
    assert WORKFLOWS
    text = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
    linux = re.findall(r"run: make ([a-z-]+)", text)
    windows = re.findall(r"run: \.\\make\.ps1 ([a-z-]+)", text)
    assert set(linux) | set(windows) <= TARGETS
    assert "test" in linux
    assert {"test", "windows"} <= set(windows)
    kept = re.findall(r"path: (dist/\S+)", text)
    assert kept == ["dist/windows/clerkapp"]

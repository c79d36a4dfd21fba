"""Documents match what they speak of: links, the indexes, the table of dependencies."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from clerkapp import services
from tests.architecture.source import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "installer").rglob("*.md")]
)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_names_every_document() -> None:
    docs = ROOT / "docs"
    named = {(docs / link).resolve() for link in _LINK.findall((docs / "README.md").read_text())}
    written = {page for page in docs.rglob("*.md") if page.parent != docs / "adr"}
    assert {page for page in written if page.name != "README.md"} - named == set()


def test_the_index_of_decisions_names_every_decision_in_order() -> None:
    folder = ROOT / "docs" / "adr"
    listed = _LINK.findall((folder / "README.md").read_text("utf-8"))
    written = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert listed == written
    assert [int(name[:4]) for name in written] == list(range(1, len(written) + 1))


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda p: p.stem
)
def test_a_decision_says_why_and_what_was_rejected(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert {"Decision", "Rejected"} <= set(headings)
    assert headings[0] in {"Why", "Context"}


def _bare(name: str) -> str:
    return re.split(r"[<>=;\[ ]", name.strip())[0].lower().replace("_", "-")


def test_the_table_of_dependencies_is_what_the_project_declares() -> None:
    page = (ROOT / "docs" / "adr" / "0009-dependencies-and-licences.md").read_text("utf-8")
    decision = page.split("## Decision")[1].split("## Rejected")[0]
    rows = re.findall(r"^\| ([^|]+) \|", decision, re.MULTILINE)[1:]
    listed = {_bare(name) for row in rows for name in row.split(",")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert listed == {_bare(name) for name in project["dependencies"]}


def test_make_offers_what_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", readme))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)) - {"help"}
    assert named == targets
    windows = (ROOT / "make.ps1").read_text("utf-8")
    offered = re.search(r"ValidateSet\(([^)]*)\)", windows)
    assert offered is not None
    assert set(re.findall(r"'([a-z-]+)'", offered[1])) == targets


def test_every_promise_of_security_names_tests_that_are_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_list_of_use_cases_names_what_there_is() -> None:
    listed = (services.__doc__ or "").split("\n\n")[2]
    module = ""
    for line in listed.splitlines():
        module = line[4:27].strip() or module
        there = vars(import_module(f"clerkapp.services.{module}"))
        names = re.findall("[a-z_]+", re.sub(r"\(.*?\)", "", line[27:]))
        assert names
        assert [name for name in names if name not in there] == [], module

"""What docstrings and comments name between backticks as a file or a module is there.

A module that moves leaves no signpost to where it was.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

_NAMED = re.compile(r"`([a-z_]\w*(?:[/.]\w+)+)`")
_ELSEWHERE = re.compile(r"data/|a/b/c$|clerkapp/_resources$")
"""Inside a bundle; a path of nothing; what a release makes."""


def _files(repository: Path) -> frozenset[str]:
    """Every end of every path of the repository: `window.py` and its like as modules too."""
    known = set()
    for top in ("clerkapp", "docs", "installer", "resources", "tests", "tools"):
        for path in (repository / top).rglob("*"):
            parts = path.relative_to(repository).parts
            if "__pycache__" in parts:
                continue
            for start in range(len(parts)):
                end = PurePosixPath(*parts[start:])
                known |= {end.as_posix(), end.with_suffix("").as_posix()}
    return frozenset(known)


def _notes(source: str) -> Iterator[str]:
    """Comments, and strings that stand alone."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(note))):
                yield note


def _wrong_names(source: str, known: frozenset[str], layers: frozenset[str]) -> list[str]:
    """Names of files, of modules in their room, and of modules after their layer, that are not there."""
    wrong = []
    for note in _notes(source):
        for name in _NAMED.findall(note):
            if _ELSEWHERE.match(name):
                continue
            if name.endswith(".py"):
                there = {name}
            elif "/" in name:
                # After a dot stands what is inside the module.
                there = {name, name.rpartition(".")[0]}
            elif name.partition(".")[0] in layers:
                path = name.replace(".", "/")
                there = {path, path.rpartition("/")[0], path.rpartition("/")[0].rpartition("/")[0]}
                there -= layers
            else:
                continue
            if not there & known:
                wrong.append(name)
    return wrong


@pytest.fixture(scope="module")
def known(repository: Path) -> frozenset[str]:
    return _files(repository)


@pytest.fixture(scope="module")
def layers(repository: Path) -> frozenset[str]:
    return frozenset(path.name for path in (repository / "clerkapp").iterdir() if path.is_dir())


@pytest.mark.parametrize("top", ["clerkapp", "tools", "tests"])
def test_what_is_named_is_there(
    repository: Path, known: frozenset[str], layers: frozenset[str], top: str
) -> None:
    wrong = {
        path.relative_to(repository).as_posix(): names
        for path in sorted((repository / top).rglob("*.py"))
        if (names := _wrong_names(path.read_text("utf-8"), known, layers))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("gui/window.py", True),
        ("window.py", True),
        ("gui/views/window.py", False),
        ("settings_desk.py", False),
        ("domain/records/values", True),
        ("records/values.refuse", True),
        ("domain/values", False),
        ("domain.records.values", True),
        ("domain.values", False),
        ("data/records.jsonl", True),
    ],
)
def test_a_name_that_is_not_there_is_found(
    known: frozenset[str], layers: frozenset[str], named: str, there: bool
) -> None:
    source = f'"""See `{named}`."""\n'
    assert _wrong_names(source, known, layers) == ([] if there else [named])

"""The regular expressions of the program, found by itself: run as a program it prints them as JSON.

Every call of `re` is noted while all modules are loaded and the few functions that put patterns
together are used (`_use`). Sites that were not reached are read from the source where their pattern
stands there; what is left over is listed, so that a new pattern cannot stay untested.
"""

import ast
import importlib
import json
import os
import pkgutil
import re
import sys
from pathlib import Path

import clerkapp

CALLS = ("compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
_ROOT = Path(clerkapp.__file__).resolve().parent


def _record(found: dict[tuple[str, int], list[tuple[str | bytes, int]]]) -> None:
    real = re._compile  # type: ignore[attr-defined]

    def noted(pattern: object, flags: int) -> object:
        caller = sys._getframe(2)
        file = caller.f_code.co_filename
        if isinstance(pattern, str | bytes) and file.startswith(str(_ROOT)):
            found.setdefault((file, caller.f_lineno), []).append((pattern, int(flags)))
        return real(pattern, flags)

    re._compile = noted  # type: ignore[attr-defined]


def _load() -> None:
    for module in pkgutil.walk_packages(clerkapp.__path__, "clerkapp."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _use() -> None:
    from clerkapp.codec import checks
    from clerkapp.domain.records import recipients, search_terms
    from clerkapp.evidence import examination
    from clerkapp.evidence.signs import sender as sender_signs
    from clerkapp.evidence.web import lists

    message = b"From: Microsoft <a@b.example>\nTo: clerk@county.example\nSubject: s\n\nwords"
    examination.examine(message)
    sender_signs.claimed_by("microsoft", "b.example")
    for path in sorted((_ROOT.parent / "resources" / "rules").glob("*.txt")):
        if "|" not in path.read_text("utf-8"):
            lists._pattern(path.stem)
    recipients.masked("clerk@county.example", {"clerk@county.example"})
    search_terms.patterns(search_terms.terms('one "two words"'))
    checks.all_matching(["AA"], checks.CODE, "code")


def _sites() -> dict[tuple[str, int, int], ast.Call]:
    sites = {}
    for path in _ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in CALLS
            ):
                sites[str(path), node.lineno, node.end_lineno or node.lineno] = node
    return sites


def _uses() -> dict[str, set[str]]:
    """By the name of a pattern the methods that are called on it, anywhere."""
    uses: dict[str, set[str]] = {}
    for path in _ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if node.func.attr in CALLS and name != "re":
                    uses.setdefault(name, set()).add(node.func.attr)
                if node.func.attr == "matching":  # codec.checks: the whole text must match
                    for given in node.args:
                        name = given.attr if isinstance(given, ast.Attribute) else ""
                        uses.setdefault(name, set()).add("fullmatch")
    return uses


def _names() -> dict[tuple[str, int], str]:
    """The name that a pattern is kept under, by file and first line."""
    names = {}
    for path in _ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign):
                target = node.targets[0]
            elif isinstance(node, ast.AnnAssign):
                target = node.target
            else:
                continue
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
                names[str(path), node.value.lineno] = target.id
    return names


def found() -> dict[str, object]:
    """All patterns with the methods that are called on them, and the sites where none was found."""
    noted: dict[tuple[str, int], list[tuple[str | bytes, int]]] = {}
    _record(noted)
    _load()
    _use()
    uses, names = _uses(), _names()
    patterns, unknown = [], []
    for (file, first, last), call in _sites().items():
        here = [one for line in range(first, last + 1) for one in noted.get((file, line), ())]
        if not here and call.args and isinstance(call.args[0], ast.Constant):
            place = 2 if call.func.attr in ("compile", "search", "match", "fullmatch") else 9  # type: ignore[attr-defined]
            flags = [word.value for word in call.keywords if word.arg == "flags"]
            flags += call.args[place : place + 1]
            value = eval(ast.unparse(flags[0]), {"re": re}) if flags else 0
            here = [(call.args[0].value, int(value))]  # type: ignore[list-item]
        if not here:
            unknown.append(f"{file}:{first}")
        method = call.func.attr  # type: ignore[attr-defined]
        name = names.get((file, first), "")
        methods = {method} if method != "compile" else uses.get(name, {"search"})
        for pattern, flags_used in dict.fromkeys(here):
            text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
            patterns.append(
                {
                    "where": f"{Path(file).relative_to(_ROOT)}:{first} {name}".strip(),
                    "pattern": text,
                    "bytes": isinstance(pattern, bytes),
                    "flags": flags_used,
                    "methods": sorted(methods),
                }
            )
    return {"patterns": patterns, "unknown": unknown}


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.stdout.write(json.dumps(found()))

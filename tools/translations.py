"""Collect the program's sentences, update the Spanish catalogue, compile it, check it.

    python tools/translations.py            update resources/i18n/es.po, then compile es.mo
    python tools/translations.py compile    only compile es.mo from es.po as it is
    python tools/translations.py missing    print what is not translated yet
    python tools/translations.py check      fail if anything is missing, out of date or does not fit

Sentences come from two places: calls of `_` and `ngettext` anywhere in clerkapp, and the tables of
words in clerkapp.wording (every public constant in capitals that holds text, and what is said of a
kind). Catalogues hold no
line numbers and no dates, so that they change only when words change.

The compiled catalogue is not in git: set-up, tests and builds make it from es.po.
"""

import ast
import importlib
import io
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SOURCE = ROOT / "clerkapp"
PO = ROOT / "resources" / "i18n" / "es.po"
KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2)}
_NOT_WORDS = frozenset({"clerkapp.wording.language"})
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def collect() -> Catalog:
    """A catalogue of everything that is said, without translations."""
    found = Catalog(locale="es", domain="clerkapp", charset="utf-8")
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message)
    for text in sorted(set(table_words())):
        found.add(text)
    return found


def table_words() -> Iterator[str]:
    """The words in the tables of clerkapp.wording."""
    package = importlib.import_module("clerkapp.wording")
    for module in pkgutil.walk_packages(package.__path__, "clerkapp.wording."):
        if module.name in _NOT_WORDS:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if name.isupper() and not name.startswith("_"):
                yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif type(value).__module__.startswith("clerkapp.wording.") and is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name))


def read(po: Path = PO) -> Catalog:
    """The Spanish catalogue as it is; an empty one where there is none."""
    if not po.is_file():
        return Catalog(locale="es", domain="clerkapp", charset="utf-8")
    return read_po(io.BytesIO(po.read_bytes()), locale="es", domain="clerkapp")


def updated() -> Catalog:
    """Everything that is said, with the translations there are; nothing guessed."""
    old, new = read(), collect()
    for message in new:
        known = old.get(message.id) if message.id else None
        if known is not None and _same_form(known, message):
            message.string = known.string
    new.creation_date = new.revision_date = _MADE
    new.header_comment = (
        "# Spanish for clerkapp. Made by tools/translations.py; edit only the msgstr lines."
    )
    new.fuzzy = False
    new.project, new.version, new.msgid_bugs_address = "clerkapp", "1", ""
    new.last_translator, new.language_team = "clerkapp", "Spanish"
    return new


def _same_form(known: Message, message: Message) -> bool:
    return isinstance(known.id, str) == isinstance(message.id, str)


def po_bytes(catalogue: Catalog) -> bytes:
    """The text file of a catalogue, the same for the same words."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, no_location=True, sort_output=True)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled file of a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def compile_catalogue(po: Path = PO) -> Path:
    """Make the compiled catalogue beside `po`, unless it says the same already; its path.

    Whoever reads it meanwhile sees the old one or the new one, never half of one.
    """
    mo = po.with_suffix(".mo")
    compiled = mo_bytes(read(po))
    if not mo.is_file() or mo.read_bytes() != compiled:
        unfinished = mo.with_name(f"{mo.name}.{os.getpid()}")
        unfinished.write_bytes(compiled)
        unfinished.replace(mo)
    return mo


def untranslated(catalogue: Catalog) -> list[str]:
    """The English sentences that have no translation, or only half of one."""
    return [
        _first(message)
        for message in catalogue
        if message.id and not all(_forms(message.string, message))
    ]


def misfits(catalogue: Catalog) -> list[str]:
    """The English sentences whose translation has other places to fill."""
    return [
        _first(message)
        for message in catalogue
        if message.id
        and any(
            text and _places(text) != _places(_first(message, last=True))
            for text in _forms(message.string, message)
        )
    ]


def wrapped_in_f_strings() -> list[str]:
    """Places where `_` is given an f-string or anything else that cannot be collected."""
    wrapped = []
    for file in sorted(SOURCE.rglob("*.py")):
        if "wording" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in KEYWORDS
                and node.args
                and not isinstance(node.args[0], ast.Constant)
            ):
                wrapped.append(f"{file.relative_to(ROOT)}:{node.lineno}")  # noqa: PERF401
    return wrapped


def _forms(string: Any, message: Message) -> tuple[str, ...]:
    if isinstance(message.id, str):
        return (string,) if isinstance(string, str) else ("",)
    return tuple(string) if isinstance(string, tuple | list) else ("", "")


def _first(message: Message, *, last: bool = False) -> str:
    if isinstance(message.id, str):
        return message.id
    return message.id[-1] if last else message.id[0]


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z0-9_]*\}", text))


def problems() -> list[str]:
    """Everything that `check` complains of, in words."""
    new = updated()
    sentences = [f"not translated: {text}" for text in untranslated(new)]
    sentences += [f"places differ: {text}" for text in misfits(new)]
    sentences += [f"cannot be collected: {place}" for place in wrapped_in_f_strings()]
    if not PO.is_file() or PO.read_bytes() != po_bytes(new):
        sentences.append("es.po is out of date: run make translations")
    return sentences


def main(words: list[str]) -> int:
    """Run one of the commands; gives the exit code."""
    match words:
        case []:
            new = updated()
            PO.parent.mkdir(parents=True, exist_ok=True)
            PO.write_bytes(po_bytes(new))
            compile_catalogue()
            print(f"{len(new)} sentences, {len(untranslated(new))} not translated yet")
            return 0
        case ["compile"]:
            compile_catalogue()
            return 0
        case ["missing"]:
            for text in untranslated(updated()):
                print(text)
            return 0
        case ["check"]:
            found = problems()
            for problem in found:
                print(problem)
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

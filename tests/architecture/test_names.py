"""A public class has a name of its own: who searches for it finds one thing."""

import ast
from collections import defaultdict

from tests.architecture.source import modules

_A_KIND = "a declaration's part; a widget that shows it"
_A_PLACE = "where one goes, called as what is there"
_A_FORMAT = "a part of a format, called as its standard calls it"
_A_PRINT = "what is printed of it, beside what it is"
_A_PARSER = "a parser's own, which nothing but its parser names"
TWICE = {
    "Amendment": "of a fictional story; as it is printed",
    "Anchor": _A_PARSER,
    "Attachments": "of a form; of a vault",
    "Change": "of a record; as it is printed",
    "Column": _A_KIND,
    "Control": _A_KIND,
    "Field": _A_KIND,
    "Header": _A_FORMAT,
    "Kind": _A_KIND,
    "Listing": "of a record; of an archive",
    "Message": "of a dialog; a message as it was read",
    "Opening": "of a sealed part; of a vault",
    "Page": _A_PARSER,
    "Part": "of settings; of a time; of a message",
    "Preview": _A_PLACE,
    "Records": _A_PLACE,
    "RecoveryKey": _A_PRINT,
    "Role": "what a person may do; what a colour is for",
    "Row": "of a layout; of a printed table",
    "Section": _A_PRINT,
    "Settings": _A_PLACE,
    "Sheet": "as it is previewed; as it is printed",
    "Signature": _A_FORMAT,
    "Signer": "as the trust list has it; as the office knows it",
    "Source": "of a backup; of a message",
    "StationKeys": _A_PRINT,
    "Stop": "asked for by a person; of a part that takes too long",
    "Table": "of a print; of a verb's answer",
}
"""Names that two or more classes have, and why they may."""


def _meaning(place: str) -> str:
    """A protocol of the store and the vault's adapter of it are one thing."""
    return (
        "store"
        if place.startswith(("clerkapp/store/", "clerkapp/vault/stores/", "clerkapp/vault/keys/"))
        else place
    )


def test_no_two_public_classes_have_one_name_without_a_reason() -> None:
    found = defaultdict(list)
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module.place)
    twice = {name: places for name, places in found.items() if len(set(map(_meaning, places))) > 1}
    assert {name: places for name, places in twice.items() if name not in TWICE} == {}
    assert [name for name in TWICE if name not in twice] == [], "no longer twice"
    assert all(TWICE.values())

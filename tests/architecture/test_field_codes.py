"""Every string that stands for a field is the code of a declared field, wherever in the program it is.

A code that nobody declared names nothing: the value is never there, and the page says "not recorded". What
is looked at: arguments of the functions that take a code, keys asked of a record's values, collections
of which most are codes, and the answers that a condition waits for.
"""

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from tests.architecture.source import Module, modules

KEPT_BY_THE_PROGRAM = {"status", "reason", "kind", "attachment"}
CODES = {field.code for kind in KINDS.values() for field in kind.fields} | KEPT_BY_THE_PROGRAM
COLUMNS = {
    column.code for kind in KINDS.values() for field in kind.fields for column in field.columns
}
ANSWERS: dict[str, set[str]] = {}
for _kind in KINDS.values():
    for _field in _kind.fields:
        ANSWERS.setdefault(_field.code, set()).update(_field.values or ("yes",))

TAKES_A_CODE = {
    **dict.fromkeys(("label", "head_label", "help_text", "row_labels", "value_label"), 0),
    **dict.fromkeys(("one_of", "none_of", "answered", "unanswered", "counted", "any_row"), 0),
    **dict.fromkeys(("words_of", "value_words", "table_words", "table_headings"), 1),
    "distinct": 1,
    "counted_none": 0,
}
"""Functions, and which of their arguments is a code."""
ASKS_A_RECORD = {"chosen", "count", "rows", "_text", "_rows"}
"""Functions that take a record's values, then a code."""
METHODS = {"field", "go_to", "judge", "anchor", "stopped", "hint", "clear"}
"""Methods of a kind, a form and its page that take a code first."""
RECORDS = {"values", "stored", "typed", "filled", "readable", "stored_values"}
"""What holds a record's values by code."""
ABOUT_RECORDS = ("domain", "wording", "services", "demo", "vault", "gui", "cli")
OTHER_NAMES = {
    "clerkapp/cli/verbs/office_list.py": {"minutes_out", "number", "replacement"},
    "clerkapp/cli/verbs/keeping.py": {"number"},
    "clerkapp/services/duties/elections.py": {"federal"},
    "clerkapp/cli/verbs/reading.py": {"number"},
    "clerkapp/domain/kinds/equipment.py": {"type", "version"},
    "clerkapp/gui/records/screen.py": {"not_sent"},
    "clerkapp/vault/stores/queries.py": {"author", "station", "urgent"},
    "clerkapp/wording/kinds/message.py": {"original"},
    "clerkapp/wording/message_view.py": {"came_to", "checks", "signed"},
}
"""What stands among codes and is something else: a column of a list, a name of a standard, a filter."""
NO_RECORDS = (
    "clerkapp/domain/vocabulary/",
    "clerkapp/domain/office_lists/",
    "clerkapp/domain/office_entries.py",
    "clerkapp/wording/office_lists/",
)
"""Codes of answers, and of columns of the office's lists."""


def unknown_codes(module: Module) -> Iterator[str]:
    """The strings in `module` that stand for a field or an answer and are none, with their lines."""
    constants = {
        node.targets[0].id: node.value.value
        for node in module.tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    about_rows = {
        id(inner)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _name(node.func) == "any_row"
        for argument in node.args[1:]
        for inner in ast.walk(argument)
    }
    others = OTHER_NAMES.get(module.place, set())
    for node in ast.walk(module.tree):
        for code in _codes(node, constants):
            if not _is_declared(code, in_a_row=id(node) in about_rows) and code not in others:
                yield f"{module.place}:{getattr(node, 'lineno', 0)} {code}"
        if id(node) not in about_rows:
            for answer in _answers(node):
                yield f"{module.place}:{getattr(node, 'lineno', 0)} {answer}"


def _is_declared(code: str, *, in_a_row: bool) -> bool:
    if in_a_row:
        return code in COLUMNS
    field, dot, column = code.partition(".")
    return field in CODES and (not dot or column in COLUMNS or field == "attachment")


def _codes(node: ast.AST, constants: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _of_call(node, constants)
    elif isinstance(node, ast.Subscript) and _name(node.value) in RECORDS:
        yield from _text(node.slice, constants)
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        if _name(node.comparators[0]) in RECORDS:
            yield from _text(node.left, constants)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from _of_collection(node.elts)
    elif isinstance(node, ast.Dict):
        yield from _of_collection([key for key in node.keys if key is not None])


def _of_call(node: ast.Call, constants: dict[str, str]) -> Iterator[str]:
    name = _name(node.func)
    if isinstance(node.func, ast.Attribute):
        holder = _name(node.func.value)
        asked = name in ("get", "pop", "setdefault") and holder in RECORDS
        if (asked or name in METHODS) and node.args:
            yield from _text(node.args[0], constants)
    if name in ASKS_A_RECORD and len(node.args) > 1 and _name(node.args[0]) in RECORDS:
        yield from _text(node.args[1], constants)
    place = TAKES_A_CODE.get(name)
    if place is not None and len(node.args) > place:
        yield from _text(node.args[place], constants)


def _of_collection(items: list[ast.expr]) -> Iterator[str]:
    """The strings of a collection of which most are codes."""
    texts = [item.value for item in items if isinstance(item, ast.Constant)]
    if len(texts) != len(items) or not all(isinstance(text, str) for text in texts):
        return
    if len(texts) > 2 and 2 * sum(_is_declared(str(text), in_a_row=False) for text in texts) > len(
        texts
    ):
        yield from (str(text) for text in texts)


def _answers(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call) or _name(node.func) not in ("one_of", "none_of"):
        return
    given: list[Any] = [one.value for one in node.args if isinstance(one, ast.Constant)]
    if given and given[0] in ANSWERS:
        yield from (answer for answer in given[1:] if answer not in ANSWERS[given[0]])


def _text(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _looked_at() -> list[Module]:
    return [
        module
        for module in modules()
        if module.place.split("/")[1] in ABOUT_RECORDS and not module.place.startswith(NO_RECORDS)
    ]


def test_every_code_of_a_field_is_declared() -> None:
    assert [found for module in _looked_at() for found in unknown_codes(module)] == []


def test_the_program_speaks_of_fields_where_this_looks() -> None:
    """What is looked at is not nothing."""
    found = [
        code
        for module in _looked_at()
        for node in ast.walk(module.tree)
        for code in _codes(node, {})
    ]
    assert len(found) > 500


@pytest.mark.parametrize(
    "planted",
    [
        'words = words_of(shown, "pretended")',
        'name = label("catgory")',
        'field = kind.field("seal")',
        'seen = values["sean"]',
        'seen = shown.values.get("sean")',
        'there = "sean" in stored',
        'for code in ("voters_waited", "voters_left", "ballots_effected"): pass',
        'place = {"seen": 1, "resolution": 2, "why_txt": 3}',
        'when = one_of("categorie", "jam")',
        'when = one_of("category", "jamm")',
        'when = any_row("counts", one_of("explaned", "unexplained"))',
        'many = count(values, "voters_wated")',
        'answers = {"actions.who": 1, "told.how": 2, "todo.ower": 3}',
        '_DANGER = "dangers"\nasked = body.field(_DANGER)',
    ],
)
def test_a_code_that_nobody_declared_is_found(planted: str) -> None:
    assert list(unknown_codes(Module("clerkapp/gui/planted.py", ast.parse(planted))))


def test_what_is_declared_is_not_complained_of() -> None:
    source = 'words_of(shown, "pretends"); one_of("category", "jam"); values["attachment.1"]'
    assert list(unknown_codes(Module("clerkapp/gui/planted.py", ast.parse(source)))) == []

"""The words of every list of the office: `clerkapp/wording/office_lists/<code>.py` holds `WORDS`."""

from importlib import import_module
from typing import Any

from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.office_lists.declare import Column, Control
from clerkapp.wording.language import _
from clerkapp.wording.office_lists.declare import ListWords

LIST_WORDS: dict[str, ListWords] = {
    code: import_module(f"{__name__}.{code}").WORDS for code in LISTS
}
YES = "Yes"


def title(code: str) -> str:
    """What stands over a list."""
    return _(LIST_WORDS[code].title)


def one(code: str) -> str:
    """What an entry is called."""
    return _(LIST_WORDS[code].one)


def add_label(code: str) -> str:
    """What the button says that adds an entry."""
    return _(LIST_WORDS[code].add)


def about(code: str) -> str:
    """What a list is for, in a sentence."""
    return _(LIST_WORDS[code].about)


def empty(code: str) -> str:
    """What is said when nothing is listed."""
    return _(LIST_WORDS[code].empty)


def column_label(code: str, column: str) -> str:
    """A column's label."""
    words = LIST_WORDS[code].columns.get(column)
    return _(words[0]) if words else column


def column_help(code: str, column: str) -> str:
    """A column's help; empty when the label says it all."""
    words = LIST_WORDS[code].columns.get(column)
    return _(words[1]) if words and words[1] else ""


def answer_label(code: str, column: str, value: str) -> str:
    """The words for an answer; what is no code of the column is shown as it is."""
    answers = LIST_WORDS[code].answers.get(column, {})
    return _(answers[value]) if value in answers else value


def value_text(code: str, column: Column, value: Any) -> str:
    """What an entry says in a column, for a line of a list; empty for nothing."""
    if value is None:
        return ""
    if column.control is Control.FLAG:
        return _(YES) if value else ""
    if column.control is Control.CODES:
        return ", ".join(map(str, value))
    if column.control is Control.RECORD:
        return ", ".join(sorted(value))
    return answer_label(code, column.code, str(value))

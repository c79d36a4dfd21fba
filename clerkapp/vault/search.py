"""From what people type to a full-text question.

Every word counts as the beginning of a word, all must be found somewhere in the record, case and
accents do not matter, and "words in quotation marks" must stand side by side. Nothing that is typed
is ever read as the engine's query language.
"""

import re
import unicodedata
from dataclasses import dataclass

from clerkapp.domain import search_text

MAX_TERMS = 12
MAX_LENGTH = 200
_TOKEN = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """A word (found as the beginning of a word) or a phrase (found as it is)."""

    text: str
    phrase: bool

    @property
    def quoted(self) -> str:
        """The term in the engine's quotation."""
        return '"' + self.text.replace('"', '""') + '"' + ("" if self.phrase else " *")


def terms(text: str) -> tuple[Term, ...]:
    """What was typed, in terms; at most MAX_TERMS of the first MAX_LENGTH characters."""
    found = []
    for phrase, word in _TOKEN.findall(text.replace("\x00", " ")[:MAX_LENGTH]):
        content = phrase or word
        if any(_counts(character) for character in content):
            found.append(Term(content, bool(phrase) and len(content.split()) > 1))
    return tuple(found[:MAX_TERMS])


def match_all(found: tuple[Term, ...]) -> str:
    """The question: every term, in any column."""
    return " AND ".join(term.quoted for term in found)


def match_any_in(column: str, found: tuple[Term, ...]) -> str:
    """The question: one of the terms, in this column."""
    if column not in search_text.COLUMNS:
        raise ValueError(column)
    return f"{{{column}}} : ({' OR '.join(term.quoted for term in found)})"


def stands_in(found: tuple[Term, ...], text: str) -> bool:
    """Whether every term is in `text`, judged as the engine judges words."""
    words = folded(text)
    return all(_has(words, folded(term.text), whole=term.phrase) for term in found)


def _has(words: list[str], wanted: list[str], *, whole: bool) -> bool:
    last = len(wanted) - 1
    for start in range(len(words) - last):
        window = words[start : start + last + 1]
        tail = window[last] == wanted[last] if whole else window[last].startswith(wanted[last])
        if tail and window[:last] == wanted[:last]:
            return True
    return False


def folded(text: str) -> list[str]:
    """The words of a text without case and accents."""
    plain = "".join(
        character if _counts(character) else "" if unicodedata.combining(character) else " "
        for character in unicodedata.normalize("NFD", text.casefold())
    )
    return plain.split()


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"

"""What people type into a search line, in terms.

Every word counts as the beginning of a word, all must be found somewhere in the record, case and
accents do not matter, and "words in quotation marks" must stand side by side. Dashes, spaces and wide
letters of any sort are the plain ones, what cannot be seen does not count (`text.searchable`), and a
number is found with its dashes and without. A store finds what `all_in` finds.
"""

import re
import unicodedata
from dataclasses import dataclass

from clerkapp.domain.text.rules import searchable, undashed

MAX_TERMS = 12
MAX_LENGTH = 200
_TOKEN = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """A word (found as the beginning of a word) or a phrase (found as it is)."""

    text: str
    phrase: bool


def terms(text: str) -> tuple[Term, ...]:
    """What was typed, in terms; at most MAX_TERMS of the first MAX_LENGTH characters."""
    found = []
    for phrase, word in _TOKEN.findall(searchable(text.replace("\x00", " "))[:MAX_LENGTH]):
        content = phrase or word
        if any(_counts(character) for character in content):
            found.append(Term(content, bool(phrase) and len(content.split()) > 1))
    return tuple(found[:MAX_TERMS])


def patterns(found: tuple[Term, ...]) -> tuple[re.Pattern[str], ...]:
    """An expression a term, to be held against `folded` text."""
    return tuple(re.compile(_pattern(term)) for term in found)


def _pattern(term: Term) -> str:
    between = r"[\W_]+" if term.phrase or not undashed(term.text) else r"[\W_]*"
    words = between.join(map(re.escape, re.findall(r"[^\W_]+", folded(term.text))))
    end = r"(?![^\W_])" if term.phrase else ""
    return rf"(?<![^\W_]){words}{end}"


def all_in(expressions: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Whether every term is in `text`, judged as the engine judges words."""
    plain = folded(text)
    return all(expression.search(plain) for expression in expressions)


def any_in(expressions: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Whether one of the terms is in `text`."""
    plain = folded(text)
    return any(expression.search(plain) for expression in expressions)


def folded(text: str) -> str:
    """A text as it is searched, without case and accents."""
    if text.isascii():
        return searchable(text).lower()
    parts = unicodedata.normalize("NFD", searchable(text).lower())
    return "".join(character for character in parts if not unicodedata.combining(character))


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"

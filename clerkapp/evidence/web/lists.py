"""The dated lists that ship with the program: resources/rules/*.txt.

One entry a line, `#` starts a comment, and the second line says of which day the list is. A list is
help for judging, not a judgement: a name that is missing means nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from clerkapp.resources import resource_path

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that senders borrow, and the domains that may use it."""

    name: str
    words: tuple[str, ...]
    domains: tuple[str, ...]
    official: bool


@cache
def hosts(name: str) -> frozenset[str]:
    """A list of domains: `free-mail`, `free-hosting`, `shorteners`, `redirectors`."""
    return frozenset(_lines(name))


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words and phrases, lower case."""
    return tuple(line.lower() for line in _lines(name))


def first(said: str, names: Iterable[str]) -> dict[str, str]:
    """For each list of `names` its first phrase in `said`, or "".

    `said`: lower-case text with single spaces. Whole words only.
    """
    there = frozenset(_WORD.findall(said))
    found = {}
    for name in names:
        # A pattern of many phrases is slow where none stands: most texts lack a word of each.
        likely = any(words <= there for words in _words_of_phrases(name))
        match = _pattern(name).search(said) if likely else None
        found[name] = match[0] if match is not None else ""
    return found


@cache
def _words_of_phrases(name: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_WORD.findall(phrase)) for phrase in words(name))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases = "|".join(re.escape(" ".join(phrase.split())) for phrase in words(name))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


@cache
def claims() -> tuple[Claim, ...]:
    """Brands and offices: `name | other words, … | domain, …`; offices are in a list of their own."""
    return tuple(
        Claim(
            name.strip(),
            _several(also.lower()) or (name.strip().lower(),),
            _several(domains),
            official,
        )
        for listed, official in (("brands", False), ("offices", True))
        for name, also, domains in (line.split("|") for line in _lines(listed))
    )


def listed(host: str, name: str) -> bool:
    """Whether a host or a domain above it is in a list of domains."""
    known = hosts(name)
    labels = host.split(".")
    return any(".".join(labels[start:]) in known for start in range(len(labels)))


def _several(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(",") if piece.strip())


def _lines(name: str) -> tuple[str, ...]:
    text = resource_path("rules", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )

"""Names side by side. A second account under one name carries its number in the name that it signs under.

"Rae Larsen (2)" is what an administrator grants and what is shown, printed and sent: nobody who reads it
has to know that there was another. No name that is typed has brackets, so the number is the program's.
"""

import re
import unicodedata
from collections.abc import Collection

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.domain.text.rules import comparable, look

_NUMBER = re.compile(r" \(\d+\)$")
_FIGURES = str.maketrans("58", "sb")
_NO_PERSON = frozenset(
    look(name)
    for name in (
        *Role,
        "admin",
        "root",
        "system",
        "clerkapp",
        "user",
        "nobody",
        "office",
        "state",
        "the state",
        "station",
        "recovery",
        "recovery key",
    )
)
_QUOTES = "‚„"
"""Opening marks by Unicode's category that are no brackets."""


def unnumbered(name: str) -> str:
    """The name without its number: what the person types to sign in."""
    return _NUMBER.sub("", name)


def is_numbered(name: str) -> bool:
    """Whether this is a second account, or a later one, of its name."""
    return _NUMBER.search(name) is not None


def numbered(name: str, others: Collection[str]) -> str:
    """`name` with the first number from 2 that nobody would take for one of the `others`."""
    seen = {_seen(other) for other in others}
    number = 2
    while _seen(f"{name} ({number})") in seen:
        number += 1
    return f"{name} ({number})"


def is_called(name: str, typed: str) -> bool:
    """Whether who typed this means the account `name`: with its number or without."""
    return comparable(typed) in (comparable(name), comparable(unnumbered(name)))


def looks_alike(name: str, other: str) -> bool:
    """Whether a hurried reader takes one for the other, whatever their numbers."""
    return _seen(unnumbered(name)) in (_seen(unnumbered(other)), _seen(other))


def seen_name(name: str) -> str:
    """What all writings of a person's name have in common for a hurried reader, whatever its number, with the
    family name first or last, and with or without the comma: of its turns round, the first in order."""
    seen = _seen(unnumbered(name))
    return min((seen[place:] + seen[:place] for place in range(len(seen))), default="")


def _seen(name: str) -> str:
    """What a hurried reader sees in it: also 8 for B and 5 for S."""
    return look(name).translate(_FIGURES)


def require_persons(name: str) -> None:
    """Raises Refused("name-brackets"): brackets are the program's, for the number; and "name-role" for
    what names no person."""
    if look(name) in _NO_PERSON or not any(char.isalpha() for char in name):
        raise Refused("name-role", fields=["name"])
    for char in unicodedata.normalize("NFKC", name):
        if unicodedata.category(char) in ("Ps", "Pe") and char not in _QUOTES:
            raise Refused("name-brackets", fields=["name"])

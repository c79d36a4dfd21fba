"""Which entries of a list are meant by what was typed: any word of an entry may be named, in any order.

Capitals and accents do not count. `found` gives places in the list, those that begin as typed first.
"""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def found(entries: Sequence[str], typed: str) -> list[int]:
    """The entries of which each typed word begins a word; where there is none, those that hold them.

    So "4417" finds a number that ends so. Nothing typed finds all.
    """
    plain = _plain(typed)
    asked = _WORD.findall(plain)
    seen = [_plain(entry) for entry in entries]
    places = [place for place, entry in enumerate(seen) if _begins(entry, asked)]
    if not places:
        places = [place for place, entry in enumerate(seen) if all(one in entry for one in asked)]
    if asked:
        places.sort(key=lambda place: not seen[place].startswith(plain.strip()))
    return places


def _begins(entry: str, asked: Sequence[str]) -> bool:
    words = _WORD.findall(entry)
    return all(any(word.startswith(one) for word in words) for one in asked)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()

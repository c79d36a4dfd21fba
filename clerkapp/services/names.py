"""Words that people choose: names and functions as they may be in a vault, and passphrases that
may be set.

A passphrase has at least eight characters and is not what a guesser tries first (`domain/people/guessing.py`);
long ones are better than odd ones, and no character is demanded or forbidden (NIST SP 800-63B, 3.1.1.2).
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from clerkapp.domain.errors import Refused
from clerkapp.domain.people import guessing
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import NAME_LIMIT
from clerkapp.domain.vocabulary.common import ROLES

Typed = TypeVar("Typed")
Kept = TypeVar("Kept")

SHORTEST_PASSPHRASE = 8
LONGEST_PASSPHRASE = 1024


def require_name(text: str, field: str = "name", limit: int = NAME_LIMIT) -> str:
    """A name as it is kept, by the rule of domain/text.py.

    Raises Refused with `field`: name-form when it says nothing or is too long, text-hidden,
    name-mixed.
    """
    name = beside(field, texts.name, text)
    if not name or not texts.fits_name(name, limit):
        raise Refused("name-form", fields=[field], limit=limit)
    return name


def beside(field: str, rule: Callable[[Typed], Kept], text: Typed) -> Kept:
    """`rule` on what was typed in `field`, which its refusal then names."""
    try:
        return rule(text)
    except Refused as refused:
        raise Refused(refused.code, fields=[field], **refused.params) from None


def require_function(code: str) -> str:
    """What a person signs as, of vocabulary.common.ROLES. Raises Refused("function-unknown")."""
    if code not in ROLES:
        raise Refused("function-unknown", fields=["function"], function=code[:40])
    return code


def require_new_passphrase(passphrase: str, names: Iterable[str] = ()) -> None:
    """Raises Refused("passphrase-short" | "passphrase-long" | "passphrase-weak") for one that cannot be
    set. `names`: of the person, the office and the station, which somebody would try first."""
    length = len(unicodedata.normalize("NFC", passphrase).strip())
    if length < SHORTEST_PASSPHRASE:
        raise Refused("passphrase-short", fields=["passphrase"], shortest=SHORTEST_PASSPHRASE)
    if length > LONGEST_PASSPHRASE:
        raise Refused("passphrase-long", fields=["passphrase"], longest=LONGEST_PASSPHRASE)
    if guessing.is_weak(passphrase, names):
        raise Refused("passphrase-weak", fields=["passphrase"])

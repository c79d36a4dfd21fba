"""The printed recovery key: 8 groups of 4 characters that are hard to misread on paper.

31 characters are random (153 bits) and the last one checks them, so that a slip of the hand is told
from a wrong key. The alphabet leaves out O, I, U, 0 and 1; it has a prime number of characters, so
the weighted sum notices every single wrong character and every swap of two neighbours.
"""

import re
import secrets

from clerkapp.domain.errors import Refused

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
GROUPS = 8
GROUP_SIZE = 4
_LENGTH = GROUPS * GROUP_SIZE
_GENERATOR = 3  # of the multiplicative group of integers modulo 31: neighbours weigh differently


def new_recovery_key() -> str:
    """A new key as it is printed: `ABCD-EFGH-…`."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
    return _grouped(body + _check_character(body))


def parse(text: str) -> str:
    """The printed form of what somebody typed: case, spaces and dashes do not matter.

    Raises Refused("recovery-key-form") when it cannot be a recovery key.
    """
    typed = re.sub(r"[\s\-‐‑‒–—_.]", "", text).upper()
    if len(typed) != _LENGTH or any(character not in ALPHABET for character in typed):
        raise Refused("recovery-key-form")
    if _check_character(typed[:-1]) != typed[-1]:
        raise Refused("recovery-key-form")
    return _grouped(typed)


def _check_character(body: str) -> str:
    weighed = sum(
        ALPHABET.index(character) * pow(_GENERATOR, place, len(ALPHABET))
        for place, character in enumerate(body)
    )
    return ALPHABET[weighed % len(ALPHABET)]


def _grouped(characters: str) -> str:
    return "-".join(
        characters[start : start + GROUP_SIZE] for start in range(0, _LENGTH, GROUP_SIZE)
    )

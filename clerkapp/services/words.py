"""Words that people choose: names and functions as they may stand in a vault, and passphrases that
may be set.

A passphrase has at least eight characters; long ones are better than odd ones, and no character is
demanded or forbidden (NIST SP 800-63B, 3.1.1.2).
"""

import unicodedata

from clerkapp.domain.errors import Refused
from clerkapp.domain.text import hidden_characters
from clerkapp.domain.vocabulary import ROLES

NAME_LIMIT = 120
SHORTEST_PASSPHRASE = 8
LONGEST_PASSPHRASE = 1024


def require_name(text: str) -> str:
    """A name as stored: trimmed, NFC. Raises Refused("name-form") when empty, long or hidden."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > NAME_LIMIT or hidden_characters(name):
        raise Refused("name-form", limit=NAME_LIMIT)
    return name


def require_function(code: str) -> str:
    """What a person signs as, of vocabulary.ROLES. Raises Refused("function-unknown")."""
    if code not in ROLES:
        raise Refused("function-unknown", fields=["function"], function=code[:40])
    return code


def require_new_passphrase(passphrase: str) -> None:
    """Raises Refused("passphrase-short" | "passphrase-long") for one that cannot be set."""
    length = len(unicodedata.normalize("NFC", passphrase).strip())
    if length < SHORTEST_PASSPHRASE:
        raise Refused("passphrase-short", fields=["passphrase"], shortest=SHORTEST_PASSPHRASE)
    if length > LONGEST_PASSPHRASE:
        raise Refused("passphrase-long", fields=["passphrase"], longest=LONGEST_PASSPHRASE)

"""What is asked of a passphrase is said with the number that the rule has."""

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.gui.parts import passphrase_hint
from clerkapp.services.names import SHORTEST_PASSPHRASE, require_new_passphrase


def test_the_help_names_the_length_at_which_the_rule_lets_go() -> None:
    words = "qm7 xw4z"
    with pytest.raises(Refused, match="passphrase-short"):
        require_new_passphrase(words[: SHORTEST_PASSPHRASE - 1])
    assert len(words) == SHORTEST_PASSPHRASE
    require_new_passphrase(words)
    assert passphrase_hint.least() == f"At least {SHORTEST_PASSPHRASE} characters."
    assert passphrase_hint.advice().startswith(passphrase_hint.least())

"""Three kinds of trouble, three ways to show it.

`Refused` is expected: a gate, a wrong passphrase, a rejected bundle. It is shown beside the field
or in one sentence, and clerkctl ends with 1. `EnvironmentFailure` is the computer's: a full disk, a
stick that came out, a vault open elsewhere. It is shown with its remedy, and clerkctl ends with 3.
Any other exception is a bug (70).

An error carries a code and parameters, never a sentence and never what somebody typed as a secret.
The sentence for each code is in `clerkapp.wording.sentences`; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class ClerkappError(Exception):
    """Trouble with a name: `code` from the catalogue of sentences, `params` to fill it."""

    def __init__(self, code: str, *, fields: Sequence[str] = (), **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Any] = params
        self.fields: tuple[str, ...] = tuple(fields)

    def __str__(self) -> str:
        return self.code


class Refused(ClerkappError):
    """Expected, and the person can put it right. `fields` holds the field codes concerned."""


class EnvironmentFailure(ClerkappError):
    """The computer failed: disk, drive, another process. Nothing recorded is lost."""

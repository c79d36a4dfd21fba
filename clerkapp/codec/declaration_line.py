"""The statement of a declaration: the JCS bytes that a person signs (docs/formats/declarations.md)."""

from collections.abc import Mapping
from typing import Any

from clerkapp.codec import checks, jcs
from clerkapp.domain.declarations import MEMBERS, What

_MEMBERS = ("account", "at", "body", "second", "vault", "what")


def statement(
    *, what: What, body: Mapping[str, Any], account: str, second: str | None, at: str, vault: str
) -> bytes:
    """The bytes. `vault`: its id, so that a statement says nothing in another vault.

    Raises ValueError for members that `what` has not.
    """
    if body.keys() != MEMBERS[what]:
        raise ValueError("body: other members")
    return jcs.encode(
        {
            "account": account,
            "at": at,
            "body": dict(body),
            "second": second,
            "vault": vault,
            "what": str(what),
        }
    )


def decode(line: bytes) -> tuple[What, dict[str, Any], str, str | None, str, str]:
    """What, body, account, second, at and vault of a statement. Raises ValueError."""
    value = checks.exactly(jcs.decode_line(line), _MEMBERS, "declaration")
    what = What(checks.text(value["what"], "what"))
    return (
        what,
        checks.exactly(value["body"], MEMBERS[what], "body"),
        checks.text(value["account"], "account"),
        checks.text_or_null(value["second"], "second"),
        checks.matching(value["at"], checks.INSTANT, "at"),
        checks.matching(value["vault"], checks.HEX32, "vault"),
    )

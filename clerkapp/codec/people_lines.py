"""People in a bundle: `data/accounts.jsonl` and `data/signatures.jsonl` (docs/formats/bundle.md, "People").

An account line names a person's P-256 key; an act line is a person's signature over a statement
about one revision. Both are JCS lines with exactly the members below.
"""

import base64
import binascii
from dataclasses import dataclass

from clerkapp.codec import checks, jcs, sshkey
from clerkapp.domain.revision import Act, ActKind

_ACT_MEMBERS = ("act", "revision", "account", "capacity", "at")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account that signs in a bundle. `role`: the function, never a permission."""

    id: str
    name: str | None
    role: str
    key: sshkey.PublicKey
    valid_from: str
    valid_until: str | None


def encode_account(account: AccountLine) -> bytes:
    """The line without its line feed."""
    return jcs.encode(
        {
            "id": account.id,
            "name": account.name,
            "role": account.role,
            "key": account.key.to_line(),
            "from": account.valid_from,
            "until": account.valid_until,
        }
    )


def decode_account(line: bytes) -> AccountLine:
    """Read a line. Raises jcs.NotCanonical, jcs.LimitPassed, or ValueError for another content."""
    value = checks.exactly(
        jcs.decode_line(line), ("id", "name", "role", "key", "from", "until"), "account"
    )
    key = sshkey.from_line(checks.text(value["key"], "key"))
    if key.curve != "nistp256":
        raise ValueError("key: a person's key is P-256")
    return AccountLine(
        checks.text(value["id"], "id"),
        checks.text_or_null(value["name"], "name"),
        checks.text(value["role"], "role"),
        key,
        checks.text(value["from"], "from"),
        checks.text_or_null(value["until"], "until"),
    )


def act_statement(
    act: ActKind, revision: str, account: str, capacity: str | None, at: str
) -> bytes:
    """The JCS bytes that a person signs."""
    return jcs.encode(
        {
            "act": str(act),
            "revision": revision,
            "account": account,
            "capacity": capacity,
            "at": at,
        }
    )


def encode_act(act: Act) -> bytes:
    """The line without its line feed, around the statement's bytes as they were signed."""
    return b'{"sshsig":"%b","statement":%b}' % (base64.b64encode(act.sshsig), act.statement)


def decode_act(line: bytes) -> Act:
    """Read a line. Raises jcs.NotCanonical, jcs.LimitPassed, or ValueError for another content."""
    value = checks.exactly(jcs.decode_line(line), ("statement", "sshsig"), "act line")
    statement = checks.exactly(value["statement"], _ACT_MEMBERS, "act")
    try:
        sshsig = base64.b64decode(checks.text(value["sshsig"], "sshsig"), validate=True)
    except binascii.Error:
        raise ValueError("sshsig: not base64") from None
    act = Act(
        ActKind(checks.text(statement["act"], "act")),
        checks.matching(statement["revision"], checks.HEX64, "revision"),
        checks.text(statement["account"], "account"),
        checks.text_or_null(statement["capacity"], "capacity"),
        checks.matching(statement["at"], checks.INSTANT, "at"),
        jcs.encode_parsed(value["statement"]),
        sshsig,
    )
    if encode_act(act) != line:
        raise ValueError("sshsig: not canonical base64")
    return act

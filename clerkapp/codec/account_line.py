"""One line of `data/accounts.jsonl`: an account as it was granted (docs/formats/bundle.md, "People").

    {"closed":null|{"sshsig":…,"statement":{…}},"fields":{"name":[salt,text],…},"grant":{…},"sshsig":…}

A JCS line with exactly these members at each level. The bytes of `grant`, and those of a closing's
`statement`, are what is signed; they are taken out of the line as received. This module knows no
digests and no signatures: `clerkapp.crypto.accounts` checks what a line says.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clerkapp.codec import checks, jcs, sshkey
from clerkapp.domain.records.revision import SaltedValue

NAME = "name"
FUNCTION = "role"
"""The format's code for the function that a person signs in, which is never a permission."""
FIELDS = (NAME, FUNCTION)
_GRANT = ("account", "by", "digests", "from", "key", "may_grant", "station")
_CLOSING = ("account", "at", "by")
_LINE = ("closed", "fields", "grant", "sshsig")


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted: that `key` is a person's at `station` (a principal, W1@LARK).

    `account`, `by`: account ids, 32 hex digits; a root account's are the same. `digests`: of the
    fields, hex. `valid_from`: RFC 3339 date. `may_grant`: may open accounts itself.
    """

    account: str
    by: str
    digests: Mapping[str, str]
    valid_from: str
    key: sshkey.PublicKey
    may_grant: bool
    station: str

    @property
    def is_root(self) -> bool:
        """Whether the account granted itself: a state lists its key, or the grant is worth nothing."""
        return self.by == self.account

    def encode(self) -> bytes:
        """The JCS bytes that are signed."""
        return jcs.encode(
            {
                "account": self.account,
                "by": self.by,
                "digests": dict(self.digests),
                "from": self.valid_from,
                "key": self.key.to_line(),
                "may_grant": self.may_grant,
                "station": self.station,
            }
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """An account ended. `at`: RFC 3339 with offset, untrusted; `sshsig`: the blob."""

    account: str
    at: str
    by: str
    sshsig: bytes

    def statement(self) -> bytes:
        """The JCS bytes that are signed."""
        return jcs.encode({"account": self.account, "at": self.at, "by": self.by})


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account. `fields`: those that this copy discloses; `sshsig`: the blob over the grant."""

    grant: Grant
    sshsig: bytes
    fields: Mapping[str, SaltedValue]
    closing: Closing | None = None

    def shown(self, fields: Iterable[str], *, closing: bool = True) -> "AccountLine":
        """The line as a copy shows it: only these fields, and the closing if it may go along."""
        wanted = self.fields.keys() & set(fields)
        return replace(
            self,
            fields={code: self.fields[code] for code in wanted},
            closing=self.closing if closing else None,
        )


def encode(account: AccountLine) -> bytes:
    """The line without its line feed."""
    closing = account.closing
    closed = (
        b"null"
        if closing is None
        else b'{"sshsig":"%b","statement":%b}' % (_base64(closing.sshsig), closing.statement())
    )
    fields = {code: [salted.salt, salted.value] for code, salted in account.fields.items()}
    return b'{"closed":%b,"fields":%b,"grant":%b,"sshsig":"%b"}' % (
        closed,
        jcs.encode(fields),
        account.grant.encode(),
        _base64(account.sshsig),
    )


def decode(line: bytes) -> AccountLine:
    """Read a line without its line feed.

    Raises jcs.NotCanonical, jcs.LimitPassed, or ValueError for another content.
    """
    value = checks.exactly(jcs.decode_line(line), _LINE, "account line")
    account = AccountLine(
        grant=_grant(value["grant"]),
        sshsig=checks.from_base64(value["sshsig"], "sshsig"),
        fields=_fields(value["fields"]),
        closing=_closing(value["closed"]),
    )
    if encode(account) != line:
        raise ValueError("not the line that these values give")
    return account


def _grant(value: Any) -> Grant:
    grant = checks.exactly(value, _GRANT, "grant")
    digests = checks.exactly(grant["digests"], FIELDS, "digests")
    checks.all_matching(digests.values(), checks.HEX64, "digests")
    key = sshkey.from_line(checks.text(grant["key"], "key"))
    if key.curve != "nistp256":
        raise ValueError("key: a person's key is P-256")
    if not isinstance(grant["may_grant"], bool):
        raise ValueError("may_grant: not true or false")
    return Grant(
        account=checks.matching(grant["account"], checks.HEX32, "account"),
        by=checks.matching(grant["by"], checks.HEX32, "by"),
        digests=digests,
        valid_from=checks.matching(grant["from"], checks.DATE, "from"),
        key=key,
        may_grant=grant["may_grant"],
        station=checks.matching(grant["station"], checks.PRINCIPAL, "station"),
    )


def _fields(value: Any) -> dict[str, SaltedValue]:
    if not isinstance(value, dict) or not value.keys() <= set(FIELDS):
        raise ValueError("fields: an unknown one")
    fields = {}
    for code, pair in value.items():
        if not isinstance(pair, list) or len(pair) != 2:
            raise ValueError("fields: not salt and text")
        salt = checks.matching(pair[0], checks.HEX32, "salt")
        fields[code] = SaltedValue(salt, checks.text(pair[1], code))
    return fields


def _closing(value: Any) -> Closing | None:
    if value is None:
        return None
    closed = checks.exactly(value, ("sshsig", "statement"), "closed")
    statement = checks.exactly(closed["statement"], _CLOSING, "closing")
    return Closing(
        account=checks.matching(statement["account"], checks.HEX32, "account"),
        at=checks.matching(statement["at"], checks.INSTANT, "at"),
        by=checks.matching(statement["by"], checks.HEX32, "by"),
        sshsig=checks.from_base64(closed["sshsig"], "sshsig"),
    )


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data)

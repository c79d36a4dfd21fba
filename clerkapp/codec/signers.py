"""Trust lists in OpenSSH's own form: allowed_signers and revoked keys (ssh-keygen(1), ALLOWED SIGNERS).

Read more narrowly than ssh-keygen reads them, never more widely: principals and namespaces are
compared as they stand (no wildcards), a certificate authority or a time limit is not honoured, and
a key of another type can sign nothing here. Without a namespaces option a key may sign in all, as
with ssh-keygen.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from clerkapp.codec import sshkey
from clerkapp.codec.sshkey import PublicKey
from clerkapp.domain.errors import Refused

_WORD = re.compile(r'((?:[^\s"]|"[^"]*")+)\s*')
_KEY_TYPE = re.compile(r"(?:ssh|ecdsa|sk-)[A-Za-z0-9@.-]+")
_KRL_MAGIC = b"SSHKRL\n"


@dataclass(frozen=True, slots=True)
class Signer:
    """One line: who may sign what with which key. `namespaces` None: every namespace."""

    principals: tuple[str, ...]
    namespaces: tuple[str, ...] | None
    key: PublicKey


@dataclass(frozen=True, slots=True)
class TrustList:
    """The lines that can be used here."""

    signers: tuple[Signer, ...]

    def principals(self, key: PublicKey, namespace: str) -> frozenset[str]:
        """Everyone who may sign in `namespace` with `key`."""
        return frozenset(
            principal
            for signer in self.signers
            if signer.key == key and (signer.namespaces is None or namespace in signer.namespaces)
            for principal in signer.principals
        )


def signer_line(principal: str, namespaces: Iterable[str], key: PublicKey) -> str:
    """A line of allowed_signers, without a line feed."""
    return f'{principal} namespaces="{",".join(namespaces)}" {key.to_line()}'


def parse_signers(data: bytes) -> TrustList:
    """Read allowed_signers. Raises Refused("signers-form") with the number of a broken line."""
    signers = []
    for number, line in _lines(data, "signers-form"):
        words = _WORD.findall(line)
        options = [] if len(words) > 1 and _KEY_TYPE.fullmatch(words[1]) else words[1:2]
        rest = words[1 + len(options) :]
        if len(rest) < 2 or _WORD.sub("", line):
            raise Refused("signers-form", line=number)
        key = _key(rest[0], rest[1], "signers-form", number)
        namespaces = _namespaces(options[0] if options else "")
        if isinstance(key, PublicKey) and namespaces is not _UNUSABLE:
            signers.append(Signer(tuple(words[0].strip('"').split(",")), namespaces, key))
    return TrustList(tuple(signers))


def parse_revoked(data: bytes) -> frozenset[PublicKey]:
    """Read a file of revoked keys, one a line.

    Raises Refused("revoked-form") for a broken line, and for OpenSSH's binary revocation list,
    which would otherwise be taken for "nothing revoked".
    """
    if data.startswith(_KRL_MAGIC):
        raise Refused("revoked-form", line=1)
    keys = set()
    for number, line in _lines(data, "revoked-form"):
        words = line.split()
        if len(words) < 2:
            raise Refused("revoked-form", line=number)
        key = _key(words[0], words[1], "revoked-form", number)
        if isinstance(key, PublicKey):
            keys.add(key)
    return frozenset(keys)


_UNUSABLE = ("",)


def _namespaces(options: str) -> tuple[str, ...] | None:
    """The namespaces option; `_UNUSABLE` where a line carries an option that is not honoured."""
    if not options:
        return None
    match = re.fullmatch(r'namespaces="([^"]*)"', options, re.IGNORECASE)
    return tuple(match[1].split(",")) if match else _UNUSABLE


def _key(kind: str, encoded: str, code: str, number: int) -> PublicKey | None:
    """The key, None when it is well formed but of a type that is not used here."""
    try:
        blob = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise Refused(code, line=number) from None
    name = kind.encode()
    if not blob.startswith(sshkey.string(name)):
        raise Refused(code, line=number)
    try:
        return sshkey.from_blob(blob)
    except ValueError:
        if kind in {f"ecdsa-sha2-{curve}" for curve in sshkey.POINT_SIZES}:
            raise Refused(code, line=number) from None
        return None


def _lines(data: bytes, code: str) -> list[tuple[int, str]]:
    try:
        text = data.decode()
    except UnicodeError:
        raise Refused(code, line=1) from None
    numbered = enumerate((line.strip() for line in text.splitlines()), start=1)
    return [(number, line) for number, line in numbered if line and not line.startswith("#")]

"""Trust lists in OpenSSH's own form: allowed_signers and revoked keys (ssh-keygen(1), ALLOWED SIGNERS).

Read more narrowly than ssh-keygen reads them, never more widely. A line ends at a line feed; fields are
parted by ASCII blanks; a key is in the one spelling of base64. Patterns, other control characters
and options that OpenSSH does not know refuse the file; a certificate authority or a time limit is not
honoured; a key of another type can sign nothing here. Without a namespaces option a key may sign in
all, as with ssh-keygen. A byte order mark at the start is passed over: editors on Windows write it.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from clerkapp.codec import sshkey
from clerkapp.codec.sshkey import PublicKey
from clerkapp.domain.errors import Refused

_BLANKS = " \t"
_PRINCIPALS = re.compile(r'"(?P<quoted>[^"]+)"(?:[ \t]+|$)|(?P<plain>[^ \t"]+)(?:[ \t]+|$)')
_OPTIONS = re.compile(r'(?P<options>(?:[^ \t"\\]|"[^"\\]*")+)[ \t]+')
_OPTION = re.compile(
    r'(?P<flag>cert-authority)|(?P<name>namespaces|valid-after|valid-before)="(?P<value>[^"]*)"',
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_PATTERN = re.compile(r"[*?!]")
_LONGEST = 1000
"""OpenSSH passes over a principal or a namespace that is longer than its buffer of 1,024 bytes."""
_STRINGS = {
    "ssh-ed25519": (2, 32),
    "ssh-rsa": (3, 128),
    "ecdsa-sha2-nistp521": (3, 133),
    "sk-ssh-ed25519@openssh.com": (3, 1),
    "sk-ecdsa-sha2-nistp256@openssh.com": (4, 1),
}
"""Key types that OpenSSH knows and nothing here is signed with: of how many SSH strings they consist, and
how long the last one is at least."""
Read = TypeVar("Read")
_KRL_MAGIC = b"SSHKRL\n"
_BOM = b"\xef\xbb\xbf"


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
    return TrustList(tuple(_each(data, "signers-form", _signer)))


def parse_revoked(data: bytes) -> frozenset[PublicKey]:
    """Read a file of revoked keys, one a line.

    Raises Refused("revoked-form") for a broken line, and for OpenSSH's binary revocation list,
    which would otherwise be taken for "nothing revoked".
    """
    if data.startswith(_KRL_MAGIC):
        raise Refused("revoked-form", line=1)
    return frozenset(_each(data, "revoked-form", _key))


def _each(data: bytes, code: str, read: Callable[[str], Read | None]) -> Iterator[Read]:
    """What `read` makes of each line that is neither blank nor a comment."""
    for number, line in enumerate(data.removeprefix(_BOM).split(b"\n"), start=1):
        try:
            value = read(text) if (text := _content(line)) else None
        except ValueError:
            raise Refused(code, line=number) from None
        if value is not None:
            yield value


def _content(line: bytes) -> str:
    """A line without the blanks around it; empty for a comment. Raises ValueError."""
    text = line.removesuffix(b"\r").decode().strip(_BLANKS)
    if text.startswith("#"):
        return ""
    if _CONTROL.search(text):
        raise ValueError("a control character")
    return text


def _signer(line: str) -> Signer | None:
    """A line's signer, None for one that is not honoured here. Raises ValueError for a broken line."""
    match = _PRINCIPALS.match(line)
    if match is None:
        raise ValueError("no principals")
    principals = _names(match["quoted"] or match["plain"])
    rest = line[match.end() :]
    try:
        key, namespaces = _key(rest), None
    except ValueError:
        options = _OPTIONS.match(rest)
        if options is None:
            raise
        honoured, namespaces = _namespaces(options["options"])
        key = _key(rest[options.end() :])
        if not honoured:
            return None
    return None if key is None else Signer(principals, namespaces, key)


def _namespaces(options: str) -> tuple[bool, tuple[str, ...] | None]:
    """Whether a line with these options is honoured, and its namespaces. Raises ValueError."""
    namespaces: dict[str, str] = {}
    at = 0
    while at < len(options):
        match = _OPTION.match(options, at)
        if match is None:
            raise ValueError("an option that is not known")
        name = (match["flag"] or match["name"]).lower()
        if name in namespaces:
            raise ValueError("an option twice")
        namespaces[name] = match["value"] or ""
        at = match.end()
        if at < len(options):
            at += 1
            if options[at - 1] != "," or at == len(options):
                raise ValueError("options are parted by commas")
    named = namespaces.pop("namespaces", None)
    return not namespaces, None if named is None else _names(named)


def _names(text: str) -> tuple[str, ...]:
    """Principals or namespaces, compared as they stand. Raises ValueError."""
    names = tuple(text.split(","))
    if not text.isascii() or _PATTERN.search(text) or max(map(len, names)) > _LONGEST:
        raise ValueError("not names that are compared as they stand")
    return names


def _key(words: str) -> PublicKey | None:
    """The key at the beginning of `words`, None when it is of a type that is not used here.

    A comment may follow. Raises ValueError.
    """
    kind, encoded, *_ = [*re.split("[ \t]+", words, maxsplit=2), ""]
    blob = base64.b64decode(encoded, validate=True)  # raises ValueError
    if not blob or base64.b64encode(blob).decode() != encoded:
        raise ValueError("not the one spelling of base64")
    strings = _strings(blob)
    if strings[0] != kind.encode():
        raise ValueError("not of this type")
    if kind in _STRINGS:
        count, size = _STRINGS[kind]
        if len(strings) != count or len(strings[-1]) < size:
            raise ValueError("not a key of this type")
        return None
    return sshkey.from_blob(blob)


def _strings(blob: bytes) -> list[bytes]:
    """The SSH strings of which a key consists. Raises ValueError."""
    strings, at = [], 0
    while at < len(blob):
        size = int.from_bytes(blob[at : at + 4])
        at += 4 + size
        if at > len(blob) or at < 4:
            raise ValueError("ends early")
        strings.append(blob[at - size : at])
    return strings

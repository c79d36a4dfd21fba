"""The state's keys, made where the state desk is: to open bundles, to sign receipts, to sign trust.

    recipient.crt  recipient.key   P-384, self-signed certificate: what offices seal to
    receipt.pub    receipt.key     P-384: signs receipts
    root.pub       root.key        P-384: signs the trust list; keep it offline

Keys are PEM (PKCS #8) without a passphrase, readable by this account only; `.pub` files are OpenSSH
public key lines. No file is ever replaced.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clerkapp.crypto.certificates import new_recipient, read_recipient
from clerkapp.crypto.keys import PrivateKey, fingerprint
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.services.names import require_name
from clerkapp.services.ports import Drive, Ports
from clerkapp.services.reception import require_outside

NAMES = ("recipient.crt", "recipient.key", "receipt.pub", "receipt.key", "root.pub", "root.key")
_CURVE = "nistp384"
_NAME_LIMIT = 64
"""Characters of a common name (RFC 5280, ub-common-name)."""


@dataclass(frozen=True, slots=True)
class StateKeys:
    """Where the files lie, and the fingerprints to read aloud."""

    files: tuple[Path, ...]
    recipient_fingerprint: str
    receipt_fingerprint: str
    root_fingerprint: str


def new(folder: Path, common_name: str, ports: Ports) -> StateKeys:
    """Make the three pairs in `folder`, all or none; the folder is made where its parent is there.

    Raises Refused: state-key-exists, place-inside-vault, name-form, text-hidden, name-mixed; and EnvironmentFailure (drive).
    """
    named = require_name(common_name, limit=_NAME_LIMIT)
    drive = ports.drive
    require_outside(folder)
    drive.make_folder(folder)
    paths = {name: folder / name for name in NAMES}
    if any(drive.exists(path) for path in paths.values()):
        raise Refused("state-key-exists", folder=str(folder))
    certificate, recipient_key = new_recipient(named, ports.clock.now())
    receipt, root = PrivateKey.generate(_CURVE), PrivateKey.generate(_CURVE)
    contents = {
        "recipient.crt": certificate,
        "recipient.key": recipient_key,
        "receipt.pub": _line(receipt),
        "receipt.key": receipt.to_pem(),
        "root.pub": _line(root),
        "root.key": root.to_pem(),
    }
    _write(drive, folder, contents)
    return StateKeys(
        tuple(paths.values()),
        read_recipient(certificate).fingerprint,
        fingerprint(receipt.public),
        fingerprint(root.public),
    )


def _write(drive: Drive, folder: Path, contents: Mapping[str, bytes]) -> None:
    """All of them or none. What the drive does not let go of any more is a whole file."""
    there: list[Path] = []
    try:
        staged = []
        for name, content in contents.items():
            file = drive.stage(folder, name, [content], private=name.endswith(".key"))
            staged.append(file.path)
            there.append(file.path)
        for path, name in zip(staged, contents, strict=True):
            drive.settle(path, folder / name)
            there.append(folder / name)
    except BaseException:
        for path in there:
            with suppress(EnvironmentFailure):
                drive.remove(path)
        raise


def _line(key: PrivateKey) -> bytes:
    return f"{key.public.to_line()}\n".encode()

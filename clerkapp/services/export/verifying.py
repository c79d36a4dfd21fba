"""Verifying a bundle without a vault: what the state does, and what anybody can do with a public copy.

The parts are copied once to a local spool and only the copy is read: a hostile drive may answer two
reads differently. Nothing is unpacked under its final name before everything was found right.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clerkapp.bundle import reader
from clerkapp.bundle.reader import Verified
from clerkapp.bundle.sink import Sink
from clerkapp.bundle.spool import spooled
from clerkapp.codec.signers import parse_revoked, parse_signers
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.certificates import read_recipient_key
from clerkapp.services.export.unpacking import Unpacked
from clerkapp.services.ports import Drive, Ports

__all__ = ["Verified", "verify", "verify_public"]

_SMALL = 4 * 1024 * 1024


def verify(
    parts: Sequence[Path],
    *,
    recipient: Path,
    recipient_key: Path,
    signers: Path,
    ports: Ports,
    revoked: Path | None = None,
    unpack: Path | None = None,
) -> Verified:
    """Verify a sealed bundle, its parts in the order given; `unpack`: a folder for its files.

    Raises Refused with the reason code of docs/formats/bundle.md, and Refused for what cannot be
    read as a certificate, a key or a list of signers.
    """
    drive = ports.drive
    ours = read_recipient_key(_read_small(drive, recipient), _read_small(drive, recipient_key))
    trust, gone = parse_signers(_read_small(drive, signers)), _revoked(drive, revoked)
    with spooled(parts) as copies, _unpacking(drive, unpack) as sink:
        files = [copy.file for copy in copies]
        return reader.read(files, ours=ours, signers=trust, revoked=gone, sink=sink)


def verify_public(
    file: Path,
    *,
    signers: Path,
    ports: Ports,
    revoked: Path | None = None,
    unpack: Path | None = None,
) -> Verified:
    """Verify a public copy: one unsealed file."""
    drive = ports.drive
    trust, gone = parse_signers(_read_small(drive, signers)), _revoked(drive, revoked)
    with spooled([file], sealed=False) as copies, _unpacking(drive, unpack) as sink:
        return reader.read_public(copies[0].file, signers=trust, revoked=gone, sink=sink)


@contextmanager
def _unpacking(drive: Drive, folder: Path | None) -> Iterator[Sink | None]:
    """Files below `folder`, named `bundle` only when everything was right."""
    if folder is None:
        yield None
        return
    sink = Unpacked(folder, drive)
    try:
        yield sink
        sink.accept()
    except BaseException:
        sink.discard()
        raise


def _revoked(drive: Drive, file: Path | None) -> frozenset[PublicKey]:
    return frozenset() if file is None else parse_revoked(_read_small(drive, file))


def _read_small(drive: Drive, file: Path) -> bytes:
    return drive.read_small(file, _SMALL)

"""The state's certificates as a person sees them: read from a file to be compared, and those in use."""

from pathlib import Path
from typing import Final

from clerkapp.crypto.certificates import Recipient, read_recipient
from clerkapp.domain.bundles import Certificate
from clerkapp.services.export import exporting
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session

LARGEST: Final = 64 * 1024
"""Bytes of a certificate's file."""


def read(file: Path, ports: Ports) -> Certificate:
    """A certificate to be compared and accepted. Raises Refused("recipient-form") and what
    `Drive.read_small` raises."""
    pem = ports.drive.read_small(file, LARGEST)
    return _shown(read_recipient(pem))


def in_use(session: Session) -> tuple[Certificate, ...]:
    """Those that bundles are sealed to; empty when none was accepted yet."""
    return tuple(map(_shown, exporting.recipients_in_use(session)))


def _shown(recipient: Recipient) -> Certificate:
    return Certificate(recipient.common_name, recipient.fingerprint, recipient.pem.encode())

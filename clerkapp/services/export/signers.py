"""What the state adds to its list of signers for this station (OpenSSH allowed_signers): the line of
the station's key, which signs bundles, and one for each root account, which opens accounts."""

from dataclasses import dataclass

from clerkapp.codec.signers import signer_line
from clerkapp.codec.sshkey import PublicKey, from_line
from clerkapp.crypto import keys
from clerkapp.crypto.signing import ROOT_NAMESPACES, STATION_NAMESPACES
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class RootLine:
    """A root account's. `account`: its id; `closed`: whether it has ended, its line stays needed.

    `fingerprint`: `SHA256:…`; `groups`: the same digest in 16 groups of four hex digits, to be read
    aloud.
    """

    line: str
    account: str
    name: str
    fingerprint: str
    groups: str
    closed: bool


@dataclass(frozen=True, slots=True)
class OwnLines:
    """`line`: the station's, without a line break; `roots`: the first root account's first.

    `fingerprint` is what the state hears by phone, with that of the newest root account.
    """

    principal: str
    line: str
    fingerprint: str
    roots: tuple[RootLine, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines: the station's, then one for each root account."""
        return (self.line, *(root.line for root in self.roots))


def own_lines(session: Session) -> OwnLines:
    """What the state adds to its list once it has heard the fingerprints. Raises Refused("training")."""
    session.require_real()
    info = session.vault.info
    present = session.vault.station_keys.present()
    return OwnLines(
        info.principal,
        _line(info.principal, STATION_NAMESPACES, present.public),
        keys.fingerprint(present.public),
        tuple(
            RootLine(
                line=_line(info.principal, ROOT_NAMESPACES, from_line(root.key)),
                account=root.account,
                name=root.name or "",
                fingerprint=keys.fingerprint(from_line(root.key)),
                groups=keys.read_aloud(from_line(root.key)),
                closed=root.closed,
            )
            for root in session.vault.signers.roots()
        ),
    )


def _line(principal: str, namespaces: tuple[str, ...], key: PublicKey) -> str:
    return signer_line(principal, [str(name) for name in namespaces], key)

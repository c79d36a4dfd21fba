"""The station's own line for the state's list of signers (OpenSSH allowed_signers)."""

from dataclasses import dataclass

from clerkapp.codec.signers import signer_line
from clerkapp.crypto.keys import fingerprint
from clerkapp.crypto.signing import STATION_NAMESPACES
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class OwnLine:
    """`line` without a line break; `fingerprint` is what the state hears by phone."""

    line: str
    principal: str
    fingerprint: str


def own_line(session: Session) -> OwnLine:
    """What the state adds to its list once it has heard the fingerprint."""
    info = session.vault.info
    principal = f"{info.station}@{info.authority}"
    line = signer_line(principal, [str(name) for name in STATION_NAMESPACES], info.station_public)
    return OwnLine(line, principal, fingerprint(info.station_public))

"""What a print is made of, fetched for what it is of: one function for each `Subject`.

A record that a person may not see is not there for its prints either.
"""

from clerkapp.domain.forms.checklists import checklist_of
from clerkapp.domain.kinds.declare import Checklist
from clerkapp.domain.prints import Disposed, KeptMessage
from clerkapp.domain.records.shown import WholeRecord
from clerkapp.report.fingerprint import StationKeys
from clerkapp.report.message import ReadMessage
from clerkapp.report.recovery import RecoveryKey
from clerkapp.services.export.signers import own_lines
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.records import reading
from clerkapp.services.session import Session


def record(session: Session, number: str, _read: Reading | None = None) -> WholeRecord:
    """A record as it stands, with its history. Raises Refused("record-not-found")."""
    return WholeRecord(reading.show(session, number), reading.history(session, number))


def message(session: Session, kept: KeptMessage, read: Reading | None = None) -> ReadMessage:
    """A message and what it says: `read`, where it was read already beside the vault's thread."""
    if read is None:
        read = keeping.read(keeping.data_of(session, kept.sha256), pick=kept.pick)
    return ReadMessage(kept, read.examination, tuple(lack.message for lack in read.lacking))


def station(session: Session, _of: None, _read: Reading | None = None) -> StationKeys:
    """What the state lists of this station."""
    own, info = own_lines(session), session.info
    root = own.roots[-1]
    return StationKeys(
        authority=info.authority,
        authority_name=info.authority_name,
        station=info.station,
        vault=info.vault_id,
        principal=own.principal,
        fingerprint=own.fingerprint,
        root=root.name,
        root_groups=tuple(root.groups.split()),
        lines=own.lines,
    )


def checklist(_session: Session, code: str, _read: Reading | None = None) -> Checklist:
    """A checklist by its code. Raises Refused("checklist-unknown")."""
    return checklist_of(code)


def recovery_key(session: Session, key: str, _read: Reading | None = None) -> RecoveryKey:
    """A key that was made for this vault."""
    info = session.info
    return RecoveryKey(key, info.station, info.vault_id)


def disposal(_session: Session, disposed: Disposed, _read: Reading | None = None) -> Disposed:
    """What is about to be disposed of: the use case knows all of it."""
    return disposed

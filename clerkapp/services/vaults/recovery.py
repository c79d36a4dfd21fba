"""The recovery key: how it stands, a new one, reading it back from paper.

A new key replaces the one before when it was read back; until then both work. So stopping in between
leaves nobody without a way back in, and Home says what is still to be done.
"""

from dataclasses import dataclass

from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Permission
from clerkapp.services.session import Session
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault import api as vaults


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """The newest key. `confirmed`: when it was read back from paper, None while it was not; then
    `former_works` says whether an earlier one, which was read back, still opens the vault. RFC 3339."""

    made: str
    confirmed: str | None
    former_works: bool

    @property
    def due(self) -> bool:
        """Whether perhaps nobody has the newest key."""
        return self.confirmed is None


def state(session: Session) -> RecoveryState:
    """How the recovery key stands. Everybody may know."""
    in_force, *newer = vault_of(session).recovery_keys.working()
    newest = newer[0] if newer else in_force
    former = bool(newer) and in_force.confirmed is not None
    return RecoveryState(newest.made, newest.confirmed, former)


def may_renew(session: Session) -> bool:
    """Whether the session's person may make a new one."""
    account = session.account
    return account.may(Permission.ADMINISTER) or account.may(Permission.SIGN_AUTHORITY)


def renew(session: Session) -> str:
    """Make a new recovery key, as it is printed: it is in the answer and nowhere else.

    For the administrator and the election authority. Raises Refused("not-permitted").
    """
    _require(session)
    at = session.now()
    with session.vault.transaction():
        return vaults.make_recovery_key(
            vault_of(session), session.folder, by=session.account.id, at=at
        )


def confirm(session: Session, typed: str) -> None:
    """The key was read back from paper: from now on those before it do not open the vault.

    Raises Refused: not-permitted, recovery-key-form, recovery-key-wrong.
    """
    _require(session)
    at = session.now()
    with session.vault.transaction():
        slot = vaults.confirm_recovery_key(vault_of(session), session.folder, typed, at=at)
        if slot is not None:
            session.journal(Event.RECOVERY_KEY_CONFIRMED, at, {"slot": slot})


def _require(session: Session) -> None:
    if not may_renew(session):
        session.require(Permission.ADMINISTER)

"""The station's key: who holds it, when it is a new one, and what the state has to be told then.

Rules (ADR 28). Only accounts that may send hold it. An account that held it and is closed, a recovered
one too, leaves the station with a new key, and the next bundle opens a new epoch. Somebody who was added
by a person who does not hold it gets it at the next unlock of one who does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from clerkapp.codec import sshsig
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.bundles import UPSTREAM, Outgoing
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.services.session import Notice, Session
from clerkapp.store.opened import Store
from clerkapp.store.station_keys import StationKey


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that no bundle was signed with yet, after another one. `former`: fingerprints of the keys
    that the state may still believe, and has to revoke; the latest first."""

    made: str
    fingerprint: str
    former: tuple[str, ...]


def untold(vault: Store) -> NewKey | None:
    """The station's key while the state has still to be told of it."""
    keys = vault.station_keys.list()
    if len(keys) < 2:
        return None
    latest = vault.outgoing.latest(UPSTREAM)
    if latest is not None and not signed_with_earlier(vault, latest):
        return None
    former = [key.public for key in keys[:-1]]
    if latest is not None and _signed_by(latest) in former:
        former = former[former.index(_signed_by(latest)) :]
    return NewKey(
        keys[-1].made,
        fingerprint(keys[-1].public),
        tuple(fingerprint(key) for key in reversed(former)),
    )


def signed_with_earlier(vault: Store, outgoing: Outgoing) -> bool:
    """Whether the station has had another key since."""
    return _signed_by(outgoing) != vault.station_keys.present().public


def _signed_by(outgoing: Outgoing) -> PublicKey:
    return sshsig.decode(sshsig.dearmor(outgoing.signature)).key


def waiting(session: Session) -> tuple[str, ...]:
    """Names of those who may send and cannot yet, because nobody handed the station's key on to them."""
    return _names(session.vault.station_keys.waiting(session.now()[:10]))


def notices(vault: Store, account: Account, today: str) -> Iterator[Notice]:
    """What to tell the person who unlocked: whoever keeps the accounts, or sends."""
    administers = account.may(Permission.ADMINISTER)
    key = untold(vault) if administers or account.may_send else None
    if key is not None:
        yield told(key)
    waits = vault.station_keys.waiting(today)
    if any(waiting.id == account.id for waiting in waits):
        yield Notice("station-key-waits")
    if administers and waits:
        yield waits_for(_names(waits))


def told(key: NewKey) -> Notice:
    """What the state has to be told."""
    return Notice(
        "station-key-new", {"fingerprint": key.fingerprint, "former": ", ".join(key.former)}
    )


def waits_for(names: tuple[str, ...]) -> Notice:
    """Who may send and cannot yet."""
    return Notice("station-key-not-handed-on", {"names": ", ".join(names)})


def after_people(session: Session, before: int) -> tuple[Notice, ...]:
    """What is to be said after an account was added or closed, when the present key was the `before`th."""
    notices = []
    key = untold(session.vault)
    if key is not None and session.vault.station_keys.present().n != before:
        notices.append(told(key))
    if not session.vault.station_keys.somebody_holds(session.now()[:10]):
        notices.append(Notice("station-key-nobody-left"))
    elif names := waiting(session):
        notices.append(waits_for(names))
    return tuple(notices)


def present_number(session: Session) -> int:
    """Which of the station's keys is the present one, from 1."""
    return session.vault.station_keys.present().n


def hand_on(vault: Store, account: Account, at: str) -> None:
    """Seal the station's key to those who wait for it, when `account`, which unlocked, holds it. In the
    caller's transaction."""
    if given := vault.station_keys.hand_on(at[:10]):
        vault.journal.append(Event.STATION_KEY_SEALED, at, account.id, {"accounts": sorted(given)})


def renew(session: Session, at: str, *, always: bool = False) -> None:
    """A new key where somebody who held the present one has left, or `always`. In the caller's
    transaction."""
    keys = session.vault.station_keys
    before = keys.present()
    if always or keys.left(at[:10]):
        keys.renew(by=session.signing, at=at)
        journal_new(session, before, at)


def require_somebody(session: Session) -> None:
    """Raises Refused("station-key-for-nobody") where nobody is left who may hold a new key."""
    if not session.vault.station_keys.would_hold(session.now()[:10]):
        raise Refused("station-key-for-nobody")


def journal_new(session: Session, before: StationKey, at: str) -> None:
    """Journal the station's key when it is not the one `before`. In the caller's transaction."""
    present = session.vault.station_keys.present()
    if present.n != before.n:
        session.journal(Event.STATION_KEY_MADE, at, {"station": fingerprint(present.public)})


def _names(accounts: tuple[Account, ...]) -> tuple[str, ...]:
    return tuple(account.name for account in accounts)

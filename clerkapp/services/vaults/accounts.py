"""People of a vault: add one with roles and dates, list them, close an account.

An account is granted, and closed, with the signing key of the administrator who does it
(docs/formats/bundle.md, "People"). It is never deleted and never changed; a forgotten passphrase
means a successor account of the same person: close it and add it anew, with a second person
(`succeeding`), or passphrases.recover. Closing an account does not revoke an old copy of the
header: rotate the data key afterwards (passphrases.rekey).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.naming import require_persons
from clerkapp.domain.people.roles import Account, Permission, Role, permissions_of
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import Precision, When, parse_day, require_year
from clerkapp.services import naming
from clerkapp.services.names import beside, require_function, require_name, require_new_passphrase
from clerkapp.services.session import Session
from clerkapp.services.vaults import stations, succeeding
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.succeeding import Confirmation
from clerkapp.vault import api as vaults
from clerkapp.vault.stores.accounts import account_digest, sites_digest

_FUNCTIONS = {
    Role.AUTHORITY: "election_authority",
    Role.REVIEWER: "deputy",
    Role.STAFF: "permanent_staff",
    Role.RECORDER: "temporary_worker",
    Role.ADMINISTRATOR: "it",
    Role.AUDITOR: "state",
}
"""The function that a role suggests when none is given, the first that applies."""


_MOST_SITES = 50


def add(
    session: Session,
    *,
    name: str,
    roles: Collection[Role],
    passphrase: str,
    function: str | None = None,
    valid_from: str | None = None,
    valid_until: str | None = None,
    sites: Collection[str] = (),
    confirmation: Confirmation | None = None,
) -> Account:
    """Add a person. Dates are YYYY-MM-DD in the office's time; `function` is of vocabulary.common.ROLES; `sites`: the
    places whose records a recorder sees beside the own ones.

    The `passphrase` opens nothing until the person has replaced it (passphrases.choose). An account
    under the name of a closed one needs a `confirmation`. Raises Refused: not-permitted, role-unknown,
    function-unknown, time-form, time-year, account-dates, name-form, name-brackets, name-role,
    name-taken, passphrase-short, passphrase-weak, sites-not-narrowed, sites-many, and what `succeeding.confirmed` raises.
    """
    session.require(Permission.ADMINISTER)
    if not roles:
        raise Refused("role-unknown", fields=["roles"], role="")
    at = session.now()
    start = valid_from or at[:10]
    first_day = _day("valid_from", start)
    if valid_until is not None and _day("valid_until", valid_until) < first_day:
        raise Refused("account-dates", fields=["valid_until"], start=start, end=valid_until)
    cleaned = require_name(name)
    require_persons(cleaned)
    require_new_passphrase(passphrase, session.names(cleaned))
    places = _sites(sites, roles)
    closed = succeeding.before(session, cleaned)
    by = None if closed is None else succeeding.confirmed(session, closed, confirmation)
    key_before = session.vault.station_keys.present()
    with session.vault.transaction():
        account = vaults.add_person(
            vault_of(session),
            session.folder,
            granter=session.signing,
            name=cleaned,
            function=_function(function, roles),
            roles=frozenset(roles),
            passphrase=passphrase,
            valid_from=start,
            valid_until=valid_until,
            at=at,
        )
        session.journal(
            Event.ACCOUNT_ADDED,
            at,
            {
                "added": account.id,
                "roles": sorted(str(role) for role in account.roles),
                "digest": account_digest(account),
            },
        )
        if closed is not None:
            session.journal(
                Event.SUCCESSOR_CONFIRMED,
                at,
                {"account": account.id, "before": closed.id, "by": by},
            )
        if places:
            _keep_sites(session, account, places, at)
        stations.journal_new(session, key_before, at)
    return replace(account, sites=places)


def change(session: Session, name: str, *, sites: Collection[str]) -> Account:
    """Set the places whose records a recorder sees beside the own ones, from the next unlock on. Nothing else of an
    account ever changes.

    Raises Refused: not-permitted, account-unknown, account-own, sites-not-narrowed, sites-many, sites-same, text-hidden,
    name-mixed.
    """
    session.require(Permission.ADMINISTER)
    with session.vault.transaction():
        account = session.vault.accounts.open_named(name)
        if account.person == session.account.person:
            raise Refused("account-own", name=account.name)
        places = _sites(sites, account.roles)
        if places == account.sites:
            raise Refused("sites-same", fields=["sites"], name=account.name)
        _keep_sites(session, account, places, session.now())
        return session.vault.accounts.get(account.id)


def people(session: Session) -> tuple[Account, ...]:
    """Every account, closed ones too, by name. For administrators, reviewers and auditors."""
    if not session.account.may(Permission.ADMINISTER):
        session.require(Permission.SEE_ALL)
    return session.vault.accounts.list()


@dataclass(frozen=True, slots=True)
class Status:
    """`opened`: when, RFC 3339; `opened_by`: the name of who opened it; for a root account its own.
    `taken`: its person chose the passphrase. `long_name`: `naming.long_name`."""

    opened: str
    opened_by: str
    taken: bool
    long_name: str


def status(session: Session, account: Account) -> Status:
    """How an account of this vault came to be."""
    vault = session.vault
    signer = vault.signers.of_account(account.id)
    return Status(
        opened=vault.accounts.created(account.id),
        opened_by=naming.short_name(vault.signers.of_account(signer.granted_by)),
        taken=vault.accounts.taken(account.id),
        long_name=naming.long_name(vault, signer),
    )


def disable(session: Session, name: str) -> Account:
    """Close the open account with this name; the account as it is then. Where it held the station's key,
    the station has a new one from now on (`stations.untold`).

    Raises Refused: account-unknown, account-own (nobody closes the account in use, so that somebody
    is left to administer).
    """
    session.require(Permission.ADMINISTER)
    before = session.vault.station_keys.present()
    with session.vault.transaction():
        account = session.vault.accounts.open_named(name)
        if account.id == session.account.id:
            raise Refused("account-own", name=account.name)
        at = session.now()
        vaults.disable(
            vault_of(session), session.folder, account.id, granter=session.signing, at=at
        )
        session.journal(Event.ACCOUNT_DISABLED, at, {"closed": account.id})
        stations.journal_new(session, before, at)
        return session.vault.accounts.get(account.id)


def _day(field: str, text: str) -> date:
    """A day that somebody can mean. Raises Refused: time-form, time-year."""
    day = beside(field, parse_day, text)
    beside(field, require_year, When(text, Precision.DAY))
    return day


def _keep_sites(session: Session, account: Account, sites: Sequence[str], at: str) -> None:
    session.vault.accounts.set_sites(account.id, sites, by=session.signing, at=at)
    session.journal(Event.ACCOUNT_SITES, at, {"changed": account.id, "digest": sites_digest(sites)})


def _sites(typed: Collection[str], roles: Collection[Role]) -> tuple[str, ...]:
    """Places as they are kept: each once, ascending. Only for roles that see no more than the own records."""
    found: dict[str, str] = {}
    for text in typed:
        site = beside("sites", texts.name, text)
        if site:
            found.setdefault(comparable(site), site)
    granted = permissions_of(roles)
    everywhere = Permission.SEE_OPEN in granted or Permission.SEE_ALL in granted
    if found and (everywhere or Permission.SEE_OWN not in granted):
        raise Refused("sites-not-narrowed", fields=["sites"])
    if len(found) > _MOST_SITES:
        raise Refused("sites-many", fields=["sites"], limit=_MOST_SITES)
    return tuple(sorted(found.values()))


def _function(given: str | None, roles: Collection[Role]) -> str:
    if given is None:
        return next(function for role, function in _FUNCTIONS.items() if role in roles)
    return require_function(given)

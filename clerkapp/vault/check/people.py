"""The vault's own facts, accounts and recovery keys, each against the entry that made it."""

from collections.abc import Iterator

from clerkapp.codec import sshkey
from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.vault.check.report import Looking
from clerkapp.vault.engine.failures import stored_json
from clerkapp.vault.stores.accounts import account_digest, sites_digest


def look(looking: Looking) -> Iterator[CheckProblem]:
    """The station, who may sign, and which recovery keys were made."""
    yield from _station(looking)
    yield from _accounts(looking)
    yield from _sites(looking)
    yield from _successors(looking)
    yield from _closings(looking)
    yield from _recovery_keys(looking)


def _station(looking: Looking) -> Iterator[CheckProblem]:
    info, created = looking.vault.info, looking.claims.created
    facts = (created.get("vault"), created.get("station"), created.get("at"))
    keys = looking.vault.station_keys.list()
    first_key = fingerprint(keys[0].public) if keys else None
    if facts != (info.vault_id, first_key, info.created):
        yield CheckProblem("station-differs", {})
    first = looking.vault.connection.row("SELECT recovery_slot, recovery_open_key FROM vault")
    kept = looking.vault.connection.row("SELECT slot, open_key FROM recovery WHERE n = 1")
    if first != kept:
        yield CheckProblem("recovery-key-differs", {"made": info.created})


def _accounts(looking: Looking) -> Iterator[CheckProblem]:
    accounts = looking.vault.accounts
    looking.counts["accounts"] = 0
    first = looking.vault.connection.value("SELECT account FROM journal WHERE seq = 1")
    recovered = set(looking.vault.connection.rows(_RECOVERED))
    taken: dict[str, str] = dict(
        looking.vault.connection.rows("SELECT account, at FROM account_taken")
    )
    for (account_id,) in looking.vault.connection.rows(
        "SELECT id FROM account ORDER BY created, id"
    ):
        looking.counts["accounts"] += 1
        try:
            account = accounts.get(account_id)
        except (EnvironmentFailure, Refused):
            yield CheckProblem("account-differs", {"name": account_id[:8]})
            continue
        facts = ("account", account.id, account_digest(account), accounts.created(account.id))
        right = looking.claims.found(*facts)
        if account.id != first and (account.id,) not in recovered:
            roles = sorted(str(role) for role in account.roles)
            right &= looking.claims.found("roles", account.id, *roles)
            if account.id in taken:
                right &= looking.claims.found("taken", account.id, taken[account.id])
        if not right:
            yield CheckProblem("account-differs", {"name": account.name})


def _sites(looking: Looking) -> Iterator[CheckProblem]:
    """The places that accounts are for, each against the entry that set them; an entry without its row is found
    at the end."""
    rows = "SELECT account, sites, at, by, sshsig FROM account_sites ORDER BY n"
    for account, text, at, by, sshsig in looking.vault.connection.rows(rows):
        sites = stored_json(text)
        digest = sites_digest(sites) if isinstance(sites, list) else ""
        right = looking.claims.found("sites", account, digest, at, by)
        if not right or not looking.vault.accounts.sites_hold(account, sites, at, by, sshsig):
            yield CheckProblem("account-sites-differ", {"name": _name(looking, account)})


def _name(looking: Looking, account: str) -> str:
    try:
        return looking.vault.accounts.get(account).name
    except (EnvironmentFailure, Refused):
        return account[:8]


_RECOVERED = "SELECT account FROM journal WHERE event = 'recovered'"


def _successors(looking: Looking) -> Iterator[CheckProblem]:
    """Whoever is the same person as an account before, and did not come with the recovery key: a second
    person, who may review, or the recovery key confirmed it."""
    vault = looking.vault
    recovered = {account_id for (account_id,) in vault.connection.rows(_RECOVERED)}
    taken = {
        account_id for (account_id,) in vault.connection.rows("SELECT account FROM account_taken")
    }
    names = {signer.account: signer.name for signer in vault.signers.own()}
    earlier: dict[str, set[str]] = {}
    for account, person in vault.connection.rows("SELECT id, person FROM account ORDER BY rowid"):
        before = earlier.setdefault(person, set())
        claim = looking.claims.found("successor", account)
        wanted = bool(before & taken) and account not in recovered
        if wanted and not (claim and _is_confirmed(looking, account, before)):
            yield CheckProblem("successor-unconfirmed", {"name": names.get(account) or account[:8]})
        before.add(account)


def _is_confirmed(looking: Looking, account: str, earlier: set[str]) -> bool:
    before, by, adder = looking.claims.confirmed[account]
    accounts = looking.vault.accounts
    if before not in earlier or by is None:
        return before in earlier
    try:
        second = accounts.get(str(by))
    except (EnvironmentFailure, Refused):
        return False
    return second.may(Permission.REVIEW) and second.person != accounts.person_of(str(adder))


def _closings(looking: Looking) -> Iterator[CheckProblem]:
    for signer in looking.vault.signers.own():
        if signer.closed and not looking.claims.found(
            "closing", signer.account, signer.closed_by, signer.closed_at
        ):
            yield CheckProblem("account-closing-unjournaled", {"name": signer.name})


def _recovery_keys(looking: Looking) -> Iterator[CheckProblem]:
    count = looking.vault.connection.value("SELECT max(n) - count(*) FROM recovery")
    if count:
        yield CheckProblem("recovery-key-differs", {"made": looking.vault.info.created})
    for key in looking.vault.recovery_keys.list():
        print_ = fingerprint(sshkey.from_line(key.open_key))
        right = looking.claims.found("recovery", key.slot, print_, key.made)
        if key.confirmed is not None:
            right &= looking.claims.found("recovery-confirmed", key.slot, key.confirmed)
        if not right:
            yield CheckProblem("recovery-key-differs", {"made": key.made})

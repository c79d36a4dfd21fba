"""Signers: each row is the line that was signed, granted and closed by who may; ours have a login each."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from clerkapp.codec.account_line import NAME, AccountLine
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.people.roles import Role
from clerkapp.domain.time.times import parse_day
from clerkapp.vault.check.report import Looking, Numbered, SigningTerm
from clerkapp.vault.stores import chains
from clerkapp.vault.stores.chains import Chains
from clerkapp.vault.stores.signers import LINE_COLUMNS, columns

_ROWS = f"SELECT n, line, digest, {', '.join(LINE_COLUMNS)}, bundle, seen FROM signer ORDER BY n"
_SHOWN_ID = 8
_ZONES = timedelta(days=1)
"""A day may have begun already where the account was opened."""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Leaves what the signed lines give: keys, terms, and who is known from other stations alone."""
    own, numbered = looking.vault.info.principal, Numbered()
    of_station: dict[str, Chains] = {}
    ours: dict[str, AccountLine] = {}
    for n, data, digest, *fields, bundle, seen in looking.vault.connection.rows(_ROWS):
        numbered.note(n)
        line = chains.proved(data)
        if (
            line is None
            or digest != sha256_hex(data)
            or tuple(fields) != tuple(columns(line).values())
        ):
            yield CheckProblem("signer-differs", {"name": _name(fields[1], fields[3])})
        if line is None:
            continue
        grant = line.grant
        is_own = grant.station == own
        if is_own and not _made_here(looking, line, ours.get(grant.account), bundle, seen):
            yield CheckProblem("signer-differs", {"name": _name(grant.account, _name_on(line))})
        chain = of_station.setdefault(grant.station, looking.vault.signers.chains_at(grant.station))
        yield from _chain(chain, line)
        looking.keys[grant.account] = grant.key
        if grant.station != own and grant.account not in ours:
            looking.visitors.add(grant.account)
        if grant.station == own:
            if grant.account not in ours:
                yield from _opened(looking, line)
            ours[grant.account] = line
            looking.visitors.discard(grant.account)
        _note_term(looking, chain, line)
    if numbered.missing:
        yield CheckProblem("signers-missing", {"count": numbered.missing})
    looking.counts["signers"] = numbered.count
    yield from _logins(looking, ours)


def _made_here(
    looking: Looking, line: AccountLine, before: AccountLine | None, bundle: Any, seen: Any
) -> bool:
    """Whether the first line of an account of this station, and the first that closes it, arrived when that
    was done here. Lines that come back later say nothing new."""
    if line.closing is not None and (before is None or before.closing is None):
        return bundle is None and seen == line.closing.at
    if before is not None:
        return True
    created = looking.vault.connection.value(
        "SELECT created FROM account WHERE id = ?", (line.grant.account,)
    )
    return bundle is None and created in (None, seen)


def _chain(chain: Chains, line: AccountLine) -> Iterator[CheckProblem]:
    """Who granted and who closed it, up to a root account that is this station's own."""
    name = {"name": _name(line.grant.account, _name_on(line))}
    if not chain.granted(line):
        root = line.grant.is_root
        yield CheckProblem("account-root-unknown" if root else "account-grant-unfounded", name)
    if line.closing is not None and not chain.closed(line):
        yield CheckProblem("account-closing-unfounded", name)


def _opened(looking: Looking, line: AccountLine) -> Iterator[CheckProblem]:
    """Who granted it is who opened it, as the journal has it."""
    if not looking.claims.found("granted", line.grant.account, line.grant.by):
        yield CheckProblem(
            "account-grant-unjournaled", {"name": _name(line.grant.account, _name_on(line))}
        )


def _note_term(looking: Looking, chain: Chains, line: AccountLine) -> None:
    """What this station granted counts before what another did, and the first closing stays."""
    grant = line.grant
    known = looking.terms.get(grant.account)
    if known is not None and known.station != grant.station:
        if grant.station != looking.vault.info.principal:
            return
        known = None
    closed = line.closing.at if line.closing is not None and chain.closed(line) else None
    first = (parse_day(grant.valid_from) - _ZONES).isoformat()
    earlier = known.closed if known is not None else None
    looking.terms[grant.account] = SigningTerm(grant.station, first, earlier or closed)


def _logins(looking: Looking, ours: dict[str, AccountLine]) -> Iterator[CheckProblem]:
    """Each account of this station has a login with the days and the powers that were granted."""
    rows = {
        row[0]: row[1:]
        for row in looking.vault.connection.rows("SELECT id, roles, valid_from FROM account")
    }
    for account, line in ours.items():
        name = {"name": _name(account, _name_on(line))}
        if account not in rows:
            yield CheckProblem("account-without-login", name)
            continue
        roles, valid_from = rows.pop(account)
        if line.grant.may_grant != (Role.ADMINISTRATOR in json.loads(roles)):
            yield CheckProblem("account-power-differs", name)
        if line.grant.valid_from != valid_from:
            yield CheckProblem("account-differs", name)
    for account in rows:
        yield CheckProblem("account-differs", {"name": _name(account)})


def _name_on(line: AccountLine) -> str | None:
    name = line.fields.get(NAME)
    return str(name.value) if name else None


def _name(account: Any, name: Any = None) -> str:
    return str(name or str(account)[:_SHOWN_ID])

"""Signatures: each holds for its statement, and came about as the journal says."""

from collections.abc import Iterator

from clerkapp.crypto.acts import verify_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.signing.signatures import NEEDS
from clerkapp.domain.time.times import parse_instant
from clerkapp.vault.check.claims import key
from clerkapp.vault.check.report import Looking, Numbered
from clerkapp.vault.stores.loading import act_of

_ACTS = (
    "SELECT n, digest, act, revision, account, capacity, at, statement, sshsig FROM act ORDER BY n"
)


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Leaves the author's acts in `looking.authored`, for the revisions to take."""
    connection = looking.vault.connection
    numbered = Numbered()
    for n, digest, *row in connection.scan(_ACTS):
        numbered.note(n)
        kind, revision, account, _, at, statement, _ = row
        try:
            verify_act(act_of(tuple(row)), looking.keys[account])
            right = sha256_hex(statement) == digest
        except (ValueError, KeyError):
            right = False
        if not right:
            yield CheckProblem("act-differs", {"revision": revision})
        elif not _in_time(looking, account, at):
            yield CheckProblem("act-out-of-time", {"revision": revision})
        authored = key(revision, account)
        if kind == ActKind.AUTHOR and authored not in looking.authored:
            looking.authored[authored] = n
            continue
        if account in looking.visitors:
            continue
        if not _may(looking, kind, account):
            yield CheckProblem("act-not-permitted", {"revision": revision})
        number = connection.value("SELECT number FROM revision WHERE identity = ?", (revision,))
        if not looking.claims.found("act", kind, revision, number, account, at):
            yield CheckProblem("act-unjournaled", {"revision": revision})
    looking.counts["acts"] = numbered.count
    if numbered.missing:
        yield CheckProblem("acts-missing", {"count": numbered.missing})


def _may(looking: Looking, kind: str, account: str) -> bool:
    """Whether the account's roles, which are for life, let it sign so."""
    needed = NEEDS.get(ActKind(kind)) if kind in list(ActKind) else None
    try:
        return needed is None or looking.vault.accounts.get(account).may(needed)
    except (EnvironmentFailure, Refused):
        return False


def _in_time(looking: Looking, account: str, at: str) -> bool:
    """Whether the account had begun and was not closed at that time, or a clock that went back later
    showed it."""
    term = looking.terms[account]
    if at[:10] >= term.first and term.closed is None:
        return True
    try:
        instant = parse_instant(at)
        closed = parse_instant(term.closed) if term.closed is not None else None
    except Refused:
        return False
    if at[:10] >= term.first and (closed is None or instant <= closed):
        return True
    return looking.claims.was_undone(instant)

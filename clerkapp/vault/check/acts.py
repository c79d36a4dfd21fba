"""Signatures: each holds for its statement, and came about as the journal says."""

from collections.abc import Iterator

from clerkapp.codec import sshkey
from clerkapp.crypto.acts import verify_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.revision import ActKind
from clerkapp.vault.check.claims import key
from clerkapp.vault.check.report import Looking, Problem
from clerkapp.vault.revisions import act_of

_ACTS = (
    "SELECT n, digest, act, revision, account, capacity, at, statement, sshsig FROM act ORDER BY n"
)


def look(looking: Looking) -> Iterator[Problem]:
    """Leaves the author's acts in `looking.authored`, for the revisions to take."""
    connection = looking.vault.connection
    keys = {one.account: sshkey.from_line(one.key) for one in looking.vault.signers.list()}
    count = last = 0
    for n, digest, *row in connection.scan(_ACTS):
        count, last = count + 1, n
        kind, revision, account, _, at, statement, _ = row
        try:
            verify_act(act_of(tuple(row)), keys[account])
            right = sha256_hex(statement) == digest
        except (ValueError, KeyError):
            right = False
        if not right:
            yield Problem("act-differs", {"revision": revision})
        authored = key(revision, account)
        if kind == ActKind.AUTHOR and authored not in looking.authored:
            looking.authored[authored] = n
            continue
        if account in looking.visitors:
            continue
        number = connection.value("SELECT number FROM revision WHERE identity = ?", (revision,))
        if not looking.claims.found("act", kind, revision, number, account, at):
            yield Problem("act-unjournaled", {"revision": revision})
    looking.counts["acts"] = count
    if last != count:
        yield Problem("acts-missing", {"count": last - count})

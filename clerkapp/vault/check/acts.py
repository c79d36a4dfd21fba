"""Signatures: each holds for its statement, and came about as the journal says."""

from collections.abc import Iterator

from clerkapp.crypto import declarations
from clerkapp.crypto.acts import verify_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.declarations import PERMISSIONS, Declaration, What
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
_DECLARED = """SELECT n, digest, what, account, second, at, statement, sshsig, second_sshsig
 FROM declaration ORDER BY n"""


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


def declared(looking: Looking) -> Iterator[CheckProblem]:
    """Declarations: signed by whom they name, by people who may, and told by the journal.

    Leaves in `looking` which revisions and files were disposed of: those may be erased, and have to be.
    """
    numbered = Numbered()
    for n, *row in looking.vault.connection.scan(_DECLARED):
        numbered.note(n)
        digest, what, account, second, at, statement, sshsig, second_sshsig = row
        try:
            said = declarations.read(statement, sshsig, second_sshsig)
        except ValueError:
            said = None
        columns = (digest, what, account, second, at)
        if said is None or columns != (said.digest, said.what, said.account, said.second, said.at):
            yield CheckProblem("declaration-altered", {"id": digest[:16]})
            continue
        if not declarations.is_right(said, looking.vault.info.vault_id) or not _may_declare(
            looking, said
        ):
            yield CheckProblem("declaration-altered", {"id": said.id})
        elif not looking.claims.found("declared", said.what, said.digest, said.account, said.at):
            yield CheckProblem("declaration-unjournaled", {"id": said.id})
        elif said.what is What.DISPOSAL:
            for record in said.body["records"]:
                looking.disposed.update(record["revisions"])
            looking.disposed_files.update(said.body["attachments"])
    if numbered.count:
        looking.counts["declarations"] = numbered.count
    if numbered.missing:
        yield CheckProblem("declarations-missing", {"count": numbered.missing})


def _may_declare(looking: Looking, said: Declaration) -> bool:
    """Whether those who signed were given what it takes; two persons for a disposal."""
    accounts = looking.vault.accounts
    try:
        people = [accounts.get(one) for one in (said.account, said.second) if one is not None]
    except Refused:
        return False
    if said.what is What.DISPOSAL and len({one.person for one in people}) != len(("one", "two")):
        return False
    return all(one.may(PERMISSIONS[said.what]) for one in people)

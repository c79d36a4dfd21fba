"""The journal: its chain, who wrote it, and what it claims was done."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clerkapp.codec import jcs
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.declarations import What
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import PARAMETERS, Event
from clerkapp.domain.time.times import parse_instant
from clerkapp.vault.check.claims import Claims, Listed, key
from clerkapp.vault.check.report import Looking
from clerkapp.vault.engine.connection import Row
from clerkapp.vault.stores.journal import entry_digest
from clerkapp.vault.stores.signers import Signers

Params = Mapping[str, Any]
_ENTRIES = "SELECT seq, at, account, event, params, prev, digest FROM journal ORDER BY seq"
_BY_NOBODY = frozenset({Event.UNLOCKS_FAILED, Event.CLOCK_BACK, Event.RESTORED, Event.ONLY_READ})
"""What is noticed before anybody has unlocked."""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """The chain, told once where it first breaks, and the account of each entry.

    Goes on behind a break, so that what is recorded there is not taken for something undone.
    """
    people = _People(looking.vault.signers)
    prev: str | None = None
    count, whole = 0, True
    for row in looking.vault.connection.scan(_ENTRIES):
        count += 1
        event, params = _read(row)
        if whole and (event is None or not _follows(row, count, prev)):
            whole = False
            yield CheckProblem("journal-broken", {"seq": count})
        prev = row[6]
        if event is None:
            continue
        if not people.may_write(event, row[2], params):
            yield CheckProblem("journal-account", {"entry": row[0]})
        if not _claim(looking.claims, row[0], row[1], row[2], event, params):
            yield CheckProblem("journal-entry-unfounded", {"entry": row[0]})
    if count == 0:
        yield CheckProblem("journal-broken", {"seq": 1})
    looking.counts["journal"] = count


def unfounded(looking: Looking) -> Iterator[CheckProblem]:
    """What the journal claims and no other part found."""
    for seq in looking.claims.left():
        yield CheckProblem("journal-entry-unfounded", {"entry": seq})


def _read(row: Row) -> tuple[Event | None, Params]:
    """An entry's event and parameters; no event when it is not one that the program writes."""
    try:
        event, params = Event(row[3]), json.loads(row[4])
        canonical = jcs.encode(params).decode() == row[4]
    except (ValueError, RecursionError):
        return None, {}
    if not isinstance(params, dict) or not canonical:
        return None, {}
    return event, params


def _follows(row: Row, seq: int, prev: str | None) -> bool:
    found, at, account, event, params, before, digest = row
    right = entry_digest(seq, at, account, event, params, prev)
    return (found, before, digest) == (seq, prev, right)


class _People:
    """Who may write an entry: an account that was opened before and not closed. An entry that closes one
    without a signature that holds closes nothing, so that it does not make the rest look wrong."""

    def __init__(self, signers: Signers) -> None:
        self._signers = signers
        self._open: set[str] = set()

    def may_write(self, event: Event, account: str | None, params: Params) -> bool:
        if event is Event.VAULT_CREATED:
            first = not self._open and account is not None
            self._open.add(str(account))
            return first
        if event is Event.RECOVERED:
            self._open.add(str(params.get("account")))
        may = (account is None) == (event in _BY_NOBODY)
        may = may and (account is None or account in self._open)
        if event is Event.ACCOUNT_ADDED:
            self._open.add(str(params.get("added")))
        if event in (Event.ACCOUNT_DISABLED, Event.RECOVERED):
            closed = str(params.get("closed"))
            if self._signers.closing_holds(closed):
                self._open.discard(closed)
        return may


def _claim(
    claims: Claims, seq: int, at: str, account: str | None, event: Event, params: Params
) -> bool:
    """Note what the entry claims; whether it says what an entry of its event says."""
    if params.keys() != PARAMETERS[event]:
        return False
    noted = _NOTED.get(event)
    try:
        if noted is not None:
            noted(claims, seq, at, account, params)
    except (TypeError, ValueError, Refused):
        return False
    if event is Event.FAILED:
        return type(params["entry"]) is int and 0 < params["entry"] < seq
    return True


_Note = Callable[[Claims, int, str, str | None, Params], None]


def _created(claims: Claims, seq: int, at: str, account: str | None, params: Params) -> None:
    claims.created = claims.created or {**params, "at": at}
    claims.claim(seq, "account", account, params["digest"], at)
    claims.claim(seq, "granted", account, account)
    claims.claim(seq, "recovery", params["recovery_slot"], params["recovery_key"], at)


def _account_added(claims: Claims, seq: int, at: str, by: str | None, params: Params) -> None:
    claims.claim(seq, "account", params["added"], params["digest"], at)
    claims.claim(seq, "granted", params["added"], by)
    claims.claim(seq, "roles", params["added"], *params["roles"])


def _account_sites(claims: Claims, seq: int, at: str, by: str | None, params: Params) -> None:
    claims.claim(seq, "sites", params["changed"], params["digest"], at, by)


def _account_taken(claims: Claims, seq: int, at: str, account: str | None, _: Params) -> None:
    claims.claim(seq, "taken", account, at)


def _confirmed(claims: Claims, seq: int, _at: str, adder: str | None, params: Params) -> None:
    claims.confirmed[str(params["account"])] = (params["before"], params["by"], adder)
    claims.claim(seq, "successor", params["account"])


def _clock_back(claims: Claims, _seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.clock_backs.append((parse_instant(params["now"]), parse_instant(params["seen"])))


def _account_closed(claims: Claims, seq: int, at: str, by: str | None, params: Params) -> None:
    claims.claim(seq, "closing", params["closed"], by, at)


def _recovered(claims: Claims, seq: int, at: str, by: str | None, params: Params) -> None:
    claims.claim(seq, "account", params["account"], params["digest"], at)
    claims.claim(seq, "granted", params["account"], by)
    claims.claim(seq, "closing", params["closed"], by, at)


def _recovery_made(claims: Claims, seq: int, at: str, _: str | None, params: Params) -> None:
    claims.claim(seq, "recovery", params["slot"], params["key"], at)


def _recovery_confirmed(claims: Claims, seq: int, at: str, _: str | None, params: Params) -> None:
    claims.claim(seq, "recovery-confirmed", params["slot"], at)


def _revision(op: str) -> _Note:
    def note(claims: Claims, seq: int, at: str, account: str | None, params: Params) -> None:
        facts = (params["revision"], params["number"], params["rev"])
        claims.claim(seq, "revision", op, *facts, account, at)

    return note


def _signed(claims: Claims, seq: int, at: str, account: str | None, params: Params) -> None:
    facts = (params["act"], params["revision"], params["number"])
    claims.claim(seq, "act", *facts, account, at)


def _attached(claims: Claims, seq: int, at: str, _: str | None, params: Params) -> None:
    claims.attached.setdefault(key(params["sha256"]), []).append(at)
    claims.claim(seq, "attachment", params["sha256"], params["size"])


def _left_the_vault(claims: Claims, seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.numbers[str(params["number"])] = seq


def _of_a_version(claims: Claims, seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.versions[str(params["number"]), int(params["rev"])] = seq


def _declared(what: What) -> _Note:
    def note(claims: Claims, seq: int, at: str, account: str | None, params: Params) -> None:
        claims.claim(seq, "declared", what, params["declaration"], account, at)

    return note


def _committed(claims: Claims, seq: int, _at: str, _: str | None, params: Params) -> None:
    names = ("stream", "epoch", "seq", "kind", "copy")
    claims.committed[str(params["digest"])] = seq
    claims.claim(seq, "bundle", params["digest"], *(params[name] for name in names))


def _written(claims: Claims, seq: int, at: str, _: str | None, params: Params) -> None:
    claims.claim(seq, "written", params["digest"], params["seq"], at, *params["files"])


def _epoch(claims: Claims, seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.epochs[str(params["stream"])] = seq
    claims.claim(seq, "epoch", params["stream"], params["epoch"])


def _accepted(claims: Claims, _seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.recipients = list(params["fingerprints"])


def _setting(claims: Claims, _seq: int, _at: str, _: str | None, params: Params) -> None:
    claims.settings[str(params["name"])] = str(params["digest"])


def _listed(claims: Claims, _seq: int, at: str, account: str | None, params: Params) -> None:
    list_code, digest = str(params["list"]), str(params["digest"])
    first, last = int(params["first"]), int(params["last"])
    claims.listed.append(Listed(at, str(account), list_code, first, last, digest))


def _backed_up(claims: Claims, _seq: int, at: str, _: str | None, params: Params) -> None:
    claims.backups.add(key("made", at, params["file"]))


def _not_backed_up(claims: Claims, _seq: int, at: str, _: str | None, params: Params) -> None:
    claims.backups.add(key("failed", at, params["code"]))


def _restored(claims: Claims, seq: int, at: str, _: str | None, params: Params) -> None:
    claims.restored = seq
    claims.claim(seq, "skip", params["year"], params["first"], params["last"], at)


_NOTED: dict[Event, _Note] = {
    Event.VAULT_CREATED: _created,
    Event.CLOCK_BACK: _clock_back,
    Event.ACCOUNT_ADDED: _account_added,
    Event.ACCOUNT_TAKEN: _account_taken,
    Event.ACCOUNT_SITES: _account_sites,
    Event.SUCCESSOR_CONFIRMED: _confirmed,
    Event.ACCOUNT_DISABLED: _account_closed,
    Event.RECOVERED: _recovered,
    Event.RECOVERY_KEY_MADE: _recovery_made,
    Event.RECOVERY_KEY_CONFIRMED: _recovery_confirmed,
    Event.RECORDED: _revision("recorded"),
    Event.AMENDED: _revision("amended"),
    Event.STRUCK: _revision("struck"),
    Event.SIGNED: _signed,
    Event.ATTACHMENT_ADDED: _attached,
    Event.ATTACHMENT_SAVED: _left_the_vault,
    Event.PICTURE_CLEARED: _of_a_version,
    Event.NIL_DECLARED: _declared(What.NIL),
    Event.NIL_WITHDRAWN: _declared(What.NIL_WITHDRAWN),
    Event.HELD: _declared(What.HOLD),
    Event.HOLD_LIFTED: _declared(What.HOLD_LIFTED),
    Event.DISPOSED: _declared(What.DISPOSAL),
    Event.LESSON_RELEASED: _declared(What.LESSON),
    Event.SIGNED_ON_PAPER: _of_a_version,
    Event.ORIGINAL_EXPORTED: _left_the_vault,
    Event.PRINTED: _of_a_version,
    Event.BUNDLE_COMMITTED: _committed,
    Event.BUNDLE_WRITTEN: _written,
    Event.EPOCH_OPENED: _epoch,
    Event.RECIPIENT_ACCEPTED: _accepted,
    Event.SETTING_CHANGED: _setting,
    Event.LIST_CHANGED: _listed,
    Event.BACKUP_MADE: _backed_up,
    Event.BACKUP_FAILED: _not_backed_up,
    Event.RESTORED: _restored,
}
"""What an entry claims beside that it happened; the other events leave nothing that could be compared."""

"""Heads of the journal that somebody signed: each against the journal and against the one before.

A session that was killed leaves no `locked` entry and no signature; that is no finding. An entry that
says somebody locked or sent has that person's signature.
"""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.events import Event
from clerkapp.vault.check.report import Looking

_SIGNED = (Event.LOCKED, Event.BUNDLE_COMMITTED)
"""What is never written without a signature over it."""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Each head against the journal, against the one before it, and each entry that must have one."""
    vault = looking.vault
    looking.counts["heads"] = 0
    entries: dict[int, tuple[str, str | None]] = {
        seq: (digest, account)
        for seq, digest, account in vault.connection.scan(
            "SELECT j.seq, j.digest, j.account FROM journal j JOIN journal_signed s ON s.seq = j.seq"
        )
    }
    before: int | None = None
    for head in vault.heads.all():
        looking.counts["heads"] += 1
        where = {"entry": head.seq, "at": head.at}
        digest, account = entries.get(head.seq, (None, None))
        if not vault.heads.is_right(head):
            yield CheckProblem("journal-head-forged", where)
        elif head.before != before:
            yield CheckProblem("journal-head-missing", {"entry": head.before or head.seq})
        elif digest is None:
            yield CheckProblem("journal-cut", where)
        elif digest != head.digest:
            yield CheckProblem("journal-rewritten", where)
        elif account != head.account:
            yield CheckProblem("journal-head-other", where)
        before = head.seq
    marks = ", ".join("?" * len(_SIGNED))
    for (seq,) in vault.connection.rows(
        f"SELECT seq FROM journal WHERE event IN ({marks})"
        " AND seq NOT IN (SELECT seq FROM journal_signed) ORDER BY seq LIMIT 1000",
        [str(event) for event in _SIGNED],
    ):
        yield CheckProblem("journal-lock-unsigned", {"entry": seq})

"""What this machine remembers of the vault, from outside of it."""

from collections.abc import Iterator

from clerkapp.domain.bundles import UPSTREAM
from clerkapp.domain.check_report import CheckProblem
from clerkapp.store.settings import INSTANCES
from clerkapp.vault.check.report import Looking


def look(looking: Looking) -> Iterator[CheckProblem]:
    """What was seen in the journal, and the last bundle that was committed here, are still here.

    After a restore that bundle may be lost, until the next one opens an epoch. A copy of another name has
    a past of its own."""
    known, connection = looking.remembered, looking.vault.connection
    names = looking.vault.settings.get(INSTANCES)
    present = names[-1:] if isinstance(names, list) else []
    for place in known.places:
        if place.instance not in present:
            continue
        seen = connection.value("SELECT digest FROM journal WHERE seq = ?", (place.seq,))
        if place.digest is not None and seen != place.digest:
            yield CheckProblem("journal-remembered-differs", {"entry": place.seq})
        if place.header_written > looking.vault.header_log.latest().written:
            yield CheckProblem("header-differs", {})
    claims = looking.claims
    to_be_opened = claims.restored > claims.epochs.get(UPSTREAM, 0)
    if known.sent_digest is not None and not to_be_opened:
        sent = connection.value(
            "SELECT digest FROM bundle WHERE stream = ? AND epoch = ? AND seq = ?",
            (UPSTREAM, known.sent_epoch, known.sent_seq),
        )
        if sent != known.sent_digest:
            missing = {"epoch": known.sent_epoch, "seq": known.sent_seq}
            yield CheckProblem("bundle-remembered-missing", missing)

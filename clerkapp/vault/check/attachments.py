"""Attachments: the bytes of each, in order and whole, and the entry with which it came."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.check.claims import key
from clerkapp.vault.check.report import Looking
from clerkapp.vault.stores.attachments import CHUNK_SIZE

_ODD_CHUNKS = """SELECT sha256 FROM attachment a WHERE chunks <> (size + ?1 - 1) / ?1
 OR chunks <> (SELECT count(*) FROM attachment_chunk c WHERE c.attachment = a.n)
 OR EXISTS (SELECT 1 FROM attachment_chunk c WHERE c.attachment = a.n
  AND (place >= chunks OR (place < chunks - 1 AND length(data) <> ?1)))"""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Reads all of them. Those that no record names are counted: a draft may hold them, or held them."""
    connection, counts = looking.vault.connection, looking.counts
    counts["attachments"] = unnamed = 0
    added: dict[str, str] = dict(connection.rows("SELECT sha256, added FROM attachment"))
    odd = {sha256 for (sha256,) in connection.rows(_ODD_CHUNKS, (CHUNK_SIZE,))}
    for stored in looking.vault.attachments.all():
        counts["attachments"] += 1
        unnamed += bytes.fromhex(stored.sha256) not in looking.named
        if stored.sha256 in odd or not _reads_back(looking, stored.sha256):
            yield CheckProblem("attachment-damaged", {"sha256": stored.sha256})
        claims = 0
        while looking.claims.found("attachment", stored.sha256, stored.size):
            claims += 1
        if claims == 0 or looking.claims.attached.get(key(stored.sha256)) != added[stored.sha256]:
            yield CheckProblem("attachment-unjournaled", {"sha256": stored.sha256})
    if unnamed:
        counts["attachments_unnamed"] = unnamed
    last = connection.value("SELECT coalesce(max(n), 0) FROM attachment")
    if last != counts["attachments"]:
        yield CheckProblem("attachments-missing", {"count": last - counts["attachments"]})


def _reads_back(looking: Looking, sha256: str) -> bool:
    try:
        for _ in looking.vault.attachments.chunks(sha256):
            pass
    except (EnvironmentFailure, Refused):
        return False
    return True

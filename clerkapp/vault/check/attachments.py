"""Attachments: the bytes of each, in order and whole, and the entry with which it came."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.check.claims import key
from clerkapp.vault.check.report import Looking
from clerkapp.vault.stores.attachments import CHUNK_SIZE

_ROWS = """SELECT a.n, a.sha256, a.size, a.added, e.attachment IS NOT NULL
 FROM attachment a LEFT JOIN attachment_erasure e ON e.attachment = a.n ORDER BY a.n"""
_FULL_CHUNKS = """SELECT DISTINCT attachment FROM attachment_chunk WHERE length(data) > 0
 AND attachment IN (SELECT attachment FROM attachment_erasure)"""
_ODD_CHUNKS = """SELECT n FROM attachment a WHERE chunks <> (size + ?1 - 1) / ?1
 OR chunks <> (SELECT count(*) FROM attachment_chunk c WHERE c.attachment = a.n)
 OR EXISTS (SELECT 1 FROM attachment_chunk c WHERE c.attachment = a.n
  AND (place >= chunks OR (place < chunks - 1 AND length(data) <> ?1)))"""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Reads all of them. Those that no record names are counted: a draft may hold them, or held them.

    One that was erased has no bytes, and a disposal names it.
    """
    connection, counts = looking.vault.connection, looking.counts
    counts["attachments"] = unnamed = 0
    odd = {n for (n,) in connection.rows(_ODD_CHUNKS, (CHUNK_SIZE,))}
    full = {n for (n,) in connection.rows(_FULL_CHUNKS)}
    before: set[str] = set()
    for n, sha256, size, added, erased in connection.rows(_ROWS):
        counts["attachments"] += 1
        if erased:
            if n in full or sha256 not in looking.disposed_files:
                yield CheckProblem(
                    "erasure-unexplained", {"number": "–", "rev": 0, "field": sha256}
                )
        else:
            unnamed += bytes.fromhex(sha256) not in looking.named
            if n in odd or not _reads_back(looking, sha256):
                yield CheckProblem("attachment-damaged", {"sha256": sha256})
        claims = 0
        while looking.claims.found("attachment", sha256, size):
            claims += 1
        times = looking.claims.attached.get(key(sha256), [])
        right = added in times if sha256 in before else claims > 0 and times[:1] == [added]
        if not right:
            yield CheckProblem("attachment-unjournaled", {"sha256": sha256})
        before.add(sha256)
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

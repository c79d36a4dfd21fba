"""Attachments: files kept in the database in chunks of 1 MiB, named by their own SHA-256.

The same bytes are kept once. A file is never written out readable unless a person asks for it.
"""

from collections.abc import Iterable, Iterator

from clerkapp.crypto.digests import sha256
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.files import StoredFile
from clerkapp.vault.engine.connection import Connection

CHUNK_SIZE = 1024 * 1024
_HERE = "n NOT IN (SELECT attachment FROM attachment_erasure)"


class _KeptAlready(Exception):
    """Undoes the chunks of a file whose bytes are in the vault already."""

    def __init__(self, stored: StoredFile) -> None:
        super().__init__()
        self.stored = stored


class Attachments:
    """The attachments of this vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def store(self, chunks: Iterable[bytes], *, at: str, limit: int) -> StoredFile:
        """Keep the bytes of `chunks` (of any length each).

        Raises Refused("attachment-too-large", limit=…) above `limit` bytes; then, and when `chunks`
        raises, nothing is kept.
        """
        try:
            with self._connection.transaction():
                stored = self._store(chunks, limit)
                if self.get(stored.sha256) is not None:
                    raise _KeptAlready(stored)
                self._finish(stored, at)
        except _KeptAlready as kept:
            return kept.stored
        return stored

    def _store(self, chunks: Iterable[bytes], limit: int) -> StoredFile:
        attachment = self._next()
        digest = sha256()
        size = 0
        for place, data in enumerate(_even(chunks)):
            size += len(data)
            if size > limit:
                raise Refused("attachment-too-large", limit=limit)
            digest.update(data)
            self._connection.run(
                "INSERT INTO attachment_chunk (attachment, place, data) VALUES (?, ?, ?)",
                (attachment, place, data),
            )
        return StoredFile(digest.hexdigest(), size)

    def _finish(self, stored: StoredFile, at: str) -> None:
        self._connection.run(
            "INSERT INTO attachment (n, sha256, size, chunks, added) VALUES (?, ?, ?, ?, ?)",
            (self._next(), stored.sha256, stored.size, -(-stored.size // CHUNK_SIZE), at),
        )

    def _next(self) -> int:
        return int(self._connection.value("SELECT coalesce(max(n), 0) + 1 FROM attachment"))

    def get(self, sha256_hex: str) -> StoredFile | None:
        """What is kept under a digest, or None."""
        row = self._connection.row(
            f"SELECT sha256, size FROM attachment WHERE sha256 = ? AND {_HERE}", (sha256_hex,)
        )
        return None if row is None else StoredFile(row[0], row[1])

    def chunks(self, sha256_hex: str, *, check: bool = True) -> Iterator[bytes]:
        """The bytes in chunks of 1 MiB; each is read when it is asked for.

        Raises Refused("attachment-missing"); EnvironmentFailure("attachment-damaged") when the bytes
        are not those that were stored, at the latest after the last chunk. Without `check` only their
        number is compared: for a reader that hashes them itself.
        """
        found = self._connection.row(
            f"SELECT n, size, chunks FROM attachment WHERE sha256 = ? AND {_HERE}", (sha256_hex,)
        )
        if found is None:
            raise Refused("attachment-missing", sha256=sha256_hex[:64])
        attachment, size, count = found
        digest = sha256()
        read = 0
        for place in range(count):
            data = self._connection.value(
                "SELECT data FROM attachment_chunk WHERE attachment = ? AND place = ?",
                (attachment, place),
            )
            if data is None:
                raise EnvironmentFailure("attachment-damaged", sha256=sha256_hex)
            read += len(data)
            if check:
                digest.update(data)
            yield data
        if read != size or (check and digest.hexdigest() != sha256_hex):
            raise EnvironmentFailure("attachment-damaged", sha256=sha256_hex)

    def erase(self, sha256_hex: str, *, at: str) -> None:
        """Take the bytes of an attachment away for good; its digest and size stay known."""
        here = f"SELECT n FROM attachment WHERE sha256 = ? AND {_HERE}"
        n = self._connection.value(here, (sha256_hex,))
        if n is None:
            return
        self._connection.run("INSERT INTO attachment_erasure VALUES (?, ?)", (n, at))
        self._connection.run("UPDATE attachment_chunk SET data = x'' WHERE attachment = ?", (n,))

    def all(self) -> Iterator[StoredFile]:
        """Every attachment, in the order of arrival."""
        after = 0
        while True:
            rows = self._connection.rows(
                f"SELECT n, sha256, size FROM attachment WHERE n > ? AND {_HERE}"
                " ORDER BY n LIMIT 500",
                (after,),
            )
            if not rows:
                return
            after = rows[-1][0]
            yield from (StoredFile(digest, size) for _, digest, size in rows)


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of CHUNK_SIZE, the last one less."""
    waiting = bytearray()
    for chunk in chunks:
        view = memoryview(chunk)
        for start in range(0, len(view), CHUNK_SIZE):
            waiting += view[start : start + CHUNK_SIZE]
            if len(waiting) >= CHUNK_SIZE:
                yield bytes(waiting[:CHUNK_SIZE])
                del waiting[:CHUNK_SIZE]
    if waiting:
        yield bytes(waiting)

"""Parts of a bundle, copied once to the local disk; the reader works on the copies only.

A hostile drive may answer two reads differently, so what is hashed, kept and verified is one copy.
The copies have no name of their own (the system removes them when the process ends, however it
ends), and they hold nothing that the drive did not hold: the parts are sealed.

Before the first byte is copied every part is looked at: what is no file, what is too large and what
does not begin as a bundle does is refused at once.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from clerkapp.bundle.parts import require_first
from clerkapp.codec import cms, limits, manifest, ustar
from clerkapp.crypto import digests
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.held_open import is_held

_BLOCK = 1024 * 1024
_PREFIX: Final = "clerkapp-spool-"
_LEFT_OVER_SECONDS: Final = 60
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


@dataclass(frozen=True, slots=True)
class SpooledPart:
    """An open copy with the name that the part had and its SHA-256 in hex."""

    name: str
    file: BinaryIO
    sha256: str


@contextmanager
def spooled(
    parts: Sequence[Path], folder: Path | None = None, *, sealed: bool = True
) -> Iterator[tuple[SpooledPart, ...]]:
    """Copies of `parts` in `folder` (default: the system's place for temporary files).

    Raises Refused: what is not a file or begins otherwise (`sealed`: "not-a-sealed-bundle", "truncated";
    a public copy: "layout"), "limit" above what a bundle may hold; EnvironmentFailure: "part-unreadable",
    "file-open-elsewhere", "part-changed" while it was copied, "spool-failed".
    """
    place = folder or Path(tempfile.gettempdir())
    _remove_left_over(place)
    with ExitStack() as stack:
        sources = [_Source(part, stack, sealed=sealed) for part in parts]
        needed = sum(source.size for source in sources)
        if needed > limits.MAX_PARTS:
            raise Refused("limit", why="parts")
        for source in sources:
            source.require_beginning()
        with suppress(OSError):
            if needed > shutil.disk_usage(place).free:
                raise EnvironmentFailure("spool-failed")
        yield tuple(source.copied(stack, place) for source in sources)


class _Source:
    """A part on the drive, held open from the first look to the last byte."""

    def __init__(self, part: Path, stack: ExitStack, *, sealed: bool) -> None:
        self._name = part.name
        self._sealed = sealed
        try:
            self._require_file(part.stat().st_mode)
            # A pipe that took the file's place meanwhile must not be waited for.
            opened = os.fdopen(os.open(part, _FLAGS), "rb", buffering=0)
            self._file = stack.enter_context(opened)
            self._before = os.fstat(opened.fileno())
        except OSError as error:
            if is_held(error, part):
                raise EnvironmentFailure("file-open-elsewhere", name=self._name) from None
            raise EnvironmentFailure("part-unreadable", path=self._name) from None
        self._require_file(self._before.st_mode)
        self.size = self._before.st_size

    def _require_file(self, mode: int) -> None:
        if not stat.S_ISREG(mode):
            raise Refused("not-a-sealed-bundle" if self._sealed else "layout", why="not a file")

    def require_beginning(self) -> None:
        """Raises Refused unless the file begins as a part, or as a public copy, of this size does."""
        prefix = self._read(min(self.size, cms.PREFIX_SIZE))
        try:
            if self._sealed:
                cms.parse(prefix, self.size)
            elif len(prefix) >= ustar.BLOCK:
                require_first(prefix[: ustar.BLOCK])
        except cms.EndsEarly:
            raise Refused("truncated") from None
        except cms.NotSealed:
            raise Refused("not-a-sealed-bundle") from None
        except ValueError:
            raise Refused("layout", file=manifest.SIGNATURE) from None
        self._file.seek(0)

    def copied(self, stack: ExitStack, place: Path) -> SpooledPart:
        """The copy: exactly the bytes that were there at the first look."""
        try:
            copy = stack.enter_context(
                tempfile.TemporaryFile(prefix=_PREFIX, dir=place)  # noqa: SIM115 (entered here)
            )
        except OSError:
            raise EnvironmentFailure("spool-failed") from None
        hasher = digests.sha256()
        left = self.size
        while left:
            block = self._read(min(left, _BLOCK))
            if not block:
                raise EnvironmentFailure("part-changed", path=self._name)
            left -= len(block)
            hasher.update(block)
            try:
                copy.write(block)
                copy.flush()
            except OSError:
                raise EnvironmentFailure("spool-failed") from None
        if self._read(1) or self._changed():
            raise EnvironmentFailure("part-changed", path=self._name)
        return SpooledPart(self._name, copy, hasher.hexdigest())

    def _changed(self) -> bool:
        after = os.fstat(self._file.fileno())
        return (after.st_size, after.st_mtime_ns) != (self.size, self._before.st_mtime_ns)

    def _read(self, count: int) -> bytes:
        try:
            return self._file.read(count) or b""
        except OSError:
            raise EnvironmentFailure("part-unreadable", path=self._name) from None


def _remove_left_over(place: Path) -> None:
    """Where the system cannot make a file without a name, a kill at the wrong moment leaves one."""
    with suppress(OSError):
        for path in place.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                status = path.lstat()
                now = place.stat().st_mtime
                if stat.S_ISREG(status.st_mode) and now - status.st_mtime > _LEFT_OVER_SECONDS:
                    path.unlink()

"""A stick that can be made to wait in the middle of a file, until the test lets it go on."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from clerkapp.domain.files import WrittenFile
from tests.fakes.drive import FakeDrive

PATIENCE = 20.0
"""Seconds a test waits for what must come."""


class HeldDrive(FakeDrive):
    """Writes the first part only up to its first piece until `let_go` was called."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self._open = threading.Event()
        self._open.set()

    def hold(self) -> None:
        """From now on."""
        self.reached.clear()
        self._open.clear()

    def let_go(self) -> None:
        """Go on writing."""
        self._open.set()

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> WrittenFile:
        return super().stage(folder, name, self._held(chunks), size=size, private=private)

    def _held(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            self.reached.set()
            assert self._open.wait(PATIENCE)

"""A verified bundle as plain files, for a check with foreign tools.

The files are written into a fresh folder under a random name, for this account alone, and get the name
`bundle` only when all was found right. What else is in the folder is never touched: a stick may bring
anything along, also under the names that are used here.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from clerkapp.bundle.sink import Sink
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.services.ports import Drive

_NAME: Final = "bundle"


class Unpacked(Sink):
    """Writes the bag into `folder`, which is made when missing.

    Ends with `accept` or `discard`. Raises Refused("unpack-exists") when something has the name already,
    and EnvironmentFailure (drive).
    """

    def __init__(self, folder: Path, drive: Drive) -> None:
        self._folder = folder
        self._drive = drive
        self._require_free()
        self._stage = drive.stage_folder(folder, f"{_NAME}.", ".unverified")
        self._file: BinaryIO = BytesIO()

    def open_file(self, name: str, size: int) -> None:  # noqa: ARG002
        with self._drive.told_of(self._folder / _NAME):
            self._file = os.fdopen(self._stage.create(name), "wb")

    def write(self, block: memoryview) -> None:
        with self._drive.told_of(self._folder / _NAME):
            self._file.write(block)

    def close_file(self) -> None:
        with self._drive.told_of(self._folder / _NAME):
            self._file.close()

    def accept(self) -> Path:
        """Name the files `bundle`, and say where they are.

        Raises EnvironmentFailure("unpack-disturbed") when something was put among the files meanwhile.
        """
        target = self._folder / _NAME
        try:
            with self._drive.told_of(target):
                alone = self._stage.settle(target)
        except EnvironmentFailure:
            self._require_free()
            raise
        if not alone:
            raise EnvironmentFailure("unpack-disturbed", folder=str(self._folder))
        return target

    def discard(self) -> None:
        """Remove everything that was written."""
        self._file.close()
        self._stage.discard()

    def _require_free(self) -> None:
        if os.path.lexists(self._folder / _NAME):
            raise Refused("unpack-exists", folder=str(self._folder))

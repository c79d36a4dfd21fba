"""An archive that nobody opens by accident: ZIP with AES-256 (WinZip's AE-2), made as a stream.

The password is no secret: it keeps a double click, a preview and a mail filter from running what is
inside. It hides nothing from whoever has the archive.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pyzipper.zipfile_aes import WZ_AES, AESZipFile, AESZipInfo

PASSWORD: Final = "infected"
"""The word that people who examine harmful files everywhere use for such archives."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_STORED: Final = 0


class _Outlet:
    """Where the archive's writer puts bytes, until they are passed on. It only moves forward."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def chunks(name: str, content: Iterable[bytes]) -> Iterator[bytes]:
    """The archive's bytes: one entry `name` with `content`, stored as it is, under PASSWORD.

    `name` is ASCII. The entry carries no time. Constant memory.
    """
    outlet = _Outlet()
    entry = AESZipInfo(name, date_time=_EPOCH)
    entry.compress_type = _STORED
    with AESZipFile(outlet, "w", encryption=WZ_AES) as archive:
        archive.setpassword(PASSWORD.encode("ascii"))
        with archive.open(entry, "w", force_zip64=False) as member:
            for chunk in content:
                member.write(chunk)
                yield outlet.taken()
    yield outlet.taken()

"""The program's log: when it started and ended and what the computer refused, for county IT.

What was done to the record is in the journal, inside the vault. Here stands only what may be
read by anyone: codes and numbers. Text that is not a code is left out by construction, so that no
line can repeat what somebody typed. A log that cannot be written never stops the work.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clerkapp.host import files

_CODE = re.compile(r"[A-Za-z0-9_.+-]{1,64}")
LARGEST = 512 * 1024
NAME, OLDER = "clerkapp.log", "clerkapp.1.log"


class Log:
    """A file in `folder` that is set aside once at `LARGEST` bytes. `now` gives RFC 3339."""

    def __init__(self, folder: Callable[[], Path], now: Callable[[], str]) -> None:
        self._folder = folder
        self._now = now

    def note(self, event: str, **params: int | str) -> None:
        """Append one line: time, event, parameters. Text that is not a code is written as `?`."""
        words = [self._now(), _shown(event), *(f"{key}={_shown(params[key])}" for key in params)]
        with suppress(OSError):
            path = self._folder() / NAME
            _set_aside(path)
            with open(path, "a", encoding="utf-8", opener=files.no_link) as file:
                file.write(" ".join(words) + "\n")


def _shown(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    return value if _CODE.fullmatch(value) else "?"


def _set_aside(path: Path) -> None:
    if path.exists() and path.stat().st_size >= LARGEST:
        # Windows leaves it where it is while another process of ours writes into it.
        with suppress(OSError):
            path.replace(path.with_name(OLDER))

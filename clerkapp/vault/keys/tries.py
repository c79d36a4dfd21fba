"""Tries to unlock, noted in the vault's folder before they are judged (docs/formats/memory.md).

Nothing can be written into a locked vault, so they are in a file beside it, one line each, appended in
one write: processes that try at the same moment all count, in the order in which they came. It is with
the vault, so that neither another account of the computer nor another setting gives new tries. Where that
folder takes nothing, a file of this computer takes them. Both are a help, not a defence: whoever may write
in the folder may also delete it.
"""

import heapq
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.time.times import parse_instant
from clerkapp.vault.engine import files

NAME: Final = "tries"
_LINE: Final = re.compile(
    r"(try|bad|off|ok|from|told) ([0-9a-z-]{1,40}) ([0-9a-f]{16}) (\S{20,32})"
)
_LARGEST: Final = 1024 * 1024
_SHORTENED_FROM: Final = 64 * 1024
_KEPT: Final = 40
_FORGIVEN: Final = 20
_APPEND: Final = (
    os.O_WRONLY
    | os.O_APPEND
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class TryKind(StrEnum):
    """What a line says."""

    TRY = "try"
    """Somebody tries; while it is judged it counts as if it had failed."""
    BAD = "bad"
    """The try failed."""
    OFF = "off"
    """The try was not judged, and does not count."""
    OK = "ok"
    """The try opened the vault: the account's pause is over."""
    FROM = "from"
    """The clock was set back: the account's pause counts from here."""
    TOLD = "told"
    """What failed until here is in the journal."""


@dataclass(frozen=True, slots=True)
class TryLine:
    """`who`: an account's id, `nobody` for a name that has none, `recovery` for the printed key.

    `token` tells tries apart; `at` is RFC 3339.
    """

    kind: TryKind
    who: str
    token: str
    at: str


def new_token() -> str:
    """16 hex digits for one try: this process, and chance."""
    return f"{os.getpid() & 0xFFFFFFFF:08x}{os.urandom(4).hex()}"


@dataclass(frozen=True, slots=True)
class Book:
    """Where the tries at one vault stand: in its folder; `elsewhere` (None: nowhere) when that takes
    nothing."""

    folder: Path
    elsewhere: Path | None = None

    def read(self) -> tuple[TryLine, ...]:
        """The lines in the order of time, those of one file in their own; what cannot be read counts as
        nothing."""
        files_ = [self._own, *([self.elsewhere] if self.elsewhere else [])]
        return tuple(heapq.merge(*map(_lines, files_), key=lambda line: parse_instant(line.at)))

    def append(self, line: TryLine) -> bool:
        """Add a line; whether it was kept. A computer that keeps none keeps nobody from trying."""
        return _append(self._own, line) or (
            self.elsewhere is not None and _append(self.elsewhere, line)
        )

    def shorten(self) -> None:
        """Leave only what still counts once there is much, all of it in the vault's folder. For who holds
        the vault open and can write there."""
        with suppress(OSError, EnvironmentFailure):
            away = self.elsewhere is not None and os.path.lexists(self.elsewhere)
            if not away and self._own.lstat().st_size < _SHORTENED_FROM:
                return
            lines = self.read()
            last_told = [line for line in lines if line.kind is TryKind.TOLD][-1:]
            counted = [
                line
                for who in {entry.who for entry in lines}
                for line in counting(lines, who)[-_KEPT:]
            ]
            standing = [
                replace(line, kind=kind) for line in counted for kind in (TryKind.TRY, TryKind.BAD)
            ]
            text = "".join(map(_text, (*standing, *last_told)))
            files.write_durably(self._own, text.encode())
            if away and self.elsewhere is not None:
                self.elsewhere.unlink()

    @property
    def _own(self) -> Path:
        return self.folder / NAME


def _lines(path: Path) -> tuple[TryLine, ...]:
    try:
        with os.fdopen(files.open_regular(path), "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _LARGEST))
            text = file.read(_LARGEST).decode("ascii", "replace")
    except OSError:
        return ()
    return tuple(line for written in text.split("\n") if (line := _line(written)) is not None)


def _append(path: Path, line: TryLine) -> bool:
    data = _text(line).encode()
    try:
        handle = os.open(path, _APPEND, files.MODE)
        try:
            return os.write(handle, data) == len(data)
        finally:
            os.close(handle)
    except OSError:
        return False


def _text(line: TryLine) -> str:
    return f"{line.kind} {line.who} {line.token} {line.at}\n"


def counting(lines: tuple[TryLine, ...], who: str) -> tuple[TryLine, ...]:
    """The tries of one account that count: since the last one that opened the vault. `at`: when the pause
    after it began.

    A process that was killed while it judged leaves a try without an end. Twenty of those are forgiven:
    power cuts are no guesses.
    """
    off = {line.token for line in lines if line.kind is TryKind.OFF}
    bad = {line.token for line in lines if line.kind is TryKind.BAD}
    counted: list[TryLine] = []
    killed = 0
    for line in lines:
        if line.who != who:
            continue
        if line.kind is TryKind.OK:
            counted.clear()
            killed = 0
        elif line.kind is TryKind.FROM and counted:
            counted[-1] = replace(counted[-1], at=line.at)
        elif line.kind is TryKind.TRY and line.token not in off:
            killed += line.token not in bad and not _is_judged_now(line)
            if line.token in bad or killed > _FORGIVEN or _is_judged_now(line):
                counted.append(line)
    return tuple(counted)


def untold(lines: tuple[TryLine, ...]) -> tuple[TryLine, ...]:
    """Tries that failed, of all accounts, since the journal was told last."""
    failed: list[TryLine] = []
    for line in lines:
        if line.kind is TryKind.TOLD:
            failed.clear()
        elif line.kind is TryKind.BAD:
            failed.append(line)
    return tuple(failed)


def _is_judged_now(line: TryLine) -> bool:
    """Whether the process of a try is still there. Windows: cannot be asked without ending it, so there a
    try without an end has failed."""
    if os.name == "nt":
        return True
    try:
        os.kill(int(line.token[:8], 16), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _line(text: str) -> TryLine | None:
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    try:
        parse_instant(match[4])
    except Refused:
        return None
    return TryLine(TryKind(match[1]), match[2], match[3], match[4])

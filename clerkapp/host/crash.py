"""The crash file: enough to find a bug, nothing from the record.

An exception's text may repeat what somebody typed, a path, or a driver's complaint with the data in
it. So the file holds types, our own modules, functions and line numbers, and the program's version;
frames of other libraries are only counted. One file a crash, shown at the next start.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from clerkapp import __version__
from clerkapp.domain.errors import ClerkappError
from clerkapp.host import files

_OURS = "clerkapp"
_KEPT = 10
_LONGEST_CHAIN = 10
_IN_ONE_SECOND = 999


@dataclass(frozen=True, slots=True)
class Trouble:
    """One exception of the chain. `code` is ours when the exception is ours; `foreign` counts frames."""

    type: str
    code: str | None
    frames: tuple[str, ...]
    foreign: int


@dataclass(frozen=True, slots=True)
class Crash:
    """What a crash file says. `at` is RFC 3339; `chain` begins with what was raised last."""

    at: str
    version: str
    python: str
    system: str
    chain: tuple[Trouble, ...]


def describe(error: BaseException, *, at: str) -> Crash:
    """What may be written down about `error`."""
    chain: list[Trouble] = []
    link: BaseException | None = error
    while link is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(_trouble(link))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return Crash(at, __version__, sys.version.split()[0], sys.platform, tuple(chain))


def write(crash: Crash, folder: Path) -> Path:
    """Write the file and keep the last ten. Raises OSError."""
    stamp = "".join(char for char in crash.at[:19] if char.isdigit())
    text = json.dumps(asdict(crash), indent=1) + "\n"
    path = _new(folder, stamp, text)
    for old in _files(folder)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def _new(folder: Path, stamp: str, text: str) -> Path:
    """A file of its own for each crash, also for several within one second; in order by name."""
    for n in range(1, _IN_ONE_SECOND + 1):
        path = folder / (f"crash-{stamp}.json" if n == 1 else f"crash-{stamp}_{n:03}.json")
        try:
            with os.fdopen(files.create(path), "w", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(stamp)


def latest(folder: Path) -> Path | None:
    """The newest crash file, if there is one."""
    return next(reversed(_files(folder)), None)


def _trouble(error: BaseException) -> Trouble:
    frames: list[str] = []
    foreign = 0
    trace = error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module == _OURS or module.startswith(f"{_OURS}."):
            frames.append(f"{module}:{trace.tb_lineno} {trace.tb_frame.f_code.co_qualname}")
        else:
            foreign += 1
        trace = trace.tb_next
    kind = type(error)
    code = error.code if isinstance(error, ClerkappError) else None
    return Trouble(f"{kind.__module__}.{kind.__qualname__}", code, tuple(frames), foreign)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("crash-*.json"))

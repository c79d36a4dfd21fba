"""The child process: bytes in by standard input, one JSON value out by standard output.

    request   >II  length of the options (JSON), length of the message; options; message
    answer    >I   length of the JSON; JSON

One child may answer many requests (`pool`). It confines itself before it reads the first byte, and
it never decides anything about itself: the parent counts the seconds and kills.

Run from source as `python -m clerkapp.evidence.child`; a frozen program has no `-m`, so it runs
itself with the hidden argument CHILD_ARGUMENT, which the entry gives to `child_main` before
anything else.
"""

import json
import os
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

CHILD_ARGUMENT: Final = "--read-message"
REQUEST: Final = struct.Struct(">II")
ANSWER: Final = struct.Struct(">I")


def child_command() -> list[str]:
    """The command that starts a child of this program, to be run in `child_folder`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-m", "clerkapp.evidence.child"]


def child_folder() -> Path:
    """The folder in which a child runs: the program's own.

    `-m` looks for modules in the current folder first, and that must not be one where somebody may
    have put a file beside a message.
    """
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parents[2]


def child_main() -> int:
    """Answer requests until standard input ends. Returns the exit code."""
    reader = os.fdopen(0, "rb", closefd=False)
    # Answers get a pipe of their own: whatever a library prints must not get between them.
    writer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from clerkapp.evidence import confinement, preload

    preload.load()
    confinement.confine()
    while (request := _read(reader)) is not None:
        options, data = request
        _write(writer, _answer(options, data))
    return 0


def _read(reader: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    head = reader.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    options, size = REQUEST.unpack(head)
    return json.loads(reader.read(options)), reader.read(size)


def _write(writer: BinaryIO, answer: bytes) -> None:
    writer.write(ANSWER.pack(len(answer)) + answer)
    writer.flush()


def _answer(options: dict[str, Any], data: bytes) -> bytes:
    from clerkapp.evidence import confinement, limits
    from clerkapp.evidence.examination import examine

    try:
        value = examine(data, pick=int(options.get("pick", 0)))
        answer = json.dumps(value, ensure_ascii=True, allow_nan=False).encode("ascii")
        return answer if len(answer) <= limits.RESULT_BYTES else _failed("reader-output")
    except MemoryError:
        return _failed("reader-memory")
    except RecursionError:
        return _failed("reader-depth")
    except confinement.NotAllowed as refused:
        return _failed("reader-stopped", str(refused))
    except Exception as failure:
        # The name of the kind of trouble only: its text may hold what the message says.
        return _failed("reader-failed", type(failure).__name__)


def _failed(code: str, reason: str = "") -> bytes:
    return json.dumps({"failed": code, "reason": reason}).encode("ascii")


if __name__ == "__main__":
    sys.exit(child_main())

"""The child processes: bytes in by standard input, frames out by standard output.

    g              once, before everything else: this process is held now and may begin
    request  >II   length of the options (JSON), length of the data; options; data
    frame    >cI   kind, length; what follows:
        r  confined now: JSON, what holds it                   once, before everything else
        s  a step begins: its key                              reader
        d  look for codes in this: kind, pixels, content       reader; answered by >I, JSON
        a  the answer: JSON
        z  the answer; this child has used its time and ends

The *reader* takes a message apart. The *drawer* draws pictures and PDF for it, which the parent carries
over: what a decoder does there costs one file. A child answers many requests (`process`). It confines
itself before it reads the first byte, and it never decides anything about itself: the parent counts
the seconds and kills.

Run from source as `python -m clerkapp.evidence.child.main ROLE`; a frozen program has no `-m`, so it runs
itself with the hidden argument CHILD_ARGUMENT, which the entry gives to `child_main` before anything
else.
"""

import json
import os
import struct
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

CHILD_ARGUMENT: Final = "--read-message"
READER, DRAWER = "reader", "drawer"
REQUEST: Final = struct.Struct(">II")
FRAME: Final = struct.Struct(">cI")
DRAWN: Final = struct.Struct(">I")
DRAWING: Final = struct.Struct(">7sQ")
READY, STEP, DRAW, ANSWER, LAST_ANSWER = b"r", b"s", b"d", b"a", b"z"
BEGIN: Final = b"g"


def child_command(role: str = READER) -> list[str]:
    """The command that starts a child of this program, to be run in `child_folder`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT, role]
    return [_interpreter(), "-m", "clerkapp.evidence.child.main", role]


def _interpreter() -> str:
    """Python itself. What a virtual environment on Windows calls so starts it as a second process, and a
    job takes one only."""
    base: str = vars(sys).get("_base_executable", sys.executable)
    return base if sys.platform == "win32" else sys.executable


def child_folder() -> Path:
    """The folder in which a child runs: the program's own.

    `-m` looks for modules in the current folder first, and that must not be one where somebody may
    have put a file beside a message.
    """
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parents[3]


def child_environment() -> dict[str, str]:
    """What a child is told of its surroundings: nothing; Windows needs to know where it lies."""
    wanted = ("SYSTEMROOT", "WINDIR") if sys.platform == "win32" else ()
    told = {name: os.environ[name] for name in wanted if name in os.environ}
    if _interpreter() != sys.executable:
        told["__PYVENV_LAUNCHER__"] = sys.executable  # whose packages are to be found
    return told


def child_main(arguments: Sequence[str] = ()) -> int:
    """Answer requests until standard input ends. Returns the exit code."""
    draws = list(arguments[:1]) == [DRAWER]
    reader = os.fdopen(0, "rb", closefd=False)
    if reader.read(len(BEGIN)) != BEGIN:
        return 0
    # Answers get a pipe of their own: whatever a library prints must not get between them.
    writer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from clerkapp.evidence import limits
    from clerkapp.evidence.child import preload
    from clerkapp.evidence.confine import confinement

    (preload.drawer if draws else preload.reader)()
    held = confinement.confine(opens_files=not draws)
    _send(writer, READY, json.dumps(held).encode("ascii"))
    while (request := _read(reader)) is not None:
        answer = (_drawn if draws else partial(_message, reader, writer))(*request)
        last = time.process_time() > limits.CHILD_CPU_SECONDS
        _send(writer, LAST_ANSWER if last else ANSWER, answer)
    return 0


def _read(reader: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    head = reader.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    options, size = REQUEST.unpack(head)
    return json.loads(reader.read(options)), reader.read(size)


def _send(writer: BinaryIO, kind: bytes, *content: bytes) -> None:
    writer.write(FRAME.pack(kind, sum(map(len, content))))
    for piece in content:
        writer.write(piece)
    writer.flush()


def _message(reader: BinaryIO, writer: BinaryIO, options: dict[str, Any], data: bytes) -> bytes:
    from clerkapp.evidence.encoding import to_value
    from clerkapp.evidence.examination import examine
    from clerkapp.evidence.parse.qr import Kind, Looked
    from clerkapp.evidence.parse.steps import Steps, Stop, Why

    def begin(key: str) -> None:
        _send(writer, STEP, key.encode("ascii"))

    def draw(kind: Kind, content: bytes, pixels: int) -> Looked | Stop:
        _send(writer, DRAW, DRAWING.pack(kind.encode("ascii"), pixels), content)
        (size,) = DRAWN.unpack(reader.read(DRAWN.size))
        value = json.loads(reader.read(size))
        if "why" in value:
            return Stop(Why(value["why"]), value["seconds"])
        return Looked(tuple(value["texts"]), value["problem"], value["pixels"])

    stops = {key: Stop(Why(why), seconds) for key, (why, seconds) in options["without"].items()}
    steps = Steps(without=stops, begin=begin, draw=draw, seconds=options["seconds"])
    return _answer(lambda: to_value(examine(data, pick=int(options["pick"]), steps=steps)))


def _drawn(options: dict[str, Any], content: bytes) -> bytes:
    from dataclasses import asdict

    from clerkapp.evidence.parse.qr import Kind, look

    return _answer(lambda: asdict(look(Kind(options["kind"]), content, options["pixels"])))


def _answer(value: Any) -> bytes:
    from clerkapp.evidence import limits
    from clerkapp.evidence.confine import confinement

    try:
        answer = json.dumps(value(), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
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
    sys.exit(child_main(sys.argv[1:]))

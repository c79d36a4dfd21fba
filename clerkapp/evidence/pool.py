"""Children that read messages, and the parent's side of the pipe.

A child has `limits.CHILD_SECONDS` for a message. It is killed when they are over, when it answers
too much, or when it dies by itself; a new one takes its place, and the result says what could not be
read, with the headers as a plain reader sees them. The bytes are hashed here, before any child has
seen them, so that they are evidence whatever happens.
"""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence import limits, plain
from clerkapp.evidence.child import ANSWER, REQUEST, child_command, child_folder
from clerkapp.evidence.jobs import Job

Result = dict[str, Any]

_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


class _Stopped(Exception):
    """The child gave no answer; `code` says why."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


class Child:
    """One child process. Used by one thread at a time."""

    def __init__(
        self, command: list[str] | None = None, *, seconds: float = limits.CHILD_SECONDS
    ) -> None:
        self._command = command or child_command()
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._job = Job()

    def ask(self, data: bytes, options: dict[str, Any]) -> Result:
        """The child's result for a message. Raises _Stopped when there is none."""
        try:
            process = self._running()
        except OSError as failure:
            self.close()
            raise _Stopped("reader-absent", type(failure).__name__) from None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(process, data, options)
        except (OSError, ValueError, _Stopped) as failure:
            self.close()
            if late.is_set():
                raise _Stopped("reader-slow") from None
            raise failure if isinstance(failure, _Stopped) else _Stopped("reader-died") from None
        finally:
            timer.cancel()

    def start(self) -> None:
        """Start the process now, so that the first message does not wait for it. Raises OSError."""
        self._running()

    def close(self) -> None:
        """End the process, at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        self._job.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # The command is our own, never a word of a message.
        process = subprocess.Popen(  # noqa: S603
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=child_folder(),
            creationflags=_NO_WINDOW,
            close_fds=True,
        )
        self._process = process
        try:
            self._job.hold(process)
        except OSError:
            self.close()
            raise
        return process

    def _exchange(
        self, process: subprocess.Popen[bytes], data: bytes, options: dict[str, Any]
    ) -> Result:
        if process.stdin is None or process.stdout is None:
            raise _Stopped("reader-died")
        asked = json.dumps(options).encode("ascii")
        process.stdin.write(REQUEST.pack(len(asked), len(data)) + asked)
        process.stdin.write(data)
        process.stdin.flush()
        head = process.stdout.read(ANSWER.size)
        if len(head) < ANSWER.size:
            raise _Stopped("reader-died")
        (size,) = ANSWER.unpack(head)
        if size > limits.RESULT_BYTES:
            raise _Stopped("reader-output")
        body = process.stdout.read(size)
        if len(body) < size:
            raise _Stopped("reader-died")
        value = json.loads(body)
        if not isinstance(value, dict):
            raise _Stopped("reader-died")
        if "failed" in value:
            raise _Stopped(str(value["failed"]), str(value.get("reason", "")))
        return value


class Pool:
    """Children for many messages: `size` at once. A context manager; closing kills them all."""

    def __init__(
        self,
        size: int = 2,
        *,
        command: list[str] | None = None,
        seconds: float = limits.CHILD_SECONDS,
    ) -> None:
        self._size = max(1, size)
        self._children = [Child(command, seconds=seconds) for _ in range(self._size)]
        self._free: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._free.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all children."""
        for child in self._children:
            child.close()

    def start(self) -> None:
        """Start a child now: a form that is open makes the drop that follows quick."""
        child = self._free.get()
        try:
            child.start()
        except OSError:
            return  # the message that follows says so
        finally:
            self._free.put(child)

    def examine(self, data: bytes, *, pick: int = 0) -> Result:
        """Everything read from a message (docs/formats/evidence.md). Never raises for its content."""
        digest = sha256_hex(data)
        # More than the limit is hashed and kept, but not given away to be read.
        given = data[: limits.FILE_BYTES + 1]
        child = self._free.get()
        try:
            value = child.ask(given, {"pick": pick})
        except _Stopped as stopped:
            value = plain.result(given, stopped.code, stopped.reason)
        finally:
            self._free.put(child)
        return {"sha256": digest, "size": len(data), **value}

    def examine_many(self, sources: Iterable[Callable[[], bytes]]) -> Iterator[Result]:
        """The results of many messages in their order, a few ahead at a time."""
        with ThreadPoolExecutor(self._size) as threads:
            rest = iter(sources)
            ahead = islice(rest, self._size * 4)
            waiting = deque(threads.submit(self._examine_source, source) for source in ahead)
            while waiting:
                yield waiting.popleft().result()
                following = islice(rest, 1)
                waiting.extend(threads.submit(self._examine_source, one) for one in following)

    def _examine_source(self, source: Callable[[], bytes]) -> Result:
        return self.examine(source())

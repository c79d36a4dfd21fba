"""The parent's side of one child: start it, ask it, count its seconds, kill it.

A child is killed when it keeps quiet for longer than it may, when it answers too much, or when its
answer is none. The next request starts a new one.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from clerkapp.evidence import limits
from clerkapp.evidence.child.main import (
    ANSWER,
    BEGIN,
    FRAME,
    LAST_ANSWER,
    READY,
    REQUEST,
    child_environment,
    child_folder,
)
from clerkapp.evidence.confine.jobs import Job

_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


class Stopped(Exception):
    """The child gave no answer; `code` says why: reader-slow, reader-died, reader-absent …

    `seconds`: what it was given and had used up; 0 when time was not the reason.
    """

    def __init__(self, code: str, reason: str = "", seconds: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.seconds = seconds


class Child:
    """One child process. Used by one thread at a time."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._job = Job()
        self._watch = _Watch(self._kill)
        self._ready = False
        self.confined: tuple[str, ...] = ()

    def start(self) -> None:
        """Start the process now, so that the first message does not wait for it. Raises OSError."""
        self._running()

    def ask(self, options: dict[str, Any], data: bytes, seconds: float) -> None:
        """Send a request; what it answers comes from `frame`. Raises Stopped."""
        asked = json.dumps(options).encode("ascii")
        try:
            process = self._running()
        except OSError as failure:
            self.close()
            raise Stopped("reader-absent", type(failure).__name__) from None
        self._write(process, (REQUEST.pack(len(asked), len(data)), asked, data), seconds)

    def reply(self, content: bytes, seconds: float) -> None:
        """Send what the child waits for within a request. Raises Stopped."""
        if self._process is None:
            raise Stopped("reader-died")
        self._write(self._process, (content,), seconds)

    def frame(self, seconds: float) -> tuple[bytes, bytes]:
        """The next frame, its kind and content, within `seconds`. Raises Stopped."""
        if not self._ready:
            kind, content = self._frame(limits.START_SECONDS)
            try:
                self.confined = tuple(json.loads(content)) if kind == READY else ()
            except (ValueError, TypeError):
                kind = b""
            if kind != READY:
                self.close()
                raise Stopped("reader-died")
            self._ready = True
        kind, content = self._frame(seconds)
        if kind == LAST_ANSWER:
            self.close()
            kind = ANSWER
        return kind, content

    def rest(self) -> None:
        """Stop counting: nothing is asked."""
        self._watch.until(None)

    def close(self) -> None:
        """End the process, at once."""
        self._watch.until(None)
        process, self._process = self._process, None
        self._ready = False
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

    def end(self) -> None:
        """End the process and the watch over it; this child is not used again."""
        self.close()
        self._watch.end()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

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
            env=child_environment(),
            creationflags=_NO_WINDOW,
            close_fds=True,
        )
        self._process = process
        try:
            self._job.hold(process)
        except OSError:
            self.close()
            raise
        if process.stdin is not None:
            with suppress(OSError):  # a child that ended is noticed when it is asked
                process.stdin.write(BEGIN)
                process.stdin.flush()
        return process

    def _write(
        self, process: subprocess.Popen[bytes], content: tuple[bytes, ...], seconds: float
    ) -> None:
        self._watch.until(monotonic() + seconds + (0 if self._ready else limits.START_SECONDS))
        try:
            if process.stdin is None:
                raise Stopped("reader-died")
            for piece in content:
                process.stdin.write(piece)
            process.stdin.flush()
        except (OSError, ValueError):
            raise self._gone(seconds) from None

    def _frame(self, seconds: float) -> tuple[bytes, bytes]:
        self._watch.until(monotonic() + seconds)
        process = self._process
        if process is None or process.stdout is None:
            raise Stopped("reader-died")
        try:
            head = process.stdout.read(FRAME.size)
            if len(head) < FRAME.size:
                raise self._gone(seconds)
            kind, size = FRAME.unpack(head)
            if size > limits.RESULT_BYTES:
                self.close()
                raise Stopped("reader-output")
            content = process.stdout.read(size)
            if len(content) < size:
                raise self._gone(seconds)
        except (OSError, ValueError):
            raise self._gone(seconds) from None
        return kind, content

    def _gone(self, seconds: float) -> Stopped:
        late = self._watch.fired
        self.close()
        return Stopped("reader-slow", seconds=seconds) if late else Stopped("reader-died")


class _Watch:
    """Calls `late` when a moment passes that was not moved on. Its thread begins with its first use."""

    def __init__(self, late: Callable[[], None]) -> None:
        self._late = late
        self._changed = threading.Condition()
        self._until: float | None = None
        self._thread: threading.Thread | None = None
        self._ended = False
        self.fired = False

    def until(self, moment: float | None) -> None:
        """Wait for another moment (`time.monotonic`), or for none."""
        with self._changed:
            earlier = moment is not None and (self._until is None or moment < self._until)
            self._until = moment
            if moment is not None:
                self.fired = False
            if earlier:
                # A later moment is seen when the earlier one passes.
                self._changed.notify()
            if moment is not None and self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Let the thread end."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._ended:
                if self._until is None:
                    self._changed.wait()
                elif (left := self._until - monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    self._until, self.fired = None, True
                    self._late()

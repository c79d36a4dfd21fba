"""Children that read messages, and what becomes of a message that stops one.

A message is read in steps (`steps`), each within `limits.STEP_SECONDS`. What stops the reader is left
out when a new child reads the message again, and the result says so; codes that were looked for are
not looked for twice. The bytes are hashed here, before any child has seen them, so that they are
evidence whatever happens; where nothing else is left, a plain reader shows the headers.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from math import ceil
from queue import SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import limits
from clerkapp.evidence.child import plain
from clerkapp.evidence.child.main import (
    ANSWER,
    DRAW,
    DRAWER,
    DRAWING,
    DRAWN,
    READER,
    STEP,
    child_command,
)
from clerkapp.evidence.child.process import Child, Stopped
from clerkapp.evidence.encoding import from_value, to_value
from clerkapp.evidence.parse.qr import Looked
from clerkapp.evidence.parse.steps import LAST, PIECE, WHOLE, Why

T = TypeVar("T")

_FAILED = frozenset(
    ("reader-depth", "reader-failed", "reader-memory", "reader-output", "reader-stopped")
)
"""What a child says when it has no answer."""
_WHY = {
    "reader-slow": Why.SLOW,
    "reader-memory": Why.MEMORY,
    "reader-depth": Why.DEPTH,
    "reader-stopped": Why.REFUSED,
    "reader-failed": Why.FAILED,
}


class _Readers:
    """A reader and the drawer that looks for codes for it."""

    def __init__(self, command: list[str] | None, drawer: list[str] | None, seconds: float) -> None:
        self.reader = Child(command or child_command(READER))
        self.drawer = Child(drawer or child_command(DRAWER))
        self.seconds = seconds

    def end(self) -> None:
        self.reader.end()
        self.drawer.end()


class _Reading:
    """One message, read until there is an answer."""

    def __init__(self, readers: _Readers, data: bytes, pick: int) -> None:
        self._reader, self._drawer = readers.reader, readers.drawer
        self._seconds = readers.seconds
        self._data = data
        self._pick = pick
        self._end = monotonic() + limits.MESSAGE_SECONDS
        self._without: dict[str, tuple[str, int]] = {}
        self._drawn: dict[str, bytes] = {}
        self._stops = 0

    def examination(self) -> Examination:
        """Everything but what stopped the reader. Raises Stopped when nothing could be read."""
        while True:
            self._step = ""
            try:
                return replace(self._once(), confined=self._reader.confined)
            except Stopped as stopped:
                self._stops += 1
                hopeless = self._step in ("", LAST, *self._without)
                if hopeless or len(self._without) >= 2 * limits.STOPS:
                    raise
                self._without[self._step] = self._stop(stopped)

    def _once(self) -> Examination:
        late = self._stops >= limits.STOPS
        options = {
            "pick": self._pick,
            "without": self._without,
            "seconds": 0 if late else max(0.0, self._end - monotonic()),
        }
        first = self._seconds + len(self._data) / limits.PARTED_BYTES
        self._reader.ask(options, self._data, first)
        seconds = first
        while True:
            kind, content = self._reader.frame(seconds)
            if kind == STEP:
                self._step = content.decode("ascii", "replace")
                seconds = first if self._step == WHOLE else self._seconds
                if self._step.startswith(PIECE):
                    seconds = min(seconds, limits.PIECE_SECONDS)
            elif kind == DRAW:
                answer = self._draw(content)
                self._reader.reply(DRAWN.pack(len(answer)) + answer, self._seconds)
            elif kind == ANSWER:
                self._reader.rest()
                return _answer(Examination, self._reader, content)
            else:
                self._reader.close()
                raise Stopped("reader-died")

    def _draw(self, content: bytes) -> bytes:
        self._reader.rest()
        key = sha256_hex(content)
        if key not in self._drawn:
            self._drawn[key] = self._drawing(content)
        return self._drawn[key]

    def _drawing(self, content: bytes) -> bytes:
        kind, pixels = DRAWING.unpack_from(content)
        if self._stops >= limits.STOPS or monotonic() >= self._end:
            return _json({"why": Why.LATE, "seconds": 0})
        try:
            options = {"kind": kind.rstrip(b"\0").decode("ascii", "replace"), "pixels": pixels}
            self._drawer.ask(options, content[DRAWING.size :], limits.DRAW_SECONDS)
            answered, value = self._drawer.frame(limits.DRAW_SECONDS)
            if answered != ANSWER:
                self._drawer.close()
                raise Stopped("reader-died")
            self._drawer.rest()
            return _json(to_value(_answer(Looked, self._drawer, value)))
        except Stopped as stopped:
            self._stops += 1
            why, seconds = self._stop(stopped)
            return _json({"why": why, "seconds": seconds})

    @staticmethod
    def _stop(stopped: Stopped) -> tuple[str, int]:
        return _WHY.get(stopped.code, Why.DIED), ceil(stopped.seconds)


def _answer(declared: Callable[..., T], child: Child, content: bytes) -> T:
    """What a child answers. Raises Stopped where it says that it failed, or answers in another form:
    then it is not given the next message either."""
    try:
        value = json.loads(content)
        failure = value.get("failed") if isinstance(value, dict) else None
        if isinstance(failure, str) and failure in _FAILED:
            raise Stopped(failure, str(value.get("reason", "")))
        return from_value(declared, value)
    except (ValueError, RecursionError):
        child.close()
        raise Stopped("reader-died") from None


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode("ascii")


class Pool:
    """Children for many messages: `size` at once. A context manager; closing kills them all."""

    def __init__(
        self,
        size: int = 2,
        *,
        command: list[str] | None = None,
        drawer: list[str] | None = None,
        seconds: float = limits.STEP_SECONDS,
    ) -> None:
        self._size = max(1, size)
        self._all = [_Readers(command, drawer, seconds) for _ in range(self._size)]
        self._free: SimpleQueue[_Readers] = SimpleQueue()
        for readers in self._all:
            self._free.put(readers)

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
        for readers in self._all:
            readers.end()

    def start(self) -> None:
        """Start a child now: a form that is open makes the drop that follows quick."""
        readers = self._free.get()
        try:
            readers.reader.start()
        except OSError:
            return  # the message that follows says so
        finally:
            self._free.put(readers)

    def examine(self, data: bytes, *, pick: int = 0) -> Examination:
        """Everything read from a message (docs/formats/evidence.md). Never raises for its content."""
        digest = sha256_hex(data)
        # More than the limit is hashed and kept, but not given away to be read.
        given = data[: limits.FILE_BYTES + 1]
        readers = self._free.get()
        try:
            found = _Reading(readers, given, pick).examination()
        except Stopped as stopped:
            # By the same way as a child's answer: what is no character does not get in here either.
            found = from_value(
                Examination, to_value(plain.read(given, stopped.code, stopped.reason))
            )
        finally:
            self._free.put(readers)
        return replace(found, sha256=digest, size=len(data))

    def examine_many(self, sources: Iterable[Callable[[], bytes]]) -> Iterator[Examination]:
        """The examinations of many messages in their order, a few ahead at a time."""
        with ThreadPoolExecutor(self._size) as threads:
            rest = iter(sources)
            ahead = islice(rest, self._size * 4)
            waiting = deque(threads.submit(self._examine_source, source) for source in ahead)
            while waiting:
                yield waiting.popleft().result()
                following = islice(rest, 1)
                waiting.extend(threads.submit(self._examine_source, one) for one in following)

    def _examine_source(self, source: Callable[[], bytes]) -> Examination:
        return self.examine(source())

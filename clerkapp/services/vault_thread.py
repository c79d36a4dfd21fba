"""A long job beside the thread that owns the vault.

The vault's connection belongs to one thread. A job runs on another and asks the vault's thread for
what it needs, a little at a time, between other requests. `Pump` is the vault's side where nothing
else waits for that thread (clerkctl); the desktop has its own queue with the same `ask`.
"""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import islice
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
_AHEAD = 4
_ASKED_AHEAD = 2
_TICK_SECONDS = 0.05


class Ask(Protocol):
    """Has `work` done on the vault's thread, in turn; what it raises comes with the answer."""

    def __call__(self, work: Callable[[], T], /) -> Future[T]:
        """The answer to come."""


class Pump:
    """Answers a job's questions on the calling thread until the job is done."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = (
            queue.SimpleQueue()
        )

    def ask(self, work: Callable[[], T], /) -> Future[T]:
        """For the job's threads."""
        answer: Future[T] = Future()
        self._questions.put((work, answer))
        return answer

    def run(self, job: Callable[[Ask], T], stop: Callable[[], None]) -> T:
        """Run `job` on a thread of its own and answer it here.

        When this thread is interrupted meanwhile, `stop` tells the job, and the interruption goes on
        once the job has ended.
        """
        ended: Future[T] = Future()
        thread = threading.Thread(target=self._job, args=(job, ended), name="job")
        thread.start()
        try:
            self._answer()
        except BaseException:
            stop()
            self._answer()
            raise
        finally:
            thread.join()
        return ended.result()

    def _job(self, job: Callable[[Ask], T], ended: "Future[T]") -> None:
        try:
            ended.set_result(job(self.ask))
        except BaseException as error:  # carried to the waiting thread, whatever it is
            ended.set_exception(error)
        finally:
            self._questions.put(None)

    def _answer(self) -> None:
        while (question := self._questions.get()) is not None:
            work, answer = question
            try:
                answer.set_result(work())
            except Exception as error:
                answer.set_exception(error)
            except BaseException as error:
                answer.set_exception(error)
                raise


def pulled(ask: Ask, source: Callable[[], Iterator[T]], batch: int = 1) -> Iterator[T]:
    """The items of `source`, made and moved on the vault's thread, `batch` at a time.

    The next ones are asked for before these are given out, so that neither side waits for the other.
    """
    items = ask(source).result()
    coming = deque(ask(lambda: list(islice(items, batch))) for _ in range(_ASKED_AHEAD))
    while portion := coming.popleft().result():
        coming.append(ask(lambda: list(islice(items, batch))))
        yield from portion


@contextmanager
def ahead(source: Iterator[T]) -> Iterator[Iterator[T]]:
    """The items of `source`, fetched by a thread of their own, at most a few ahead.

    An error of the source comes out where the items are read. The thread has ended when the block
    ends, however it ends: whoever answers the source must still do so until then.
    """
    items: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(maxsize=_AHEAD)
    stopped = threading.Event()
    thread = threading.Thread(target=_fetch, args=(source, items, stopped), name="fetch")
    thread.start()
    try:
        yield _items_until_end(items)
    finally:
        stopped.set()
        while thread.is_alive():
            _empty(items)
            thread.join(_TICK_SECONDS)


def _items_until_end(items: "queue.Queue[tuple[T | None, BaseException | None]]") -> Iterator[T]:
    while True:
        item, error = items.get()
        if isinstance(error, StopIteration):
            return
        if error is not None:
            raise error
        yield item  # type: ignore[misc]


def _fetch(
    source: Iterator[T],
    items: "queue.Queue[tuple[T | None, BaseException | None]]",
    stopped: threading.Event,
) -> None:
    last: BaseException = StopIteration()
    try:
        for item in source:
            if stopped.is_set():
                break
            items.put((item, None))
    except BaseException as error:  # carried to the reader, whatever it is
        last = error
    items.put((None, last))


def _empty(items: "queue.Queue[tuple[T | None, BaseException | None]]") -> None:
    """Make room, so that a thread that waits to put comes to see that it is to stop."""
    while True:
        try:
            items.get_nowait()
        except queue.Empty:
            return

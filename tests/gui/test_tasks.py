"""The vault's thread and the jobs beside it."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.gui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Tasks that are finished when the test is."""
    tasks = Tasks()
    yield tasks
    tasks.finish()


def test_all_use_cases_run_on_one_thread_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, str]] = []
    answers: list[int] = []

    def work(n: int) -> int:
        seen.append((n, threading.current_thread().name))
        return n

    for n in range(20):
        tasks.run(tasks, partial(work, n), answers.append)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [n for n, _ in seen] == answers == list(range(20))
    assert len({name for _, name in seen}) == 1
    assert threading.current_thread().name not in {name for _, name in seen}


def test_a_job_reaches_the_vault_between_other_requests(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[str] = []
    draft_saved = threading.Event()

    def job() -> str:
        first = tasks.on_vault(lambda: threading.current_thread().name)
        assert draft_saved.wait(10)
        second = tasks.on_vault(lambda: threading.current_thread().name)
        assert first == second != threading.current_thread().name
        return first

    tasks.job(tasks, job, lambda _: order.append("job"))
    tasks.run(tasks, draft_saved.set, lambda _: order.append("draft"))
    qtbot.waitUntil(lambda: tasks.idle)
    assert order == ["draft", "job"]


def test_a_refusal_goes_to_the_caller_and_otherwise_to_the_desk(tasks: Tasks, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refused("reason-missing")

    own: list[ClerkappError] = []
    with qtbot.waitSignal(tasks.trouble) as desk:
        tasks.run(tasks, refuse, lambda _: None, own.append)
        tasks.run(tasks, refuse, lambda _: None)
    assert [error.code for error in own] == ["reason-missing"]
    assert desk.args[0].code == "reason-missing"


def test_a_bug_is_never_taken_for_a_refusal(tasks: Tasks, qtbot: QtBot) -> None:
    own: list[ClerkappError] = []
    with qtbot.waitSignal(tasks.bug) as bug:
        tasks.run(tasks, lambda: 1 // 0, lambda _: None, own.append)
    assert isinstance(bug.args[0], ZeroDivisionError)
    assert own == []


def test_an_answer_for_a_screen_that_has_gone_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    release = threading.Event()
    gone = QObject()
    answers: list[object] = []
    tasks.run(gone, lambda: release.wait(10), answers.append)

    shiboken6.delete(gone)
    release.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == []

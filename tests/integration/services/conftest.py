"""A fresh office a test, and the session of its first person."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from clerkapp.services.export.exporting import Request
from clerkapp.services.records import attaching, recording
from clerkapp.services.session import Session
from tests.fakes.office import Office, office_in, whole
from tests.fakes.state import State

KIB = 1024
_BESIDE = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "email"

# The shared corpus is used where it lies beside the checkout.
collect_ignore = [] if _BESIDE.is_dir() else ["test_messages_corpus.py"]


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    return office_in(tmp_path, people="as_person" in request.fixturenames)


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """Dana Whitfield: administrator and authority."""
    opened = office.unlock()
    yield opened
    opened.vault.close()


@pytest.fixture
def as_person(office: Office) -> Iterator[Callable[[str], Session]]:
    """Sessions of several people, one after another: each one closes the one before."""
    with ExitStack() as stack:

        def switch(name: str) -> Session:
            stack.close()
            session = office.unlock(name)
            stack.enter_context(closing(session.vault))
            return session

        yield switch


@pytest.fixture
def state(office: Office, tmp_path: Path) -> State:
    return State(tmp_path / "state", office)


@pytest.fixture
def request_(state: State) -> Request:
    return Request(recipients=(state.certificate,))


@pytest.fixture
def recorded(session: Session) -> Session:
    """One record with an attachment of several pieces."""
    data = bytes(range(256)) * 12 * KIB
    attached = attaching.attach_bytes(session, "zero-tape.pdf", data)
    recording.record(session, "equipment", whole(), attachments=[attached])
    return session

"""A closing that the state has not heard of goes along with the next bundle, once an epoch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.codec import account_line
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.send import words as send_words
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.records import recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening
from tests.fakes.office import AUDITOR, JAM, Office
from tests.fakes.state import State

NUMBER = "LARK-2026-W1-0001"


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """Dana, who has recorded one thing and then closed Noor's account."""
    office.add_everybody()
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    yield session
    opening.lock(session)


@pytest.fixture
def state(office: Office, tmp_path: Path) -> State:
    return State(tmp_path / "state", office)


def _closed(session: Session, state: State, folder: Path, copy: Copy = Copy.STATE) -> list[str]:
    """Exports, has the state read it, and says whose closing was there."""
    folder.mkdir()
    done = exporting.export(session, Request(recipients=(state.certificate,), copy=copy), folder)
    files = [file.path for file in done.last.files]
    unpacked = folder / done.last.digest
    state.verify(session, files, unpacked)
    lines = (unpacked / "bundle/data/accounts.jsonl").read_bytes().splitlines()
    found = [account_line.decode(line) for line in lines]
    return [line.grant.account for line in found if line.closing is not None]


def _noor(session: Session) -> str:
    return next(one.id for one in session.vault.accounts.list() if one.name == AUDITOR)


def test_a_closing_alone_is_something_new_and_goes_once(
    session: Session, state: State, tmp_path: Path
) -> None:
    assert _closed(session, state, tmp_path / "a") == []
    accounts.disable(session, AUDITOR)
    plan = exporting.plan(session, Request(recipients=(state.certificate,)))
    assert (plan.again, plan.records, plan.acts, plan.closings) == (False, 0, False, 1)
    assert send_words.counts(plan) == "1 closed account"
    assert _closed(session, state, tmp_path / "b") == [_noor(session)]
    assert exporting.plan(session, Request(recipients=(state.certificate,))).again
    recording.record(session, "equipment", JAM)
    assert _closed(session, state, tmp_path / "c") == []


def test_signatures_and_closings_are_told_apart(
    session: Session, state: State, tmp_path: Path
) -> None:
    request = Request(recipients=(state.certificate,))
    _closed(session, state, tmp_path / "a")
    signing.sign(session, NUMBER, ActKind.AUTHORITY)
    assert send_words.counts(exporting.plan(session, request)) == "Signatures only"
    accounts.disable(session, AUDITOR)
    assert send_words.counts(exporting.plan(session, request)) == "Signatures, 1 closed account"


def test_a_new_epoch_tells_it_again(session: Session, state: State, tmp_path: Path) -> None:
    accounts.disable(session, AUDITOR)
    assert _closed(session, state, tmp_path / "a") == [_noor(session)]
    assert _closed(session, state, tmp_path / "b", Copy.FULL) == [_noor(session)]


def test_a_committed_bundle_keeps_its_lines_whoever_is_closed_later(
    session: Session, state: State, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = exporting.export(session, Request(recipients=(state.certificate,)), tmp_path / "a").last
    accounts.disable(session, AUDITOR)
    again = exporting.export(session, Request(recipients=(state.certificate,)), tmp_path / "b")
    assert [one.digest for one in again.bundles][-1] != first.digest
    content = session.vault.outgoing.signers(first.digest)
    assert [one.line.closing for one in content] == [None]

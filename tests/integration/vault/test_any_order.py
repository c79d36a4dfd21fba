"""Revisions that arrive before those that they replace, and acts before their revisions: lists, heads
and search show what is here, and what comes later only completes."""

from pathlib import Path

import pytest

from clerkapp.crypto.revisions import make
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import Act, Op, Revision
from clerkapp.vault.api import Unlocked, Vault, check, rebuild
from tests.fakes import people
from tests.fakes.vaults import AT, JAM, LATER, record

AWAY = "W2@LARK"
AUTHOR = "visitor"
RECORD = "44444444-4444-4444-8444-444444444444"
NUMBER = "LARK-2026-W2-0007"
EARLIER = "2026-11-02T16:00:00-06:00"


_ACTS: dict[str, Act] = {}


def _revision(
    rev: int, at: str, parents: tuple[str, ...] = (), op: Op = Op.PUT, **values: str
) -> Revision:
    content = {} if op is Op.STRIKE else dict(JAM)
    revision, act = make(
        {**content, **values},
        record=RECORD,
        number=NUMBER,
        kind="equipment",
        rev=rev,
        parents=parents,
        op=op,
        at=at,
        author=people.person_id(AUTHOR),
        key=people.person_key(AUTHOR),
    )
    _ACTS[revision.identity] = act
    return revision


def _act(revision: Revision) -> Act:
    return _ACTS[revision.identity]


FIRST = _revision(1, EARLIER, one_line="Scanner at Elm Hall jammed.")
SECOND = _revision(
    2, AT, (FIRST.identity,), one_line="Scanner at Elm Hall jams.", reason="Typed wrongly."
)
THIRD = _revision(3, LATER, (SECOND.identity,), Op.STRIKE, reason="Entered twice.")


@pytest.fixture
def desk(unlocked: Unlocked) -> Vault:
    """A vault that knows the other station's signer, and has a record of its own."""
    record(unlocked)
    unlocked.vault.signers.add(people.granted(AUTHOR, AUTHOR, station=AWAY), at=AT, bundle="d" * 64)
    return unlocked.vault


def _lines(vault: Vault, text: str = "") -> list[tuple[str, str, bool]]:
    rows = vault.queries.page(Query(text=text)).rows
    return [(row.number, row.one_line, row.struck) for row in rows]


OURS = ("LARK-2026-W1-0001", "Scanner at Oak Hall jammed three times.", False)


def test_a_revision_without_its_first_one_is_listed_found_and_whole(
    desk: Vault, folder: Path
) -> None:
    desk.revisions.receive_act(_act(SECOND))
    desk.revisions.receive(SECOND)
    assert set(_lines(desk)) == {OURS, (NUMBER, "Scanner at Elm Hall jams.", False)}
    assert _lines(desk, "elm") == [(NUMBER, "Scanner at Elm Hall jams.", False)]
    assert desk.revisions.heads(RECORD) == (SECOND,)
    row = desk.queries.row(RECORD)
    assert (row.recorded, row.author, row.rev) == (AT, people.person_id(AUTHOR), 2)
    assert check(desk, folder).problems == ()


def test_what_comes_later_completes_in_any_order(desk: Vault, folder: Path) -> None:
    for one in (THIRD, SECOND, FIRST):
        desk.revisions.receive_act(_act(one))
    for one in (THIRD, FIRST, SECOND):
        desk.revisions.receive(one)
        assert check(desk, folder).problems == ()
    assert desk.revisions.heads(RECORD) == (THIRD,)
    assert desk.revisions.history(RECORD) == (FIRST, SECOND, THIRD)
    assert _lines(desk, "elm") == [(NUMBER, "Scanner at Elm Hall jams.", True)]


def test_the_order_of_recording_follows_the_first_revision_once_it_is_here(
    desk: Vault, folder: Path
) -> None:
    desk.revisions.receive_act(_act(SECOND))
    desk.revisions.receive_act(_act(FIRST))
    desk.revisions.receive(SECOND)
    desk.revisions.receive(FIRST)
    assert [number for number, _, _ in _lines(desk)] == [OURS[0], NUMBER]
    assert desk.queries.row(RECORD).recorded == EARLIER
    before = desk.connection.rows("SELECT * FROM record ORDER BY n")
    rebuild(desk)
    assert desk.connection.rows("SELECT * FROM record ORDER BY n") == before
    assert check(desk, folder).problems == ()


def test_an_act_may_wait_for_its_revision(desk: Vault, folder: Path) -> None:
    desk.revisions.receive_act(_act(FIRST))
    assert check(desk, folder).problems == ()
    assert desk.revisions.acts(RECORD) == ()
    desk.revisions.receive(FIRST)
    assert desk.revisions.acts(RECORD) == (_act(FIRST),)

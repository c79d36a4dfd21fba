"""All or nothing, at every depth; and a store that may only be read."""

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.records.lists import Query
from clerkapp.store.opened import CANNOT_WRITE, Store
from tests.fakes.vaults import AT, JAM, Interrupted
from tests.integration.store.desk import Desk


def fail_inside(store: Store) -> None:
    with store.transaction():
        store.settings.set("inner", 1)
        raise Interrupted


def test_an_outer_transaction_undoes_everything(desk: Desk) -> None:
    store, before = desk.store, desk.store.journal.head()

    def outer() -> None:
        with store.transaction():
            desk.record()
            store.journal.append(Event.UNLOCKED, AT, None, {})
            store.attachments.store([b"abc"], at=AT, limit=10)
            with store.transaction():
                store.settings.set("outer", 1)
            fail_inside(store)

    with pytest.raises(Interrupted):
        outer()
    store = desk.reopen()
    assert store.journal.head() == before
    assert (store.revisions.count(), desk.rows(), store.queries.totals()) == (0, [], {})
    assert list(store.attachments.all()) == []
    assert store.settings.get("outer") is None
    assert str(store.revisions.next_number(2026)) == "LARK-2026-W1-0001"


def test_an_inner_one_can_be_undone_alone(desk: Desk) -> None:
    store = desk.store
    with store.transaction():
        desk.record()
        with pytest.raises(Interrupted):
            fail_inside(store)
        store.settings.set("outer", 1)
    store = desk.reopen()
    assert (store.settings.get("outer"), store.settings.get("inner")) == (1, None)
    assert desk.numbers(Query(text="oak")) == [1]


def test_a_refused_revision_takes_its_act_along_and_nothing_else(desk: Desk) -> None:
    first = desk.record()
    revision, act = desk.draw(JAM)
    with desk.store.transaction():
        with pytest.raises(Exception, match="revision-act"):
            desk.store.revisions.append(revision, desk.sign(first))
        desk.store.revisions.append(revision, act)
    assert desk.store.revisions.acts(revision.header.id) == (act,)
    assert desk.numbers() == [2, 1]


@pytest.mark.parametrize("code", sorted(CANNOT_WRITE))
def test_a_store_that_is_only_read_refuses_every_change(desk: Desk, code: str) -> None:
    desk.record()
    store = desk.store
    assert store.unwritable == ""
    store.only_read(code)
    assert store.unwritable == code
    with pytest.raises(EnvironmentFailure, match=code), store.transaction():
        pass
    with pytest.raises(EnvironmentFailure, match=code):
        desk.record()
    assert desk.numbers() == [1]
    assert store.journal.verify() == (store.journal.head() or (0, ""))[0]

"""Revisions and acts: appended once, checked before, and welcome in any order from elsewhere."""

import dataclasses
from collections.abc import Callable

import pytest

from clerkapp.crypto.identity import revision_identity
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, SaltedValue
from tests.fakes import people
from tests.fakes.vaults import AT, JAM, LATER
from tests.integration.store.desk import AWAY, VISITOR, Desk, visiting

EARLIER = "2026-11-02T16:00:00-06:00"


def test_what_was_appended_reads_back(desk: Desk) -> None:
    revision, act = desk.draw(JAM)
    desk.store.revisions.append(revision, act)
    records = desk.reopen().revisions
    assert records.get(revision.identity) == revision
    assert records.heads(revision.header.id) == (revision,)
    assert records.history(revision.header.id) == (revision,)
    assert records.acts(revision.header.id) == (act,)
    assert records.record_id_of(revision.header.number) == revision.header.id
    assert (records.count(), records.newest_recorded()) == (1, AT)


def test_an_empty_store_knows_nothing(desk: Desk) -> None:
    records = desk.store.revisions
    assert (records.count(), records.newest_recorded()) == (0, None)
    for ask in (records.heads, records.history, records.record_id_of, desk.store.queries.row):
        with pytest.raises(Refused, match="record-not-found"):
            ask("LARK-2026-W1-0001")
    with pytest.raises(Refused, match="revision-unknown"):
        records.get("0" * 64)


def test_numbers_run_without_gaps_a_year_at_a_time(desk: Desk) -> None:
    numbers = [desk.record().header.number for _ in range(3)]
    assert numbers == [f"LARK-2026-W1-000{n}" for n in (1, 2, 3)]
    assert desk.record(at="2027-01-01T00:10:00-06:00").header.number == "LARK-2027-W1-0001"
    assert str(desk.store.revisions.next_number(2026)) == "LARK-2026-W1-0004"


def test_numbers_that_were_skipped_stay_skipped(desk: Desk) -> None:
    desk.record()
    assert desk.store.revisions.skip_numbers(2026, at=AT) == (2, 100)
    assert str(desk.reopen().revisions.next_number(2026)) == "LARK-2026-W1-0101"
    assert str(desk.store.revisions.next_number(2027)) == "LARK-2027-W1-0001"


def test_a_second_copy_of_a_revision_is_refused(desk: Desk) -> None:
    revision, act = desk.draw(JAM)
    desk.store.revisions.append(revision, act)
    with pytest.raises(Refused, match="revision-known"):
        desk.store.revisions.append(revision, act)
    with pytest.raises(Refused, match="revision-known"):
        desk.store.revisions.receive(revision)
    assert desk.store.revisions.count() == 1
    assert desk.store.revisions.acts(revision.header.id) == (act,)


def _identified(revision: Revision, **header: object) -> Revision:
    changed = dataclasses.replace(revision.header, **header)  # type: ignore[arg-type]
    return dataclasses.replace(revision, header=changed, identity=revision_identity(changed))


def _resaid(revision: Revision) -> Revision:
    said = {**revision.fields, "one_line": SaltedValue("0" * 32, "Another story.")}
    return dataclasses.replace(revision, fields=said)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("revision-identity", lambda one: dataclasses.replace(one, identity="0" * 64)),
        ("revision-digest", _resaid),
        ("revision-form", lambda one: _identified(one, recorded="yesterday")),
        ("revision-form", lambda one: _identified(one, rev=0)),
    ],
)
@pytest.mark.parametrize("door", ["append", "receive"])
def test_what_a_revision_shows_of_itself_must_be_right(
    desk: Desk, door: str, code: str, change: Callable[[Revision], Revision]
) -> None:
    revision, act = desk.draw(JAM)
    wrong = change(revision)
    records = desk.store.revisions
    with pytest.raises(Refused, match=code):
        records.append(wrong, act) if door == "append" else records.receive(wrong)
    assert records.count() == 0
    assert desk.rows() == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("revision-number", lambda one: _identified(one, number="LARK-2026-W1-0005")),
        (
            "revision-parents",
            lambda one: _identified(
                one, rev=2, parents=("a" * 64,), digests={**one.header.digests, "reason": "b" * 64}
            ),
        ),
    ],
)
def test_what_is_made_here_stands_on_what_is_here(
    desk: Desk, code: str, change: Callable[[Revision], Revision]
) -> None:
    revision, act = desk.draw(JAM)
    with pytest.raises(Refused, match=code):
        desk.store.revisions.append(change(revision), act)
    assert desk.store.revisions.count() == 0


def test_a_number_is_one_records(desk: Desk) -> None:
    first = desk.record()
    other, act = desk.draw(JAM)
    taken = _identified(other, number=first.header.number)
    with pytest.raises(Refused, match="revision-number"):
        desk.store.revisions.append(taken, act)
    with pytest.raises(Refused, match="revision-number"):
        desk.store.revisions.receive(taken)


def test_a_record_begins_once(desk: Desk) -> None:
    first = desk.record()
    again = _identified(first, recorded=LATER)
    with pytest.raises(Refused, match="revision-number"):
        desk.store.revisions.receive(again)
    assert desk.store.revisions.history(first.header.id) == (first,)


def test_the_next_revision_is_one_above_its_highest_parent(desk: Desk) -> None:
    first = desk.record()
    second = desk.amend(first)
    for wrong in (2, 4):
        revision, act = desk.draw_next(second)
        with pytest.raises(Refused, match="revision-parents"):
            desk.store.revisions.append(_identified(revision, rev=wrong), act)
    assert desk.store.revisions.heads(first.header.id) == (second,)


@pytest.mark.parametrize("what", ["another revision", "another kind", "a stranger"])
def test_a_revision_comes_with_its_authors_own_act(desk: Desk, what: str) -> None:
    revision, act = desk.draw(JAM)
    _, other_act = desk.draw({"one_line": "Another."})
    acts = {
        "another revision": other_act,
        "another kind": dataclasses.replace(act, act=ActKind.REVIEW),
        "a stranger": dataclasses.replace(act, sshsig=other_act.sshsig),
    }
    with pytest.raises(Refused, match="revision-act"):
        desk.store.revisions.append(revision, acts[what])
    assert desk.store.revisions.count() == 0


def test_acts_are_added_once_and_only_to_what_is_here(desk: Desk) -> None:
    revision = desk.record()
    unknown, _ = desk.draw(JAM)
    act = desk.sign(revision)
    records = desk.store.revisions
    records.add_act(act)
    for add in (records.add_act, records.receive_act):
        with pytest.raises(Refused, match="act-known"):
            add(act)
    with pytest.raises(Refused, match="revision-unknown"):
        records.add_act(desk.sign(unknown))
    assert records.acts(revision.header.id)[1:] == (act,)


def _forged(act: Act) -> Act:
    return dataclasses.replace(act, sshsig=act.sshsig[:-1] + bytes([act.sshsig[-1] ^ 1]))


def test_a_signature_that_does_not_verify_is_refused(desk: Desk) -> None:
    revision = desk.record()
    forged = _forged(desk.sign(revision))
    for add in (desk.store.revisions.add_act, desk.store.revisions.receive_act):
        with pytest.raises(Refused, match="revision-act"):
            add(forged)


# --- from elsewhere

FIRST, FIRST_ACT = visiting(1, at=EARLIER, one_line="Scanner at Elm Hall jammed.")
SECOND, SECOND_ACT = visiting(2, FIRST, one_line="Scanner at Elm Hall jams.")
THIRD, THIRD_ACT = visiting(3, SECOND, at=LATER, op=Op.STRIKE, reason="Entered twice.")


@pytest.fixture
def visited(desk: Desk) -> Desk:
    """A store that knows the other station's signer, with a record of its own."""
    desk.record()
    desk.store.signers.add(people.granted(VISITOR, VISITOR, station=AWAY), at=AT, bundle="d" * 64)
    return desk


def test_a_revision_may_come_before_its_parents(visited: Desk) -> None:
    records = visited.store.revisions
    records.receive(SECOND)
    assert records.heads(FIRST.header.id) == (SECOND,)
    assert records.record_id_of("LARK-2026-W2-0007") == FIRST.header.id
    row = visited.store.queries.row(FIRST.header.id)
    assert (row.one_line, row.recorded, row.rev) == ("Scanner at Elm Hall jams.", AT, 2)
    assert [one.number for one in visited.rows(Query(text="elm"))] == ["LARK-2026-W2-0007"]


@pytest.mark.parametrize(
    "order",
    [
        (FIRST, SECOND, THIRD),
        (THIRD, SECOND, FIRST),
        (SECOND, THIRD, FIRST),
        (THIRD, FIRST, SECOND),
    ],
)
def test_what_comes_later_completes_in_any_order(
    visited: Desk, order: tuple[Revision, ...]
) -> None:
    for one in order:
        visited.store.revisions.receive(one)
    records = visited.reopen().revisions
    assert records.heads(FIRST.header.id) == (THIRD,)
    assert records.history(FIRST.header.id) == (FIRST, SECOND, THIRD)
    (row,) = visited.rows(Query(text="elm"))
    assert (row.one_line, row.struck, row.recorded) == ("Scanner at Elm Hall jams.", True, EARLIER)


def test_an_act_may_come_before_its_revision(visited: Desk) -> None:
    records = visited.store.revisions
    records.receive_act(FIRST_ACT)
    assert list(visited.store.outgoing.author_acts())
    records.receive(FIRST)
    assert records.acts(FIRST.header.id) == (FIRST_ACT,)


def test_an_act_of_somebody_unknown_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="revision-act"):
        desk.store.revisions.receive_act(FIRST_ACT)


def test_a_revision_may_withhold_fields(visited: Desk) -> None:
    shown = {code: FIRST.fields[code] for code in ("one_line", "status")}
    visited.store.revisions.receive(dataclasses.replace(FIRST, fields=shown))
    kept = visited.reopen().revisions.get(FIRST.identity)
    assert (dict(kept.fields), kept.header) == (shown, FIRST.header)


def test_two_revisions_of_one_parent_are_a_conflict_until_somebody_settles_it(desk: Desk) -> None:
    first = desk.record()
    one, two = desk.amend(first, place="Cedar"), desk.amend(first, place="Mill Road")
    heads = sorted((one, two), key=lambda head: head.identity)
    assert desk.store.revisions.heads(first.header.id) == tuple(heads)
    row = desk.store.queries.row(first.header.id)
    assert (row.conflict, row.identity) == (True, heads[0].identity)
    assert desk.store.queries.totals()["conflicts"] == 1
    settled = desk.amend(*heads, place="Cedar")
    assert desk.store.revisions.heads(first.header.id) == (settled,)
    assert not desk.store.queries.row(first.header.id).conflict
    assert "conflicts" not in desk.store.queries.totals()


def test_the_head_that_was_amended_most_is_shown(desk: Desk) -> None:
    first = desk.record()
    once = desk.amend(first, place="Cedar")
    often = desk.amend(desk.amend(first, place="Mill Road"), place="Harbor")
    assert desk.store.revisions.heads(first.header.id) == (often, once)
    row = desk.store.queries.row(first.header.id)
    assert (row.place, row.rev, row.conflict) == ("Harbor", 3, True)

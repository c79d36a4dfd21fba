"""Appending revisions: what is accepted, what is refused, what stands there afterwards."""

import dataclasses
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.identity import revision_identity
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, SaltedValue
from clerkapp.vault.api import Unlocked, Vault, unlock
from tests.fakes.vaults import (
    AT,
    JAM,
    LATER,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    Interrupted,
    amend,
    author_act,
    draw,
    opened,
    record,
    second_person,
)


def test_a_revision_reads_back_as_it_was_appended(unlocked: Unlocked) -> None:
    revision, act = draw(unlocked, {**JAM, "story": "Zoë said “twice”.", "count": None})
    unlocked.vault.revisions.append(revision, act)
    revisions = unlocked.vault.revisions
    assert revisions.get(revision.identity) == revision
    assert revisions.heads(revision.header.id) == (revision,)
    assert revisions.history(revision.header.id) == (revision,)
    assert revisions.acts(revision.header.id) == (act,)
    assert revisions.record_id_of(revision.header.number) == revision.header.id
    assert list(revisions.all()) == [revision]
    assert revisions.count() == 1


def test_unknown_members_of_a_header_are_kept(unlocked: Unlocked) -> None:
    revision, _ = draw(unlocked, JAM)
    header = dataclasses.replace(revision.header, extra={"later": {"a": [1, "x"]}})
    identity = revision_identity(header)
    unlocked.vault.revisions.append(
        Revision(header, identity, revision.fields), author_act(unlocked, identity)
    )
    assert unlocked.vault.revisions.get(identity).header.extra == {"later": {"a": [1, "x"]}}


def test_withheld_fields_stay_withheld(unlocked: Unlocked) -> None:
    revision, act = draw(unlocked, JAM)
    shown = {code: revision.fields[code] for code in ("one_line", "status")}
    unlocked.vault.revisions.append(dataclasses.replace(revision, fields=shown), act)
    kept = unlocked.vault.revisions.get(revision.identity)
    assert (dict(kept.fields), kept.header) == (shown, revision.header)


def test_numbers_run_without_gaps_a_year_at_a_time(unlocked: Unlocked) -> None:
    numbers = [record(unlocked).header.number for _ in range(3)]
    assert numbers == [f"LARK-2026-W1-000{n}" for n in (1, 2, 3)]
    assert record(unlocked, at="2027-01-01T00:10:00-06:00").header.number == "LARK-2027-W1-0001"
    assert str(unlocked.vault.revisions.next_number(2026)) == "LARK-2026-W1-0004"


def test_an_undone_append_uses_up_no_number(unlocked: Unlocked) -> None:
    def append_and_fail() -> None:
        with unlocked.vault.transaction():
            record(unlocked)
            raise Interrupted

    with pytest.raises(Interrupted):
        append_and_fail()
    assert record(unlocked).header.number == "LARK-2026-W1-0001"
    assert unlocked.vault.queries.totals()["records"] == 1


def test_after_a_restore_numbers_go_on_above_the_next_hundred(unlocked: Unlocked) -> None:
    record(unlocked)
    assert unlocked.vault.revisions.skip_numbers(2026, at=LATER) == (2, 100)
    assert record(unlocked).header.number == "LARK-2026-W1-0101"
    assert unlocked.vault.revisions.skip_numbers(2026, at=LATER) == (102, 200)
    assert record(unlocked).header.number == "LARK-2026-W1-0201"


@pytest.mark.parametrize(
    "number", ["LARK-2026-W1-0002", "LARK-2026-W1-0000", "W1-0001", "LARK-2026-W1-00001"]
)
def test_another_number_than_the_next_is_refused(unlocked: Unlocked, number: str) -> None:
    with pytest.raises(Refused, match=r"revision-(number|form)"):
        unlocked.vault.revisions.append(*draw(unlocked, JAM, number=number))
    assert unlocked.vault.revisions.count() == 0


def test_records_of_other_stations_keep_their_numbers(unlocked: Unlocked) -> None:
    unlocked.vault.revisions.append(*draw(unlocked, JAM, number="LARK-2026-W2-0007"))
    assert unlocked.vault.revisions.record_id_of("LARK-2026-W2-0007")
    assert record(unlocked).header.number == "LARK-2026-W1-0001"
    with pytest.raises(Refused, match="revision-number"):
        unlocked.vault.revisions.append(*draw(unlocked, JAM, number="LARK-2026-W2-0007"))


def test_an_amendment_becomes_the_head_and_the_old_one_stays(unlocked: Unlocked) -> None:
    first = record(unlocked)
    second = amend(unlocked, first, one_line="Twice, not three times.", status="working")
    revisions = unlocked.vault.revisions
    assert revisions.heads(first.header.id) == (second,)
    assert revisions.history(first.header.id) == (first, second)
    row = unlocked.vault.queries.row(first.header.id)
    assert (row.one_line, row.status, row.rev) == ("Twice, not three times.", "working", 2)
    assert (row.recorded, row.number) == (AT, first.header.number)


def test_two_changes_of_one_revision_are_a_conflict_until_settled(unlocked: Unlocked) -> None:
    first = record(unlocked)
    left = amend(unlocked, first, one_line="Two jams.")
    right = amend(unlocked, first, one_line="Four jams.")
    vault = unlocked.vault
    heads = vault.revisions.heads(first.header.id)
    assert [head.identity for head in heads] == sorted([left.identity, right.identity])
    row = vault.queries.row(first.header.id)
    assert row.conflict
    assert row.identity == heads[0].identity
    assert vault.queries.totals()["conflicts"] == 1
    settled = amend(unlocked, *heads, one_line="Four jams.")
    assert vault.revisions.heads(first.header.id) == (settled,)
    assert not vault.queries.row(first.header.id).conflict
    assert "conflicts" not in vault.queries.totals()


def test_a_struck_record_keeps_its_number_and_its_line(unlocked: Unlocked) -> None:
    first = record(unlocked)
    revision, act = draw(
        unlocked,
        {"reason": "Entered twice."},
        number=first.header.number,
        record=first.header.id,
        rev=2,
        parents=[first.identity],
        op=Op.STRIKE,
    )
    unlocked.vault.revisions.append(revision, act)
    row = unlocked.vault.queries.row(first.header.id)
    assert (row.struck, row.status, row.one_line) == (True, "error", JAM["one_line"])
    assert record(unlocked).header.number == "LARK-2026-W1-0002"


def changed(revision: Revision, **header: Any) -> Revision:
    return dataclasses.replace(revision, header=dataclasses.replace(revision.header, **header))


def identified(revision: Revision) -> Revision:
    return dataclasses.replace(revision, identity=revision_identity(revision.header))


BROKEN: list[tuple[str, Callable[[Revision], Revision]]] = [
    ("revision-identity", lambda r: dataclasses.replace(r, identity="0" * 64)),
    ("revision-identity", lambda r: changed(r, recorded=LATER)),
    ("revision-digest", lambda r: value_changed(r, "one_line", "Another story.")),
    ("revision-digest", lambda r: value_changed(r, "never_signed", "x")),
    ("revision-form", lambda r: identified(changed(r, recorded="yesterday"))),
    ("revision-form", lambda r: identified(changed(r, recorded="2026-13-03T07:40:00-06:00"))),
    ("revision-form", lambda r: identified(changed(r, id="not a uuid"))),
    ("revision-form", lambda r: identified(changed(r, rev=2))),
    ("revision-form", lambda r: identified(changed(r, parents=("0" * 64,)))),
    ("revision-form", lambda r: identified(changed(r, op=Op.STRIKE))),
]


def value_changed(revision: Revision, code: str, value: str) -> Revision:
    fields = {**revision.fields, code: SaltedValue("0" * 32, value)}
    return dataclasses.replace(revision, fields=fields)


@pytest.mark.parametrize(("code", "breaks"), BROKEN)
def test_what_a_reader_would_refuse_is_not_recorded(
    unlocked: Unlocked, code: str, breaks: Callable[[Revision], Revision]
) -> None:
    revision, _ = draw(unlocked, JAM)
    broken = breaks(revision)
    with pytest.raises(Refused, match=f"^{code}$"):
        unlocked.vault.revisions.append(broken, author_act(unlocked, broken.identity))
    assert unlocked.vault.revisions.count() == 0
    assert unlocked.vault.queries.totals() == {}


def test_a_revision_is_recorded_once(unlocked: Unlocked) -> None:
    revision, act = draw(unlocked, JAM)
    unlocked.vault.revisions.append(revision, act)
    with pytest.raises(Refused, match="revision-known"):
        unlocked.vault.revisions.append(revision, act)


def test_parents_must_be_here_and_of_the_same_record(unlocked: Unlocked) -> None:
    first, stranger = record(unlocked), record(unlocked)
    again = partial(
        draw,
        unlocked,
        {**JAM, "reason": "x"},
        number=first.header.number,
        record=first.header.id,
    )
    drawings = [
        again(rev=2, parents=["0" * 64]),
        again(rev=2, parents=[stranger.identity]),
        again(rev=3, parents=[first.identity]),
        again(rev=2, parents=[first.identity], kind="message"),
    ]
    for revision, act in drawings:
        with pytest.raises(Refused, match="revision-parents"):
            unlocked.vault.revisions.append(revision, act)
    assert unlocked.vault.revisions.count() == 2


def test_nobody_writes_in_anothers_name(folder: Path, unlocked: Unlocked) -> None:
    second_person(unlocked, folder)
    revision, act = draw(unlocked, JAM)
    unlocked.vault.close()
    other = unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    forged = sign_act(
        other.signing,
        act=ActKind.AUTHOR,
        revision=revision.identity,
        account=unlocked.account.id,
        capacity=None,
        at=AT,
    )
    stranger = dataclasses.replace(author_act(other, revision.identity), account=str(uuid.uuid4()))
    for wrong in (
        forged,
        stranger,
        author_act(other, revision.identity),
        author_act(unlocked, "0" * 64),
        dataclasses.replace(act, act=ActKind.REVIEW),
        dataclasses.replace(act, at=LATER),
        dataclasses.replace(act, sshsig=act.sshsig[:-1]),
    ):
        with pytest.raises(Refused, match="revision-act"):
            other.vault.revisions.append(revision, wrong)
    other.vault.revisions.append(revision, act)
    other.vault.close()


def review(unlocked: Unlocked, identity: str) -> Act:
    return sign_act(
        unlocked.signing,
        act=ActKind.REVIEW,
        revision=identity,
        account=unlocked.account.id,
        capacity="deputy",
        at=LATER,
    )


def test_further_signatures_are_added_once(unlocked: Unlocked) -> None:
    first = record(unlocked)
    act = review(unlocked, first.identity)
    unlocked.vault.revisions.add_act(act)
    assert unlocked.vault.revisions.acts(first.header.id)[1] == act
    with pytest.raises(Refused, match="act-known"):
        unlocked.vault.revisions.add_act(act)
    with pytest.raises(Refused, match="revision-unknown"):
        unlocked.vault.revisions.add_act(review(unlocked, "0" * 64))
    key = PrivateKey.generate("nistp256")
    with pytest.raises(Refused, match="revision-act"):
        unlocked.vault.revisions.add_act(
            sign_act(
                key,
                act=ActKind.AUTHORITY,
                revision=first.identity,
                account=unlocked.account.id,
                capacity=None,
                at=AT,
            )
        )


def test_what_is_not_there_is_told_as_such(vault: Vault) -> None:
    for attempt in (
        lambda: vault.revisions.heads("x"),
        lambda: vault.revisions.history("x"),
        lambda: vault.queries.row("x"),
        lambda: vault.revisions.record_id_of("LARK-2026-W1-0009"),
    ):
        with pytest.raises(Refused, match="record-not-found"):
            attempt()
    with pytest.raises(Refused, match="revision-unknown"):
        vault.revisions.get("0" * 64)


def test_a_revision_too_long_for_a_bundle_is_refused(unlocked: Unlocked) -> None:
    revision, act = draw(unlocked, {**JAM, "seen": "x" * 1024 * 1024})
    with pytest.raises(Refused, match="record-too-long"):
        unlocked.vault.revisions.append(revision, act)


def test_many_are_appended_wholly_or_not_at_all(unlocked: Unlocked) -> None:
    good = [draw(unlocked, JAM, number=f"LARK-2026-W1-000{n}") for n in (1, 2)]
    bad = draw(unlocked, JAM, number="LARK-2026-W1-0009")
    with pytest.raises(Refused, match="revision-number"):
        unlocked.vault.revisions.append_all([*good, bad])
    assert unlocked.vault.revisions.count() == 0
    assert unlocked.vault.revisions.append_all(good) == 2


def test_everything_is_there_after_locking(folder: Path, unlocked: Unlocked) -> None:
    first = record(unlocked)
    second = amend(unlocked, first, status="working")
    unlocked.vault.close()
    again = opened(folder)
    assert again.vault.revisions.history(first.header.id) == (first, second)
    again.vault.close()

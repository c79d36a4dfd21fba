"""Bundles: committed whole before they are written, in order, and read back for every retry."""

from pathlib import Path

import pytest

from clerkapp.crypto.acts import act_digest
from clerkapp.domain.bundles import PUBLIC, UPSTREAM, Disclosed
from clerkapp.domain.errors import Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import Act, Revision
from tests.fakes import people
from tests.fakes.vaults import AT, LATER, Interrupted
from tests.integration.store.desk import Desk, outgoing


def ordered(revisions: list[Revision]) -> list[Revision]:
    return sorted(revisions, key=lambda one: (one.header.id, one.header.rev, one.identity))


def all_acts(desk: Desk, revisions: list[Revision]) -> list[Act]:
    records = {one.header.id for one in revisions}
    acts = [act for record in records for act in desk.store.revisions.acts(record)]
    return sorted(acts, key=lambda act: act.statement)


def test_a_committed_bundle_reads_back_in_the_order_of_the_format(desk: Desk) -> None:
    revisions = [desk.record() for _ in range(7)]
    revisions.append(desk.amend(revisions[3]))
    acts, bundle = all_acts(desk, revisions), outgoing()
    bundles = desk.store.outgoing
    assert list(bundles.unsent(UPSTREAM, 1)) == ordered(revisions)
    assert list(bundles.unsent_acts(UPSTREAM, 1)) == acts == list(bundles.author_acts())
    people_kept = desk.store.signers.chains([desk.account.id])
    bundles.commit(
        bundle,
        ((one.identity, ["status", "severity"]) for one in revisions),
        (act_digest(act) for act in acts),
        [one.n for one in people_kept],
    )
    bundles = desk.reopen().outgoing
    assert bundles.get(bundle.digest) == bundle == bundles.latest(UPSTREAM)
    assert list(bundles.disclosed(bundle.digest)) == [
        Disclosed(one, frozenset({"status", "severity"})) for one in ordered(revisions)
    ]
    assert list(bundles.acts(bundle.digest)) == acts
    assert bundles.signers(bundle.digest) == people_kept
    assert list(bundles.unsent(UPSTREAM, 1)) == []
    assert list(bundles.unsent_acts(UPSTREAM, 1)) == []
    assert list(bundles.unsent(UPSTREAM, 2)) == ordered(revisions)
    assert list(bundles.unsent(PUBLIC, 1)) == ordered(revisions)


def test_revisions_of_chosen_records(desk: Desk) -> None:
    chosen, _ = desk.record(), desk.record()
    second = desk.amend(chosen)
    wanted = [chosen.header.id, chosen.header.id]
    assert list(desk.store.outgoing.revisions_of(wanted)) == [chosen, second]


def test_a_record_is_sent_while_the_newest_epoch_holds_all_of_it(desk: Desk) -> None:
    first, other = desk.record(), desk.record()
    desk.send(first)
    assert desk.numbers(Query(not_sent=True)) == [2]
    assert desk.store.queries.totals()["unsent"] == 1
    second = desk.amend(first)
    assert desk.numbers(Query(not_sent=True)) == [2, 1]
    desk.send(second, other, seq=2)
    assert desk.numbers(Query(not_sent=True)) == []
    desk.send(first, epoch=2)
    assert desk.numbers(Query(not_sent=True)) == [2, 1]
    desk.send(other, stream=PUBLIC)
    assert desk.numbers(Query(not_sent=True)) == [2, 1]


def test_a_stream_goes_on_by_one_or_opens_an_epoch(desk: Desk) -> None:
    bundles = desk.store.outgoing

    def refused(epoch: int, seq: int) -> None:
        with pytest.raises(Refused, match="bundle-order"):
            desk.send(epoch=epoch, seq=seq)

    assert bundles.latest(UPSTREAM) is None
    refused(1, 2)
    first, second = desk.send(), desk.send(seq=2)
    for epoch, seq in ((1, 1), (1, 2), (1, 4), (2, 2), (1, 0)):
        refused(epoch, seq)
    third, public = desk.send(epoch=3), desk.send(stream=PUBLIC)
    refused(2, 1)
    assert (bundles.latest(UPSTREAM), bundles.latest(PUBLIC)) == (third, public)
    assert bundles.list() == (public, third, second, first)
    assert bundles.list(limit=1) == (public,)


def test_a_bundle_is_pending_until_it_lies_at_a_target(desk: Desk) -> None:
    first, second = desk.send(), desk.send(seq=2)
    bundles = desk.store.outgoing
    assert (bundles.pending(UPSTREAM), bundles.pending(PUBLIC)) == ((first, second), ())
    files = (WrittenFile(Path("0123456789abcdef.p7m"), "e" * 64, 4096),)
    bundles.mark_written(first.digest, files, at=AT)
    bundles.mark_written(first.digest, files, at=LATER)
    bundles = desk.reopen().outgoing
    assert bundles.pending(UPSTREAM) == (second,)
    assert bundles.written(first.digest) == ((AT, files), (LATER, files))


def test_a_bundle_that_was_not_committed_cannot_be_written(desk: Desk) -> None:
    for ask in (
        desk.store.outgoing.get,
        lambda one: desk.store.outgoing.mark_written(one, [], at=AT),
    ):
        with pytest.raises(Refused, match="bundle-unknown"):
            ask("0" * 64)


def test_a_commit_that_fails_leaves_nothing_of_the_bundle(desk: Desk) -> None:
    revision = desk.record()

    def commit_and_fail() -> None:
        with desk.store.transaction():
            desk.send(revision)
            raise Interrupted

    with pytest.raises(Interrupted):
        commit_and_fail()
    assert desk.store.outgoing.latest(UPSTREAM) is None
    assert list(desk.store.outgoing.unsent(UPSTREAM, 1)) == [revision]
    assert desk.numbers(Query(not_sent=True)) == [1]


def test_bundles_that_hold_a_record(desk: Desk) -> None:
    one, two = desk.record(), desk.record()
    first, second = desk.send(one), desk.send(two, seq=2)
    holding = desk.store.outgoing.holding
    assert holding(UPSTREAM, 1, [one.header.id]) == (first,)
    assert holding(UPSTREAM, 1, [two.header.id, one.header.id]) == (first, second)
    assert holding(PUBLIC, 1, [one.header.id]) == ()


def test_a_closing_waits_until_a_bundle_of_the_epoch_tells_it(desk: Desk) -> None:
    line = people.granted("visitor", "visitor", station="W2@LARK")
    desk.store.signers.add(line, at=AT)
    bundles = desk.store.outgoing
    assert bundles.unsent_closings(UPSTREAM, 1) == ()
    desk.store.signers.add(people.closed(line, by="visitor"), at=LATER)
    account = line.grant.account
    assert bundles.unsent_closings(UPSTREAM, 1) == (account,)
    (kept,) = desk.store.signers.chains([account])
    bundles.commit(outgoing(), [], [], [kept.n])
    assert bundles.unsent_closings(UPSTREAM, 1) == ()
    assert bundles.unsent_closings(UPSTREAM, 2) == (account,)

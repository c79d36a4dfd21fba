"""Bundles committed before they leave, and read back for every retry."""

import dataclasses
from pathlib import Path

import pytest

from clerkapp.crypto.acts import act_digest
from clerkapp.domain.bundles import Disclosed, Outgoing
from clerkapp.domain.errors import Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.revision import Act, Revision
from clerkapp.vault.api import Unlocked, Vault
from tests.fakes.vaults import AT, LATER, amend, record

BUNDLE = Outgoing(
    digest="a" * 64,
    stream="upstream",
    epoch=1,
    seq=1,
    copy="state",
    kind="delta",
    recipients=("-----BEGIN CERTIFICATE-----\n…",),
    created=AT,
    statement=b"{}",
    manifest=b"m",
    tagmanifest=b"t",
    signature=b"s",
)


def following(bundle: Outgoing, **changes: object) -> Outgoing:
    changed = {"seq": bundle.seq + 1, "digest": bundle.digest[1:] + "b", **changes}
    return dataclasses.replace(bundle, **changed)  # type: ignore[arg-type]


def ordered(revisions: list[Revision]) -> list[Revision]:
    return sorted(revisions, key=lambda r: (r.header.id, r.header.rev, r.identity))


def all_acts(vault: Vault, revisions: list[Revision]) -> list[Act]:
    records = {revision.header.id for revision in revisions}
    acts = [act for record_id in records for act in vault.revisions.acts(record_id)]
    return sorted(acts, key=lambda act: act.statement)


def test_a_committed_bundle_reads_back_in_the_order_of_the_format(unlocked: Unlocked) -> None:
    vault = unlocked.vault
    revisions = [record(unlocked) for _ in range(7)]
    revisions.append(amend(unlocked, revisions[3]))
    acts = all_acts(vault, revisions)
    assert list(vault.outgoing.unsent("upstream", 1)) == ordered(revisions)
    assert list(vault.outgoing.unsent_acts("upstream", 1)) == acts
    vault.outgoing.commit(
        BUNDLE,
        ((one.identity, ["status", "severity"]) for one in revisions),
        (act_digest(act) for act in acts),
        [one.n for one in vault.signers.chains([unlocked.account.id])],
    )
    assert vault.outgoing.get(BUNDLE.digest) == BUNDLE
    assert list(vault.outgoing.disclosed(BUNDLE.digest)) == [
        Disclosed(one, frozenset({"status", "severity"})) for one in ordered(revisions)
    ]
    assert list(vault.outgoing.acts(BUNDLE.digest)) == acts
    assert vault.outgoing.signers(BUNDLE.digest) == vault.signers.chains([unlocked.account.id])
    assert list(vault.outgoing.unsent("upstream", 1)) == []
    assert list(vault.outgoing.unsent_acts("upstream", 1)) == []
    assert list(vault.outgoing.unsent("upstream", 2)) == ordered(revisions)
    assert list(vault.outgoing.unsent("public", 1)) == ordered(revisions)


def test_revisions_of_chosen_records(unlocked: Unlocked) -> None:
    chosen, _ = record(unlocked), record(unlocked)
    second = amend(unlocked, chosen)
    found = unlocked.vault.outgoing.revisions_of([chosen.header.id, chosen.header.id])
    assert list(found) == [chosen, second]


def test_a_stream_goes_on_by_one_or_opens_an_epoch(vault: Vault) -> None:
    outgoing = vault.outgoing
    assert outgoing.latest("upstream") is None
    for wrong in (following(BUNDLE), following(BUNDLE, epoch=2)):
        with pytest.raises(Refused, match="bundle-order"):
            outgoing.commit(wrong, [], [])
    outgoing.commit(BUNDLE, [], [])
    second = following(BUNDLE)
    outgoing.commit(second, [], [])
    for wrong in (
        following(second, seq=2),
        following(second, seq=4),
        following(second, epoch=2, seq=2),
        following(second, seq=1),
    ):
        with pytest.raises(Refused, match="bundle-order"):
            outgoing.commit(wrong, [], [])
    third = following(second, epoch=2, seq=1)
    outgoing.commit(third, [], [])
    public = dataclasses.replace(BUNDLE, digest="f" * 64, stream="public", copy="public")
    outgoing.commit(public, [], [])
    assert outgoing.latest("upstream") == third
    assert outgoing.latest("public") == public
    assert [one.digest for one in outgoing.list()] == [
        public.digest,
        third.digest,
        second.digest,
        BUNDLE.digest,
    ]


def test_a_bundle_is_pending_until_it_lies_at_a_target(vault: Vault) -> None:
    vault.outgoing.commit(BUNDLE, [], [])
    assert vault.outgoing.pending("upstream") == (BUNDLE,)
    files = (WrittenFile(Path("0123456789abcdef.p7m"), "e" * 64, 4096),)
    vault.outgoing.mark_written(BUNDLE.digest, files, at=AT)
    vault.outgoing.mark_written(BUNDLE.digest, files, at=LATER)
    assert vault.outgoing.pending("upstream") == ()
    assert vault.outgoing.written(BUNDLE.digest) == ((AT, files), (LATER, files))


def test_an_unknown_bundle_is_told_as_such(vault: Vault) -> None:
    with pytest.raises(Refused, match="bundle-unknown"):
        vault.outgoing.get("0" * 64)
    with pytest.raises(Refused, match="bundle-unknown"):
        vault.outgoing.mark_written("0" * 64, [], at=AT)

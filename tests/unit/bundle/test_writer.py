"""The writer: the same bytes every time, and never a bundle that a reader would refuse."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.bundle.sink import Sink
from clerkapp.bundle.writer import (
    AttachmentSource,
    Content,
    disclosed,
    prepare,
    prepare_again,
    sign,
    tar_length,
    tar_stream,
)
from clerkapp.codec import limits
from clerkapp.codec.account_line import AccountLine
from clerkapp.codec.statement import Payload, Totals
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, Revision
from tests.fakes import bag, people
from tests.fakes.bag import seal

REVISIONS, ACTS, _ = bag.story()


def test_counts_what_is_there() -> None:
    prepared = prepare(bag.draft(), bag.content())
    assert prepared.totals == Totals(
        3,
        {"equipment": 1, "message": 1, "procedure": 1},
        {"low": 1, "not_rated": 2},
        {"reviewed": 1, "error": 1, "unknown": 1},
    )
    payload = prepared.statement.payload
    assert (payload.files, payload.records, payload.signatures, payload.accounts) == (5, 5, 6, 3)
    assert prepared.missing == ()
    assert prepared.digest == sha256(prepared.tagmanifest).hexdigest()


def test_the_same_content_gives_the_same_bytes() -> None:
    """Whatever order accounts and attachments come in, and whether totals were stated before."""
    shuffled = replace(
        bag.content(),
        accounts=bag.content().accounts[::-1],
        attachments=bag.content().attachments[::-1],
    )
    lying = bag.draft(totals=Totals(99), payload=Payload(1, 2, 3, 4, 5))
    assert bag.written() == bag.written() == bag.written(lying, shuffled)


def test_the_reader_gives_to_its_sink_what_was_written() -> None:
    class Everything(Sink):
        def __init__(self) -> None:
            self.revisions: list[Revision] = []
            self.acts: list[Act] = []
            self.accounts: list[AccountLine] = []
            self.files: dict[str, bytes] = {}
            self.closed: list[str] = []
            self._name = ""

        def open_file(self, name: str, size: int) -> None:
            self._name = name
            self.files[name] = b""

        def write(self, block: memoryview) -> None:
            self.files[self._name] += block

        def close_file(self) -> None:
            self.closed.append(self._name)

        def revision(self, revision: Revision) -> None:
            self.revisions.append(revision)

        def act(self, act: Act) -> None:
            self.acts.append(act)

        def account(self, account: AccountLine) -> None:
            self.accounts.append(account)

    sink = Everything()
    tar = bag.written()
    verified = bag.verify(seal(tar, part_size=1000), sink)
    assert tuple(sink.revisions) == REVISIONS
    assert tuple(sink.acts) == ACTS
    assert {one.grant.account: one for one in sink.accounts} == {
        one.grant.account: one for one in people.accounts()
    }
    assert sink.files == bag.unpack(tar)
    assert sink.closed == list(sink.files)
    assert verified.signed_by == bag.station_key().public


def test_a_copy_that_withholds_keeps_identities_acts_and_totals_of_what_it_shows() -> None:
    class Identities(Sink):
        def __init__(self) -> None:
            self.seen: list[tuple[str, frozenset[str]]] = []

        def revision(self, revision: Revision) -> None:
            self.seen.append((revision.identity, frozenset(revision.fields)))

    less = replace(
        bag.content(),
        records=lambda: (disclosed(revision, ["status"]) for revision in REVISIONS),
        attachments=[],
    )
    sink = Identities()
    tar = bag.written(what=less)
    verified = bag.verify(seal(tar), sink)
    assert [identity for identity, _ in sink.seen] == [r.identity for r in REVISIONS]
    assert {code for _, codes in sink.seen for code in codes} == {"status"}
    assert verified.totals.by_severity == {"not_rated": 3}
    for revision in REVISIONS:
        for code, salted in revision.fields.items():
            assert (salted.salt.encode() in tar) == (code == "status")


def test_a_named_attachment_may_stay_at_home() -> None:
    prepared = prepare(bag.draft(), replace(bag.content(), attachments=[bag.source(bag.LOG)]))
    away = sha256(bag.PICTURE).hexdigest()
    assert prepared.missing == (away,)
    assert bag.verify(seal(_tar(prepared))).missing == (away,)


def test_a_committed_bundle_is_prepared_again_or_refused() -> None:
    prepared = prepare(bag.draft(), bag.content())
    again = prepare_again(prepared.statement_bytes, prepared.tagmanifest, bag.content())
    assert (again.digest, _tar(again)) == (prepared.digest, _tar(prepared))
    other = replace(bag.content(), attachments=[])
    with pytest.raises(Refused, match="bundle-differs"):
        prepare_again(prepared.statement_bytes, prepared.tagmanifest, other)


def _changed_content(**changes: Any) -> Content:
    return replace(bag.content(), **changes)


FOREIGN = bag.revision(bag.IDS[0], {}, number="BLUE-2026-W1-0001")
UNWRITABLE: dict[str, tuple[str, Content]] = {
    "order": ("record", _changed_content(records=lambda: iter(REVISIONS[::-1]))),
    "twice": ("record", _changed_content(records=lambda: iter((REVISIONS[0], *REVISIONS)))),
    "acts_order": ("act", _changed_content(acts=lambda: iter(ACTS[::-1]))),
    "no_acts": ("act", _changed_content(acts=lambda: iter(()))),
    "account_unknown": ("act", _changed_content(accounts=people.accounts()[:2])),
    "account_twice": (
        "act",
        _changed_content(accounts=[*people.accounts(), people.granted(people.DEPUTY)]),
    ),
    "attachment_unnamed": ("record", _changed_content(attachments=[bag.source(b"x")])),
    "attachment_size": (
        "record",
        _changed_content(attachments=[replace(bag.source(bag.LOG), size=5)]),
    ),
    "foreign": ("foreign-record", _changed_content(records=lambda: iter((FOREIGN,)))),
    "field_differs": (
        "record",
        _changed_content(
            records=lambda: iter((replace(REVISIONS[0], fields=REVISIONS[1].fields),))
        ),
    ),
    "identity_differs": (
        "record",
        _changed_content(records=lambda: iter((replace(REVISIONS[0], identity="ab" * 32),))),
    ),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_content_that_a_reader_would_refuse_is_not_prepared(name: str) -> None:
    code, content = UNWRITABLE[name]
    with pytest.raises(Refused) as refused:
        prepare(bag.draft(), content)
    assert refused.value.code == code


def test_more_than_the_caps_is_not_prepared() -> None:
    huge = bag.attachment_value(b"x") | {"size": 21 << 30}
    revision = bag.revision(bag.IDS[0], {"attachment.1": huge})
    content = Content(
        lambda: iter((revision,)),
        lambda: iter((bag.authored(revision),)),
        people.accounts(),
        [AttachmentSource(huge["sha256"], huge["size"], lambda: iter(()))],
    )
    with pytest.raises(Refused, match="limit"):
        prepare(bag.draft(), content)


def test_a_nil_bundle_has_no_records() -> None:
    said, nothing = bag.nil_bundle()
    assert bag.verify(seal(bag.written(said, nothing))).totals.records == 0
    with pytest.raises(Refused, match="statement"):
        prepare(said, bag.content())


def test_a_manifest_above_its_cap_is_not_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MANIFEST", 500)
    with pytest.raises(Refused, match="limit"):
        prepare(bag.draft(), bag.content())


CHANGES: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "one_octet": lambda data: iter((data[:-1] + b"?",)),
    "longer": lambda data: iter((data, b"x")),
    "endless": lambda data: iter(lambda: data, None),
    "shorter": lambda data: iter((data[:-1],)),
    "gone": lambda data: iter(()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_attachment_that_changed_since_it_was_recorded(name: str) -> None:
    changed = AttachmentSource(
        sha256(bag.LOG).hexdigest(), len(bag.LOG), lambda: CHANGES[name](bag.LOG)
    )
    prepared = prepare(bag.draft(), _changed_content(attachments=[changed]))
    with pytest.raises(Refused, match="attachment-changed") as refused:
        _tar(prepared)
    assert refused.value.params["sha256"] == changed.sha256


@pytest.mark.parametrize(
    ("which", "before", "after"),
    [
        ("records", REVISIONS, REVISIONS[:1]),
        ("records", REVISIONS, (*REVISIONS, REVISIONS[0])),
        ("acts", ACTS, ACTS[1:]),
        ("acts", ACTS, ()),
    ],
)
def test_lines_that_changed_since_they_were_counted(
    which: str, before: Sequence[Any], after: Sequence[Any]
) -> None:
    rounds = iter([before, after])
    content = _changed_content(**{which: lambda: iter(next(rounds))})
    prepared = prepare(bag.draft(), content)
    with pytest.raises(Refused, match="bundle-differs"):
        _tar(prepared)


@given(st.lists(st.binary(min_size=1, max_size=3000), max_size=6), st.integers(900, 9000))
def test_any_chunks_and_any_part_size(chunks: list[bytes], part_size: int) -> None:
    data = b"".join(chunks)
    revision = bag.revision(bag.IDS[0], {"attachment.1": bag.attachment_value(data)})
    content = Content(
        lambda: iter((revision,)),
        lambda: iter((bag.authored(revision),)),
        people.accounts(),
        [AttachmentSource(sha256(data).hexdigest(), len(data), lambda: iter(chunks))],
    )
    parts = seal(bag.written(what=content), part_size=part_size)
    assert bag.verify(parts).missing == ()


def _tar(prepared: Any) -> bytes:
    signature = sign(prepared, bag.station_key())
    tar = b"".join(tar_stream(prepared, signature))
    assert len(tar) == tar_length(prepared, signature)
    return tar

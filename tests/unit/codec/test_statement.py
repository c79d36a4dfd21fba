"""The statement: what reads back, what is kept, what a later version may add."""

import json
from dataclasses import replace
from typing import Any

import pytest

from clerkapp.codec import jcs, statement
from clerkapp.codec.statement import (
    BundleKind,
    EpochPrevious,
    EpochReason,
    Nil,
    ReceiptSeen,
    Statement,
    Totals,
)
from tests.fakes import bag


def _decoded(change: dict[str, Any]) -> Statement:
    value = bag.draft().to_value() | change
    return statement.decode(jcs.encode(value))


@pytest.mark.parametrize(
    "said",
    [
        bag.draft(),
        bag.draft(seq=7, prev="ab" * 32),
        bag.draft(
            epoch=2,
            epoch_prev=EpochPrevious(1, 9, "ab" * 32, EpochReason.RESTORE),
            kind=BundleKind.SNAPSHOT,
        ),
        bag.draft(kind=BundleKind.NIL, nil=Nil("Nothing happened.", "ZZ-2026-11-03")),
        bag.draft(rules=None, receipt=ReceiptSeen(3, "cd" * 32), recipients=()),
        bag.draft(extra={"later": {"anything": [1, None]}}),
        bag.draft(totals=Totals(2, {"message": 2}, {"low": 2}, {"open": 1, "resolved": 1})),
    ],
)
def test_reads_back(said: Statement) -> None:
    assert statement.decode(statement.encode(said)) == said


def test_unknown_members_are_kept_and_do_not_matter() -> None:
    said = _decoded({"later": 7})
    assert said.extra == {"later": 7}
    assert json.loads(statement.encode(said))["later"] == 7


def test_unknown_members_inside_members_do_not_matter() -> None:
    payload = bag.draft().to_value()["payload"] | {"later": 7}
    period = {"from": "2026-07-01", "to": "2026-11-03", "later": None}
    assert _decoded({"payload": payload, "period": period}) == bag.draft()


def test_a_known_critical_name_is_read() -> None:
    assert _decoded({"critical": ["receipt", "epoch"]}).critical == ("receipt", "epoch")


@pytest.mark.parametrize(
    "change", [{"format": "incident-bundle/2", "seq": "x"}, {"critical": ["later"], "later": 1}]
)
def test_a_later_version_is_told_from_a_wrong_form(change: dict[str, Any]) -> None:
    with pytest.raises(statement.UnknownVersion):
        _decoded(change)


def test_bytes_must_be_canonical() -> None:
    data = statement.encode(bag.draft())
    for changed in (data + b"\n", b" " + data, data.replace(b'"seq":1', b'"seq":1.0')):
        with pytest.raises(jcs.NotCanonical):
            statement.decode(changed)
    with pytest.raises(jcs.LimitPassed):
        statement.decode(data.ljust((64 << 10) + 1))


@pytest.mark.parametrize(
    "said",
    [
        bag.draft(seq=2),
        bag.draft(epoch=2),
        bag.draft(authority="lark"),
        bag.draft(kind=BundleKind.NIL),
        bag.draft(recipients=("bb" * 20, "aa" * 20)),
        bag.draft(recipients=tuple(f"{n:02x}" * 20 for n in range(5))),
        bag.draft(created="2026-11-03T21:01:00-06:00"),
        bag.draft(period_from="2026-02-30"),
        bag.draft(extra={"seq": 9}),
        bag.draft(kind=BundleKind.NIL, nil=Nil("Nothing.", None), totals=Totals(1, {"x": 1})),
    ],
)
def test_a_statement_that_nobody_could_read_is_not_written(said: Statement) -> None:
    with pytest.raises(ValueError, match=r".+"):
        statement.encode(said)


def test_the_principal_is_station_at_authority() -> None:
    assert replace(bag.draft(), station="W2").principal == "W2@LARK"

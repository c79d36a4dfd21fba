"""An account with tools of its own writes signatures past the use cases: they count for nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.revisions import make
from clerkapp.domain.errors import Refused
from clerkapp.domain.privacy.pictures import SHEET
from clerkapp.domain.records.publishing import Stay
from clerkapp.domain.records.revision import ActKind, Revision, Value
from clerkapp.domain.signing import attesting
from clerkapp.services.records import attaching, publishing, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import RECORDER, REVIEWER, STAFF, whole

FIRST = "LARK-2026-W1-0001"
As = Callable[[str], Session]
GRAVE: dict[str, Any] = {
    "severity": "critical",
    "why": ["not_known"],
    "prevention": [{"step": "Look twice."}],
    "public_handling": None,
}


def _resolved(as_person: As, **changes: Any) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole(**changes))
    recording.set_status(session, FIRST, "resolved")


def _head(session: Session) -> Revision:
    return session.vault.revisions.heads(session.vault.revisions.record_id_of(FIRST))[0]


def _act(session: Session, kind: ActKind, capacity: str | None = None) -> None:
    session.vault.revisions.add_act(
        sign_act(
            session.signing,
            act=kind,
            revision=_head(session).identity,
            account=session.account.id,
            capacity=capacity,
            at=session.now(),
        )
    )


def _write(session: Session, **values: Value) -> None:
    """A revision as the account's own tools make one: its author's signature is true."""
    head = _head(session)
    revision, act = make(
        {**attesting.carried(head.values()), "reason": "Mine.", **values},
        record=head.header.id,
        number=head.header.number,
        kind=head.header.kind,
        rev=head.header.rev + 1,
        parents=[head.identity],
        at=session.now(),
        author=session.account.id,
        key=session.signing,
    )
    session.vault.revisions.append(revision, act)


def _ink(session: Session, /, kind: str, **row: Value) -> dict[str, Value]:
    file = attaching.attach_bytes(session, "s.pdf", b"%PDF-1.7 x", SHEET)
    told: dict[str, Value] = {
        "act": kind,
        "sheet": file.sha256,
        "revision": _head(session).identity,
        **row,
    }
    return {
        "signed_on_paper": [told],
        "signed_on_paper_names": [{"name": "Chris Chair"}],
        "attachment.1": dict(file.to_value()),
    }


def test_an_authority_that_is_none_lets_nothing_be_reviewed(as_person: As) -> None:
    _resolved(as_person, **GRAVE)
    session = as_person(RECORDER)
    _act(session, ActKind.AUTHORITY)
    assert ("authority", 1) in reading.show(session, FIRST).row.owed
    held = [one for one in reading.show(session, FIRST).signatures if one.act is ActKind.AUTHORITY]
    assert [one.holds for one in held] == [False]
    with pytest.raises(Refused, match="signatures-missing"):
        signing.sign(as_person(REVIEWER), FIRST, ActKind.REVIEW)


def test_a_recorder_makes_no_reviewer_out_of_ink(as_person: As) -> None:
    _resolved(as_person)
    session = as_person(RECORDER)
    _write(session, **_ink(session, "review"), status="reviewed", public_handling="open")
    row = reading.show(session, FIRST).row
    assert (row.status, row.owed) == ("reviewed", (("review", 1),)), "owed all the same"
    session = as_person(REVIEWER)
    assert publishing.why_not(session, row.id) is Stay.NOT_REVIEWED


@pytest.mark.parametrize(
    "row",
    [
        {"sheet": "0" * 64},
        {"revision": "0" * 64},
        {"act": "author"},
        {"act": "nonsense"},
    ],
)
def test_ink_without_its_sheet_or_its_revision_counts_for_nothing(
    as_person: As, row: dict[str, Value]
) -> None:
    _resolved(as_person)
    session = as_person(REVIEWER)
    _write(session, **{**_ink(session, "review", **row), "status": "reviewed"})
    assert reading.show(session, FIRST).row.owed == (("review", 1),)


def test_a_reviewer_who_wrote_it_reviews_it_under_no_act(as_person: As) -> None:
    _resolved(as_person)
    session = as_person(REVIEWER)
    _write(session, place="Elm Hall", status="reviewed", public_handling="open")
    _act(session, ActKind.REVIEW)
    row = reading.show(session, FIRST).row
    assert ("review", 1) in row.owed
    assert publishing.why_not(session, row.id) is Stay.NOT_REVIEWED


def test_one_person_in_two_capacities_is_one(as_person: As) -> None:
    _resolved(as_person, seals=[{"spot": "Lid", "found": "0091465"}])
    session = as_person(RECORDER)
    _act(session, ActKind.TWO_PERSON, "deputy, first party")
    _act(session, ActKind.TWO_PERSON, "deputy, second party")
    assert ("two-person", 1) in reading.show(session, FIRST).row.owed


def test_a_status_alone_makes_no_reviewed_record(as_person: As) -> None:
    _resolved(as_person)
    session = as_person(RECORDER)
    _write(session, status="reviewed", public_handling="open")
    row = reading.show(session, FIRST).row
    assert row.owed == (("review", 1),)
    assert publishing.why_not(as_person(REVIEWER), row.id) is Stay.NOT_REVIEWED

"""Signatures in ink: what they stand for, for how long, and what nobody makes of them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.records import copies
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import attaching, paper, publishing, reading, recording, signing
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.paper import Ink
from clerkapp.services.session import Session
from clerkapp.vault import api as raw
from tests.fakes.office import RECORDER, REVIEWER, STAFF, Office, whole
from tests.fakes.vaults import NAME, PASSPHRASE

FIRST = "LARK-2026-W1-0001"
As = Callable[[str], Session]
SEALS: list[dict[str, Any]] = [{"spot": "Lid", "found": "0091465"}]
TWO = (
    Ink(ActKind.TWO_PERSON, "Ana Judge", "election_judge, first party"),
    Ink(ActKind.TWO_PERSON, "Bo Judge", "supervisory judge, second party"),
)
CHAIR = Ink(ActKind.REVIEW, "Chris Chair", "board_chair")


def refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def sheet(session: Session, data: bytes = b"%PDF-1.7 signed", name: str = "s.pdf") -> Attached:
    return attaching.attach_bytes(session, name, data, "signed-sheet")


def signatures(session: Session) -> list[tuple[str, str, bool, bool]]:
    return [
        (str(one.act), one.author.name, one.holds, one.on_paper)
        for one in reading.show(session, FIRST).signatures
        if one.act is not ActKind.AUTHOR
    ]


def test_a_one_person_office_reaches_reviewed(office: Office) -> None:
    session = office.unlock()
    recording.record(session, "equipment", whole(seals=SEALS, seal_touched="yes"))
    recording.set_status(session, FIRST, "resolved")
    found = refused(lambda: paper.file_sheet(session, FIRST, [CHAIR], sheet(session)))
    assert (found.code, found.fields) == ("signatures-missing", ("two-person",))
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    done = paper.file_sheet(session, FIRST, [CHAIR], sheet(session), day="2026-11-03")
    shown = reading.show(session, FIRST)
    assert (shown.row.status, shown.row.owed, done.rev) == ("reviewed", (), 4)
    assert signatures(session) == [
        ("two-person", "Ana Judge", True, True),
        ("two-person", "Bo Judge", True, True),
        ("review", "Chris Chair", True, True),
    ]
    assert {one.filed_by.name for one in shown.signatures if one.filed_by} == {NAME}
    assert raw.check(session.vault, office.folder).sound  # type: ignore[arg-type]


def test_all_of_a_sheet_is_kept_or_nothing(office: Office) -> None:
    session = office.unlock()
    recording.record(session, "equipment", whole())
    twice = (TWO[0], Ink(ActKind.TWO_PERSON, "ANA  JUDGE", "deputy, second party"))
    assert refused(lambda: paper.file_sheet(session, FIRST, twice, sheet(session))).code == (
        "two-person-same-person"
    )
    same = (TWO[0], Ink(ActKind.TWO_PERSON, "Bo Judge", "deputy, first party"))
    assert refused(lambda: paper.file_sheet(session, FIRST, same, sheet(session))).code == (
        "two-person-same-capacity"
    )
    assert reading.show(session, FIRST).rev == 1


@pytest.mark.parametrize(
    "name",
    [
        *(NAME, NAME.upper(), f" {NAME}", NAME.replace("a", "\u0430"), NAME.replace("i", "l")),
        ", ".join(reversed(NAME.split())),
    ],
)
def test_the_ink_reviewer_is_none_of_the_authors(office: Office, name: str) -> None:
    session = office.unlock()
    recording.record(session, "equipment", whole())
    recording.set_status(session, FIRST, "resolved")
    ink = Ink(ActKind.REVIEW, name)
    found = refused(lambda: paper.file_sheet(session, FIRST, [ink], sheet(session)))
    assert found.code in ("review-own", "name-mixed")
    assert reading.show(session, FIRST).row.status == "resolved"


def test_ink_and_screen_are_one_pair_of_two_people(as_person: As) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole(seals=SEALS))
    signing.sign(session, FIRST, ActKind.TWO_PERSON, "deputy, first party")
    for ink, code in (
        (Ink(ActKind.TWO_PERSON, STAFF, "deputy, second party"), "two-person-same-person"),
        (Ink(ActKind.TWO_PERSON, "Ana Judge", "First party"), "two-person-same-capacity"),
        (Ink(ActKind.TWO_PERSON, "Ana Judge", None), "two-person-capacity"),
        (Ink(ActKind.TWO_PERSON, "Ana Judge", "Judge A"), "party-unknown"),
        (Ink(ActKind.TWO_PERSON, " ", "second party"), "name-form"),
        (Ink(ActKind.TWO_PERSON, "reviewer", "second party"), "name-role"),
    ):
        attempt = partial(paper.file_sheet, session, FIRST, [ink], sheet(session))
        assert refused(attempt).code == code
    paper.file_sheet(session, FIRST, [TWO[1]], sheet(session))
    assert reading.show(session, FIRST).row.owed == ()
    other = as_person(RECORDER)
    assert (
        refused(lambda: signing.sign(other, FIRST, ActKind.TWO_PERSON, "courier, no party")).code
        == "two-person-done"
    )


def test_filing_a_sheet_touches_no_signature_and_makes_nobody_an_author(as_person: As) -> None:
    recording.record(
        as_person(STAFF),
        "equipment",
        whole(severity="high", why=["not_known"], prevention=[{"step": "Look twice."}]),
    )
    recording.set_status(as_person(STAFF), FIRST, "resolved")
    signing.sign(as_person(NAME), FIRST, ActKind.AUTHORITY)
    session = as_person(REVIEWER)
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    assert ("authority", NAME, True, False) in signatures(session)
    signing.sign(session, FIRST, ActKind.REVIEW)
    assert reading.show(session, FIRST).row.status == "reviewed"
    late = Ink(ActKind.AUTHORITY, "Dee Director")
    paper.file_sheet(session, FIRST, [late], sheet(session))
    assert reading.show(session, FIRST).row.status == "reviewed"
    assert all(holds for _, _, holds, _ in signatures(session))


def test_ink_holds_while_what_was_printed_stays(as_person: As) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole(seals=SEALS))
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    recording.set_status(session, FIRST, "working")
    assert all(holds for _, _, holds, _ in signatures(session))
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added.")
    assert [holds for _, _, holds, _ in signatures(session)] == [False, False]
    found = refused(lambda: paper.file_sheet(session, FIRST, TWO, sheet(session), rev=2))
    assert (found.code, found.params["rev"], found.params["newest"]) == ("paper-older", 2, 4)
    assert (
        refused(lambda: paper.file_sheet(session, FIRST, TWO, sheet(session), rev=9)).code
        == "paper-revision"
    )
    paper.file_sheet(session, FIRST, TWO, sheet(session), rev=4)
    assert reading.show(session, FIRST).row.owed == ()


def test_who_may_file_which_sheet(as_person: As) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    recording.set_status(as_person(STAFF), FIRST, "resolved")
    session = as_person(STAFF)
    for act in (ActKind.REVIEW, ActKind.AUTHORITY):
        ink = Ink(act, "Chris Chair")
        assert (
            refused(partial(paper.file_sheet, session, FIRST, [ink], sheet(session))).code
            == "not-permitted"
        )
    recorder = as_person(RECORDER)
    assert (
        refused(lambda: paper.file_sheet(recorder, FIRST, TWO, sheet(recorder))).code
        == "not-permitted"
    ), "it is somebody else's record"


def test_a_sheet_is_a_scan_signed_by_somebody_on_some_day(as_person: As) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole())
    text = sheet(session, b"words", "notes.txt")
    assert refused(lambda: paper.file_sheet(session, FIRST, TWO, text)).code == "paper-sheet"
    for signed, day, code in (
        ((), None, "paper-nobody"),
        (TWO * 4, None, "paper-many"),
        (TWO, "2026-12-24", "time-ahead"),
        (TWO, "yesterday", "time-form"),
        ((Ink(ActKind.AUTHOR, "Ana Judge"),), None, "act-unknown"),
    ):
        assert (
            refused(partial(paper.file_sheet, session, FIRST, signed, sheet(session), day=day)).code
            == code
        )


def test_nobody_types_a_signature_into_the_record(as_person: As) -> None:
    session = as_person(STAFF)
    row = {"act": "review", "sheet": "0" * 64, "revision": "0" * 64}
    for code, value in (
        ("signed_on_paper", [row]),
        ("signed_on_paper_names", [{"name": "Chris Chair"}]),
    ):
        typed = {**whole(), code: value}
        assert refused(partial(recording.record, session, "equipment", typed)).code == (
            "field-kept-by-program"
        )
    recording.record(session, "equipment", whole())
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    for code in ("signed_on_paper", "signed_on_paper_names"):
        assert (
            refused(partial(recording.amend, session, FIRST, {code: None}, "Away with it.")).code
            == "field-kept-by-program"
        )


def test_names_and_sheet_stay_in_the_office_and_the_rest_travels(as_person: As) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole())
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    stored = reading.show(session, FIRST).stored
    assert "Ana Judge" not in str(stored["signed_on_paper"])
    state = copies.disclosed("state", "equipment", stored)
    assert "signed_on_paper" in state
    assert not {"signed_on_paper_names", "attachment.1"} & state
    public = copies.disclosed("public", "equipment", stored)
    assert not {"signed_on_paper", "signed_on_paper_names", "attachment.1"} & public


def test_a_record_reviewed_in_ink_may_be_published(as_person: As) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    recording.set_status(as_person(STAFF), FIRST, "resolved")
    session = as_person(REVIEWER)
    publishing.decide(session, FIRST, {"public_handling": "open"})
    paper.file_sheet(session, FIRST, [CHAIR], sheet(session))
    assert publishing.why_not(session, reading.show(session, FIRST).row.id) is None
    publishing.decide(session, FIRST, {"public_handling": "open", "public_title": "A jam."})
    assert publishing.why_not(session, reading.show(session, FIRST).row.id) is not None


def test_an_account_reviews_what_was_filed_by_another(as_person: As) -> None:
    """Who only filed a sheet wrote none of the record, and may review it."""
    recording.record(as_person(STAFF), "equipment", whole(seals=SEALS))
    session = as_person(REVIEWER)
    paper.file_sheet(session, FIRST, TWO, sheet(session))
    recording.set_status(session, FIRST, "resolved")
    assert signing.sign(session, FIRST, ActKind.REVIEW).rev == 4
    assert PASSPHRASE not in str(reading.show(session, FIRST))

"""A reviewer decides what is shown outside, and clears a picture that was held; nobody else does."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.records.copies import Copy, disclosed
from clerkapp.domain.records.publishing import Stay, choosable
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import attaching, publishing, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import REVIEWER, STAFF, Office, whole
from tests.fakes.published import OPEN, resolved
from tests.unit.domain.test_pictures import exif, jpeg

As = Callable[[str], Session]
WHY = "Looked again: the paper in the picture is blank."


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _stay(session: Session, number: str) -> Stay | None:
    return publishing.why_not(session, reading.show(session, number).row.id)


def _with_picture(as_person: As) -> tuple[str, str]:
    """A resolved record of the staff with a held picture: its number, and the picture's fingerprint."""
    session = as_person(STAFF)
    data = jpeg(exif(gps=False, time=False))
    file = attaching.judged(attaching.attach_bytes(session, "tray.jpg", data), None)
    number = recording.record(session, "equipment", whole(), attachments=[file]).number
    signing.sign(session, number, ActKind.TWO_PERSON, "Judge A, first party")
    recording.set_status(session, number, "resolved")
    return number, file.sha256


def _events(session: Session, event: Event) -> list[Mapping[str, Any]]:
    return [one.params for one in session.vault.journal.entries() if one.event is event]


def test_a_decision_opens_the_record_once_it_is_reviewed(as_person: As) -> None:
    number = resolved(as_person)
    session = as_person(REVIEWER)
    done = publishing.decide(session, number, {**OPEN, "public_title": "A scanner stopped."})
    assert (done.rev, _stay(session, number)) == (3, Stay.NOT_REVIEWED)
    signing.sign(session, number, ActKind.REVIEW)
    assert _stay(session, number) is None
    closed = {"public_handling": "closed", "public_basis": "Section 4"}
    publishing.decide(session, number, closed)
    refused = _refused(lambda: signing.sign(session, number, ActKind.REVIEW))
    assert (refused.code, refused.fields) == ("missing-to-review", ("public_statement",))
    why = {"public_statement": "Showing it would tell how locks work."}
    publishing.decide(session, number, {**closed, **why})
    stored = reading.show(session, number).stored
    assert (stored["public_handling"], stored["public_basis"]) == ("closed", "Section 4")
    assert "public_title" not in stored
    assert stored["status"] == "resolved"
    signing.sign(session, number, ActKind.REVIEW)
    assert _stay(session, number) is Stay.CLOSED


def test_nobody_else_decides_or_clears(as_person: As) -> None:
    number, picture = _with_picture(as_person)
    session = as_person(STAFF)
    assert _refused(lambda: publishing.decide(session, number, OPEN)).code == "not-permitted"
    attempt = _refused(lambda: publishing.clear_picture(session, number, picture, WHY))
    assert attempt.code == "not-permitted"
    assert _events(session, Event.PICTURE_CLEARED) == []


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({**OPEN, "public_wording": "One. Two. Three. Four."}, "wording-sentences"),
        ({**OPEN, "public_title": "The number is 123-45-6789."}, "guard"),
        ({"public_handling": "perhaps"}, "choice-unknown"),
    ],
)
def test_what_must_not_go_outside_is_refused(
    as_person: As, decision: dict[str, Any], code: str
) -> None:
    number = resolved(as_person)
    session = as_person(REVIEWER)
    assert _refused(lambda: publishing.decide(session, number, decision)).code == code


def test_a_cleared_picture_may_leave_and_the_reviewer_may_still_review(
    as_person: As, office: Office
) -> None:
    number, picture = _with_picture(as_person)
    session = as_person(REVIEWER)
    publishing.decide(session, number, {**OPEN, "public_title": "A tray was full."})
    before = reading.show(session, number).stored
    assert "attachment.1" not in disclosed(Copy.STATE, "equipment", before)
    signing.sign(session, number, ActKind.REVIEW)
    done = publishing.clear_picture(session, number, picture.upper(), WHY)
    shown = reading.show(session, number)
    assert [one.what for one in shown.attachments] == ["photo"]
    assert "attachment.1" in disclosed(Copy.STATE, "equipment", shown.stored)
    assert "attachment.1" not in disclosed(Copy.PUBLIC, "equipment", shown.stored)
    assert (shown.row.status, shown.stored["reason"]) == ("resolved", WHY)
    assert shown.stored["public_title"] == "A tray was full."
    holds = {one.act: one.holds for one in shown.signatures if one.act is not ActKind.AUTHOR}
    assert holds == {ActKind.TWO_PERSON: True, ActKind.REVIEW: False}
    assert _events(session, Event.PICTURE_CLEARED) == [
        {"number": number, "rev": done.rev, "sha256": picture}
    ]
    signing.sign(session, number, ActKind.REVIEW)
    assert _stay(session, number) is None
    again = _refused(lambda: publishing.clear_picture(session, number, picture, WHY))
    assert again.code == "picture-not-held"


@pytest.mark.parametrize(
    ("sha256", "reason", "code"),
    [
        ("00" * 32, WHY, "attachment-not-found"),
        ("", " ", "reason-missing"),
        ("", "He voted for the blue one.", "guard"),
    ],
)
def test_clearing_needs_a_held_picture_and_a_reason(
    as_person: As, sha256: str, reason: str, code: str
) -> None:
    number, picture = _with_picture(as_person)
    session = as_person(REVIEWER)
    attempt = _refused(lambda: publishing.clear_picture(session, number, sha256 or picture, reason))
    assert attempt.code == code
    assert _events(session, Event.PICTURE_CLEARED) == []


@pytest.mark.parametrize("before", [None, "open", "closed"])
@pytest.mark.parametrize("answer", ["open", "partly_closed", "closed"])
def test_what_a_person_may_choose_is_what_recording_takes(
    as_person: As, before: str | None, answer: str
) -> None:
    number = resolved(as_person)
    if before is not None:
        publishing.decide(as_person(REVIEWER), number, {"public_handling": before})
    session = as_person(STAFF)

    def change() -> object:
        return recording.amend(session, number, {"public_handling": answer}, "As it is.")

    if answer not in choosable(before, reviews=False):
        assert _refused(change).code == "decided-by-reviewer"
    elif answer == before:
        assert _refused(change).code == "nothing-changed"
    else:
        change()

"""The guard at every door of the record, and pictures that nobody looked at."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.records import copies
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import attaching, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import JAM, whole
from tests.unit.domain.test_pictures import exif, jpeg

SSN = "Her number is 123-45-6789."


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("one_line", {"one_line": SSN}),
        ("seen", {"seen": f"First.\n\n{SSN}"}),
        ("place", {"place": SSN}),
        ("place_spot", {"place_spot": SSN}),
        ("serial", {"serial": "123-45-6789"}),
        ("noticed_by_name", {"noticed_by": {"role": "voter", "name": SSN}}),
        ("noticed_by_contact", {"noticed_by": {"role": "voter", "contact": SSN}}),
        ("actions", {"actions": [{"what": "Cleaned."}, {"what": SSN}]}),
        ("seals", {"seals": [{"spot": "lid", "explanation": SSN}]}),
        ("told", {"told": [{"organisation": SSN}]}),
        ("public_statement", {"public_statement": SSN}),
    ],
)
def test_every_text_is_read_and_may_be_kept_with_a_reason(
    session: Session, field: str, changes: dict[str, Any]
) -> None:
    refused = _refused(lambda: recording.record(session, "equipment", whole(**changes)))
    assert (refused.code, refused.fields, refused.params["rules"]) == ("guard", (field,), ["ssn"])
    kept = {"guard_overrides": [{"field": field, "reason": "It is the form's own number."}]}
    number = recording.record(session, "equipment", whole(**changes, **kept)).number
    shown = reading.show(session, number)
    assert shown.stored["guard_overrides"] == [
        {"field": field, "rule": "ssn", "reason": "It is the form's own number."}
    ]
    for copy in ("state", "public"):
        assert {field, "guard_overrides"}.isdisjoint(
            copies.disclosed(copy, "equipment", shown.stored)
        )
    noted = [one for one in session.vault.journal.entries() if one.event is Event.GUARD_OVERRIDDEN]
    assert [one.params for one in noted] == [
        {"number": number, "rev": 1, "fields": [field], "rules": ["ssn"]}
    ]
    assert "6789" not in json.dumps([one.params for one in session.vault.journal.entries()])


def test_an_override_holds_for_what_was_found_and_goes_with_it(session: Session) -> None:
    kept = {"guard_overrides": [{"field": "seen", "reason": "A form's number."}]}
    number = recording.record(session, "equipment", whole(seen=SSN, **kept)).number
    recording.amend(session, number, {"seen": f"{SSN} Then it ran."}, "More.")
    more = {"seen": f"{SSN} And 222-33-4444."}
    refused = _refused(lambda: recording.amend(session, number, more, "More."))
    assert (refused.code, refused.fields) == ("guard", ("seen",))
    recording.amend(session, number, {"one_line": "Something else."}, "Clearer.")
    assert "guard_overrides" in reading.show(session, number).stored
    recording.amend(session, number, {"seen": "It ran."}, "Not needed.")
    assert "guard_overrides" not in reading.show(session, number).stored


def test_what_can_be_put_otherwise_is_only_refused(session: Session) -> None:
    number = recording.record(session, "equipment", whole()).number
    for attempt in (
        lambda: recording.amend(session, number, {"one_line": "Other."}, SSN),
        lambda: recording.strike(session, number, SSN),
        lambda: recording.set_status(session, number, "working", SSN),
        lambda: signing.sign(session, number, ActKind.TWO_PERSON, SSN),
    ):
        assert _refused(attempt).code == "guard"
    twice = {"guard_overrides": [{"field": "seen", "reason": SSN}], "seen": SSN}
    assert _refused(lambda: recording.record(session, "equipment", whole(**twice))).code == (
        "guard-in-reason"
    )
    assert reading.show(session, number).rev == 1


def test_the_name_of_a_file_is_read(session: Session) -> None:
    file = attaching.attach_bytes(session, "SSN 123-45-6789.txt", b"x")
    refused = _refused(lambda: recording.record(session, "procedure", JAM, attachments=[file]))
    assert (refused.code, refused.fields) == ("guard", ("attachments",))
    kept = {"guard_overrides": [{"field": "attachments", "reason": "The court's own name."}]}
    number = recording.record(session, "procedure", {**JAM, **kept}, attachments=[file]).number
    stored = reading.show(session, number).stored
    assert "attachment.1" not in copies.disclosed("state", "procedure", stored)


def test_what_a_message_brings_does_not_stop_anybody(session: Session) -> None:
    message = {**JAM, "subject": "Confirm SSN 123-45-6789", "channel": "email"}
    number = recording.record(session, "message", message).number
    stored = reading.show(session, number).stored
    assert "subject" not in copies.disclosed("state", "message", stored)


@pytest.mark.parametrize("shows", [None, "ballot", "pollbook", "voter"])
@pytest.mark.parametrize("name", ["table.jpg", "table.JPG", "table", "table.pdf"])
def test_a_picture_that_nobody_looked_at_stays_whatever_it_is_called(
    session: Session, name: str, shows: str | None
) -> None:
    file = attaching.attach_bytes(session, name, jpeg(exif(gps=False, time=False)))
    assert file.is_shown
    assert attaching.judged(file, shows).what == "held"
    assert attaching.judged(file, "none").what == "photo"


def test_what_a_camera_noted_stays_until_ticked_and_the_bytes_are_as_they_were(
    session: Session, tmp_path: Path
) -> None:
    data = jpeg(exif(gps=True, time=True))
    path = tmp_path / "lid.jpg"
    path.write_bytes(data)
    file = attaching.judged(attaching.attach_file(session, path), "none")
    assert file.tells == ("place", "time")
    spoofed = {**JAM, "picture_notes": [{"file": "attachment.1", "may_go": True}]}
    number = recording.record(session, "procedure", spoofed, attachments=[file]).number
    stored = reading.show(session, number).stored
    assert stored["picture_notes"] == [{"file": "attachment.1", "place": True, "time": True}]
    assert "attachment.1" not in copies.disclosed("state", "procedure", stored)
    gone = {"picture_notes": None, "one_line": "Other."}
    recording.amend(session, number, gone, "Clearer.")
    assert "picture_notes" in reading.show(session, number).stored
    assert b"".join(session.vault.attachments.chunks(file.sha256)) == data

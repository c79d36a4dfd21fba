"""What a message fills in, for both front ends: what a person answered stays, in one rule."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.records import value_forms
from clerkapp.evidence.child.pool import Pool
from clerkapp.services.messages import adding, keeping
from clerkapp.services.messages.adding import MessageToKeep, fill
from clerkapp.services.records import attaching, reading
from clerkapp.services.session import Session
from tests.fakes.letters import letter
from tests.fakes.office import JAM

MAIL = letter(
    "Your mailbox expires today.",
    sender='"County Help Desk" <help@sign-in.example>',
    subject="Mailbox expires in 4 hours",
)
CODES = st.sampled_from(["subject", "sender_address", "links", "headers_kept"])
SAID = st.one_of(st.text(min_size=1, max_size=3), st.just(["a"]), st.just(True))
ANSWERS = st.dictionaries(CODES, st.one_of(SAID, st.sampled_from([None, "", "  ", [], False])))
SAYS = st.dictionaries(CODES, SAID)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with keeping.readers() as pool:
        yield pool


def test_an_answer_stays_and_the_rest_is_filled_in() -> None:
    typed = {"subject": "My own words", "sender_address": "", "place": "Front desk"}
    says = {"subject": "Theirs", "sender_address": "a@b.example", "message_id": "<1@b.example>"}
    filled = fill(typed, says)
    assert filled.values == {**says, "subject": "My own words", "place": "Front desk"}
    assert filled.differing == {"subject": "Theirs"}
    assert set(filled.changed) == {"sender_address", "message_id"}
    assert filled.given == {key: says[key] for key in ("sender_address", "message_id")}


@pytest.mark.parametrize("empty", [None, "", "   ", [], {}, False])
def test_what_was_left_empty_on_purpose_stays_empty(empty: Any) -> None:
    says = {"subject": "Theirs"}
    assert fill({"subject": empty}, says).values == says
    kept = fill({"subject": empty}, says, answered={"subject"})
    assert kept.values == {"subject": empty}
    assert (kept.changed, kept.given, kept.differing) == ((), {}, says)


def test_what_an_earlier_message_gave_gives_way_to_the_next_or_goes() -> None:
    first = fill({"subject": "Mine"}, {"sender_address": "a@b.example", "links": ["x"]})
    second = fill(first.values, {"sender_address": "c@d.example"}, before=first.given)
    assert second.values == {"subject": "Mine", "sender_address": "c@d.example"}
    assert set(second.changed) == {"sender_address", "links"}
    gone = fill(second.values, {}, before=second.given)
    assert (gone.values, gone.given) == ({"subject": "Mine"}, {})


def test_what_somebody_changed_of_it_is_theirs() -> None:
    given = fill({}, {"subject": "Theirs"}).given
    kept = fill({"subject": "Theirs, corrected"}, {}, before=given)
    assert (kept.values, kept.changed) == ({"subject": "Theirs, corrected"}, ())


@given(ANSWERS, SAYS, st.sets(CODES))
def test_no_answer_is_ever_replaced(
    answers: dict[str, Any], says: dict[str, Any], answered: set[str]
) -> None:
    filled = fill(answers, says, answered=answered)
    for code, answer in answers.items():
        if code in answered or not value_forms.is_empty(answer):
            assert filled.values[code] == answer
    for code, value in says.items():
        assert (filled.values.get(code) == value) == (code in filled.given)
        assert (code in filled.given) != (code in filled.differing)
    assert fill(filled.values, {}, before=filled.given).values.keys() <= answers.keys()


def test_a_record_and_its_message_are_one_record(
    session: Session, pool: Pool, tmp_path: Path
) -> None:
    kept = keeping.keep_bytes(session, "mail.eml", MAIL)
    says = keeping.read(kept.data, pool=pool).values
    photo = attaching.attach_bytes(session, "screen.txt", b"what was on the screen")
    answers = {**JAM, "subject": "As read out on the phone"}
    recorded = adding.record_with_message(
        session, "message", answers, kept.attached, says, attachments=[photo]
    )
    shown = reading.show(session, recorded.number)
    assert shown.stored["subject"] == "As read out on the phone"
    assert shown.stored["sender_address"] == says["sender_address"] == "help@sign-in.example"
    assert [one.sha256 for one in shown.attachments] == [kept.attached.sha256, photo.sha256]


def test_a_field_that_a_person_emptied_stays_out_of_the_record(
    session: Session, pool: Pool
) -> None:
    kept = keeping.keep_bytes(session, "mail.eml", MAIL)
    says = keeping.read(kept.data, pool=pool).values
    recorded = adding.record_with_message(
        session, "message", JAM, kept.attached, says, answered=says.keys()
    )
    assert "subject" not in reading.show(session, recorded.number).stored


def test_a_file_that_changed_after_it_was_read_is_not_kept(
    session: Session, pool: Pool, tmp_path: Path
) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(MAIL)
    read = MessageToKeep(path, MAIL, keeping.read(MAIL, pool=pool))
    assert adding.keep(session, read).size == len(MAIL)
    path.write_bytes(MAIL + b"\n")
    with pytest.raises(Refused, match="file-changed"):
        adding.keep(session, read)
    with pytest.raises(EnvironmentFailure, match="file-unreadable"):
        adding.read_file(tmp_path / "none.eml", session.ports)


def test_when_it_was_received_is_when_it_happened_unless_a_person_says_so() -> None:
    received = {"at": "2026-10-05T09:14:05-05:00", "precision": "exact"}
    filled = adding.fill({}, {"received": received})
    assert filled.values["occurred"] == received
    mine = {"at": "2026-10-05", "precision": "day"}
    filled = adding.fill({"occurred": mine}, {"received": received})
    assert filled.values["occurred"] == mine
    assert "occurred" not in filled.differing  # it is no claim of the message
    again = adding.fill({"occurred": received}, {}, before={"occurred": received})
    assert "occurred" not in again.values
    assert adding.fill({}, {"subject": "Hello"}).values == {"subject": "Hello"}

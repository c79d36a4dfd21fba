"""Signatures: whom the rules let sign, and for how long a signature holds."""

from collections.abc import Callable
from functools import partial

import pytest

from clerkapp.codec import sshkey
from clerkapp.crypto.acts import verify_act
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import reading, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases
from tests.fakes.office import RECORDER, REVIEWER, STAFF, TO_REVIEW, Office, whole
from tests.fakes.vaults import NAME, PASSPHRASE

FIRST = "LARK-2026-W1-0001"
People = Callable[[str], Session]


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _resolved(session: Session) -> None:
    recording.record(session, "equipment", whole())
    recording.set_status(session, FIRST, "resolved")


def test_a_review_changes_only_the_status_and_its_act_names_that_revision(
    as_person: People,
) -> None:
    _resolved(as_person(STAFF))
    session = as_person(REVIEWER)
    signed = signing.sign(session, FIRST, ActKind.REVIEW)
    shown = reading.show(session, FIRST)
    last = reading.history(session, FIRST)[-1]
    assert (shown.row.status, shown.revision) == ("reviewed", signed.revision)
    assert [change.code for change in last.changes] == ["status"]
    assert {(one.act, one.holds) for one in shown.signatures} == {
        (ActKind.AUTHOR, True),
        (ActKind.REVIEW, True),
    }


def test_the_act_is_the_persons_own_signature(session: Session) -> None:
    recording.record(session, "equipment", whole())
    signing.sign(session, FIRST, ActKind.AUTHORITY, "County clerk")
    record = session.vault.revisions.record_id_of(FIRST)
    act = session.vault.revisions.acts(record)[-1]
    verify_act(act, sshkey.from_line(session.account.sign_key))
    assert (act.act, act.capacity) == (ActKind.AUTHORITY, "County clerk")


def test_nobody_reviews_what_they_wrote_a_part_of(as_person: People) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    session = as_person(REVIEWER)
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added")
    recording.set_status(session, FIRST, "resolved")
    assert _refused(lambda: signing.sign(session, FIRST, ActKind.REVIEW)).code == "review-own"
    signing.sign(as_person(NAME), FIRST, ActKind.REVIEW)


def test_resolving_is_not_writing(as_person: People) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    session = as_person(REVIEWER)
    recording.set_status(session, FIRST, "resolved")
    assert signing.sign(session, FIRST, ActKind.REVIEW).rev == 3


def test_a_successor_account_is_the_same_person(office: Office) -> None:
    session = office.unlock()
    _resolved(session)
    opening.lock(session)
    session = passphrases.recover(
        office.folder, office.created.recovery_key, NAME, PASSPHRASE, office.ports
    )
    assert _refused(lambda: signing.sign(session, FIRST, ActKind.REVIEW)).code == "review-own"
    opening.lock(session)


def test_a_review_needs_a_resolved_record_and_its_answers(as_person: People) -> None:
    incomplete = {code: value for code, value in whole().items() if code not in TO_REVIEW}
    recording.record(as_person(STAFF), "equipment", incomplete)
    session = as_person(REVIEWER)
    refused = _refused(lambda: signing.sign(session, FIRST, ActKind.REVIEW))
    assert (refused.code, refused.fields) == ("review-needs-resolved", ("status",))
    recording.set_status(session, FIRST, "resolved")
    refused = _refused(lambda: signing.sign(session, FIRST, ActKind.REVIEW))
    assert refused.code == "missing-to-review"
    # What it turned out to be is "suspected" from the start.
    assert set(refused.fields) == set(TO_REVIEW) - {"determination"}


def test_who_may_review_and_sign_as_authority(as_person: People) -> None:
    _resolved(as_person(STAFF))
    for act in (ActKind.REVIEW, ActKind.AUTHORITY):
        session = as_person(RECORDER)
        refused = _refused(partial(signing.sign, session, FIRST, act))
        assert refused.code == "not-permitted"
    assert (
        _refused(lambda: signing.sign(as_person(REVIEWER), FIRST, ActKind.AUTHORITY)).code
        == "not-permitted"
    )
    assert _refused(lambda: signing.sign(as_person(NAME), FIRST, ActKind.AUTHOR)).code == (
        "act-unknown"
    )


def test_two_people_are_two_persons_in_two_capacities(as_person: People) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    session = as_person(STAFF)
    assert _refused(lambda: signing.sign(session, FIRST, ActKind.TWO_PERSON)).code == (
        "two-person-capacity"
    )
    signing.sign(session, FIRST, ActKind.TWO_PERSON, "Judge, first party")
    assert (
        _refused(lambda: signing.sign(session, FIRST, ActKind.TWO_PERSON, "Judge, second")).code
        == "two-person-same-person"
    )
    other = as_person(RECORDER)
    for same in ("JUDGE, FIRST PARTY", "Judge,  first party", "Ｊudge, first party"):
        assert (
            _refused(partial(signing.sign, other, FIRST, ActKind.TWO_PERSON, same)).code
            == "two-person-same-capacity"
        )
    signing.sign(other, FIRST, ActKind.TWO_PERSON, "Judge, second party")
    held = [one for one in reading.show(other, FIRST).signatures if one.act is ActKind.TWO_PERSON]
    assert [one.capacity for one in held] == ["Judge, first party", "Judge, second party"]


def test_a_signature_holds_while_only_the_status_changes(session: Session) -> None:
    recording.record(session, "equipment", whole())
    signing.sign(session, FIRST, ActKind.AUTHORITY)
    assert _refused(lambda: signing.sign(session, FIRST, ActKind.AUTHORITY)).code == (
        "already-signed"
    )
    recording.set_status(session, FIRST, "resolved")
    assert _holds(session)
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added")
    assert not _holds(session)
    signing.sign(session, FIRST, ActKind.AUTHORITY)
    assert _holds(session)


def _holds(session: Session) -> bool:
    signatures = reading.show(session, FIRST).signatures
    return any(one.holds for one in signatures if one.act is ActKind.AUTHORITY)


def test_a_capacity_is_plain_text(session: Session) -> None:
    recording.record(session, "equipment", whole())
    refused = _refused(lambda: signing.sign(session, FIRST, ActKind.AUTHORITY, "Clerk\x1b"))
    assert (refused.code, refused.fields) == ("text-hidden", ("capacity",))


def test_people_are_added_listed_and_closed_by_an_administrator(as_person: People) -> None:
    session = as_person(NAME)
    names = {one.name for one in accounts.people(session)}
    assert {NAME, STAFF, RECORDER, REVIEWER} <= names
    assert _refused(lambda: accounts.disable(session, NAME)).code == "account-own"
    accounts.disable(session, RECORDER)
    assert _refused(lambda: as_person(RECORDER)).code == "unlock-failed"
    staff = as_person(STAFF)
    for attempt in (
        lambda: accounts.people(staff),
        lambda: accounts.disable(staff, REVIEWER),
        lambda: accounts.add(staff, name="New", roles=[Role.STAFF], passphrase=PASSPHRASE),
    ):
        assert _refused(attempt).code == "not-permitted"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "name-form"),
        ({"name": "\u200b\u2800\u3164"}, "name-form"),
        ({"name": "A" * 121}, "name-form"),
        ({"name": "Ann\x1bLee"}, "text-hidden"),
        ({"name": "Ann\ue000"}, "text-hidden"),
        ({"name": "Ann\u0378"}, "text-hidden"),
        ({"name": "Ann L\u0435e"}, "name-mixed"),
        ({"roles": []}, "role-unknown"),
        ({"passphrase": "short"}, "passphrase-short"),
        ({"function": "king"}, "function-unknown"),
        ({"valid_from": "2026-11-05", "valid_until": "2026-11-04"}, "account-dates"),
        ({"valid_until": "tomorrow"}, "time-form"),
        ({"name": NAME.upper()}, "name-taken"),
        ({"name": NAME + "\u200b"}, "name-taken"),
        ({"name": NAME.replace(" ", "\u00a0\u2003")}, "name-taken"),
        ({"name": NAME.replace("i", "\u0131")}, "name-taken"),
        ({"name": NAME.replace("i", "l")}, "name-taken"),
        ({"name": "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in NAME)}, "name-taken"),
    ],
)
def test_what_an_account_cannot_be(session: Session, given: dict[str, object], code: str) -> None:
    whole_account = {"name": "Ann Lee", "roles": [Role.STAFF], "passphrase": PASSPHRASE}
    refused = _refused(lambda: accounts.add(session, **{**whole_account, **given}))  # type: ignore[arg-type]
    assert refused.code == code
    assert [one.name for one in accounts.people(session)] == [NAME]

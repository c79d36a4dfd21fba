"""Which signatures a review waits for, and that nothing gets past them (criterion 7)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.services import parties
from clerkapp.services.records import owing, reading, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts
from tests.fakes.office import RECORDER, REVIEWER, STAFF, TO_REVIEW, Office, join, whole
from tests.fakes.vaults import NAME, PASSPHRASE

FIRST = "LARK-2026-W1-0001"
FIRST_PARTY, SECOND_PARTY = "election_judge, first party", "deputy, second party"
As = Callable[[str], Session]
SEALS: list[dict[str, Any]] = [{"spot": "Lid", "logged": "0091465", "found": "0091465"}]


def refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def resolved(as_person: As, **changes: Any) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole(**changes))
    recording.set_status(session, FIRST, "resolved")


GRAVE: dict[str, Any] = {
    "severity": "high",
    "why": ["not_known"],
    "prevention": [{"step": "Look twice."}],
}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"seal_touched": "yes", "seals": SEALS}, ("two-person",)),
        ({"ballots_affected": 3, "ballots_handled": ["scanned_later"]}, ("two-person",)),
        ({"results_affected": "yes_corrected"}, ("two-person",)),
        (GRAVE, ("authority",)),
        ({**GRAVE, "seal_touched": "yes", "seals": SEALS}, ("two-person", "authority")),
    ],
)
def test_a_review_names_the_signatures_that_are_missing(
    as_person: As, changes: dict[str, Any], missing: tuple[str, ...]
) -> None:
    resolved(as_person, **changes)
    session = as_person(REVIEWER)
    for attempt in (
        lambda: signing.sign(session, FIRST, ActKind.REVIEW),
        lambda: recording.set_status(session, FIRST, "reviewed"),
    ):
        found = refused(attempt)
        assert (found.code, found.fields) == ("signatures-missing", missing)
    assert reading.show(session, FIRST).row.status == "resolved"


@pytest.mark.parametrize("status", ["recorded", "working", "resolved"])
def test_a_link_to_a_first_one_takes_no_signature_away(as_person: As, status: str) -> None:
    session = as_person(STAFF)
    recording.record(session, "equipment", whole())
    kept = recording.record(session, "equipment", whole(**GRAVE, seal_touched="yes", seals=SEALS))
    if status != "recorded":
        recording.set_status(session, kept.number, status)
    owed = reading.show(session, kept.number).row.owed
    assert {"two-person", "authority"} <= {act for act, _people in owed}
    link = [{"number": FIRST, "relation": "duplicate_of"}]
    recording.amend(session, kept.number, {"related": link})
    assert reading.show(session, kept.number).row.owed == owed


def test_what_needs_nobody_else_is_reviewed_at_once(as_person: As) -> None:
    resolved(as_person)
    session = as_person(REVIEWER)
    assert reading.show(session, FIRST).row.owed == (("review", 1),)
    signing.sign(session, FIRST, ActKind.REVIEW)
    assert reading.show(session, FIRST).row.owed == ()


def test_with_all_signatures_it_is_reviewed_and_a_change_asks_for_them_anew(as_person: As) -> None:
    resolved(as_person, **GRAVE, seal_touched="yes", seals=SEALS)
    signing.sign(as_person(STAFF), FIRST, ActKind.TWO_PERSON, FIRST_PARTY)
    assert [(one.act, one.people, one.capacities) for one in owing.owed(as_person(RECORDER))] == [
        (ActKind.TWO_PERSON, 1, ("second party", "no party")),
        (ActKind.AUTHORITY, 1, ("election_authority", "board_chair")),
        (ActKind.REVIEW, 1, ()),
    ]
    signing.sign(as_person(RECORDER), FIRST, ActKind.TWO_PERSON, SECOND_PARTY)
    found = refused(lambda: signing.sign(as_person(REVIEWER), FIRST, ActKind.REVIEW))
    assert found.fields == ("authority",)
    signing.sign(as_person(NAME), FIRST, ActKind.AUTHORITY)
    session = as_person(REVIEWER)
    signing.sign(session, FIRST, ActKind.REVIEW, "deputy")
    assert list(owing.owed(session)) == []
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added.")
    assert reading.show(session, FIRST).row.owed == (
        ("two-person", 2),
        ("authority", 1),
        ("review", 1),
    )


def test_two_people_are_of_two_parties_on_the_offices_list(as_person: As) -> None:
    """Criterion 7: the same person and the same capacity are refused, whatever the words around it."""
    recording.record(as_person(STAFF), "equipment", whole(seals=SEALS, seal_touched="yes"))
    session = as_person(STAFF)
    for text in ("Judge A", "deputy", "Judge, third party", "first party, Judge"):
        found = refused(partial(signing.sign, session, FIRST, ActKind.TWO_PERSON, text))
        assert (found.code, found.fields) == ("party-unknown", ("capacity",))
    signed = signing.sign(session, FIRST, ActKind.TWO_PERSON, "Election  Judge, FIRST party")
    assert signed.capacity == "election_judge, first party"
    other = as_person(RECORDER)
    for text in ("Courier, first party", "First Party", "Second party, first party"):
        found = refused(partial(signing.sign, other, FIRST, ActKind.TWO_PERSON, text))
        assert found.code == "two-person-same-capacity"
    assert signing.sign(other, FIRST, ActKind.TWO_PERSON, "no party").capacity == (
        "temporary_worker, no party"
    )
    found = refused(
        lambda: signing.sign(as_person(NAME), FIRST, ActKind.TWO_PERSON, "second party")
    )
    assert found.code == "two-person-done"


def test_two_people_of_no_party_are_on_one_side(as_person: As) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    signing.sign(as_person(STAFF), FIRST, ActKind.TWO_PERSON, "deputy, no party")
    found = refused(
        lambda: signing.sign(as_person(RECORDER), FIRST, ActKind.TWO_PERSON, "courier, no party")
    )
    assert found.code == "two-person-same-capacity"


@pytest.mark.parametrize("act", [ActKind.AUTHORITY, ActKind.REVIEW])
def test_a_party_stands_nowhere_but_where_two_people_sign(as_person: As, act: ActKind) -> None:
    resolved(as_person)
    session = as_person(NAME)
    for text in ("election_authority, first party", "Second party"):
        found = refused(partial(signing.sign, session, FIRST, act, text))
        assert (found.code, found.fields) == ("party-only-for-two", ("capacity",))


def test_the_office_keeps_its_own_list_of_parties(as_person: As) -> None:
    session = as_person(NAME)
    assert parties.choosable(session) == ("first party", "second party", "no party")
    for typed, code in (
        (["Heron"], "parties-few"),
        (["Heron", "heron "], "party-twice"),
        (["No party", "Heron"], "party-twice"),
        (["Heron, north", "Willow"], "party-form"),
        (["x" * 41, "Willow"], "party-form"),
        ([f"Party {n}" for n in range(13)], "parties-many"),
    ):
        assert refused(partial(parties.keep, session, typed)).code == code
    assert parties.keep(session, ["Heron", " Willow ", ""]) == ("Heron", "Willow")
    recording.record(session, "equipment", whole())
    assert refused(
        lambda: signing.sign(session, FIRST, ActKind.TWO_PERSON, "deputy, first party")
    ).params["parties"] == ["Heron", "Willow", "no party"]
    signed = signing.sign(session, FIRST, ActKind.TWO_PERSON, "deputy, willow")
    assert signed.capacity == "deputy, Willow"
    found = refused(lambda: parties.keep(as_person(RECORDER), ["Heron", "Oak"]))
    assert found.code == "not-permitted"


def test_somebody_else_signs_with_their_own_passphrase_while_one_is_signed_in(
    office: Office, as_person: As
) -> None:
    session = as_person(NAME)
    join(session, "Lee Ortega", Role.RECORDER, passphrase="quiet lantern river stone")
    recording.record(session, "equipment", whole(seals=SEALS, seal_touched="yes"))
    signing.sign(session, FIRST, ActKind.TWO_PERSON, FIRST_PARTY)

    def second(name: str, passphrase: str, capacity: str = SECOND_PARTY) -> signing.Signed:
        return signing.sign_as(
            session, FIRST, ActKind.TWO_PERSON, capacity, name=name, passphrase=passphrase
        )

    for name, passphrase in ((STAFF, "wrong one"), ("Nobody", PASSPHRASE)):
        assert refused(partial(second, name, passphrase)).code == ("second-failed")
    assert refused(lambda: second(NAME, PASSPHRASE)).code == "two-person-same-person"
    assert refused(lambda: second("Lee Ortega", "quiet lantern river stone")).code == (
        "record-not-found"
    ), "a recorder without places does not see it"
    second(STAFF, PASSPHRASE)
    held = [one for one in reading.show(session, FIRST).signatures if one.act == "two-person"]
    assert [one.author.name for one in held] == [NAME, STAFF]
    assert session.account.name == NAME
    found = refused(
        lambda: signing.sign_as(
            session, FIRST, ActKind.AUTHORITY, None, name=STAFF, passphrase=PASSPHRASE
        )
    )
    assert found.code == "not-permitted"


def test_who_typed_a_first_passphrase_does_not_sign_with_it(as_person: As) -> None:
    """An administrator who invents a person has no signature of theirs, neither as themself nor beside them."""
    session = as_person(NAME)
    first = "granite thimble orchard comet"
    accounts.add(session, name="Kim Heron", roles=[Role.REVIEWER], passphrase=first)
    recording.record(session, "equipment", whole())
    recording.set_status(session, FIRST, "resolved")
    for act in (ActKind.REVIEW, ActKind.TWO_PERSON):
        found = refused(
            partial(signing.sign_as, session, FIRST, act, None, name="Kim Heron", passphrase=first)
        )
        assert found.code == "passphrase-own-first"
    assert [one.act for one in reading.show(session, FIRST).signatures if one.act != "author"] == []


def test_an_unfinished_record_is_not_reviewed_however_often_it_was_signed(as_person: As) -> None:
    incomplete = {code: value for code, value in whole().items() if code not in TO_REVIEW}
    recording.record(as_person(STAFF), "equipment", incomplete)
    recording.set_status(as_person(STAFF), FIRST, "resolved")
    signing.sign(as_person(NAME), FIRST, ActKind.AUTHORITY)
    found = refused(lambda: signing.sign(as_person(REVIEWER), FIRST, ActKind.REVIEW))
    assert found.code == "missing-to-review"

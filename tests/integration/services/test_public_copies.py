"""Public copies: reviewed and decided records alone, and no words but those approved for outside."""

import json
import tarfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.guarded import is_typed
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.export import exporting, signers, verifying
from clerkapp.services.export.exporting import Exported, Request
from clerkapp.services.records import reading, recording, signing
from clerkapp.services.records.recording import StatusDetails
from clerkapp.services.session import Session
from tests.fakes.office import REVIEWER, STAFF, Office, whole
from tests.fakes.published import OPEN, published, resolved, reviewed
from tests.fakes.vaults import NAME

PUBLIC = Request(copy=Copy.PUBLIC)
As = Callable[[str], Session]
TITLE, WORDING = "A scanner stopped at one place.", "It was cleaned. Everybody voted."


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _export(session: Session, office: Office, *numbers: str) -> Exported:
    return exporting.export(session, Request(copy=Copy.PUBLIC, numbers=numbers), office.stick)


def _records(done: Exported) -> list[dict[str, Any]]:
    with tarfile.open(done.last.files[0].path) as tar:
        member = next(one for one in tar.getmembers() if one.name.endswith("/records.jsonl"))
        file = tar.extractfile(member)
        assert file is not None
        return [json.loads(line) for line in file.read().splitlines()]


def _word(field: Field) -> Any:
    """A value of a field that holds a word of its own wherever somebody may type."""
    word = f"zzq{field.code.replace('_', '')}"
    match field.control:
        case Control.TABLE:
            return [
                {
                    one.code: f"{word}{one.code.replace('_', '')}"
                    for one in field.columns
                    if is_typed(one)
                }
            ]
        case Control.PERSON:
            return {"role": "deputy", "name": f"{word}name", "contact": f"{word}contact"}
        case _:
            return word


def test_of_everything_that_can_be_typed_only_the_approved_words_leave(
    as_person: As, office: Office
) -> None:
    apart = {
        *("public_title", "public_wording", "guard_overrides", "picture_notes"),
        *("restricted_to", "restricted_about", "signed_on_paper", "signed_on_paper_names"),
    }
    typed = {
        field.code: _word(field)
        for field in KINDS["equipment"].fields
        if (is_typed(field) or field.control is Control.PERSON)
        and not field.part_of
        and field.code not in apart
    }
    typed["related"] = [{"number": "ZZQ-2026-W1-0001", "relation": "same_cause"}]
    number = resolved(as_person, **typed)
    session = as_person(REVIEWER)
    reviewed(session, number, **OPEN, public_title=TITLE, public_wording=WORDING)
    done = _export(session, office)
    data = done.last.files[0].path.read_bytes()
    assert b"zzq" not in data
    assert b"ZZQ-2026" not in data
    assert TITLE.encode() in data
    assert WORDING.encode() in data
    assert b"Decided for the public." not in data
    newest = max(_records(done), key=lambda one: one["revision"]["rev"])
    assert {"category", "severity", "status", "noticed_by", "occurred"} <= set(newest["fields"])


def test_revisions_that_were_replaced_are_headers_alone(
    as_person: As, office: Office, tmp_path: Path
) -> None:
    published(as_person, public_title=TITLE)
    session = as_person(REVIEWER)
    done = _export(session, office)
    shown = [
        bool(one["fields"]) for one in sorted(_records(done), key=lambda r: r["revision"]["rev"])
    ]
    assert shown == [False] * (len(shown) - 1) + [True]
    listed = tmp_path / "published"
    listed.write_text("\n".join(signers.own_lines(session).lines), "utf-8")
    verified = verifying.verify_public(done.last.files[0].path, signers=listed, ports=session.ports)
    assert verified.totals.records == 1


def test_only_reviewed_and_opened_records_go_and_the_others_are_counted(
    as_person: As, office: Office
) -> None:
    session = as_person(STAFF)
    plain = recording.record(session, "equipment", whole()).number
    struck = recording.record(session, "equipment", whole()).number
    recording.strike(session, struck, "Typed twice.")
    double = recording.record(session, "equipment", whole()).number
    recording.set_status(session, double, "duplicate", standing=StatusDetails(of=plain))
    waiting = resolved(as_person)
    undecided, closed, restricted = (resolved(as_person) for _ in range(3))
    session = as_person(REVIEWER)
    reviewed(session, undecided)
    why = {"public_basis": "Section 5", "public_statement": "It tells where equipment stands."}
    reviewed(session, closed, public_handling="closed", **why)
    recording.amend(session, restricted, {"restricted": True}, "About a colleague.")
    hidden = {
        plain: "not_reviewed",
        struck: "struck",
        double: "not_reviewed",
        waiting: "not_reviewed",
        undecided: "undecided",
        closed: "closed",
        restricted: "restricted",
    }
    for number, stay in hidden.items():
        refused = _refused(partial(_export, session, office, number))
        assert (refused.code, refused.params["stay"]) == ("number-not-public", stay)
    refused = _refused(lambda: _export(session, office))
    assert (refused.code, refused.params["count"]) == ("nothing-public", len(hidden))
    assert session.vault.outgoing.latest("public") is None

    number = published(as_person)
    session = as_person(REVIEWER)
    done = _export(session, office)
    assert done.stayed == {
        "not_reviewed": 3,
        "struck": 1,
        "undecided": 1,
        "closed": 1,
        "restricted": 1,
    }
    assert {one["revision"]["number"] for one in _records(done)} == {number}


@pytest.mark.parametrize("word", ["one_line", "seen", "resolution"])
def test_what_changed_after_the_review_goes_only_after_another(
    as_person: As, office: Office, word: str
) -> None:
    number = published(as_person, public_title=TITLE, public_wording=WORDING)
    session = as_person(NAME)
    recording.amend(session, number, {word: "Something new."}, "It was more.")
    shown = reading.show(session, number)
    assert shown.row.status == "resolved"
    assert {"public_title", "public_wording"}.isdisjoint(shown.values)
    assert _refused(lambda: _export(session, office, number)).params["stay"] == "not_reviewed"
    session = as_person(REVIEWER)
    reviewed(session, number)
    data = _export(session, office, number).last.files[0].path.read_bytes()
    assert TITLE.encode() not in data


def test_a_reviewer_decides_later_and_signs_again_without_writing_the_record(
    as_person: As, office: Office
) -> None:
    number = resolved(as_person)
    session = as_person(STAFF)
    signing.sign(session, number, ActKind.TWO_PERSON, "Judge, first party")
    session = as_person(REVIEWER)
    reviewed(session, number)
    recording.amend(session, number, {**OPEN, "public_title": TITLE}, "Asked for.")
    shown = reading.show(session, number)
    holding = {one.act for one in shown.signatures if one.holds}
    assert (shown.row.status, holding) == ("resolved", {ActKind.AUTHOR, ActKind.TWO_PERSON})
    assert _refused(lambda: _export(session, office, number)).params["stay"] == "not_reviewed"
    signing.sign(session, number, ActKind.REVIEW)
    assert TITLE.encode() in _export(session, office, number).last.files[0].path.read_bytes()


@pytest.mark.parametrize(
    "decided",
    [
        {"public_title": TITLE},
        {"public_wording": WORDING},
        {"public_handling": "open"},
        {"public_handling": "partly_closed"},
    ],
)
def test_only_a_reviewer_opens_a_record_and_writes_for_outside(
    as_person: As, decided: dict[str, Any]
) -> None:
    session = as_person(STAFF)
    refused = _refused(lambda: recording.record(session, "equipment", whole(**decided)))
    assert (refused.code, refused.fields) == ("decided-by-reviewer", tuple(decided))
    number = recording.record(session, "equipment", whole(public_handling="closed")).number
    refused = _refused(lambda: recording.amend(session, number, decided, "Please."))
    assert (refused.code, refused.fields) == ("decided-by-reviewer", tuple(decided))
    recording.amend(as_person(REVIEWER), number, decided, "Decided.")
    session = as_person(STAFF)
    gone = dict.fromkeys(decided)
    assert _refused(lambda: recording.amend(session, number, gone, "No.")).code == (
        "decided-by-reviewer"
    )


def test_a_vault_without_records_is_told_as_that(as_person: As, office: Office) -> None:
    refused = _refused(lambda: _export(as_person(REVIEWER), office))
    assert refused.code == "export-nothing"


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("public_title", "It stopped at 7:40 a.m.", "7:40"),
        ("public_wording", "One ballot was cast late.", "one ballot"),
        ("public_wording", "Se emitieron dos boletas. Todo bien.", "dos boletas"),
        ("public_wording", "The machine was cleaned by Perrin Oduya.", "Perrin Oduya"),
    ],
)
def test_words_for_outside_give_nothing_away_that_is_left_out(
    as_person: As, code: str, text: str, words: str
) -> None:
    person = {"role": "deputy", "name": "Perrin Oduya"}
    number = resolved(
        as_person,
        ballots_affected=3,
        ballots_handled=["scanned_later"],
        noticed_by=person,
    )
    session = as_person(REVIEWER)
    refused = _refused(lambda: recording.amend(session, number, {**OPEN, code: text}, "Asked for."))
    assert (refused.code, refused.fields, refused.params["words"]) == (
        "wording-unsafe",
        (code,),
        words,
    )
    long = "It stopped. It was cleaned. It ran. Everybody voted."
    refused = _refused(
        lambda: recording.amend(session, number, {**OPEN, "public_wording": long}, "Asked for.")
    )
    assert refused.code == "wording-sentences"
    recording.amend(session, number, {**OPEN, "public_wording": WORDING}, "Asked for.")

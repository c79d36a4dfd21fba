"""Criterion 40: a restricted record is there for its author and for whom it names, and for nobody else.

Every use case that reads is walked, each with what it would show of the record.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT, MESSAGE
from clerkapp.domain.records import copies
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind
from clerkapp.services import overview
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.messages import keeping, originals
from clerkapp.services.printing import prints
from clerkapp.services.records import (
    attaching,
    owing,
    paper,
    publishing,
    reading,
    recording,
    signing,
)
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.paper import Ink
from clerkapp.services.session import Session
from tests.fakes.office import AUDITOR, RECORDER, REVIEWER, STAFF, Office, join, whole
from tests.fakes.vaults import NAME

FIRST = "LARK-2026-W1-0001"
SUBJECT = "Lee Ortega"
As = Callable[[str], Session]
FIELDS: Mapping[str, Any] = {
    "restricted": True,
    "restricted_to": [{"name": REVIEWER}],
    "restricted_about": [{"name": SUBJECT}],
    "one_line": "A colleague carried a drive.",
    "place": "Attic",
    "election": "ZZ-secret",
    "severity": "high",
    "why": ["not_known"],
    "prevention": [{"step": "Look twice."}],
    "seals": [{"spot": "Lid", "found": "0091465"}],
}
UNSEEN = (STAFF, AUDITOR, NAME, SUBJECT)
SEEN = (RECORDER, REVIEWER)


@pytest.fixture
def kept(office: Office, as_person: As) -> str:
    """A restricted record of the recorder with a file; the file's digest. Its subject may review."""
    session = as_person(NAME)
    join(session, SUBJECT, Role.REVIEWER, Role.AUTHORITY)
    session = as_person(RECORDER)
    file = attaching.attach_bytes(session, "log.pdf", b"%PDF-1.7 door log")
    recording.record(session, "equipment", whole(**FIELDS), attachments=[file])
    return file.sha256


NOWHERE = "LARK-2026-W1-0099"
ByNumber = Callable[[Session, str, str, Path], object]
Noticing = Callable[[Session], bool]


def _answer(attempt: Callable[[], object]) -> str:
    """What somebody learns: that it worked, or a refusal's code."""
    try:
        attempt()
    except Refused as refused:
        return refused.code
    return "done"


def _use(use_case: Callable[..., object], *more: Any) -> ByNumber:
    return lambda session, number, _sha, _folder: use_case(session, number, *more)


def _home(session: Session) -> bool:
    found = overview.at_a_glance(session)
    rows = [*found.recent, *(due.row for due in found.due), *(one.row for one in found.signatures)]
    counts = (found.records, found.unsent, found.due_total, found.signatures_total)
    assert bool(rows) == any(counts)
    return bool(rows)


LISTS: dict[str, Noticing] = {
    "list_records": lambda s: bool(reading.list_records(s, Query()).rows),
    "list by words": lambda s: bool(reading.list_records(s, Query(text="drive attic")).rows),
    "list by number": lambda s: bool(reading.list_records(s, Query(text=FIRST)).rows),
    "list by place": lambda s: bool(
        reading.list_records(s, Query(place="Attic", order="occurred")).rows
    ),
    "count_records": lambda s: bool(reading.count_records(s, Query(severity="high"))),
    "distinct places": lambda s: "Attic" in reading.distinct(s, "place"),
    "distinct elections": lambda s: "ZZ-secret" in reading.distinct(s, "election"),
    "totals": lambda s: any(reading.totals(s).values()),
    "owed": lambda s: bool(list(owing.owed(s))),
    "at_a_glance": _home,
}
"""Each use case that looks for records, and whether it lets the record be noticed."""
BY_NUMBER: dict[str, ByNumber] = {
    "show": _use(reading.show),
    "history": _use(reading.history),
    "timeline": _use(reading.timeline),
    "print": lambda s, number, _sha, _f: prints.make(s, INCIDENT, number),
    "print to a file": lambda s, number, _sha, f: prints.save(s, INCIDENT, number, f / "x.pdf"),
    "what a print is of": lambda s, number, _sha, _f: prints.of_number(s, MESSAGE, number),
    "save_out": lambda s, number, sha, f: attaching.save_out(s, number, sha, f / "x"),
    "original": _use(keeping.original),
    "export the original": lambda s, number, sha, f: originals.export(s, number, f, sha256=sha),
    "export": lambda s, number, _sha, _f: exporting.plan(s, Request(numbers=(number,))),
    "publish": lambda s, number, _sha, _f: publishing.choose(s, [number]),
    "amend": _use(recording.amend, {"place": "X"}, "Wrong."),
    "add_action": _use(recording.add_action, {"what": "Looked."}),
    "set_status": _use(recording.set_status, "working"),
    "set_status reviewed": _use(recording.set_status, "reviewed"),
    "strike": _use(recording.strike, "Twice."),
    "sign": _use(signing.sign, ActKind.TWO_PERSON, "first party"),
    "review": _use(signing.sign, ActKind.REVIEW),
    "decide": _use(publishing.decide, {"public_handling": "closed"}),
    "clear_picture": lambda s, number, sha, _f: publishing.clear_picture(s, number, sha, "Seen."),
    "file_sheet": lambda s, number, sha, _f: paper.file_sheet(
        s,
        number,
        [Ink(ActKind.TWO_PERSON, "Ana Judge", "first party")],
        Attached(sha, 17, "log.pdf", "application/pdf", "signed-sheet"),
    ),
}
"""Each use case that is asked for a record by its number."""


@pytest.mark.parametrize("name", UNSEEN)
def test_a_restricted_record_does_not_exist_for_others_nor_for_its_subject(
    as_person: As, kept: str, name: str, tmp_path: Path
) -> None:
    """Criterion 40: every answer is the one for a record that does not exist."""
    session = as_person(name)
    assert [what for what, notices in LISTS.items() if notices(session)] == []
    for what, use in BY_NUMBER.items():
        there = _answer(partial(use, session, FIRST, kept, tmp_path))
        nowhere = _answer(partial(use, session, NOWHERE, kept, tmp_path))
        assert there == nowhere, what
        assert there in ("record-not-found", "not-permitted"), what


@pytest.mark.parametrize("name", SEEN)
def test_its_author_and_whom_it_names_work_with_it(
    as_person: As, kept: str, name: str, tmp_path: Path
) -> None:
    session = as_person(name)
    quiet = {what for what, notices in LISTS.items() if not notices(session)}
    assert quiet == set()
    assert reading.show(session, FIRST).row.restricted
    assert prints.make(session, INCIDENT, FIRST).pdf


def test_the_state_gets_it_marked_and_without_names(as_person: As, kept: str) -> None:
    stored = reading.show(as_person(RECORDER), FIRST).stored
    state = copies.disclosed("state", "equipment", stored)
    assert "restricted" in state
    assert not {"restricted_to", "restricted_about"} & state
    assert copies.disclosed("public", "equipment", stored) == frozenset()


def _uses_number(function: Callable[..., Any]) -> bool:
    names = list(inspect.signature(function).parameters)
    return names[:1] == ["session"] and "number" in names


def _use_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in (reading, recording, signing, paper, publishing, attaching, keeping, originals):
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not name.startswith("_") and _uses_number(function):
                yield f"{module.__name__}.{name}", function


def test_every_use_case_that_takes_a_number_looks_for_it_at_one_door() -> None:
    """A new one that asks the vault for a record by number without `visibility.find` is found here."""
    found = dict(_use_cases())
    assert len(found) > 12
    for name, function in found.items():
        source = inspect.getsource(function)
        doors = (
            "visibility.find(",
            "sign(theirs",
            "amend(",
            "records.show(",
            "original_of(",
            "file_sheet(session",
        )
        assert any(door in source for door in doors), name


def test_only_reviewers_are_named_and_nobody_for_what_is_about_them(as_person: As) -> None:
    session = as_person(RECORDER)
    for fields, code, field in (
        ({"restricted_to": [{"name": STAFF}]}, "reader-unknown", "restricted_to"),
        ({"restricted_to": [{"name": "Nobody"}]}, "reader-unknown", "restricted_to"),
        (
            {"restricted_to": [{"name": REVIEWER}], "restricted_about": [{"name": REVIEWER}]},
            "reader-is-subject",
            "restricted_to",
        ),
        (
            {"restricted_about": [{"name": RECORDER.upper()}]},
            "subject-is-author",
            "restricted_about",
        ),
    ):
        typed = {**whole(), "restricted": True, **fields}
        with pytest.raises(Refused) as caught:
            recording.record(session, "equipment", typed)
        assert (caught.value.code, caught.value.fields) == (code, (field,))


def test_nobody_shuts_out_the_author_or_names_themself(as_person: As, kept: str) -> None:
    session = as_person(REVIEWER)
    for changes, code in (
        ({"restricted_about": [{"name": RECORDER}]}, "subject-is-author"),
        ({"restricted_about": [{"name": REVIEWER}]}, "subject-is-author"),
    ):
        with pytest.raises(Refused, match=code):
            recording.amend(session, FIRST, changes, "Changed.")


def test_who_did_not_record_it_restricts_it_only_as_a_reviewer(as_person: As) -> None:
    recording.record(as_person(RECORDER), "equipment", whole())
    session = as_person(STAFF)
    with pytest.raises(Refused, match="restrict-not-yours"):
        recording.amend(session, FIRST, {"restricted": True}, "About me.")
    session = as_person(REVIEWER)
    recording.amend(session, FIRST, {"restricted": True}, "About a colleague.")
    assert reading.show(session, FIRST).row.restricted, "who restricts it is named with it"
    with pytest.raises(Refused, match="record-not-found"):
        reading.show(as_person(STAFF), FIRST)
    assert reading.show(as_person(RECORDER), FIRST).row.restricted


def test_an_account_opened_later_under_the_subjects_name_sees_nothing(as_person: As) -> None:
    typed = {**whole(), "restricted": True, "restricted_about": [{"name": "Kim Heron"}]}
    recording.record(as_person(RECORDER), "equipment", typed)
    join(as_person(NAME), "KIM HERON", Role.REVIEWER)
    session = as_person("KIM HERON")
    assert reading.count_records(session, Query()) == 0
    with pytest.raises(Refused, match="record-not-found"):
        reading.show(session, FIRST)

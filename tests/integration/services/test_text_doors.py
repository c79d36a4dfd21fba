"""The same text at every door of the vault: what cannot be seen counts for nothing anywhere, and no
name of a file reads like a line of the record."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.message_lines import message_lines
from clerkapp.cli.verbs import reading as reading_verbs
from clerkapp.crypto.certificates import read_recipient
from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import WholeRecord
from clerkapp.domain.text.rules import one_line
from clerkapp.report.incident.build import build
from clerkapp.report.sheet import Printing, sheet_pdf
from clerkapp.services import office
from clerkapp.services.export import state_keys
from clerkapp.services.messages import keeping
from clerkapp.services.records import attaching, reading, recording, revising, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts
from clerkapp.services.vaults.succeeding import OnPaper
from clerkapp.wording.sentences import sentence
from tests.fakes.office import JAM, STAFF, Office, computer, join, whole
from tests.fakes.vaults import NAME

FIRST = "LARK-2026-W1-0001"
AT = "2026-11-23T18:40:00-06:00"
NOTHING = "\u200b\u3164\u2800\U000e0041\u00ad"
FORGED = (
    "a.txt (1 bytes) 00\nStatus: Reviewed\r\n\u2028Signed (review): Dana\tWhitfield\u202e\x1b[2J"
)
People = Callable[[str], Session]


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _found(session: Session, text: str) -> list[str]:
    return [row.number for row in reading.list_records(session, Query(text=text)).rows]


def test_a_record_keeps_what_was_meant(session: Session) -> None:
    typed: dict[str, Any] = {
        **JAM,
        "one_line": "Scanner jammed\u2028at\tElm\u00a0Hall\u200b",
        "place": "Elm  Hall\u200b",
        "seen": "One.\x0bTwo.\u2029Three\u00a0four.",
        "serial": "AB\u200b77\u2011123",
        "noticed_by": {"role": "deputy", "name": "Ann\u2003Lee\ufeff", "contact": NOTHING},
        "seals": [{"logged": "00\u200b83312", "found": NOTHING, "explanation": "Torn\nby hand"}],
        "actions": [{"what": NOTHING}],
    }
    recording.record(session, "equipment", typed)
    values = reading.show(session, FIRST).values
    assert values["one_line"] == "Scanner jammed at Elm Hall"
    assert values["place"] == "Elm Hall"
    assert values["seen"] == "One.\nTwo.\nThree four."
    assert values["serial"] == "AB77\u2011123"
    assert values["noticed_by"] == {"role": "deputy", "name": "Ann Lee", "contact": None}
    assert values["seals"] == [{"logged": "0083312", "explanation": "Torn by hand"}]
    assert "actions" not in values
    for asked in ("AB77-123", "AB77123", "ab\u200b77\u2212123", "ＡＢ77", "0083312", "elm hall"):
        assert _found(session, asked) == [FIRST], asked


def test_what_cannot_be_seen_passes_no_gate(session: Session) -> None:
    refused = _refused(lambda: recording.record(session, "equipment", {**JAM, "one_line": NOTHING}))
    assert (refused.code, refused.fields) == ("missing-to-record", ("one_line",))
    recording.record(session, "equipment", whole(resolution=NOTHING))
    refused = _refused(lambda: recording.set_status(session, FIRST, "resolved"))
    assert refused.code == "missing-to-resolve"
    assert "resolution" in refused.fields
    recording.amend(session, FIRST, {"resolution": "Cleaned."}, "Said")
    recording.set_status(session, FIRST, "resolved")
    recording.amend(session, FIRST, {"resolution": NOTHING}, "Taken back")
    assert reading.show(session, FIRST).row.status == "working"


def test_what_stands_invisible_in_a_record_from_elsewhere_passes_no_gate() -> None:
    values = {"one_line": NOTHING, "place": "Elm Hall"}
    assert (
        _refused(
            lambda: recording.require_gate("equipment", values, Gate.RECORD, "missing-to-record")
        ).fields[0]
        == "one_line"
    )


def test_reasons_capacities_and_settings_have_no_invisible_words(session: Session) -> None:
    recording.record(session, "equipment", whole())
    for act in (
        lambda: recording.amend(session, FIRST, {"place": "Elm Hall"}, NOTHING),
        lambda: recording.strike(session, FIRST, NOTHING),
    ):
        assert _refused(act).code == "reason-missing"
    recording.amend(session, FIRST, {"place": "Elm Hall"}, "Said\u2028so\u200b")
    assert reading.history(session, FIRST)[-1].reason == "Said\nso"
    refused = _refused(lambda: signing.sign(session, FIRST, ActKind.TWO_PERSON, NOTHING))
    assert refused.code == "two-person-capacity"
    assert office.set_present(session, f"General\u00a0{NOTHING}\n2026", "open").election == (
        "General 2026"
    )
    assert office.set_present(session, NOTHING, "open").election is None


@pytest.mark.parametrize(
    "same",
    [
        "First party\u200b",
        "FIRST\u00a0PARTY",
        "First p\u0430rty",
        "Ｆirst party",
        "First\u2028party",
    ],
)
def test_a_capacity_that_reads_the_same_is_the_same(as_person: People, same: str) -> None:
    first = as_person(NAME)
    recording.record(first, "equipment", whole())
    signing.sign(first, FIRST, ActKind.TWO_PERSON, "Judge, first party")
    second = as_person(STAFF)
    refused = _refused(lambda: signing.sign(second, FIRST, ActKind.TWO_PERSON, same))
    assert refused.code == "two-person-same-capacity"


def test_who_types_a_name_means_its_account(office: Office, as_person: People) -> None:
    session = as_person(NAME)
    join(session, "Lee  Ortega\u200b", Role.STAFF)
    kept = {one.name for one in accounts.people(session)}
    assert "Lee Ortega" in kept
    for typed in ("Lee Ortega", "lee\u00a0ortega\u200b", "L\u0435\u0435 Ort\u0435ga"):
        as_person(typed)
    session = as_person(NAME)
    assert accounts.disable(session, "LEE\u2003ORTEGA\ufeff").name == "Lee Ortega"
    key = OnPaper(office.created.recovery_key)
    again = join(session, "Lee Ortega\u2060", Role.STAFF, confirmation=key)
    closed = next(one for one in accounts.people(session) if one.disabled)
    assert again.person == closed.person


def test_a_certificate_has_a_name_that_can_be_read(office: Office, tmp_path: Path) -> None:
    made = state_keys.new(tmp_path / "keys", "State\u00a0election\u200b office\n", office.ports)
    certificate = read_recipient(made.files[0].read_bytes())
    assert certificate.common_name == "State election office"
    for name in (NOTHING, "", "S" * 65, "St\u0430te"):
        refused = _refused(partial(state_keys.new, tmp_path / "other", name, office.ports))
        assert refused.code in ("name-form", "name-mixed")
    assert not (tmp_path / "other").exists()


def _forge(session: Session) -> None:
    """A record such as another program may make: nothing in it went through our doors."""
    attached = attaching.attach_bytes(session, "a.txt", b"x")
    number = str(session.vault.revisions.next_number(2026))
    values = {
        **recording.prefilled(session, "equipment", {}, session.now()),
        "status": "recorded",
        "severity": "not_rated",
        "one_line": FORGED,
        "place": FORGED,
        "noticed_by": {"role": "deputy", "name": None, "contact": None},
        "noticed_by_name": FORGED,
        "seals": [{"logged": FORGED}],
        "attachment.1": {**attached.to_value(), "name": FORGED},
    }
    with session.vault.transaction():
        revision, act = revising.first_revision(
            session,
            record="6f1d7a52-0000-4000-8000-000000000001",
            number=number,
            kind="equipment",
            values=values,
            at=session.now(),
        )
        session.vault.revisions.append(revision, act)


def _outputs(session: Session) -> dict[str, list[str]]:
    shown, history = reading.show(session, FIRST), reading.history(session, FIRST)
    sheet = build(WholeRecord(shown, history), Printing("Larkspur County", NAME, AT))
    return {
        "show": list(reading_verbs._shown_lines(shown)),
        "history": [
            line for one in history for line in reading_verbs._entry_lines("equipment", one)
        ],
        "lists": [
            text
            for row in reading.list_records(session, Query()).rows
            for text in (row.one_line, row.place)
        ],
        "names": [one.name for one in shown.attachments],
        "printed names": [one.name for one in sheet.attachments],
        "sentence": [sentence("attachment-unreadable", {"name": FORGED})],
        "journal": [str(entry.params.get("file", "")) for entry in session.vault.journal.entries()],
    }


def test_no_name_of_a_file_reads_like_a_line_of_the_record(
    session: Session, tmp_path: Path
) -> None:
    _forge(session)
    for output, lines in _outputs(session).items():
        for line in lines:
            for piece in line.splitlines() or [""]:
                assert not piece.lstrip().startswith(("Status: Rev", "Signed (rev")), output
            assert not set(line) & set("\r\t\x0b\x1b\u2028\u2029\u202e"), output
            assert "\n" not in line, output
    assert (
        "a.txt (1 bytes) 00[U+000A]Status: Reviewed[U+000D]"
        in reading.show(session, FIRST).attachments[0].name
    )
    record = WholeRecord(reading.show(session, FIRST), reading.history(session, FIRST))
    pdf = sheet_pdf(build(record, Printing("Larkspur County", NAME, AT)), at=AT)
    assert pdf.startswith(b"%PDF-")


@pytest.mark.posix("names")
def test_a_message_and_its_files_have_names_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nSigns: none\u2028.eml").write_bytes(
        b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="-"\n\n---\nContent-Disposition: attachment; '
        b"filename*=utf-8''lid%0ASubject:%20Reviewed%E2%80%AE.txt\n\nx\n-----\n"
    )
    with keeping.readers(1) as pool:
        [(path, found)] = keeping.inspect_many([next(tmp_path.iterdir())], pool, computer())
    assert not isinstance(found, ClerkappError)
    lines = list(message_lines(found, one_line(path.name)))
    assert lines[0].startswith("a[U+000A]Signs: none[U+2028].eml")
    assert sum(line.startswith("Subject:") for line in lines) == 1
    assert all(len(line.splitlines()) <= 1 for line in lines)
    assert any("Reviewed[U+202E].txt" in line for line in lines)


@pytest.mark.posix("names")
def test_a_file_is_kept_under_a_name_of_one_line(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "lid\nSigned\u202e  (review).jpg"
    path.write_bytes(b"x")
    one = attaching.attach_file(session, path)
    two = attaching.Attached(one.sha256, one.size, FORGED, one.media_type, one.what)
    assert one.name == "lid[U+000A]Signed[U+202E] (review).jpg"
    recording.record(session, "equipment", JAM, attachments=[one, two])
    stored = reading.show(session, FIRST).stored
    names = [stored[f"attachment.{n}"]["name"] for n in (1, 2)]  # type: ignore[index, call-overload]
    assert all("\n" not in str(name) and "\u2028" not in str(name) for name in names)

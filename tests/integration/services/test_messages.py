"""Messages as evidence: the bytes first, then the form, then the comparison; nothing leaks, nothing is lost."""

import os
import socket  # noqa: TID251 (to forbid it)
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.messages.examination import Code, ReadingProblem
from clerkapp.domain.messages.record_values import LARGEST
from clerkapp.domain.messages.unread import looked_everywhere, not_read
from clerkapp.domain.records import severity
from clerkapp.domain.records.copies import disclosed
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.lists import Query
from clerkapp.evidence import limits
from clerkapp.evidence.child.pool import Pool
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.records import reading, recording
from clerkapp.services.session import Session
from clerkapp.wording.signs import PROBLEMS
from clerkapp.wording.values import value_words
from tests.fakes import hostile
from tests.fakes.letters import forwarded, letter, mailbox
from tests.fakes.office import JAM, RECORDER, REVIEWER, STAFF, computer

FIRST = "LARK-2026-W1-0001"
HOME = "clerk@county.example"
REPORT = (
    "mx.county.example; spf=fail smtp.mailfrom=sign-in.example; dkim=none;"
    " dmarc=fail header.from=sign-in.example"
)
HEADERS = {
    "Authentication-Results": REPORT,
    "DKIM-Signature": "v=1; a=rsa-sha256; d=sign-in.example; s=mail2026; h=from; bh=x; b=y",
    "Reply-To": "help@elsewhere.example",
    "Return-Path": "<bounce+clerk=county.example@sign-in.example>",
}
PHISH = letter(
    "Your mailbox expires today.",
    sender='"County Help Desk" <help@sign-in.example>',
    subject="Mailbox expires in 4 hours",
    html=f'<a href="https://portal.example/auth?user={HOME}&k=1">Keep it</a>'
    '<img src="http://tracker.example/p.gif"><script>x()</script>',
    headers=HEADERS,
    files={"ballot_\u202efdp.exe": ("application/octet-stream", b"inert")},
)
STATE_KEEPS_HOME = ("recipients", "message_text", "carrier")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with keeping.readers() as pool:
        yield pool


def record(session: Session, data: bytes, pool: Pool, **typed: Any) -> tuple[str, Reading]:
    kept = keeping.keep_bytes(session, "mail.eml", data)
    found = keeping.read(kept.data, pool=pool)
    values = {**JAM, **found.values, **typed}
    made = recording.record(session, "message", values, attachments=[kept.attached])
    return made.number, found


def stored(session: Session, number: str = FIRST) -> dict[str, Any]:
    return dict(reading.show(session, number).stored)


def test_a_dropped_message_fills_the_form_and_comes_back_byte_for_byte(
    session: Session, pool: Pool, tmp_path: Path
) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(PHISH)
    kept = keeping.keep_file(session, path)
    found = keeping.read(kept.data, pool=pool)
    assert found.lacking == ()
    values: dict[str, Any] = dict(found.values)
    assert values["channel"] == "email"
    assert values["received"] == {"at": "2026-10-05T09:14:05-05:00", "precision": "exact"}
    assert values["sender_name"] == "County Help Desk"
    assert values["sender_address"] == "help@sign-in.example"
    assert values["reply_to"] == "help@elsewhere.example"
    assert values["sending_server"] == "mail.sender.example (203.0.113.25)"
    assert [values[f"auth_{check}"] for check in ("spf", "dkim", "dmarc")] == [
        "fail",
        "none",
        "fail",
    ]
    assert values["dkim_signatures"] == [{"domain": "sign-in.example", "selector": "mail2026"}]
    assert f"Authentication-Results: {REPORT}" in values["auth_headers"]
    assert values["recipients"] == [{"address": HOME}]
    assert values["subject"] == "Mailbox expires in 4 hours"
    assert values["message_id"] == "<list-1@vendor.example>"
    assert values["message_attachments"][0]["name"] == "ballot_\u202efdp.exe"
    assert "Keep it" in values["message_text"]
    made = recording.record(session, "message", {**JAM, **values}, attachments=[kept.attached])
    (attached,) = reading.show(session, made.number).attachments
    assert (attached.sha256, attached.what) == (sha256_hex(PHISH), "message")
    assert b"".join(session.vault.attachments.chunks(attached.sha256)) == PHISH


def test_reading_needs_no_network_and_leaves_no_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket")

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    kept = keeping.keep_bytes(session, "mail.eml", PHISH)
    found = keeping.read(kept.data)
    assert found.values["subject"] == "Mailbox expires in 4 hours"
    assert list(scratch.rglob("*")) == []


def test_what_a_file_lacks_is_said_in_words(pool: Pool) -> None:
    found = keeping.read(letter(received=None), pool=pool)
    assert [lack.code for lack in found.lacking] == ["headers-lost"]
    assert "ask for the original" in found.lacking[0].message
    assert "received" not in found.values


def test_a_forwarded_message_is_the_one_that_is_read(session: Session, pool: Pool) -> None:
    number, found = record(session, forwarded(PHISH), pool)
    assert found.values["sender_address"] == "help@sign-in.example"
    carriers = found.values["carrier"]
    assert isinstance(carriers, list)
    (carrier,) = carriers
    assert carrier["sender"] == "Dana Whitfield <dana@county.example>"
    assert carrier["subject"] == "FW: suspicious"
    assert "carrier" not in disclosed("state", "message", stored(session, number))


def test_the_message_chosen_from_a_mailbox_is_read_again(session: Session, pool: Pool) -> None:
    data = mailbox(letter(subject="First one here"), letter(subject="Second one here"))
    kept = keeping.keep_bytes(session, "", data)
    assert kept.attached.name == "messages.mbox"
    found = keeping.read(kept.data, pool=pool, pick=1)
    assert [one.subject for one in found.messages] == ["First one here", "Second one here"]
    assert found.place == 1
    assert found.values["message_place"] == {"n": 2, "precision": "exact"}
    values = {**JAM, **found.values}
    number = recording.record(session, "message", values, attachments=[kept.attached]).number
    original = keeping.original(session, number)
    again = keeping.read(original.data, pool=pool, pick=original.pick)
    assert again.values["subject"] == "Second one here"
    assert again.values == found.values


def test_pasted_headers_and_words_are_kept_too(session: Session, pool: Pool) -> None:
    pasted = "From: Help <help@sign-in.example>\nSubject: Pasted by hand\n\nSign in \ud83d"
    kept = keeping.keep_text(session, pasted)
    assert kept.attached.name == "pasted.txt"
    assert kept.attached.what == "message"
    assert kept.data == pasted.encode("utf-8", "surrogatepass")
    assert keeping.read(kept.data, pool=pool).values["subject"] == "Pasted by hand"


def test_recipients_are_in_no_copy_that_leaves(session: Session, pool: Pool) -> None:
    number, found = record(session, PHISH, pool)
    values = stored(session, number)
    assert HOME in str(values["recipients"])
    for copy in ("state", "public"):
        shown = {code: values[code] for code in disclosed(copy, "message", values)}
        text = str(shown).lower()
        assert HOME not in text
        assert "clerk=county.example" not in text
        assert not set(STATE_KEEPS_HOME) & set(shown)
        assert "attachment.1" not in shown
    state = disclosed("state", "message", values)
    assert {"indicators", "links", "sender_address", "auth_headers", "dkim_signatures"} <= state
    assert "indicators" not in disclosed("public", "message", values)
    assert values["links"][0]["url"] == "https://portal.example/auth?user=[recipient]&k=1"
    assert not any(HOME in value for _, value in found.indicators)


def test_what_a_person_ticks_goes_to_the_state(session: Session, pool: Pool) -> None:
    number, _ = record(session, PHISH, pool, send_also=["recipients", "original"])
    values = stored(session, number)
    assert {"recipients", "attachment.1", "return_path"} <= disclosed("state", "message", values)
    assert "message_text" not in disclosed("state", "message", values)
    assert not {"recipients", "attachment.1"} & disclosed("public", "message", values)
    recording.amend(session, number, {"send_also": ["message_text"]}, "Only the words")
    state = disclosed("state", "message", stored(session, number))
    assert "message_text" in state
    assert not {"recipients", "attachment.1"} & state


def test_what_was_not_read_goes_to_the_state_with_the_record(session: Session, pool: Pool) -> None:
    called, media_type, made = hostile.FILES["forms that draw forms"]
    trap = letter("Words.", html="<p>Words.</p>", files={called: (media_type, made())})
    number, found = record(session, trap, pool)
    assert found.lacking
    values = stored(session, number)
    assert {"files", "pictures"} & set(values["not_read"])
    for copy in ("state", "full"):
        assert "not_read" in disclosed(copy, "message", values)
    whole, _ = record(session, PHISH, pool)
    assert "not_read" not in stored(session, whole)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_the_record_says_of_every_problem_whether_something_was_not_read(code: str) -> None:
    problem = ReadingProblem(Code(code), {"part": "file", "name": "x", "count": 1})
    incomplete = not looked_everywhere([problem]) or code.startswith("reader-")
    assert bool(not_read([problem])) == incomplete


def test_links_are_harmless_in_words(session: Session, pool: Pool) -> None:
    number, _ = record(session, PHISH, pool)
    values = stored(session, number)
    for code in ("links", "sender_address", "message_text", "indicators", "auth_headers"):
        words = value_words("message", code, values[code])
        assert "https://" not in words
        assert "sign-in.example" not in words
        assert "portal.example" not in words
    assert "[U+202E]" in value_words(
        "message", "message_attachments", values["message_attachments"]
    )


def test_a_password_that_was_entered_suggests_high(session: Session, pool: Pool) -> None:
    number, _ = record(session, PHISH, pool)
    before = severity.suggest("message", stored(session, number))
    assert before is not None
    assert before.severity == "low"
    recording.amend(session, number, {"interacted": ["entered_password"]}, "Asked again")
    after = severity.suggest("message", stored(session, number))
    assert after is not None
    assert (after.severity, after.reason) == ("high", "password-file-money-data")


def test_the_same_message_was_seen_before(session: Session, pool: Pool) -> None:
    number, found = record(session, PHISH, pool)
    record(session, letter(headers={"Message-ID": "<other@vendor.example>"}), pool)
    (seen,) = keeping.seen_before(session, found.indicators)
    assert seen.row.number == number
    assert set(seen.shared) >= {("sender", "help@sign-in.example"), ("host", "portal.example")}
    assert keeping.seen_before(session, found.indicators, without=number) == ()
    typed = keeping.of_values({"sender_address": "HELP@sign-in.example"})
    assert [one.row.number for one in keeping.seen_before(session, typed)] == [number]


def test_what_says_most_comes_first(session: Session) -> None:
    for values in (
        {"subject": "Results are in tonight"},
        {"sender_address": "a@sign-in.example", "message_id": "<1@sign-in.example>"},
        {"sender_address": "b@sign-in.example"},
    ):
        recording.record(session, "message", {**JAM, **values})
    wanted = keeping.of_values(
        {
            "subject": "RE: Results are in tonight",
            "sender_address": "a@sign-in.example",
            "message_id": "<1@sign-in.example>",
        }
    )
    numbers = [one.row.number[-4:] for one in keeping.seen_before(session, wanted)]
    assert numbers == ["0002", "0003", "0001"]
    assert len(keeping.seen_before(session, wanted, limit=1)) == 1


@pytest.mark.parametrize(
    "indicator",
    [
        Indicator("domain", "gmail.com"),
        Indicator("host", "bit.ly"),
        Indicator("ip", "203.0.113.25"),
        Indicator("subject", "hello"),
    ],
)
def test_what_everybody_shares_says_nothing(session: Session, indicator: Indicator) -> None:
    row = [{"kind": indicator.kind, "value": indicator.value}]
    recording.record(session, "message", {**JAM, "indicators": row})
    assert keeping.seen_before(session, [indicator]) == ()


def test_restricted_records_are_not_seen_by_others(
    as_person: Callable[[str], Session],
) -> None:
    values = {
        **JAM,
        "sender_address": "a@sign-in.example",
        "restricted": True,
        "restricted_to": [{"name": REVIEWER}],
    }
    recording.record(as_person(STAFF), "message", values)
    wanted = keeping.of_values(values)
    assert keeping.seen_before(as_person(RECORDER), wanted) == ()
    assert len(keeping.seen_before(as_person(REVIEWER), wanted)) == 1
    assert len(keeping.seen_before(as_person(STAFF), wanted)) == 1


@pytest.mark.parametrize(
    "words", ["portal.example", "203.0.113.25", "mailbox expires", "help@elsewhere.example"]
)
def test_the_ordinary_search_finds_indicators(session: Session, pool: Pool, words: str) -> None:
    record(session, letter(), pool)
    number, _ = record(session, PHISH, pool)
    numbers = [row.number for row in reading.list_records(session, Query(text=words)).rows]
    assert number in numbers
    assert reading.list_records(session, Query(text="reply_to")).rows == ()


def test_a_message_of_any_length_can_be_recorded(session: Session, pool: Pool) -> None:
    long = letter(
        "Words \u0001 " * 60_000,
        html="".join(
            f'<a href="https://x{n}.example/{"p" * 1500}">link {n}</a>' for n in range(900)
        ),
    )
    number, found = record(session, long, pool)
    assert "message-shortened" in [lack.code for lack in found.lacking]
    values = stored(session, number)
    assert len(str(values).encode()) < LARGEST * 2
    assert values["links"]
    assert values["message_text"]


def test_more_than_is_read_of_a_message_is_kept_whole(session: Session, pool: Pool) -> None:
    data = letter() + b"x" * (limits.FILE_BYTES + 1000)
    kept = keeping.keep_bytes(session, "large.eml", data)
    assert kept.attached.sha256 == sha256_hex(data)
    assert len(kept.data) == limits.FILE_BYTES + 1
    found = keeping.read(kept.data, pool=pool)
    assert "file-large" in [lack.code for lack in found.lacking]
    assert found.values["subject"] == "Precinct supply list"


def test_bytes_further_on_never_decide_that_a_message_is_not_kept(session: Session) -> None:
    data = letter("x" * 40_000).ljust(32769, b" ")
    trap = data[:32769] + b"CD001" + data[32774:]
    kept = keeping.keep_bytes(session, "mail.eml", trap)
    assert kept.attached.sha256 == sha256_hex(trap)


def test_a_record_without_its_message_says_so(session: Session) -> None:
    recording.record(session, "message", JAM)
    with pytest.raises(Refused, match="message-not-kept"):
        keeping.original(session, FIRST)


def test_files_without_a_vault(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(PHISH)
    missing = tmp_path / "b.eml"
    found = keeping.inspect_file(path, computer(), pool=pool)
    assert found.sha256 == sha256_hex(PHISH)
    assert keeping.inspected(found)["links"][0]["defanged"].startswith("hxxps://portal[.]example")
    results = dict(
        keeping.inspect_many([missing, path, tmp_path / "c.eml", path], pool, computer())
    )
    assert isinstance(results[missing], EnvironmentFailure)
    assert results[path] == found
    with pytest.raises(EnvironmentFailure, match="file-unreadable"):
        keeping.inspect_file(missing, computer(), pool=pool)


def test_a_device_or_a_pipe_is_not_inspected() -> None:
    with pytest.raises(Refused, match="file-special"):
        keeping.inspect_file(Path(os.devnull), computer())

"""Whatever a message holds, its bytes lie in the vault and its record can be made."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerkapp.domain.messages import record_values
from clerkapp.domain.messages.examination import Examination
from clerkapp.domain.records import copies, recipients
from clerkapp.evidence.child import plain
from clerkapp.evidence.encoding import from_value, to_value
from clerkapp.services.messages import keeping
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.wording.values import value_words
from tests.fakes.examined import examine
from tests.fakes.letters import forwarded, letter, mailbox
from tests.fakes.office import JAM, Office

BASE = letter(
    html='<a href="https://portal.example/?to=clerk@county.example">Sign in</a>',
    headers={"Authentication-Results": "mx.county.example; spf=fail", "Reply-To": "b@x.example"},
    files={"a.zip": ("application/zip", b"PK\x03\x04")},
)
SAMPLES = (BASE, forwarded(BASE), mailbox(BASE, BASE))
PIECES = (
    b"\0",
    b"\n\n",
    b'"',
    b"<",
    b"=?utf-8?b?/w==?=",
    b"\xff",
    b"\xe2\x80\xae",
    b"\x1b",
    b"[[",
    b"@",
    b"%",
    b"\xf3\xa0\x81\x81",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = Office(tmp_path_factory.mktemp("office")).unlock()
    yield opened
    opened.vault.close()


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(data) - 1))
        if draw(st.booleans()):
            data[at:at] = draw(st.sampled_from(PIECES)) * draw(st.integers(1, 30))
        else:
            del data[at : at + draw(st.integers(1, 60))]
            data = data or bytearray(b"\n")
    return bytes(data)


def _values(data: bytes) -> dict[str, Any]:
    values, _ = record_values.of_examination(examine(data))
    return values


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(changed())
def test_a_changed_message_is_kept_and_recorded(session: Session, data: bytes) -> None:
    kept = keeping.keep_bytes(session, "mail.eml", data)
    assert b"".join(session.vault.attachments.chunks(kept.attached.sha256)) == data
    values = _values(data)
    made = recording.record(session, "message", {**JAM, **values}, attachments=[kept.attached])
    assert made.rev == 1
    for code, value in values.items():
        value_words("message", code, value)
    shown = str([values[code] for code in copies.disclosed("state", "message", values)]).lower()
    for address in recipients.of_values(values):
        assert address not in shown


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=600))
def test_headers_alone_fill_a_record_too(data: bytes) -> None:
    found = from_value(Examination, to_value(plain.read(data, "reader-died")))
    values, _ = record_values.of_examination(found)
    assert isinstance(values, dict)

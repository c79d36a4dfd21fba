"""A hostile part costs only itself: the signs of the rest stay as they were, within the reader's limits.

The same message with one part more each time. What is not read is named, never passed over.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import limits
from clerkapp.evidence.child.pool import Pool
from clerkapp.wording import message_view
from tests.fakes import hostile
from tests.fakes.letters import RECEIVED, qr_picture, zipped

HTML = (
    '<p>Final notice: verify your identity, scan it with your phone.</p><a href="http://192.0.2.7/in">https://sos.state.example</a>'
    "<form><input type=password></form>{more}"
)
FILES = {
    "a.zip": ("application/zip", zipped({"a.exe": b"x"}), ""),
    "code.png": ("image/png", qr_picture("https://phish.example/"), ""),
}


def phish(
    *,
    html: str = "",
    text: str = "",
    files: Mapping[str, tuple[str, bytes, str]] | None = None,
    parts: list[bytes] | None = None,
) -> bytes:
    """A message with many signs, and what is added to it, before and between its own parts."""
    pieces = [
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nWords. " + text.encode(),
        *(parts or []),
        b"Content-Type: text/html; charset=utf-8\r\n\r\n" + HTML.format(more=html).encode(),
    ]
    for name, (media_type, content, _) in {**(files or {}), **FILES}.items():
        head = f'Content-Type: {media_type}\r\nContent-Disposition: attachment; filename="{name}"'
        pieces.append(head.encode() + b"\r\nContent-Transfer-Encoding: binary\r\n\r\n" + content)
    head = (
        'From: "clerk@county.example" <x@elsewhere.example>\r\nTo: clerk@county.example\r\n'
        f"Reply-To: office@freemail.example\r\nReceived: {RECEIVED}\r\nSubject: Your mailbox\r\n"
        "Date: Mon, 05 Oct 2026 09:14:00 -0500\r\nMIME-Version: 1.0\r\n"
        "Authentication-Results: mx.county.example; spf=fail; dkim=none; dmarc=fail\r\n"
        'Content-Type: multipart/mixed; boundary="rim"\r\n\r\n'
    )
    return head.encode() + b"".join(b"\r\n--rim\r\n" + one for one in pieces) + b"\r\n--rim--\r\n"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as one:
        yield one


def _signs(result: Examination) -> dict[str, str]:
    return {one.code: one.strength for one in result.signs}


@cache
def _alone() -> dict[str, str]:
    with Pool(1) as one:
        return _signs(one.examine(phish()))


def _holds(pool: Pool, data: bytes) -> None:
    result = pool.examine(data)
    found = _signs(result)
    assert {code: found.get(code) for code in _alone()} == _alone()
    problems = [one.code for one in result.problems]
    assert not [code for code in problems if code.startswith("reader-")]
    # Each stop costs at most a step's time: one of them stays below six seconds.
    kinds = {"part-slow", "part-died", "part-memory"}
    stops = [one for one in result.problems if one.code in kinds]
    assert [one.params["part"] for one in stops if one.params["part"] != "whole"][1:] == []
    stopped = [one for one in result.signs if one.code.endswith("-stops-reader")]
    assert bool(stopped) == any(
        code in (*kinds, "part-depth", "parts-deep", "parts-many") for code in problems
    )
    if stopped:
        assert "Not all could be read" in message_view.signs_title(result)


def test_one_stop_is_over_in_six_seconds() -> None:
    assert limits.STEP_SECONDS <= 3
    assert limits.DRAW_SECONDS <= 3
    assert limits.MESSAGE_SECONDS <= 20


def test_the_message_itself_has_many_signs() -> None:
    assert len(_alone()) >= 8
    assert list(_alone().values()).count("strong") >= 5


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_file(pool: Pool, name: str) -> None:
    called, media_type, made = hostile.FILES[name]
    _holds(pool, phish(files={called: (media_type, made(), "")}))


@pytest.mark.parametrize("name", hostile.PAGES)
def test_a_page(pool: Pool, name: str) -> None:
    _holds(pool, phish(html=hostile.PAGES[name]()))


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_a_text(pool: Pool, name: str) -> None:
    _holds(pool, phish(text=hostile.TEXTS[name]()))


@pytest.mark.parametrize("name", hostile.PARTS)
def test_a_part(pool: Pool, name: str) -> None:
    _holds(pool, phish(parts=hostile.PARTS[name]()))


def test_many_at_once_end_within_the_time_of_a_message(pool: Pool) -> None:
    data = hostile.nested_forms()
    files = {f"{n}.pdf": ("application/pdf", data + b"%%%d" % n, "") for n in range(12)}
    result = pool.examine(phish(files=files))
    found = _signs(result)
    assert {code: found.get(code) for code in _alone() if code != "qr-code"} == {
        code: strength for code, strength in _alone().items() if code != "qr-code"
    }
    assert found["file-stops-reader"] == "strong"
    problems = [one.code for one in result.problems]
    assert problems.count("part-late") == 13 - limits.STOPS - 1
    assert problems.count("parts-unread") == 1
    said = message_view.signs_title(result)
    assert said.endswith("Not all could be read.")

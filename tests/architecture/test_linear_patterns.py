"""No text of a stranger makes a regular expression slow: each one takes linear time on what is made
of its own pieces, repeated. The patterns are found by themselves (`patterns`)."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

SHORT, LONG = 750, 6_000
FLOOR = 0.004
"""Seconds of processor time below which nothing is judged; a quadratic pattern takes more for LONG."""
TIMES = 16
"""Eight times the text may take so many times as long; quadratic time is sixty-four times as long."""
GIVEN_UP = 1.5
STOCK = (
    "<!--", "-->", "<a", "[link: ", "a=", '"', "'", "\\", "@", ".", "-", "_", " ", "\t", "\n", "\r\n",
    "0", "a", "A", "é", ",", ";", ":", "/", "(", ")", "[", "]", "<", ">", "=", "=?", "?=", "%", "#",
    "\u3164", "\u200b", "a.", "a@", "1.", " a", "\n ", "\na", "a b ", ">\n", "xn--", "RE: ",
)  # fmt: skip
CATEGORIES = {"DIGIT": "7", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "x", "NOT_SPACE": "x", "NOT_WORD": "-"}  # fmt: skip


def _category(name: object) -> str:
    return CATEGORIES[str(name).removeprefix("CATEGORY_")]


def _member(items: list[Any]) -> str:
    """A character that a class takes."""
    if items and items[0][0] is constants.NEGATE:
        pattern = re.compile(
            "[^" + "".join(re.escape(chr(v)) for o, v in items[1:] if o is constants.LITERAL) + "]"
        )
        return next(char for char in "ax7 -.\n" if pattern.match(char))
    operator, value = items[-1]
    if operator is constants.RANGE:
        return chr(value[0])
    return _category(value) if operator is constants.CATEGORY else chr(value)


def _samples(parsed: Any, pieces: set[str]) -> str:
    """A text that the pattern takes, more or less; what it is made of is added to `pieces`."""
    out = ""
    for operator, value in parsed:
        piece = _sample(operator, value, pieces)
        if piece:
            pieces.add(piece)
        out += piece
    return out


def _sample(operator: Any, value: Any, pieces: set[str]) -> str:
    if operator is constants.LITERAL:
        return chr(value)
    if operator is constants.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if operator is constants.ANY:
        return "x"
    if operator is constants.IN:
        pieces.update(chr(v) for o, v in value[:6] if o is constants.LITERAL)
        return _member(value)
    if operator is constants.BRANCH:
        branches = [_samples(branch, pieces) for branch in value[1][:30]]
        pieces.update(branches[:4])
        return branches[0]
    if operator is constants.SUBPATTERN:
        return _samples(value[-1], pieces)
    if operator is constants.ATOMIC_GROUP:
        return _samples(value, pieces)
    if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        low, _high, inner = value
        return _samples(inner, pieces) * max(1, min(int(low), 12))
    if operator in (constants.ASSERT, constants.ASSERT_NOT):
        if value[0] > 0:
            pieces.add(_samples(value[1], set()))
        return ""
    return ""


def _texts(pattern: str, flags: int, length: int) -> Iterator[str]:
    pieces: set[str] = set()
    parsed = parser.parse(pattern, flags & ~re.DEBUG)
    _samples(parsed, pieces)
    starts, start = ["", ""], ""
    for operator, value in parsed:
        start += _sample(operator, value, set())
        starts.append(start)
    kept = sorted(piece for piece in pieces if len(piece) <= 60)[:24]
    own = [*dict.fromkeys(piece for piece in (*starts[1:], *kept) if piece)]
    before = [*dict.fromkeys((*starts[:3], *starts[-2:]))]
    for piece in own:
        run = piece * (length // len(piece))
        for start in before:
            yield from (start + run, start + run + "\0")
    for piece in STOCK:
        run = piece * (length // len(piece)) + "\0"
        yield from (run, before[1] + run, before[-1] + run)
    few = own[:6]
    for one in few:
        for other in (*few, " ", "a", '"'):
            yield (one + other) * (length // len(one + other)) + "\0"


class _TooLong(BaseException):
    """The pattern was given up."""


def _give_up(*_: object) -> None:
    raise _TooLong


def _seconds(pattern: re.Pattern[Any], method: str, text: Any) -> float:
    """Processor time of one use."""
    began = time.thread_time()
    if method == "match":
        pattern.match(text)
    elif method == "fullmatch":
        pattern.fullmatch(text)
    else:
        sum(1 for _ in pattern.finditer(text))
    return time.thread_time() - began


def slow_text(pattern: re.Pattern[Any], methods: list[str]) -> str | None:
    """The beginning of a text on which the pattern takes more than linear time, or None."""

    def given(text: str) -> Any:
        return text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text

    written = pattern.pattern
    source = written.decode("latin-1") if isinstance(written, bytes) else written
    flags = pattern.flags & ~re.UNICODE if isinstance(written, bytes) else pattern.flags
    kinds = dict.fromkeys(one if one in ("match", "fullmatch") else "search" for one in methods)
    for short, long in zip(_texts(source, flags, SHORT), _texts(source, flags, LONG), strict=True):
        for method in kinds:
            whole, part = given(long), given(short)
            _alarm(GIVEN_UP)
            try:
                if _seconds(pattern, method, whole) < FLOOR:
                    continue
                took = min(_seconds(pattern, method, whole) for _ in range(3))
                before = min(_seconds(pattern, method, part) for _ in range(5))
            except _TooLong:
                return f"{method}: {long[:60]!r} given up after {GIVEN_UP} s"
            finally:
                _alarm(0)
            if took >= FLOOR and took > TIMES * before:
                return f"{method}: {long[:60]!r} {took:.3f} s, an eighth of it {before:.4f} s"
    return None


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


@pytest.fixture
def watched() -> Iterator[None]:
    """Lets a use of a pattern be given up."""
    if not hasattr(signal, "SIGVTALRM"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    yield
    signal.signal(signal.SIGVTALRM, before)


def _found(repository: Path) -> dict[str, Any]:
    script = repository / "tests" / "architecture" / "patterns.py"
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, cwd=repository, check=False,
        env={**__import__("os").environ, "PYTHONPATH": str(repository)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    value: dict[str, Any] = json.loads(ran.stdout)
    return value


@pytest.mark.usefixtures("watched")
def test_every_pattern_takes_linear_time(repository: Path) -> None:
    found = _found(repository)
    assert found["unknown"] == [], "patterns that are put together: use them in patterns._use"
    assert len(found["patterns"]) > 100
    slow = {}
    for one in found["patterns"]:
        written = one["pattern"].encode("latin-1") if one["bytes"] else one["pattern"]
        trouble = slow_text(re.compile(written, one["flags"]), one["methods"])
        if trouble is not None:
            slow[one["where"]] = trouble
    assert slow == {}


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\[link: [^\]\n]*\]", "sub"),
        (r"(?is)^\s*(?:<!--.{0,2000}?-->\s*)*<html", "match"),
        (r"\S+@\S+", "search"),
        (r"(a|a)+b", "fullmatch"),
        (r"\s+$", "sub"),
        (r"a.*b.*c", "search"),
        (r"[^:]{1,1900}:", "search"),
    ],
)
def test_a_pattern_that_is_not_linear_is_seen(pattern: str, method: str) -> None:
    assert slow_text(re.compile(pattern), [method]) is not None

"""What of a record is compared with other records: indicators of a message, in one form each.

Two sources. The table `indicators` holds what was read from the message's file. Without a file,
what a person typed counts: senders, subject, Message-ID, links, fingerprints. Both give the same
form: lower case, ASCII host names, no queries, nothing that cannot be seen. Works for records from
elsewhere: values of another form are passed over.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from clerkapp.domain.records.revision import Value
from clerkapp.domain.text.rules import searchable
from clerkapp.domain.vocabulary.message import INDICATORS


class Indicator(NamedTuple):
    """What is compared: its kind (vocabulary.message.INDICATORS) and its value."""

    kind: str
    value: str


LONGEST: Final = 4000
_SUBJECT_READ, _HOST_LONGEST = 1000, 255
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SENDERS = (
    ("sender", "sender_address"),
    ("reply_to", "reply_to"),
    ("return_path", "return_path"),
)
_PREFIXES = re.compile(
    r"(?i)^(?:\s*(?:(?:re|aw|sv|antw|fwd?|wg|rv|tr)\s*:|\[[^\]]{1,30}\]))+\s*(?=\S)"
)
_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^/?#\\\s]+)([^?#]*)")
_DIGITS = re.compile(r"\d+")


def of_values(values: Mapping[str, Value]) -> frozenset[Indicator]:
    """The indicators of a record, of whatever kind."""
    indicators = _listed(values) if values.get("indicators") else _typed(values)
    compared = ((kind, searchable(value).strip()) for kind, value in indicators)
    return frozenset(
        Indicator(kind, value)
        for kind, value in compared
        if kind in INDICATORS and 0 < len(value) <= LONGEST
    )


def normal_subject(subject: str) -> str:
    """A subject as campaigns keep it: no reply marks, no addresses, digits as #, one case."""
    text = _PREFIXES.sub("", searchable(subject[:_SUBJECT_READ]))
    words = (word for word in text.split() if "@" not in word[1:-1])
    return " ".join(_DIGITS.sub("#", " ".join(words)).casefold().split())


def _listed(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for row in _rows(values, "indicators"):
        yield _text(row, "kind"), _text(row, "value")


def _typed(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for kind, code in _SENDERS:
        address = _text(values, code).strip().strip("<>").lower()
        if "@" in address:
            yield kind, address
            host = _host(address.rpartition("@")[2])
            if host:
                yield "domain", host
    yield "message_id", _text(values, "message_id").strip()
    yield "subject", normal_subject(_text(values, "subject"))
    for row in _rows(values, "links"):
        url = _text(row, "url").strip()
        host = _host(_text(row, "host") or _host_of(url))
        if host:
            yield ("ip" if _ADDRESS.fullmatch(host) else "host"), host
        if written := _URL.match(url):
            # A host may be written in any case, a path not.
            yield "url", written[1].lower() + written[2]
    for row in _rows(values, "message_attachments"):
        digest = _text(row, "sha256").lower()
        if _SHA256.fullmatch(digest):
            yield "attachment", digest


def _rows(values: Mapping[str, Value], code: str) -> Iterator[Mapping[str, Any]]:
    table = values.get(code)
    for row in table if isinstance(table, list) else ():
        if isinstance(row, Mapping):
            yield row


def _text(values: Mapping[str, Any], code: str) -> str:
    value = values.get(code)
    return searchable(value) if isinstance(value, str) else ""


def _host_of(url: str) -> str:
    after = url.partition("://")[2]
    return re.split(r"[/?#\\]", after, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]


def _host(text: str) -> str:
    """A host in ASCII, or nothing when it is none."""
    name = text[: _HOST_LONGEST + 1].strip().strip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return name if _HOST.fullmatch(name) else ""

"""What was read of a message, for a terminal. Everything a stranger wrote is shown harmless."""

from collections.abc import Iterator, Mapping
from typing import Any

from clerkapp.domain.text.defang import defang
from clerkapp.domain.text.rules import one_line
from clerkapp.wording.message_view import signs_title
from clerkapp.wording.values import size_words

_LONGEST = 200
_MOST = 30


def message_lines(value: Mapping[str, Any], name: str = "") -> Iterator[str]:
    """The lines for the result of `clerkctl inspect`."""
    if name:
        yield _safe(name)
    sender = value["from"]
    yield f"From: {_safe(sender['name'])} <{_safe(sender['address'])}>"
    for label, code in (("Reply-to", "reply_to"), ("Return-path", "return_path")):
        if value[code]:
            yield f"{label}: {_safe(value[code])}"
    yield f"Subject: {_safe(value['subject'])}"
    yield f"Date: {value['date'] or 'unknown'}"
    auth = value["auth"]
    yield "Reported checks: " + ", ".join(
        f"{check.upper()} {auth[check] or 'not said'}" for check in ("spf", "dkim", "dmarc")
    )
    for link in value["links"][:_MOST]:
        yield f"Link: {_safe(link['text'])} -> {_safe(link['url'])}"
    for file in value["attachments"][:_MOST]:
        flags = f" ({', '.join(file['flags'])})" if file["flags"] else ""
        yield f"Attachment: {_safe(one_line(file['name']))}, {size_words(file['size'])}{flags} {file['sha256']}"
    for code in value["qr"]:
        yield f"QR code: {_safe(code['text'])}"
    for inner in value["nested"][:_MOST]:
        mark = "*" if inner["analysed"] else " "
        yield f"{mark} {inner['index'] + 1}. {_safe(inner['from']['address'])}: {_safe(inner['subject'])}"
    yield signs_title(value)
    for sign in value["signs"]:
        yield f"  [{sign['strength']}] {_safe(sign['why'], 4 * _LONGEST)}"
    for problem in value["problems"]:
        yield f"  {problem['message']}"
    yield f"SHA-256: {value['sha256']}"


def _safe(text: str, longest: int = _LONGEST) -> str:
    shown = defang(one_line(" ".join(text[: 4 * longest].split())))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"

"""What was read of a message, for a terminal. Everything a stranger wrote is shown harmless."""

from collections.abc import Iterator

from clerkapp.domain.messages.examination import Examination
from clerkapp.domain.text.defang import defang
from clerkapp.domain.text.rules import one_line
from clerkapp.wording import signs
from clerkapp.wording.message_view import signs_title
from clerkapp.wording.values import size_words

_LONGEST = 200
_MOST = 30


def message_lines(found: Examination, name: str = "") -> Iterator[str]:
    """What `clerkctl inspect` tells a person."""
    if name:
        yield _safe(name)
    yield f"From: {_safe(found.sender.name)} <{_safe(found.sender.address)}>"
    for label, address in (("Reply-to", found.reply_to), ("Return-path", found.return_path)):
        if address:
            yield f"{label}: {_safe(address)}"
    yield f"Subject: {_safe(found.subject)}"
    yield f"Date: {found.date or 'unknown'}"
    auth = found.auth
    yield "Reported checks: " + ", ".join(
        f"{check} {_safe(result or 'not said')}"
        for check, result in (("SPF", auth.spf), ("DKIM", auth.dkim), ("DMARC", auth.dmarc))
    )
    for link in found.links[:_MOST]:
        yield f"Link: {_safe(link.text)} -> {_safe(link.url)}"
    for file in found.attachments[:_MOST]:
        flags = f" ({', '.join(file.flags)})" if file.flags else ""
        yield f"Attachment: {_safe(one_line(file.name))}, {size_words(file.size)}{flags} {file.sha256}"
    for code in found.qr:
        yield f"QR code: {_safe(code.text)}"
    for inner in found.nested[:_MOST]:
        mark = "*" if inner.analysed else " "
        yield f"{mark} {inner.index + 1}. {_safe(inner.sender.address)}: {_safe(inner.subject)}"
    yield signs_title(found)
    for sign in found.signs:
        yield f"  [{sign.strength}] {_safe(signs.sign_in_full(sign), 4 * _LONGEST)}"
    for problem in found.problems:
        yield f"  {signs.problem(problem.code, problem.params)}"
    yield f"SHA-256: {found.sha256}"


def _safe(text: str, longest: int = _LONGEST) -> str:
    shown = defang(one_line(" ".join(text[: 4 * longest].split())))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"

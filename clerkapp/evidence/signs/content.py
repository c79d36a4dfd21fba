"""Signs in what a message says and how its page is made."""

import re
from collections.abc import Iterator

from clerkapp.domain.messages.examination import Sign
from clerkapp.evidence.parse import dates
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.signs.sign import sign
from clerkapp.evidence.web import domains, lists

_SKEW_HOURS = 48
_HIDDEN = 200
_READERS = 20
"""So many recipients tell whose mailbox it is."""
_QUOTED = re.compile(
    r"(?im)^(?:>.*|-{2,}\s*(?:original message|forwarded message)|on .{5,120} wrote:|from: .{3,200}|le .{5,120} a écrit\s?:|el .{5,120} escribió:)\s*$"
)
_SHOWN = re.compile(r"\[(?:link|picture)[^\]\n]{0,600}+\]")
"""A link or a picture as it is in the text."""
_REPLY = re.compile(r"(?i)^\s*(?:re|aw|sv|antw|fw|fwd|wg|rv)\s*:")
_PASSWORD_GIVEN = re.compile(
    r"(?i)\b(?:password|passcode|pass word|contraseña|passwort|pw)\s*(?:is|for|:|=)"
)

_SIGN_OF_LIST = {
    "pressure": "pressure",
    "sign-in": "asks-sign-in",
    "gift-cards": "asks-gift-cards",
    "payment": "asks-payment",
    "extortion": "extortion",
    "lures": "lure",
}
"""Lists of phrases, and the sign that each of them gives."""


def find(message: Message) -> Iterator[Sign]:
    """All signs of this family."""
    yield from _made(message)
    yield from _page(message)
    yield from _date(message)
    yield from _words(message)
    yield from _thread(message)


def _made(message: Message) -> Iterator[Sign]:
    """More parts, or deeper ones, than any honest message has: something is kept from being read."""
    if any(problem.code in ("parts-many", "parts-deep") for problem in message.problems):
        yield sign("text-stops-reader", part="whole", name="", why="many", seconds=0)


def _page(message: Message) -> Iterator[Sign]:
    page = message.page
    if page.passwords:
        yield sign("page-password")
    elif page.forms:
        yield sign("page-form")
    if page.scripts:
        yield sign("page-script")
    if page.frames:
        yield sign("page-frame")
    if page.refreshes:
        yield sign("page-leads-away", url=page.refreshes[0][:200])
    if page.hidden > _HIDDEN and page.hidden > len(page.text) // 2:
        yield sign("text-hidden", characters=page.hidden)
    if page.pictures and len(_SHOWN.sub("", message.text).strip()) < 40:
        yield sign("pictures-only", pictures=page.pictures)


def _date(message: Message) -> Iterator[Sign]:
    written = dates.from_rfc3339(message.date)
    taken = dates.from_rfc3339(message.received_at)
    if written is None or taken is None:
        return
    hours = round((taken - written).total_seconds() / 3600)
    if abs(hours) >= _SKEW_HOURS:
        yield sign(
            "date-skew",
            written=message.date or "",
            received=message.received_at or "",
            days=round(abs(hours) / 24),
        )


def _words(message: Message) -> Iterator[Sign]:
    said = _normal(f"{message.subject}\n{message.text[:40_000]}\n{message.plain[:20_000]}")
    found = lists.first(said, _SIGN_OF_LIST)
    away = _leads_away(message)
    if found["pressure"] and found["sign-in"] and away:
        yield sign("pressed-to-sign-in", words=found["sign-in"], host=away)
    for name, code in _SIGN_OF_LIST.items():
        if found[name]:
            yield sign(code, words=found[name])


def _leads_away(message: Message) -> str:
    """The first host that is neither the sender's own nor the reader's; empty if there is none."""
    own = [message.sender.domain, *(to.domain for to in message.recipients[:_READERS])]
    return next(
        (
            link.target.host
            for link in message.links
            if link.target.is_web
            and link.target.host
            and not any(domains.same_owner(link.target.host, domain) for domain in own)
        ),
        "",
    )


def _normal(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _thread(message: Message) -> Iterator[Sign]:
    """A new thing inside an old conversation: quoted mail, and a file or a link with a password."""
    linked = "in-reply-to" in message.headers or "references" in message.headers
    answers = bool(_REPLY.match(message.subject))
    quoted = _QUOTED.search(message.plain or message.text) is not None
    closed = any(
        {
            "encrypted-archive",
            "program",
            "program-inside",
            "macros",
            "disk-image",
            "page-with-script",
        }
        & set(file.flags)
        for file in message.attachments
    )
    password = _PASSWORD_GIVEN.search(message.text[:20_000]) is not None
    if (answers or quoted) and closed:
        yield sign("thread-hijack", strong=True)
    elif (answers or quoted) and password and (message.links or message.attachments):
        yield sign("thread-hijack", strong=False)
    elif answers and not linked and not quoted and message.way:
        yield sign("reply-without-thread")

"""What was read of a message in words, for screens: everything a stranger wrote is made harmless.

Hidden characters are there by their code point, and no address is one that a program would follow,
on the screen or copied from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clerkapp.domain.messages import unread
from clerkapp.domain.messages.examination import Examination, NestedMessage, Strength
from clerkapp.domain.text.defang import defang
from clerkapp.domain.text.rules import one_line, visible
from clerkapp.wording import signs
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import instant_words
from clerkapp.wording.values import size_words

FLAGS: dict[str, str] = {
    "reversed-name": "Name written backwards",
    "hidden-characters": "Hidden characters in the name",
    "double-name": "Name with two endings",
    "program": "Program",
    "program-inside": "Holds a program",
    "disk-image": "Disk image",
    "macros": "Holds macros",
    "encrypted-archive": "Locked archive",
    "encrypted-document": "Locked document",
    "page-with-script": "Web page with program code",
    "page-with-form": "Web page with a form",
    "web-page": "Web page",
    "pdf-actions": "Does something when opened",
    "type-mismatch": "Not what it is called",
    "message": "Message",
    "unreadable": "Could not be read",
}
"""What is odd about an attached file, by flag."""
SENDER: dict[str, str] = {
    "sender_name": "Shown as",
    "sender_address": "Address",
    "reply_to": "Reply-to",
    "return_path": "Return-path",
    "received": "Received",
    "sending_server": "Sent by",
    "checks": "Checks",
    "signed": "Signed for",
    "came_to": "Came to",
}
"""Where it came from, in the few letters that a narrow column has."""
QUIET_FLAGS: Final = frozenset(("message", "unreadable", "web-page"))
_STOPPED: Final = ("reader-", "not-a-message", "outlook-unread", "nothing")


@dataclass(frozen=True, slots=True)
class SignWords:
    """A warning sign: what is there, where and by which words, and why it matters."""

    strong: bool
    title: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkWords:
    """A link: the text that is shown, the address it has, and where that leads if not there."""

    text: str
    address: str
    leads: str


@dataclass(frozen=True, slots=True)
class FlagWords:
    """Something about a file. `odd`: honest files rarely have it."""

    said: str
    odd: bool


@dataclass(frozen=True, slots=True)
class FileWords:
    """A file inside the message: name, types, size, its whole SHA-256, and what is odd."""

    name: str
    about: str
    sha256: str
    flags: tuple[FlagWords, ...]


def harmless(text: str) -> str:
    """A stranger's text as it may be shown, copied and printed."""
    return defang(visible(text))


def harmless_line(text: str) -> str:
    """The same in one line: names, subjects, addresses."""
    return defang(one_line(text))


def was_read(found: Examination) -> bool:
    """Whether there was a message to read, so that signs could be looked for in parts of it at least."""
    return not any(problem.code.startswith(_STOPPED) for problem in found.problems)


def signs_title(found: Examination) -> str:
    """The heading over the signs."""
    if not was_read(found):
        return _("Signs could not be looked for")
    strong = sum(sign.strength is Strength.STRONG for sign in found.signs)
    everywhere = unread.looked_everywhere(found.problems)
    return signs.signs_found(strong, len(found.signs) - strong, everywhere=everywhere)


def caution(found: Examination) -> str:
    """What to keep in mind beside the signs."""
    return signs.caution(passed=found.auth.dmarc == "pass")


def sign_words(found: Examination) -> list[SignWords]:
    """The signs, strong before weak."""
    lines = []
    for sign in sorted(found.signs, key=lambda sign: sign.strength is not Strength.STRONG):
        evidence = signs.sign_evidence(sign.code, sign.params)
        place = signs.sign_place(sign.where)
        said = _("{place}: {evidence}").format(place=place, evidence=evidence)
        lines.append(
            SignWords(
                sign.strength is Strength.STRONG,
                signs.sign_title(sign.code),
                said if evidence else place,
                signs.sign_reason(sign.code),
            )
        )
    return lines


def link_words(found: Examination) -> list[LinkWords]:
    """The links, and what QR codes hold."""
    links = [
        LinkWords(
            harmless_line(link.text),
            harmless_line(link.url),
            "" if link.host in link.url else defang(link.host),
        )
        for link in found.links
    ]
    codes = [
        LinkWords(
            _("QR code in {name}").format(name=harmless_line(code.attachment)),
            text,
            "",
        )
        for code in found.qr
        if (text := harmless_line(code.text))
    ]
    return links + codes


def file_words(found: Examination) -> list[FileWords]:
    """The files inside the message."""
    files = []
    for file in found.attachments:
        declared, sniffed = harmless_line(file.declared), harmless_line(file.sniffed)
        if declared and sniffed and declared != sniffed:
            types = _("Called {declared}, looks like {sniffed}").format(
                declared=declared, sniffed=sniffed
            )
        else:
            types = declared or sniffed
        flags = tuple(
            FlagWords(_(FLAGS.get(flag, flag)), odd=flag not in QUIET_FLAGS) for flag in file.flags
        )
        name = harmless_line(file.name) or _("without a name")
        about = ", ".join(part for part in (types, size_words(file.size)) if part)
        files.append(FileWords(name, about, file.sha256, flags))
    return files


def title_of(found: Examination) -> str:
    """What a page about the message is called: its subject, or that it has none."""
    subject = harmless_line(" ".join(found.subject.split()))
    return _("“{subject}”").format(subject=subject) if subject else _("Message without a subject")


def short_digest(sha256: str) -> str:
    """The beginning and the end of a fingerprint, to tell files apart: `3f9a 07d2 … c21e`."""
    return f"{sha256[:4]}\u00a0{sha256[4:8]}\u00a0…\u00a0{sha256[-4:]}"


def _sender(code: str) -> str:
    return _(SENDER[code])


def sender_words(
    found: Examination, *, subject: bool = True
) -> Iterator[tuple[str, str, bool, str]]:
    """(name, value, in the mono face, a second line) about where it came from."""
    sender, auth = found.sender, found.auth
    if subject:
        yield label("subject"), harmless_line(found.subject), False, ""
    yield _sender("sender_name"), harmless_line(sender.name), False, ""
    yield _sender("sender_address"), harmless_line(sender.address), True, ""
    for code, address in (("reply_to", found.reply_to), ("return_path", found.return_path)):
        yield _sender(code), harmless_line(address or ""), True, ""
    at = instant_words(found.received_at, year=True) if found.received_at else ""
    yield _sender("received"), at, False, ""
    yield _sender("sending_server"), harmless_line(found.sending_server or ""), True, ""
    checks = [
        f"{method.upper()} {harmless_line(value_label(f'auth_{method}', result))}"
        for method, result in (("spf", auth.spf), ("dkim", auth.dkim), ("dmarc", auth.dmarc))
        if result
    ]
    by = _("As reported by {server}").format(server=harmless_line(auth.by)) if auth.by else ""
    yield _sender("checks"), ", ".join(checks), False, by
    signed = [
        harmless_line(f"{signature.domain} ({signature.selector})")
        for signature in auth.dkim_signatures
    ]
    yield _sender("signed"), ", ".join(signed), True, ""
    people = len(found.recipients)
    came = ngettext("{count} address", "{count} addresses", people).format(count=people)
    yield (
        _sender("came_to"),
        came if people else "",
        False,
        _("Recipient addresses stay in the office."),
    )


def carrier_words(found: Examination) -> str:
    """Which message carried this one, in a sentence, or nothing."""
    carrier = found.carrier
    if carrier is None:
        return ""
    sender = carrier.sender.address or carrier.sender.name
    return _(
        "It came inside another message, from {sender}: “{subject}”. The message inside is the one "
        "that was read."
    ).format(sender=harmless_line(sender), subject=harmless_line(carrier.subject))


def choice_words(message: NestedMessage) -> str:
    """A message of a mailbox in one line."""
    sender = message.sender.address or message.sender.name
    at = instant_words(message.date) if message.date else ""
    parts = (harmless_line(message.subject) or _("without a subject"), harmless_line(sender), at)
    return "  ·  ".join(part for part in parts if part)

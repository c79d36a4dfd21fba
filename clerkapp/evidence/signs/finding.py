"""The warning signs of a message, strong ones first.

None found means none found. A fifth of real phishing passes every check there is, and so no result
of this room says that a message is safe.
"""

from collections.abc import Callable, Iterable
from functools import partial

from clerkapp.domain.messages.examination import Sign, Strength, Where
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.parse.steps import Part, Steps, Unread
from clerkapp.evidence.signs import content
from clerkapp.evidence.signs import file as file_signs
from clerkapp.evidence.signs import link as link_signs
from clerkapp.evidence.signs import sender as sender_signs
from clerkapp.evidence.signs.sign import sign

_FAMILIES = (
    (Part.SENDER_SIGNS, sender_signs.find),
    (Part.LINK_SIGNS, link_signs.find),
    (Part.FILE_SIGNS, file_signs.find),
    (Part.TEXT_SIGNS, content.find),
)
_OF_FORWARDING = frozenset({"signs-together", "thread-hijack", "reply-without-thread"})
_NONE: tuple[Sign, ...] = ()

# One of each side together says what neither says alone.
_WANTS = (
    "pressure",
    "asks-sign-in",
    "asks-payment",
    "lure",
    "brand-elsewhere",
    "link-shortened",
    "link-free-hosting",
    "page-form",
    "subject-names-recipient",
)
_ORIGIN = ("marked-unwanted", "sender-unclear", "sender-free-hosting", "check-none")


def find(message: Message, steps: Steps, at: str = "signs") -> tuple[Sign, ...]:
    """All signs of `message`, strong before weak, each code once. `at`: the key of its steps."""
    found: dict[str, Sign] = {}
    for part, family in _FAMILIES:
        for sign_found in steps.take(
            f"{at}.{part}", part, "", partial(_all, family, message), _NONE
        ):
            found.setdefault(sign_found.code, sign_found)
    together = _together(message, found)
    if together is not None:
        found[together.code] = together
    return ordered(found.values())


def _all(family: Callable[[Message], Iterable[Sign]], message: Message) -> tuple[Sign, ...]:
    return tuple(family(message))


def about_unread(unread: Iterable[Unread]) -> tuple[Sign, ...]:
    """The signs of what stopped the reader: the first file, and the first of everything else."""
    found: dict[str, Sign] = {}
    for part in unread:
        if part.stopped_the_reader:
            file = part.part in (Part.FILE, Part.CODES, Part.INNER)
            code = "file-stops-reader" if file else "text-stops-reader"
            seconds = part.stop.seconds
            said = sign(code, part=part.part, name=part.name, why=part.stop.why, seconds=seconds)
            found.setdefault(code, said)
    return tuple(found.values())


def of_carrier(message: Message, steps: Steps, at: str) -> tuple[Sign, ...]:
    """The signs of a message that carries another one: all where it shows a strong one of its own,
    otherwise those about its files. A colleague who forwards a trap sets none."""
    found = [sign for sign in find(message, steps, at) if sign.code not in _OF_FORWARDING]
    files = [sign for sign in found if sign.where in (Where.ATTACHMENTS, Where.PICTURES)]
    own = any(sign.strength is Strength.STRONG and sign not in files for sign in found)
    return tuple(found if own else files)


def _together(message: Message, found: dict[str, Sign]) -> Sign | None:
    """Mail that wants something, from a sender for whom nothing speaks; None where a strong sign
    says it already."""
    if any(sign.strength is Strength.STRONG for sign in found.values()):
        return None
    wants = next((code for code in _WANTS if code in found), None)
    # A server that at least passed SPF vouches for something.
    origin = next(
        (
            code
            for code in _ORIGIN
            if code in found
            and not (code == "check-none" and message.authentication.shown.spf == "pass")
        ),
        None,
    )
    return (
        None
        if wants is None or origin is None
        else sign("signs-together", wants=wants, origin=origin)
    )


def ordered(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Strong before weak; otherwise in the order in which they were found."""
    return tuple(sorted(signs, key=lambda one: one.strength is Strength.WEAK))

"""The catalogue of warning signs: how much each code can say, and where it stands.

Sentences are not here: `clerkapp.wording.signs` says each code in a clerk's words. The catalogue
below is the whole list; a test holds it, the wording and docs/formats/evidence.md together.
"""

from typing import Final

from clerkapp.domain.messages.examination import Sign, Strength, Where

_STRONG, _WEAK = Strength.STRONG, Strength.WEAK

# code -> (strengths it may have, place)
CATALOGUE: Final[dict[str, tuple[tuple[Strength, ...], Where]]] = {
    # what the receiving server reported
    "check-failed": ((_STRONG,), Where.HEADERS),
    "check-weak": ((_WEAK,), Where.HEADERS),
    "check-none": ((_WEAK,), Where.HEADERS),
    "chain-broken": ((_WEAK,), Where.HEADERS),
    "marked-dangerous": ((_STRONG,), Where.HEADERS),
    "marked-unwanted": ((_WEAK,), Where.HEADERS),
    # who it says it is from
    "reply-elsewhere": ((_STRONG, _WEAK), Where.SENDER),
    "return-elsewhere": ((_WEAK,), Where.SENDER),
    "name-is-other-address": ((_STRONG,), Where.SENDER),
    "name-claims-brand": ((_STRONG,), Where.SENDER),
    "name-claims-office": ((_STRONG,), Where.SENDER),
    "name-claims-role": ((_STRONG, _WEAK), Where.SENDER),
    "sender-free-hosting": ((_WEAK,), Where.SENDER),
    "sender-lookalike": ((_STRONG,), Where.SENDER),
    "sender-mixed-letters": ((_STRONG,), Where.SENDER),
    "sender-unclear": ((_STRONG, _WEAK), Where.SENDER),
    "subject-names-recipient": ((_WEAK,), Where.SUBJECT),
    "letters-disguised": ((_STRONG,), Where.SUBJECT),
    # where its links lead
    "link-shows-other": ((_STRONG,), Where.LINKS),
    "link-lookalike": ((_STRONG,), Where.LINKS),
    "link-mixed-letters": ((_STRONG,), Where.LINKS),
    "link-address-literal": ((_STRONG,), Where.LINKS),
    "link-user-part": ((_STRONG,), Where.LINKS),
    "link-runs-code": ((_STRONG,), Where.LINKS),
    "link-odd-port": ((_WEAK,), Where.LINKS),
    "link-shortened": ((_WEAK,), Where.LINKS),
    "link-free-hosting": ((_WEAK,), Where.LINKS),
    "link-redirected": ((_WEAK,), Where.LINKS),
    "link-names-recipient": ((_STRONG,), Where.LINKS),
    "brand-elsewhere": ((_WEAK,), Where.LINKS),
    # what it holds
    "page-form": ((_WEAK,), Where.TEXT),
    "page-password": ((_STRONG,), Where.TEXT),
    "page-script": ((_WEAK,), Where.TEXT),
    "page-frame": ((_WEAK,), Where.TEXT),
    "page-leads-away": ((_STRONG,), Where.TEXT),
    "text-hidden": ((_WEAK,), Where.TEXT),
    "pictures-only": ((_WEAK,), Where.TEXT),
    "date-skew": ((_WEAK,), Where.HEADERS),
    "pressure": ((_WEAK,), Where.TEXT),
    "asks-sign-in": ((_WEAK,), Where.TEXT),
    "pressed-to-sign-in": ((_STRONG,), Where.TEXT),
    "asks-payment": ((_WEAK,), Where.TEXT),
    "asks-gift-cards": ((_STRONG,), Where.TEXT),
    "extortion": ((_STRONG,), Where.TEXT),
    "lure": ((_WEAK,), Where.TEXT),
    "thread-hijack": ((_STRONG, _WEAK), Where.TEXT),
    "reply-without-thread": ((_WEAK,), Where.SUBJECT),
    # what is attached
    "file-program": ((_STRONG,), Where.ATTACHMENTS),
    "file-reversed-name": ((_STRONG,), Where.ATTACHMENTS),
    "file-double-name": ((_STRONG,), Where.ATTACHMENTS),
    "file-macros": ((_STRONG,), Where.ATTACHMENTS),
    "file-encrypted": ((_STRONG,), Where.ATTACHMENTS),
    "file-disk-image": ((_STRONG,), Where.ATTACHMENTS),
    "file-page-script": ((_STRONG,), Where.ATTACHMENTS),
    "file-page": ((_WEAK,), Where.ATTACHMENTS),
    "file-program-inside": ((_STRONG,), Where.ATTACHMENTS),
    "file-other-type": ((_WEAK,), Where.ATTACHMENTS),
    "file-pdf-actions": ((_WEAK,), Where.ATTACHMENTS),
    "qr-code": ((_STRONG, _WEAK), Where.PICTURES),
    # what stopped the reader
    "file-stops-reader": ((_STRONG,), Where.ATTACHMENTS),
    "text-stops-reader": ((_STRONG,), Where.TEXT),
    # taken together
    "signs-together": ((_STRONG,), Where.TEXT),
}


def sign(code: str, *, strong: bool | None = None, **params: str | int) -> Sign:
    """A sign of the catalogue. `strong` chooses where a code can be both."""
    strengths, where = CATALOGUE[code]
    chosen = strengths[0] if strong is None else (_STRONG if strong else _WEAK)
    if chosen not in strengths:
        raise ValueError(code)
    return Sign(code, chosen, where, params)

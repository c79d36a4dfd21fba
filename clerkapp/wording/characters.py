"""What a character is called that somebody is asked to take out."""

import unicodedata

from clerkapp.wording.language import _


def character_words(code: str) -> str:
    """The character `code` ("U+001B") in words, its code with it."""
    try:
        category = unicodedata.category(chr(int(code.removeprefix("U+"), 16)))
    except (ValueError, OverflowError):
        return code
    if category == "Cc":
        return _("a control character ({code})").format(code=code)
    if category == "Co":
        return _("a sign of one program’s own ({code})").format(code=code)
    return _("a character without a meaning ({code})").format(code=code)

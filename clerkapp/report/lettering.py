"""Text as it can be printed: every character visible, none that the fonts lack.

A PDF/A-2a file must map each glyph back to text, so typst refuses a character without a glyph. And
a printed record must not hide anything: controls, direction overrides, zero-width and private
characters are shown by code point, as [U+202E]. Spaces of any width are spaces, and a soft hyphen is
what it is, a place where a word may be divided. What is stored is not touched.
"""

import unicodedata
from typing import Any

from clerkapp.domain.text.rules import visible

_NEVER_VISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
_LAYOUT = frozenset("\n\u00ad")


def printable(text: str, drawn: frozenset[int]) -> str:
    """`text` in NFC, with all that `drawn` lacks or that hides shown as [U+XXXX].

    Line breaks become "\\n" and tabs become a space; both are layout here, not content.
    """
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    if normal.isascii() and normal.replace("\n", "").isprintable():
        return normal
    return "".join(
        char if _is_drawn(char, drawn) else _instead(char, drawn) for char in visible(normal)
    )


def printable_values(value: Any, drawn: frozenset[int]) -> Any:
    """A JSON value with every string in it printable; keys are names of ours and stay."""
    if isinstance(value, str):
        return printable(value, drawn)
    if isinstance(value, dict):
        return {key: printable_values(member, drawn) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [printable_values(member, drawn) for member in value]
    return value


def _is_drawn(char: str, drawn: frozenset[int]) -> bool:
    if char in _LAYOUT:
        return True
    return ord(char) in drawn and unicodedata.category(char) not in _NEVER_VISIBLE


def _instead(char: str, drawn: frozenset[int]) -> str:
    if unicodedata.category(char) == "Zs":
        return "\u00a0" if char in _NO_BREAK and 0xA0 in drawn else " "
    return f"[U+{ord(char):04X}]"

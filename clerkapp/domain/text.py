"""Text that people type, and text that hostile mail brings.

Control characters and bidirectional overrides can make a line read differently from what it says
(Unicode Technical Report 36, section 3.2; CVE-2021-42574). They are kept as evidence where they
came from a message, and always *shown* by their code point; a person's own typing never needs them.
"""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\n\t")


def hidden_characters(text: str, *, multiline: bool = False) -> tuple[str, ...]:
    """The characters in `text` that steer how it is shown: controls, overrides, lone surrogates."""
    return tuple(
        char
        for char in text
        if not (multiline and char in _LINE_BREAKS)
        and (char in _BIDI or unicodedata.category(char) in {"Cc", "Cs"})
    )


def visible(text: str) -> str:
    """`text` with every hidden character shown as [U+XXXX]; line breaks and tabs stay."""
    return "".join(
        f"[U+{ord(char):04X}]" if hidden_characters(char, multiline=True) else char for char in text
    )

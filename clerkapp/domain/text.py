"""Text that people type, and text that hostile mail brings.

Control characters and bidirectional overrides can make a line read differently from what it says
(Unicode Technical Report 36, section 3.2; CVE-2021-42574). They are kept as evidence where they
came from a message, and always *shown* by their code point; a person's own typing never needs them.
"""

import re
import unicodedata

_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls (category Cc), bidirectional marks, embeddings, overrides and isolates, lone surrogates."""
_LINE_BREAKS = frozenset("\n\t")


def hidden_characters(text: str, *, multiline: bool = False) -> tuple[str, ...]:
    """The characters in `text` that steer how it is shown: controls, overrides, lone surrogates."""
    return tuple(
        char for char in _STEERING.findall(text) if not (multiline and char in _LINE_BREAKS)
    )


def visible(text: str) -> str:
    """`text` with every hidden character shown as [U+XXXX]; line breaks and tabs stay."""
    return _STEERING.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    return char if char in _LINE_BREAKS else f"[U+{ord(char):04X}]"


def comparable(name: str) -> str:
    """A name as it is compared: case and spacing do not matter."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def look(name: str) -> str:
    """Temporary."""
    return comparable(name)

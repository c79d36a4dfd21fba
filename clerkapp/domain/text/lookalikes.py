"""Letters that look like others: the writing systems of a text, and the ASCII that it looks like.

Unicode's confusables (UTS 39) say which letter of ASCII a letter of another script looks like.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache

_ALIKE = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "BOPOMOFO": "CJK"}
_SHAPED = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |DOTLESS |SCRIPT |INSULAR )?([A-Z])(?: WITH .+)?"
)
_OF_LATIN = ("FULLWIDTH", "FEMININE", "MASCULINE", "KELVIN", "ANGSTROM", "ROMAN", "SUPERSCRIPT")


def scripts(text: str) -> frozenset[str]:
    """The writing systems of the letters in `text`, as Unicode's names begin: LATIN, CYRILLIC …"""
    return frozenset(_script(char) for char in text if char.isalpha())


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    name = unicodedata.name(char, "UNKNOWN").partition(" ")[0].removesuffix("-")
    if name in _OF_LATIN:
        return "LATIN"
    return "GREEK" if name == "MICRO" else _ALIKE.get(name, name)


def mixes_scripts(text: str) -> bool:
    """Whether one word mixes writing systems whose letters look alike."""
    used = scripts(text)
    return "LATIN" in used and bool(used & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


def mixed_word(name: str) -> str:
    """The first word of `name` whose letters are of several writing systems, or "".

    Chinese, Japanese and Korean letters go with any others: nobody takes them for Latin ones.
    """
    if name.isascii():
        return ""
    for word in re.split(r"[\s\-‐-―'’.,/()]+", name):
        letters = "".join(char for char in word if unicodedata.category(char) != "Lm")
        if len(scripts(letters) - {"CJK"}) > 1:
            return word
    return ""


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """`text` as ASCII letters that look like it; characters with no such letter stay."""
    return "".join(_ascii_like(char) for char in unicodedata.normalize("NFKC", text).lower())


def plain_capitals(text: str) -> str:
    """`text` with other alphabets' capitals as the ASCII letters that they look like, also where the small
    letter looks like none."""
    return "".join(_ascii_like(char) if char.isupper() else char for char in text)


def without_strokes(text: str) -> str:
    """`text` with Latin letters that have a stroke, a hook or another shape (ħ, ł, ø, ı, ʀ) as their plain
    letter, by Unicode's names: no decomposition takes these apart."""
    return "".join(char if char.isascii() else _plain_letter(char) for char in text)


@lru_cache(maxsize=4096)
def _plain_letter(char: str) -> str:
    match = _SHAPED.fullmatch(unicodedata.name(char, ""))
    return match[1].lower() if match else char


@lru_cache(maxsize=4096)
def _ascii_like(char: str) -> str:
    if char.isascii():
        return char
    plain = unicodedata.normalize("NFD", char)[0]
    if plain.isascii():
        return plain
    known = _confusables().get(char, ())
    return next((like["c"].lower() for like in known if like["c"].isascii()), char)


@cache
def _confusables() -> dict[str, list[dict[str, str]]]:
    # Read by few, and not by the window that waits for a passphrase.
    from importlib.resources import files

    # The table alone: the package's own modules bring code that can fetch a newer one.
    table = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    letters: dict[str, list[dict[str, str]]] = json.loads(table)
    return letters

"""Bytes to text, whatever the label says.

Hostile and broken mail names character sets that do not exist, or the wrong one. The declared one
is tried first, then UTF-8, then Windows-1252, which nearly every byte has a place in. What still
has no meaning becomes U+FFFD, so that a person sees that something was there.
"""

import codecs
import re

_ALIASES = {
    "": "utf-8",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "utf-8",
    "default": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "cp-850": "cp850",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "big5": "cp950",
    "tis-620": "cp874",
}
_CODE_PAGES = {
    936: "gb18030",
    1200: "utf-16-le",
    10000: "mac-roman",
    20127: "utf-8",
    20866: "koi8-r",
    20932: "euc-jp",
    21866: "koi8-u",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    50225: "iso-2022-kr",
    51932: "euc-jp",
    51949: "cp949",
    52936: "hz",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
}
_LANGUAGE_PAGES = {
    0x01: 1256,
    0x02: 1251,
    0x04: 936,
    0x05: 1250,
    0x08: 1253,
    0x0D: 1255,
    0x0E: 1250,
    0x11: 932,
    0x12: 949,
    0x15: 1250,
    0x19: 1251,
    0x1E: 874,
    0x1F: 1254,
    0x22: 1251,
}
_TRADITIONAL_CHINESE = frozenset({0x0404, 0x0C04, 0x1404})
_NOT_OF_MAIL = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python that stand for no text of mail; punycode takes quadratic time."""
_TEXT_NAME = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,39}")


def _known(charset: str) -> str | None:
    """The name of a text codec for a declared character set, or None."""
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if _TEXT_NAME.fullmatch(name) is None:
        return None
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if found.name.replace("-", "_") in _NOT_OF_MAIL:
        return None
    # base64, zip, rot13 and the rest of Python's codecs are not character sets.
    return found.name if getattr(found, "_is_text_encoding", False) else None


def is_known(charset: str) -> bool:
    """Whether this reader has a codec for a declared character set."""
    return _known(charset) is not None


def decode(data: bytes, charset: str = "") -> str:
    """`data` as text, by the declared character set if it fits. Never raises."""
    declared = _known(charset)
    for name in dict.fromkeys((declared or "utf-8", "utf-8", "cp1252")):
        try:
            return data.decode(name)
        except (UnicodeError, ValueError):
            continue
    fallback = declared if declared not in {None, "utf-8", "utf-7"} else "cp1252"
    return data.decode(fallback or "cp1252", "replace")


def of_code_page(page: int | None) -> str:
    """The character set of a Windows code page; empty if none is given or known."""
    if not page:
        return ""
    name = _CODE_PAGES.get(page) or (
        f"iso-8859-{page - 28590}" if 28591 <= page <= 28605 else f"cp{page}"
    )
    return name if _known(name) else ""


def of_language(identifier: int | None) -> str:
    """The character set that Windows uses for a language ([MS-LCID]); empty if not known here."""
    if not identifier:
        return ""
    if identifier in _TRADITIONAL_CHINESE:
        return of_code_page(950)
    return of_code_page(_LANGUAGE_PAGES.get(identifier & 0x3FF))

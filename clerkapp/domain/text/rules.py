"""Text that people type, and text that comes from elsewhere: one rule for each sort, at every door.

What is typed, pasted or read from a file is put right where it enters a record:

| | a line | a name | a long text |
|---|---|---|---|
| line breaks of any sort, tabs | a space | a space | a line break; a tab stays |
| spaces of any sort, a run of spaces | a plain space, kept | a plain space, one | a plain space, kept |
| what cannot be seen | removed | removed | removed |
| controls, private and unassigned code points | refused | refused | refused |
| letters that imitate another alphabet's | kept | refused | kept |

What cannot be seen are the characters that Unicode calls default ignorable (Unicode 16,
DerivedCoreProperties.txt), soft hyphens among them, and a few that fonts draw as nothing. The two
joiners stay between letters and between pictures that need them. Text is in Normalization Form C. A
text without one character that can be seen is no text.

What comes from a message or from another office is evidence and stays as it came; `visible` and
`one_line` say what of it cannot be seen, or would steer how the rest is read (Unicode Technical
Report 36, section 3.2; CVE-2021-42574), by code point. File names go through `one_line` wherever
they are kept, shown, printed or journaled, so that none can pass for a line of the program's own.
"""

import re
import unicodedata
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.text.lookalikes import mixed_word, plain_capitals, skeleton, without_strokes

LINE_LIMIT: Final = 200
TEXT_LIMIT: Final = 20_000
NAME_LIMIT: Final = 120
NAME_BYTES: Final = 240
"""In UTF-8: files and folders are called after names, and no file system takes more than 255."""
FILE_NAME_LIMIT: Final = 255

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U00016fe4\U000e0000-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\u00ad"
_BREAKS = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"

_INVISIBLE = re.compile(f"[{_IGNORABLE}]")
_BREAK = re.compile(_BREAKS)
_SPACE = re.compile(f"[{_SPACES}]")
_LAYOUT = re.compile(f"(?<! ) *+(?:{_BREAKS}|\t)(?:{_BREAKS}|[\t {_SPACES}])*")
_STEERING = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    f"\U000f0000-\U0010ffff{_IGNORABLE}]"
)
_SHOWN_CODE = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_LOOKS = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("|", "l"), ("i", "l"))
_DASH = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_DASHED = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")
_REFUSED = frozenset({"Cc", "Co", "Cs"})
_JOINED = frozenset({"So", "Sk", "Lo", "Mn", "Mc"})


# At the doors


def line(text: str) -> str:
    """A field of one line as it is kept, "" when it says nothing.

    Raises Refused("text-hidden") for a character that no line can hold.
    """
    return _kept(as_line(text))


def prose(text: str) -> str:
    """A long text as it is kept, "" when it says nothing. Raises Refused("text-hidden")."""
    return _kept(as_prose(text))


def name(text: str) -> str:
    """The name of a person, an office or a place as it is kept, "" when it says nothing.

    Raises Refused: text-hidden; name-mixed (`word`) when one word mixes alphabets.
    """
    cleaned = re.sub(" +", " ", _kept(as_line(text)))
    if any(unicodedata.category(char) == "Cn" for char in cleaned):
        _refuse(cleaned, frozenset({"Cn"}))
    word = mixed_word(cleaned)
    if word:
        raise Refused("name-mixed", word=word[:40])
    return cleaned


def fits_name(cleaned: str, limit: int = NAME_LIMIT) -> bool:
    """Whether a name is not longer than `limit` characters, and files may be called after it."""
    return len(cleaned) <= limit and len(cleaned.encode("utf-8", "replace")) <= NAME_BYTES


def file_name(text: str) -> str:
    """The name under which a file is kept; what is too long loses its middle, never its ending."""
    shown = one_line(text)
    if len(shown) <= FILE_NAME_LIMIT:
        return shown
    stem, dot, ending = shown.rpartition(".")
    tail = f"…{dot}{ending}" if stem and len(ending) <= 16 else "…"
    return shown[: FILE_NAME_LIMIT - len(tail)] + tail


def as_line(text: str) -> str:
    """`text` with breaks, tabs and spaces as plain spaces, without what cannot be seen.

    Only what is never meant is changed, so a field may show it while somebody types.
    """
    if text.isascii() and text.isprintable():
        return text
    return _composed(_SPACE.sub(" ", _LAYOUT.sub(" ", _seen(text))))


def as_prose(text: str) -> str:
    """`text` with one sort of line break and of space, without what cannot be seen."""
    if text.isascii() and "\r" not in text and "\x0b" not in text and "\x0c" not in text:
        return text
    return _composed(_SPACE.sub(" ", _BREAK.sub("\n", _seen(text))))


def says_something(text: str) -> bool:
    """Whether anything of `text` can be seen: more than spaces, lone accents and what is invisible."""
    return any(
        char not in "\t\n\r\x0b\x0c\x85" and unicodedata.category(char)[0] not in "ZM"
        for char in _without_invisible(text)
    )


def _kept(text: str) -> str:
    trimmed = text.strip(" \t\n")
    if not trimmed.isprintable():
        _refuse(trimmed, _REFUSED)
    return trimmed if says_something(trimmed) else ""


def _refuse(text: str, categories: frozenset[str]) -> None:
    for place, char in enumerate(text):
        if char in "\n\t" or not (
            unicodedata.category(char) in categories or _is_no_character(char)
        ):
            continue
        around = one_line(text[max(0, place - 16) : place + 17])
        raise Refused("text-hidden", character=f"U+{ord(char):04X}", near=around)


def _is_no_character(char: str) -> bool:
    return "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _seen(text: str) -> str:
    """`text` without what cannot be seen, but with the joiners that writing needs."""
    return _INVISIBLE.sub(lambda found: found[0] if _joins(found) else "", text)


def _without_invisible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", _SPACE.sub(" ", text))


def _joins(match: re.Match[str]) -> bool:
    """Whether a joiner is between two letters of a script that joins, or two pictures."""
    whole, place = match.string, match.start()
    if match[0] not in _JOINERS or place == 0 or place + 1 >= len(whole):
        return False
    before, after = whole[place - 1], whole[place + 1]
    if before == "\ufe0f" and place > 1:
        before = whole[place - 2]
    return {unicodedata.category(before), unicodedata.category(after)} <= _JOINED and not (
        _INVISIBLE.match(before) or _INVISIBLE.match(after)
    )


# Names side by side


def comparable(name: str) -> str:
    """What all writings of one name have in common: case, accents, spaces, look-alike letters of other
    alphabets and what cannot be seen do not count. Who types the name means this."""
    plain = as_line(unicodedata.normalize("NFKC", as_line(name)))
    marks_apart = unicodedata.normalize("NFD", skeleton(plain.casefold()))
    letters = "".join(char for char in marks_apart if not unicodedata.combining(char))
    return " ".join(letters.split())


def look(name: str) -> str:
    """A name as a hurried reader sees it: what is not told apart at a glance is one."""
    seen = without_strokes(comparable(plain_capitals(name)))
    for odd, usual in _LOOKS:
        seen = seen.replace(odd, usual)
    return re.sub(r"[\W_]+", "", seen)


# At the outputs


def hides(text: str) -> bool:
    """Whether `text` holds what cannot be seen or steers how the rest is read."""
    return visible(text) != text or "\n" in text or "\t" in text


def visible(text: str) -> str:
    """`text` with every hidden character shown as [U+XXXX]; line breaks and tabs stay.

    A soft hyphen stays too: it is how a word may be divided, and shows itself where it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub(_shown, text)


def one_line(text: str) -> str:
    """`text` in one line: as `visible`, line breaks and tabs by code point too, no runs of spaces.

    For names of files and whatever else must not look like lines of the program's own.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    shown = visible(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]")
    return re.sub(r" {2,}", " ", _SPACE.sub(" ", shown)).replace(_SOFT_HYPHEN, "[U+00AD]")


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\n\t" or char == _SOFT_HYPHEN or _joins(match):
        return char
    return f"[U+{ord(char):04X}]"


# For search


def searchable(text: str) -> str:
    """`text` as it is searched and asked for: one form a character, one dash, one space, nothing
    invisible, not even written out as [U+200B]."""
    if not text.isascii():
        text = _INVISIBLE.sub(
            "", _DASH.sub("-", unicodedata.normalize("NFKC", _BREAK.sub("\n", text)))
        )
        text = _SPACE.sub(" ", text)
    return _SHOWN_CODE.sub("", text) if "[U+" in text else text


def undashed(text: str) -> list[str]:
    """The numbers in searchable text that have dashes, without them: AB-77123 is also AB77123."""
    return [
        word.replace("-", "")
        for word in _DASHED.findall(text)
        if any(char.isdigit() for char in word)
    ]

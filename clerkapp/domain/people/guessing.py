"""How soon somebody would guess a passphrase: what is common, repeated, in a row or in the name.

The cheapest way to put the passphrase together is sought among the pieces that guessers try: words
and phrases of the list (`common_words`), with figures for letters too; names of the person and the
office; dates and years; rows of the keyboard and of the alphabet; a piece once more. What is none
of these costs as much as all letters, or figures, that could be there; a word alone never more
than any word of a dictionary. The sum is a power of ten: with a thousand million tries a thief with
one processor is busy for years (docs/formats/vault.md, "Derivation").
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

ENOUGH = 9.0
"""Tries, as a power of ten."""
_READ = 128
"""Characters; what comes after only makes it harder."""
_WORD, _NAME, _AGAIN, _ROW, _YEAR, _GAP = 3.0, 1.0, 0.5, 1.5, 1.8, 0.3
_DICTIONARY = 5.0
"""Any word of any language: whatever stands alone between spaces and has at most twelve letters."""
_FIGURE, _LETTER, _OTHER = 1.0, 1.4, 1.2
_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv", "qazwsxedcrfv", "zaqxswcde"),
    *(
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6",
        "12qwaszx",
        "123qweasdzxc",
        "a1b2c3d4e5f6",
        "1a2b3c4d5e",
    ),
    *("01234567890", "abcdefghijklmnopqrstuvwxyz", "789456123", "147258369", "!@#$%^&*()"),
)
_LEET = str.maketrans("013457@$!8", "oieastasib")
_LEET_L = str.maketrans("013457@$!8", "oleastaslb")
_DATE = re.compile(r"(?:\d{1,2}[-./ ]?){2}(?:19|20)?\d\d|(?:19|20)\d\d[-./ ]?\d\d?[-./ ]?\d\d?")
_ALPHABETIC = "a-z\u00df-\u2dff"
_ALONE = re.compile(f"(?<![{_ALPHABETIC}])[{_ALPHABETIC}]{{3,12}}(?![{_ALPHABETIC}])")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def is_weak(passphrase: str, names: Iterable[str] = ()) -> bool:
    """Whether a guesser has it soon. `names`: of the person, the office and the station."""
    return tries(passphrase, names) < ENOUGH


def tries(passphrase: str, names: Iterable[str] = ()) -> float:
    """How many tries it takes, as a power of ten."""
    known = {part for name in names for part in _parts(name)}
    plain = _plain(passphrase)[:_READ]
    together = "".join(re.findall(r"[^\W_]", plain))
    return min(_cheapest(plain, known), _cheapest(together, known, joined=together != plain))


def letters(passphrase: str) -> str:
    """What two passphrases that somebody takes for one have in common: case and spaces do not count."""
    return "".join(unicodedata.normalize("NFC", passphrase).casefold().split())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in apart if not unicodedata.combining(char)).strip()


def _parts(name: str) -> set[str]:
    """A name, its words, and the words in one."""
    words = re.findall(r"[^\W_]+", _plain(name))
    parts = {word for word in words if len(word) > 1}
    initials = "".join(word[0] for word in words)
    return parts | {"".join(words)} | ({initials} if len(initials) > 1 else set())


def _cheapest(text: str, names: set[str], *, joined: bool = False) -> float:
    """The cost of the cheapest way through `text`. `joined`: its spaces were left out."""
    cost = [0.0] + [float("inf")] * len(text)
    for start in range(len(text)):
        for end, price in _pieces(text, start, names, joined=joined):
            cost[end] = min(cost[end], cost[start] + price)
    return cost[len(text)]


def _pieces(text: str, start: int, names: set[str], *, joined: bool) -> Iterable[tuple[int, float]]:
    """Where each piece that begins at `start` ends, and what it costs."""
    yield start + 1, _character(text[start])
    words, longest = _words()
    longest = max([longest, *map(len, names)])
    for end in range(start + 2, min(len(text), start + longest) + 1):
        piece = text[start:end]
        if piece in names:
            yield end, _NAME
        forms = {piece, piece[::-1], piece.translate(_LEET), piece.translate(_LEET_L)}
        if end - start > 2 and not words.isdisjoint(forms):
            yield end, _WORD
    end = start + 3
    while end <= len(text) and _is_row(piece := text[start:end]):
        if len(piece) > 3 or piece.isdecimal():
            yield end, _ROW
        end += 1
    for length in range(1, min(start, len(text) - start) + 1):
        if text[start - length : start] == text[start : start + length]:
            yield start + length, _AGAIN
    if (alone := _ALONE.match(text, start)) is not None and not joined:
        yield alone.end(), _DICTIONARY
    if (date := _DATE.match(text, start)) is not None:
        yield date.end(), 3 * _FIGURE
    if text[start : start + 4].isdecimal() and (
        _FIRST_YEAR <= int(text[start : start + 4] or "0") <= _LAST_YEAR
    ):
        yield start + 4, _YEAR


def _character(char: str) -> float:
    if char.isspace() or char in "-_.":
        return _GAP
    if char.isdecimal():
        return _FIGURE
    if char.isalpha():
        return _WORD if char > "\u2e80" else _LETTER
    return _OTHER


def _is_row(piece: str) -> bool:
    """Whether the characters are side by side, in either direction."""
    return any(piece in row or piece[::-1] in row for row in _ROWS)


@cache
def _words() -> tuple[frozenset[str], int]:
    from clerkapp.domain.people.common_words import COMMON

    words = frozenset(COMMON.split())
    return words, max(map(len, words))

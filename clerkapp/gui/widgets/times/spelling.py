"""How people spell days, hours and zones, in English and Spanish: text to parts, no meaning yet.

Everything here is lower case with single spaces; `simplify` makes it so.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

NUMBERS = {
    **dict.fromkeys(("one", "una", "uno"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("six", "seis"), 6),
    **dict.fromkeys(("seven", "siete"), 7),
    **dict.fromkeys(("eight", "ocho"), 8),
    **dict.fromkeys(("nine", "nueve"), 9),
    **dict.fromkeys(("ten", "diez"), 10),
    **dict.fromkeys(("eleven", "once"), 11),
    **dict.fromkeys(("twelve", "doce"), 12),
    **dict.fromkeys(("twenty", "veinte"), 20),
}
WEEKDAYS = (
    ("mon", "lunes"),
    ("tue", "martes"),
    ("wed", "mié", "mie"),
    ("thu", "jue"),
    ("fri", "vie"),
    ("sat", "sáb", "sab"),
    ("sun", "dom"),
)
MONTHS = (
    ("jan", "ene"),
    ("feb",),
    ("mar",),
    ("apr", "abr"),
    ("may",),
    ("jun",),
    ("jul",),
    ("aug", "ago"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "dic"),
)
DAYS_BACK = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1}
ZONES = {
    "ast": "America/Puerto_Rico",
    "est": "America/New_York",
    "edt": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "akst": "America/Anchorage",
    "akdt": "America/Anchorage",
    "hst": "Pacific/Honolulu",
    "hdt": "America/Adak",
    "chst": "Pacific/Guam",
    "sst": "Pacific/Pago_Pago",
}
"""Short names as they are meant in the United States, and a zone whose clocks are called so."""
MIDNIGHT_WORDS = {"midnight", "medianoche"}
NOON_WORDS = {"noon", "midday", "mediodía", "mediodia"}

ABOUT = re.compile(
    r"^(?:about|around|approximately|approx\.?|aproximadamente|aprox\.?|circa|ca\.|~|cerca de|a eso de|como a|sobre)\s*"
)
UNKNOWN = frozenset({"unknown", "not known", "?", "no se sabe", "desconocido"})
NOW = frozenset({"t", "now", "ahora", "just now", "ahora mismo"})
JOINTS = re.compile(r"^(?:at|on|a)?(?:\s*+(?:las?|el))?\s++(?=[0-9])|^(?:at|on|el)\s++")
CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2}?)(?:[:.h](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,6})?)?"
    r"|(?P<packed>[0-9]{2}))?\s*h?(?P<half>a\.?\s?m\.?|p\.?\s?m\.?|a|p)?"
)
CLOCK_FIRST = re.compile(
    rf"(?P<clock>{CLOCK.pattern}|{'|'.join(sorted(NOON_WORDS | MIDNIGHT_WORDS))})[\s,]+(?:del?\s+)?(?P<day>[a-z0-9].*)"
)
ISO_DATE = re.compile(r"(?P<y>[0-9]{4})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})(?![0-9])")
US_DATE = re.compile(
    r"(?P<m>[0-9]{1,2})(?P<sep>[/-])(?P<d>[0-9]{1,2})(?:(?P=sep)(?P<y>[0-9]+))?(?![0-9/-])"
)
WORD_DATE = re.compile(
    r"(?P<month>[a-zé]{3,10})\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?\b(?!:)"
    r"(?:,?\s+(?P<y>[0-9]{4})(?![0-9:]))?"
)
DAY_FIRST = re.compile(
    # "3 ago" alone is English, and unfinished.
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:de\s+|of\s+|(?!ago\b))(?P<month>[a-zé]{3,10})\.?"
    r"(?:(?:,|\s+del?)?\s+(?P<y>[0-9]{4})(?![0-9:]))?"
)
WEEKDAY = re.compile(
    r"(?:(?P<last>last|el pasado|past)\s+)?(?:el\s+)?(?P<day>[a-záéíóúñ]{3,9})\.?"
    r"(?P<after>\s+pasado)?(?=$|[\s,])"
)
WORD = re.compile(r"[a-záéíóúñ]+")

_NUMBER = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b")
_HALVES = (
    (re.compile(r"\b(?:in the morning|de la mañana|de la madrugada)\b"), "am"),
    (re.compile(r"\b(?:in the (?:afternoon|evening)|at night|de la (?:tarde|noche))\b"), "pm"),
)
_PART = re.compile(
    r"\b(?:(?P<day>this|yesterday|esta|ayer(?: por la| en la)?|last) "
    r"(?P<part>morning|afternoon|evening|night|mañana|tarde|noche)|(?P<one>tonight|anoche|morning|"
    r"afternoon|evening|night|por la (?:mañana|tarde|noche)|la (?:mañana|tarde|noche)|madrugada))\b"
)
_MORNING = ("morning", "mañana", "madrugada")
_PAST = re.compile(
    r"(?:(?P<half>half)|(?P<quarter>(?:a )?quarter)|(?P<n>[0-9]{1,2})(?: minutes?)?) "
    r"(?P<way>past|after|to|before|till) (?P<hour>[0-9]{1,2})\b"
)
_Y = re.compile(
    r"(?P<hour>[0-9]{1,2}) (?P<way>y|menos) (?:(?P<half>media)|(?P<quarter>cuarto)|(?P<n>[0-9]{1,2}))\b"
)
_OCLOCK = re.compile(r"(?P<hour>[0-9]{1,2}) ?(?:o'?clock|en punto)\b")
_AGO = re.compile(
    r"(?:hace )?(?P<n>[0-9]{1,3}|half an|an?|una?|media)\s*"
    r"(?P<unit>minutes?|minutos?|mins?|m|hours?|horas?|hrs?|h|days?|días?|dias?|weeks?|semanas?)\b"
    r"(?P<ago> ago)?"
)
_OFFSET = re.compile(
    r"(?P<before>.*[0-9apm.])\s*(?:(?:utc|gmt)\s*(?P<named>[+-][0-9]{1,2}(?::?[0-9]{2})?)?|"
    r"(?<=:[0-9]{2})\s?(?P<plain>[+-][0-9]{2}:?[0-9]{2})|(?<=[0-9])(?P<z>z))"
)
_SHORT_ZONE = re.compile(rf"(?P<before>.*[0-9apm.)])\s*\(?\b(?P<zone>{'|'.join(ZONES)})\b\)?")
_TWICE = re.compile(
    r"(?P<before>(?:.*?[^,\s])?)[,\s]*+\(?(?:the )?(?P<which>first|second|primera|segunda)(?: time| vez)?\)?"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day ("last night"): `back` days before today, and the half it is in ("am", "pm")."""

    back: int
    half: str


@dataclass(frozen=True, slots=True)
class Ago:
    """How long ago. `days`: the answer is a day; otherwise a time about then."""

    length: timedelta
    days: bool


def simplify(text: str) -> str:
    """Lower case, single spaces, plain dashes and apostrophes, numbers in digits, one form of a.m."""
    words = unicodedata.normalize("NFKC", text).lower()
    words = words.translate({ord("−"): "-", ord("–"): "-", ord("’"): "'"})
    words = " ".join(words.split())
    words = _NUMBER.sub(lambda match: str(NUMBERS[match[0]]), words)
    for spelled, half in _HALVES:
        words = spelled.sub(half, words)
    words = _PAST.sub(_as_clock_time, words)
    words = _Y.sub(_as_clock_time, words)
    return _OCLOCK.sub(r"\g<hour>:00", words)


def _as_clock_time(match: re.Match[str]) -> str:
    """ "half past 7", "7 menos 15" as 7:30, 6:45; what is no such time stays as it is."""
    minutes = 30 if match["half"] else 15 if match["quarter"] else int(match["n"])
    hour = int(match["hour"])
    if not 1 <= hour <= 12 or not 0 < minutes < 60 or (match["half"] and match["way"] in _TO):
        return match[0]
    if match["way"] in _TO:
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return f"{hour}:{minutes:02d}"


_TO = ("to", "before", "till", "menos")


def split_part(words: str) -> tuple[Part | None, str]:
    """The part of a day that is named, and the rest."""
    match = _PART.search(words)
    if match is None:
        return None, words
    named = match["part"] or match["one"].rpartition(" ")[2]
    yesterday = (match["day"] or "").startswith(("yesterday", "ayer", "last")) or named == "anoche"
    half = "am" if named in _MORNING else "pm"
    rest = f"{words[: match.start()]} {words[match.end() :]}"
    return Part(int(yesterday), half), " ".join(rest.split()).strip(" ,")


def split_zone(words: str) -> tuple[str | timedelta | None, str]:
    """The zone's short name or the offset that is at the end, and the rest."""
    match = _OFFSET.fullmatch(words)
    if match is not None:
        digits = match["named"] or match["plain"]
        return _offset(digits) if digits else timedelta(), match["before"].strip()
    match = _SHORT_ZONE.fullmatch(words)
    return (match["zone"], match["before"].strip()) if match is not None else (None, words)


def split_twice(words: str) -> tuple[int | None, str]:
    """Which of the two is meant, 0 or 1, of an hour that comes twice, and the rest."""
    match = _TWICE.fullmatch(words)
    if match is None:
        return None, words
    return int(match["which"] in ("second", "segunda")), match["before"].strip()


def ago(words: str) -> tuple[Ago | None, str]:
    """How long ago the text begins with, and the rest ("3 days ago 7:40")."""
    match = _AGO.match(words)
    if match is None or words.startswith("hace ") == bool(match["ago"]):
        return None, words
    amount = {"half an": 0.5, "media": 0.5}.get(match["n"], 1)
    number = float(match["n"]) if match["n"].isdigit() else amount
    unit, rest = match["unit"], words[match.end() :].strip(" ,")
    if unit.startswith("m"):
        return Ago(timedelta(minutes=number), days=False), rest
    if unit.startswith("h"):
        return Ago(timedelta(hours=number), days=False), rest
    return Ago(timedelta(days=number * (7 if unit[0] in "ws" else 1)), days=True), rest


def place(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """The number of the entry that `word` begins with."""
    return next((number for number, starts in enumerate(names) if word.startswith(starts)), None)


def _offset(digits: str) -> timedelta | None:
    sign, numbers = digits[0], digits[1:].replace(":", "")
    hours, minutes = (
        (int(numbers[:-2]), int(numbers[-2:])) if len(numbers) > 2 else (int(numbers), 0)
    )
    if hours > 23 or minutes > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return -length if sign == "-" else length

"""What must not be in a record: votes, and numbers by which a person is known (ADR 30).

A gentle stop, on this computer alone: nothing is reported to anyone. The text is compared in one
form, whatever its digits, dashes, accents and line breaks were. English and Spanish. A number is told
from a serial, a seal or a count by its form or by the word before it; every pattern takes time in
proportion to the text (no repetition without a limit inside another).

`HINTS` are only said: a phone number or a street may be needed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Rule(StrEnum):
    """What a text seems to hold."""

    VOTE = "vote"
    SSN = "ssn"
    LICENCE = "licence"
    VOTER_ID = "voter_id"
    BIRTH_DATE = "birth_date"
    CARD = "card"
    BANK = "bank"
    PHONE = "phone"
    ADDRESS = "address"


HINTS: Final = frozenset({Rule.PHONE, Rule.ADDRESS})
"""Rules that say something and stop nobody."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text. `words`: what was found there, in the form in which texts are compared."""

    rule: Rule
    words: str


def findings(text: str) -> tuple[Finding, ...]:
    """What stops: one finding for each place, hints left out."""
    return tuple(finding for finding in _all(text) if finding.rule not in HINTS)


def hints(text: str) -> tuple[Finding, ...]:
    """What is only said."""
    return tuple(finding for finding in _all(text) if finding.rule in HINTS)


def plain(text: str) -> str:
    """The form in which texts are compared: no accents, small letters, ASCII digits and dashes, one space."""
    marks_apart = unicodedata.normalize("NFKD", text)
    seen = "".join(_plain(char) for char in marks_apart)
    return " ".join(seen.casefold().split())


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    category = unicodedata.category(char)
    if category == "Pd" or char in "\u2212\u00b7\u2022":
        return "-"
    if char in "\u2018\u2019\u02bc":
        return "'"
    return "" if category in ("Mn", "Cf") or char in "\u115f\u1160\u3164" else char


def _all(text: str) -> Iterator[Finding]:
    compared = plain(text)
    for rule, find in _RULES:
        yield from (Finding(rule, words) for words in find(compared))


Find = Callable[[str], Iterator[str]]


def _by(*patterns: str) -> Find:
    compiled = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return lambda text: (match[0] for match in compiled.finditer(text))


# Votes

_PARTY = (
    r"(?:republicans?|republicano|democrats?|democratic|democrata|libertarian|libertario"
    r"|green party|partido verde|gop)\b"
)
_HOW_LONG = (
    r"(?:the |an? |about |almost |nearly |over |only |more than |many |several |two |three |four ){0,5}"
    r"(?:first|second|third|last|next|long|hours?|minutes?|mins?|days?|weeks?|years?|time|times|now|today)\b"
)
_NUMBER = r"(?:\d[\d,.]* ?(?:hours?|minutes?|mins?|days?|years?|h|m)\b)"
_HOW_MANY = r"(?:no more|not more|up to|at most|any|each|every|one|two|three|four|five|\d+)\b"
_WHERE = (
    r"(?:(?:the|this|that|each|every|our|all|any|both) )?"
    r"(?:precincts?|wards?|districts?|splits?|styles?|township|county|city|polling|place|site|election|"
    r"primary|general|record|reasons?|example|recount|canvass|audit|tests?|testing|work|school|review\w*|"
    r"duplicat\w*|remaking|adjudicat\w*|transport\w*|storage|delivery|return\w*|mailing|scanning|counting)\b"
)
_OFFICE = (
    r"(?:(?:the|state|county|city|school|us|u\.s\.) ){0,3}"
    r"(?:governor|mayor|senat\w*|president\w*|sheriff|judges?|council\w*|board|commission\w*|clerk|"
    r"assessor|collector|treasurer|attorney|auditor|coroner|trustees?|contests?|offices?|races?|"
    r"measures?|questions?|propositions?|amendments?|write-?ins?|candidates?)\b"
)
_NOT_CONTEST = rf"(?!{_OFFICE} (?:was|were|is|are|did|had|has|could|on|in|and|or)\b)"
_TO = r"[ :\"'“”«»(*_-]{1,4}"
"""Between the word and the name: also a colon, or marks around the name."""
_NOT_HOW = rf"(?!(?:{_HOW_LONG}|{_NUMBER}|{_WHERE}))"
_HIS = r"(?:his|her|their|my|your|a|the|an|that|this)"
_ADVERB = r"(?:(?:early|only|already|again|all|mostly|straight|once|twice|absentee)[ -])?"
_NOT_WHY = (
    r"(?!(?:la |el |su )?(?:primera|segunda|tercera|ultima|correo|anticipado|adelantado|manana|tarde|noche|error|"
    r"ausencia|ausente|separado|que\b|poder|distrito|precinto|recinto|condado|turno|mas de|unos?|unas?|dos|tres|\d))"
)
_VOTE = _by(
    rf"\b(?:voted|voting)[ -]{_ADVERB}(?:for|against){_TO}{_NOT_HOW}{_NOT_CONTEST}\w+",
    rf"\bvote[ -]{_ADVERB}(?:for|against){_TO}{_NOT_HOW}(?!{_HOW_MANY}){_NOT_CONTEST}\w+",
    rf"\bvotes[ -](?:for|against){_TO}{_NOT_HOW}(?!{_HOW_MANY})(?!{_OFFICE})\w+",
    r"\bvoted?[ -](?:for|against)$",
    r"\bvoted (?:straight|(?:a |the )?(?:straight|whole|entire|full) (?:ticket|party|slate))\b",
    rf"\bvoted (?:straight )?{_PARTY}",
    r"\bvoted (?:yes|no|si) (?:on|to|en|a)\b",
    rf"\b(?:marked|cast|filled in|filled out|completed) (?:{_HIS} )?(?:ballots?|votes?) (?:for|against) {_NOT_HOW}\w+",
    rf"\b{_HIS} ballots? (?:was|is|were) (?:marked )?(?:for|against) {_NOT_HOW}\w+",
    rf"\b(?:chose|picked|preferred|supports|supported|backs|backed) (?:the |a )?(?:{_PARTY}|candidate\b)(?! (?:ballot style|list|table))",
    rf"\b(?:picked|chose|selected|marked|wrote in) (?!up\b)[a-z'-]{{2,20}}(?: [a-z'-]{{2,20}})? for {_OFFICE}",
    rf"\b(?:marked|filled in|bubbled in) (?:the )?(?:{_PARTY}|(?:oval|box|bubble|circle|name|line) (?:for|of|next to|beside) (?!(?:the )?(?:write|precinct|party\b))\w+)",
    r"\b(?:his|her|their|the voter's) (?:choice|pick|vote) (?:was|is|went to|had been) (?!not\b|counted|rejected|recorded|cast|lost|voided|accepted|spoiled|challenged|missing)\w+",
    rf"\bvot(?:o|aron|ado|ar|aba|aban|e|amos|ando|os) (?:a favor|en contra|(?:por|contra) {_NOT_WHY}\w+)",
    r"\bvot(?:o|aron|ado|ar) (?:al|a la) (?:candidat\w+|partido|republican\w+|democrat\w+)",
    r"\bvoto (?:fue )?(?:para|por) (?:el candidato|la candidata|el partido|los republic\w+|los democr\w+)",
    r"\b(?:eligio|escogio|marco|prefirio|apoyo) (?:al |a la |el |la )?(?:candidat[oa]|partido|republican[oa]|democrata)\b",
)


# Numbers of persons

_SEP = r" ?[-./_] ?"
_DIGIT = r"(?:[-./ ]?\d)"
_LABEL = r"[ :#=.,()'a-z-]{0,30}?"
_SOCIAL = (
    r"\b(?:ssn?|s\.s\.n?|social security|soc\.? ?sec|social sec|seguro social|seg\.? social|nss)\b"
)
_SSN = _by(
    rf"\bssn\d{_DIGIT}{{3,8}}(?!\d)",
    rf"{_SOCIAL}{_LABEL}\d{_DIGIT}{{3,10}}(?!\d)",
    rf"(?<![\w.-])\d ?\d ?\d{_SEP}\d ?\d{_SEP}\d ?\d ?\d ?\d(?![\w-])",
    r"(?<![\w.-])(?<!\d )\d{3} \d{2} \d{4}(?![\w-])(?! \d)",
)
_LICENCE_WORD = (
    r"(?:\bdriver'?s? ?'?(?:licen[cs]es?|permit|id)\b|\bdrivers? lic\b|\bdln?\b|\bd\.l\.|\boln\b|\bcdl\b"
    r"|(?<!software )(?<!product )(?<!business )\blicen[cs]e (?:number|no|#)"
    r"|\blicencia(?: de (?:conducir|manejo|conductor))?\b|\bstate id\b|\bnon-?driver id\b)"
)
_LICENCE_NUMBER = r"(?:[a-z]{1,2}[- ]?)?\d(?:[- ]?\d){4,9}[a-z]{0,2}\b"
_LICENCE = _by(
    rf"{_LICENCE_WORD}{_LABEL}(?:\b|(?<=[ :#])){_LICENCE_NUMBER}",
    r"\blicen[cs]e[ :#]{1,3}[a-z]\d{5,9}\b",
    r"(?<![\w-])k\d{2}-\d{2}-\d{4}(?![\w-])",
    r"(?<![\w-])(?<!no )(?<!sn )(?<!# )(?<!seal )(?<!serial )(?<!number )(?<!unit )(?<!tag )(?<!sello )(?<!serie )"
    r"(?:k\d{8}|[a-z]\d{9}|[a-z]\d{6}r)(?![\w-])",
)
_VOTER_ID = _by(
    r"\b(?!voters[ :=]{1,3}\d)(?:voter'?s?|registrant|elector|registration|vuid|votante|elector)"
    r"(?:[ -](?:registration|reg|id|identification|file|card|identity|record)\b\.?){0,4}"
    r" ?(?:ids?|numbers?|no|nr|num|#|card|registration)?"
    r" ?(?:(?:number|no|#|is|was|:|=|\.|,) ?){0,6}#?(?<![\d,.])[a-z]{0,3}-?\d(?:[- ]?\d){4,14}(?!\w)",
    r"\b(?:numero|num\.?|clave|credencial|id|registro|tarjeta) (?:de |del |para )?(?:registro (?:de |del )?)?(?:votante|elector)(?:al)?"
    r"[ :#=.]{0,4}(?:es |numero |no\.? )?[a-z]{0,6}-?\d(?:[- ]?\d){4,17}(?!\w)",
)
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]{0,9})"
_YEAR = r"(?:de(?:l)? |of )?(?:'?\d{2}(?!\d)|(?:19|20)\d{2}(?!\d))"
_DATE = (
    r"(?:\d{1,2} ?[-/. ] ?\d{1,2} ?[-/. ] ?'?(?:\d{4}|\d{2})(?!\d)|(?:19|20)\d{2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}(?!\d)"
    rf"|{_MONTH}[ .-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?[ ,./-]{{1,3}}{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ./-]{{0,2}}(?:de |of )?{_MONTH}[ ,./-]{{0,3}}{_YEAR}"
    rf"|{_MONTH} (?:de(?:l)? |of )?(?:19|20)\d{{2}}(?!\d)"
    r"|(?:19|20)\d{2}\b|(?<!\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:19|20)\d{2}(?!\d))"
)
_BIRTH_DATE = _by(
    r"\b(?:born|birth ?dates?|birth year|(?:date|day|year) of birth|dob|d[./]o[./]b\.?|birth ?day|nacid[oa]|nacio"
    r"|fecha (?:de )?(?:nacimiento|nac\.?)|f\. ?nac\.?|f\.?d\.?n\.?)(?: ?\([mdya/ .-]{4,12}\))?"
    rf"(?: (?:on|in|is|was|the|el|en|dia|of|as|es)){{0,4}}[ :=#,()-]{{0,4}}{_DATE}",
)
_BANK = _by(
    r"\b(?:(?:bank|checking|savings?) (?:account|acct)|account (?:number|no|#)|acct\.? ?(?:number|no|#)?|routing(?: (?:number|no))?|aba|"
    rf"cuenta (?:bancaria|de banco|corriente|de ahorros?)|numero de cuenta|numero de ruta){_LABEL}\d(?:[- ]?\d){{5,16}}(?!\w)",
    r"\biban[ :#]{0,3}[a-z]{2} ?\d{2}(?: ?[a-z\d]{4}){2,7}",
)
_PHONE = _by(r"(?<![\w-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])")
_ADDRESS = _by(
    r"(?<![\w-])\d{1,5} (?:[nsew]\.? )?(?:[a-z0-9']{2,20} ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|circle|terrace)\b",
    r"\b(?:calle|avenida|av\.) (?:[a-z0-9']{2,20} ){0,3}(?:no\.? |num\.? |# ?)?\d{1,5}\b",
)

_RUN = re.compile(r"(?<![^\W_])\d+(?:[ ._/-]{1,3}\d+)*(?![^\W_])")
_GROUP = re.compile(r"\d+")
_LENGTHS = (13, 14, 15, 16, 19)


def _cards(text: str) -> Iterator[str]:
    """Payment cards: a known beginning, a known length, and the check digit (ISO/IEC 7812-1)."""
    for run in _RUN.finditer(text):
        groups = _GROUP.findall(run[0])
        place = 0
        while place < len(groups):
            taken = _card_at(groups, place)
            if taken:
                yield "".join(groups[place : place + taken])
            place += taken or 1


def _card_at(groups: list[str], place: int) -> int:
    """How many groups of digits from `place` on are a card, 0 for none."""
    digits = ""
    for count, group in enumerate(groups[place : place + max(_LENGTHS)], start=1):
        digits += group
        if len(digits) > max(_LENGTHS):
            return 0
        if len(digits) in _LENGTHS and _is_card(digits):
            return count
    return 0


def _is_card(digits: str) -> bool:
    begins = int(digits[:4])
    known = (
        (digits[0] == "4" and len(digits) in (13, 16, 19))
        or (
            len(digits) == 16
            and (5100 <= begins <= 5599 or 2221 <= begins <= 2720 or 3528 <= begins <= 3589)
        )
        or (len(digits) == 15 and digits[:2] in ("34", "37"))
        or (len(digits) in (16, 19) and (begins == 6011 or digits[:2] == "65"))
        or (len(digits) == 14 and digits[:2] in ("36", "38"))
    )
    doubled = (
        int(digit) if place % 2 == 0 else sum(map(int, str(2 * int(digit))))
        for place, digit in enumerate(reversed(digits))
    )
    return known and len(set(digits)) > 1 and sum(doubled) % 10 == 0


_RULES: tuple[tuple[Rule, Find], ...] = (
    (Rule.VOTE, _VOTE),
    (Rule.SSN, _SSN),
    (Rule.LICENCE, _LICENCE),
    (Rule.VOTER_ID, _VOTER_ID),
    (Rule.BIRTH_DATE, _BIRTH_DATE),
    (Rule.CARD, _cards),
    (Rule.BANK, _BANK),
    (Rule.PHONE, _PHONE),
    (Rule.ADDRESS, _ADDRESS),
)

"""Reading a rule pack strictly: what this program does not know is refused, never passed over.

A pack that asks for something unknown would otherwise owe nothing where a state expects a call.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, NoReturn

from clerkapp.domain.duties.pack import (
    PLACEHOLDERS,
    Deadline,
    DueForm,
    DutyRule,
    Pack,
    Texts,
    Yearly,
)
from clerkapp.domain.duties.triggers import Trigger, trigger_of
from clerkapp.domain.vocabulary.common import ORGANISATIONS, SEVERITIES

FORMAT = "incident-rules/1"
LANGUAGES = ("en", "es")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_UNTIL = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LONGEST_TEXT = 600
_MOST = {DueForm.HOURS: 24 * 366, DueForm.BUSINESS_DAYS: 366, DueForm.AFTER_ELECTION: 3660}
_MOST_RULES = 200


class Malformed(ValueError):
    """Not a rule pack; the message says where."""


def pack_of(value: Any) -> Pack:
    """A pack from its JSON value. Raises Malformed for a member, trigger, deadline or code that is unknown."""
    whole = _members(
        value, "pack", ("format", "id", "version", "title", "confirm", "rules", "yearly")
    )
    if whole["format"] != FORMAT:
        _wrong("format")
    rules = tuple(_rule(one, f"rules[{n}]") for n, one in enumerate(_list(whole["rules"], "rules")))
    yearly = tuple(
        _yearly(one, f"yearly[{n}]") for n, one in enumerate(_list(whole["yearly"], "yearly"))
    )
    codes = [one.code for one in rules] + [one.code for one in yearly]
    if len(set(codes)) != len(codes):
        _wrong("code twice")
    return Pack(
        id=_code(whole["id"], "id"),
        version=_whole(whole["version"], 1, 10**6, "version"),
        title=_texts(whole["title"], "title"),
        to_confirm=_flag(whole["confirm"], "confirm"),
        rules=rules,
        yearly=yearly,
    )


def _rule(value: Any, where: str) -> DutyRule:
    rule = _members(value, where, ("code", "name", "when", "due", "tell", "say", "source"))
    try:
        trigger: Trigger = trigger_of(rule["when"])
    except ValueError as error:
        _wrong(f"{where}.when: {error}")
    say = _texts(rule["say"], f"{where}.say")
    if any(set(_PLACEHOLDER.findall(words)) - PLACEHOLDERS for words in say.values()):
        _wrong(f"{where}.say: unknown placeholder")
    return DutyRule(
        code=_code(rule["code"], f"{where}.code"),
        name=_texts(rule["name"], f"{where}.name"),
        when=trigger.holds,
        severities=trigger.severities or frozenset(SEVERITIES),
        deadline=_deadline(rule["due"], f"{where}.due"),
        tell=_whom(rule["tell"], where),
        say=say,
        source=_text(rule["source"], f"{where}.source"),
    )


def _yearly(value: Any, where: str) -> Yearly:
    owed = _members(value, where, ("code", "name", "by", "tell", "source"))
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})", _text(owed["by"], f"{where}.by"))
    try:
        # No leap year, so that the day is there every year.
        by = date(2001, int(found[1]), int(found[2])) if found else None
    except ValueError:
        by = None
    if by is None:
        _wrong(f"{where}.by")
    return Yearly(
        code=_code(owed["code"], f"{where}.code"),
        name=_texts(owed["name"], f"{where}.name"),
        month=by.month,
        day=by.day,
        tell=_whom(owed["tell"], where),
        source=_text(owed["source"], f"{where}.source"),
    )


def _deadline(value: Any, where: str) -> Deadline:
    if not isinstance(value, dict) or len(value) != 1:
        _wrong(where)
    [(name, how)] = value.items()
    if name not in list(DueForm):
        _wrong(f"{where}.{name}")
    term = DueForm(name)
    if term in (DueForm.AT_ONCE, DueForm.NEXT_UPLOAD):
        if how is not True:
            _wrong(where)
        return Deadline(term)
    if term is DueForm.SAME_DAY:
        found = _UNTIL.fullmatch(_text(how, where))
        if found is None:
            _wrong(where)
        return Deadline(term, until=time(int(found[1]), int(found[2])))
    return Deadline(term, _whole(how, 1, _MOST[term], where))


def _members(value: Any, where: str, names: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or value.keys() != set(names):
        _wrong(f"{where}: members")
    return value


def _list(value: Any, where: str) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > _MOST_RULES:
        _wrong(where)
    return value


def _texts(value: Any, where: str) -> Texts:
    if not isinstance(value, dict) or "en" not in value or value.keys() - set(LANGUAGES):
        _wrong(where)
    return {language: _text(words, where) for language, words in value.items()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT or not value.isprintable():
        _wrong(where)
    return value


def _code(value: Any, where: str) -> str:
    if not isinstance(value, str) or _CODE.fullmatch(value) is None:
        _wrong(where)
    return value


def _whom(value: Any, where: str) -> str:
    if value not in ORGANISATIONS:
        _wrong(f"{where}.tell")
    return str(value)


def _whole(value: Any, least: int, most: int, where: str) -> int:
    if type(value) is not int or not least <= value <= most:
        _wrong(where)
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        _wrong(where)
    return value


def _wrong(where: str) -> NoReturn:
    raise Malformed(where)

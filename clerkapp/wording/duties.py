"""Whom to tell, and by when, in words: "Tell the state: …", "By 5:00 p.m.", "Was due at 5:00 p.m."."""

from datetime import datetime, timedelta, tzinfo

from clerkapp.domain.duties.pack import DueForm, Texts, said
from clerkapp.domain.duties.reckoning import Duty
from clerkapp.domain.time.times import format_instant
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _, language
from clerkapp.wording.times import clock_words, day_words, minutes_words


def whom(organisation: str) -> str:
    """An organisation (a code of C31) by its name."""
    return value_label("told", organisation, "organisation")


def rule_words(texts: Texts) -> str:
    """A pack's words in the language in use."""
    return said(texts, language())


TELL = {
    "state": "Tell the state: {line}",
    "state_security": "Tell the state information security office: {line}",
    "it": "Tell IT: {line}",
    "vendor": "Tell the vendor: {line}",
    "police": "Tell law enforcement: {line}",
    "board": "Tell the board: {line}",
    "cisa": "Tell CISA: {line}",
    "ms_isac": "Tell MS-ISAC: {line}",
    "eac": "Tell the EAC: {line}",
    "bank": "Tell the bank: {line}",
    "media": "Tell the press: {line}",
}
"""By the organisation of a rule."""


def tell_words(duty: Duty, one_line: str) -> str:
    """What a list says: whom to tell of what."""
    found = TELL.get(duty.rule.tell)
    if found is None:
        return _("Tell {whom}: {line}").format(whom=whom(duty.rule.tell), line=one_line)
    return _(found).format(line=one_line)


def due_words(duty: Duty, now: datetime, zone: tzinfo) -> str:
    """By when, as of `now` in the office's zone."""
    if duty.told is not None:
        return _("Told")
    if duty.rule.deadline.term is DueForm.NEXT_UPLOAD:
        return _("With the next bundle")
    if duty.due is None:
        return _("The election’s day is not entered")
    if duty.rule.deadline.term is DueForm.AT_ONCE:
        return _("Now")
    at = moment_words(duty.due, now, zone)
    if duty.is_late(now):
        return _("Was due at {time}").format(time=at)
    return _("By {time}").format(time=at)


def moment_words(due: datetime, now: datetime, zone: tzinfo) -> str:
    """The time of a day, with the day unless it is today."""
    there = format_instant(due.astimezone(zone))
    if due.astimezone(zone).date() == now.astimezone(zone).date():
        return clock_words(there)
    return _("{day}, {time}").format(day=day_words(there), time=clock_words(there))


def next_words(due: datetime, now: datetime) -> str:
    """How long there is until the next one."""
    if due <= now:
        return _("overdue")
    minutes = round((due - now) / timedelta(minutes=1))
    return _("next in {length}").format(length=minutes_words(minutes))

"""A signature in words: as what somebody signed, how and when."""

from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import SignatureView
from clerkapp.wording.capacities import capacity_words
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words, instant_words
from clerkapp.wording.transcribed import is_transcribed, said_capacity, transcribed_by_heading


def act_words(act: ActKind) -> str:
    """What a signature says."""
    return {
        ActKind.AUTHOR: _("Recorder"),
        ActKind.REVIEW: _("Reviewer"),
        ActKind.TWO_PERSON: _("One of two people"),
        ActKind.AUTHORITY: _("Election authority"),
    }[act]


def signed_as(one: SignatureView) -> str:
    """The line that somebody signed, and the capacity."""
    capacity = said_capacity(one) or one.author.function
    act = transcribed_by_heading() if is_transcribed(one) else act_words(one.act)
    return f"{act}, {capacity_words(capacity)}" if capacity else act


def time_words(one: SignatureView) -> str:
    """When it was signed: on paper the day alone."""
    return day_words(one.at, year=True) if one.on_paper else instant_words(one.at)


def method_words(one: SignatureView) -> str:
    """On screen or on paper, and when."""
    if one.on_paper:
        return _("On paper, sheet attached, {day}").format(day=day_words(one.at))
    return _("On screen, {time}").format(time=instant_words(one.at))

"""The words of Home's countdown: to election day, to the canvass, to the next election."""

from clerkapp.domain.office_calendar import Countdown
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import day_words, weekday_words


def countdown_title(coming: Countdown) -> str:
    """What stands over it."""
    return {
        "election_day": _("Election day"),
        "canvass": _("Canvass"),
        "next_election": _("Next election"),
    }[coming.what]


def countdown_words(coming: Countdown) -> str:
    """What the large number counts, or that it has begun."""
    days = coming.days
    if coming.what == "canvass":
        if days == 0:
            return _("The canvass begins today.")
        if days < 0:
            return _("Canvass was on {day}.").format(day=day_words(coming.day))
        return ngettext("day to the canvass", "days to the canvass", days)
    if coming.what == "election_day":
        return ngettext("day to election day", "days to election day", days)
    return ngettext("day to {name}", "days to {name}", days).format(name=coming.name)


def countdown_day(coming: Countdown, open_records: int) -> str:
    """The day itself, and how many records are open."""
    parts = []
    if coming.days >= 0:
        parts.append(
            _("{weekday}, {day}").format(
                weekday=weekday_words(coming.day), day=day_words(coming.day)
            )
        )
    if open_records:
        words = ngettext("{count} record open", "{count} records open", open_records)
        parts.append(words.format(count=f"{open_records:,}"))
    return "  ·  ".join(parts)

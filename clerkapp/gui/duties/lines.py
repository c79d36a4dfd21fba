"""Calls that are owed, as lines: the next one red, one that is late red until somebody was told."""

from datetime import datetime, tzinfo

from clerkapp.domain.duties.reckoning import Duty
from clerkapp.gui.navigation.places import Calls, Place, Settings
from clerkapp.gui.widgets.basic.chip import ChipFace, tone_chip
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.services.duties.owed import OwedDuties, OwedDuty, OwedYearly
from clerkapp.services.session import Session
from clerkapp.wording.duties import due_words, moment_words, rule_words, tell_words, whom
from clerkapp.wording.language import _


def owed_lines(owed: OwedDuties, session: Session) -> list[tuple[Place, LineButton]]:
    """Whom to tell, by time, then what is owed once a year; each with the place that it leads to."""
    now, zone = session.ports.clock.now(), session.zone
    calls: list[tuple[Place, LineButton]] = [
        (Calls(call.row.number), call_line(call, now, zone, first=not place))
        for place, call in enumerate(owed.calls)
    ]
    return calls + [(Settings("office"), yearly_line(one, now, zone)) for one in owed.yearly]


def call_line(owed: OwedDuty, now: datetime, zone: tzinfo, *, first: bool) -> LineButton:
    """A call on Home. `first`: nothing is due before it."""
    duty = owed.duty
    return LineButton(
        "phone-call",
        tell_words(duty, owed.row.one_line),
        _("{number}  ·  rule “{rule}”").format(
            number=owed.row.number, rule=rule_words(duty.rule.name)
        ),
        role="danger" if first or duty.is_late(now) else "text-2",
        chip=due_chip(duty, now, zone, first=first),
    )


def yearly_line(owed: OwedYearly, now: datetime, zone: tzinfo) -> LineButton:
    """What is owed once a year."""
    late = owed.due < now
    words = _("Was due at {time}") if late else _("By {time}")
    return LineButton(
        "file-check",
        rule_words(owed.yearly.name),
        whom(owed.yearly.tell),
        role="danger" if late else "text-2",
        chip=tone_chip(
            "danger" if late else "warn",
            words.format(time=moment_words(owed.due, now, zone)),
            "clock",
            bold=late,
        ),
    )


def due_chip(duty: Duty, now: datetime, zone: tzinfo, *, first: bool = False) -> ChipFace:
    """By when, in the colour of how urgent it is."""
    words = due_words(duty, now, zone)
    if duty.told is not None:
        return tone_chip("good", words, "check")
    if duty.due is None:
        return tone_chip("plain", words)
    urgent = first or duty.is_late(now)
    return tone_chip("danger" if urgent else "warn", words, "clock", bold=urgent)

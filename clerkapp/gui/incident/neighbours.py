"""From one record to the next or the last number before it, at the same station."""

from dataclasses import replace

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.shown import RecordView
from clerkapp.gui.navigation.places import Incident
from clerkapp.gui.navigation.screen import Screen
from clerkapp.services.records import reading
from clerkapp.wording.language import _


def go_to_neighbour(screen: Screen, number: str, step: int) -> None:
    """Show the record `step` numbers on, or say that there is none."""
    desk = screen.desk
    here = RecordNumber.parse(number)
    there = replace(here, running=here.running + step)

    def go(_shown: RecordView) -> None:
        desk.go(Incident(str(there)))

    def none(_error: ClerkappError) -> None:
        desk.announce(
            _("There is no next record.") if step > 0 else _("There is no record before this one.")
        )

    if there.running > 0:
        desk.ask(screen, lambda session: reading.show(session, str(there)), go, none)

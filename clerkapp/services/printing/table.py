"""The table of prints: what each is of, how it is made, who may make it, and what the journal says of it.

A new print is a module in `clerkapp.report`, a template in resources/print, and a row here. The desktop
previews it, and clerkctl prints it, without knowing more of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clerkapp.domain import prints
from clerkapp.domain.events import Event
from clerkapp.domain.forms.checklists import every
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import Subject
from clerkapp.report import checklist, disposal, fingerprint, message, recovery
from clerkapp.report.incident import build as incident_build
from clerkapp.report.incident import sheet as incident_sheet
from clerkapp.report.sheet import About, Printing, Sheet
from clerkapp.services.printing import gathering


@dataclass(frozen=True, slots=True)
class Print:
    """A row. `build` makes the sheet of what `gathering` fetched for `of`; `about` is what is said of it.

    `event`: journaled before the sheet leaves the vault; None for one that tells nothing of a record.
    `permission`: needed beside seeing what it is of. `asked`: what `clerkctl print --help` says of the
    option that is named as the print is; a print without it is not made there. `named`: what that option
    chooses from, where the print is of something that has a name.
    """

    of: Subject
    build: Callable[[Any, Printing], Sheet]
    about: Callable[[Any], About]
    event: Event | None = None
    permission: Permission | None = None
    asked: str = ""
    named: tuple[str, ...] = ()


PRINTS: Mapping[str, Print] = {
    prints.INCIDENT: Print(
        Subject.RECORD,
        incident_build.build,
        incident_sheet.about,
        event=Event.PRINTED,
        asked="The record itself. Default.",
    ),
    prints.MESSAGE: Print(
        Subject.MESSAGE,
        message.build,
        message.about,
        event=Event.MESSAGE_PRINTED,
        asked="The message kept with the record, for the help desk.",
    ),
    prints.FINGERPRINT: Print(
        Subject.STATION,
        fingerprint.build,
        fingerprint.about,
        asked="The station's fingerprints, for the state's list of signers; without NUMBER.",
    ),
    prints.CHECKLIST: Print(
        Subject.CHECKLIST,
        checklist.build,
        checklist.about,
        asked="A checklist of what to do now, on one page, large; without NUMBER.",
        named=tuple(sorted(every())),
    ),
    prints.DISPOSAL: Print(
        Subject.DISPOSAL, disposal.build, disposal.about, permission=Permission.DISPOSE
    ),
    prints.RECOVERY_KEY: Print(Subject.RECOVERY_KEY, recovery.build, recovery.about),
}

GATHER: Mapping[Subject, Callable[..., Any]] = {
    Subject.RECORD: gathering.record,
    Subject.MESSAGE: gathering.message,
    Subject.STATION: gathering.station,
    Subject.CHECKLIST: gathering.checklist,
    Subject.RECOVERY_KEY: gathering.recovery_key,
    Subject.DISPOSAL: gathering.disposal,
}

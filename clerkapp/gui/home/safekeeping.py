"""Home's card about what keeps the records safe: the backup, the state's key, the recovery key."""

from collections.abc import Iterator

from clerkapp.gui.parts.safekeeping_words import why_backup_failed
from clerkapp.gui.widgets.page.card import IconLine
from clerkapp.services.overview import Overview
from clerkapp.wording.language import _
from clerkapp.wording.times import clock_words, day_words


def safekeeping_lines(overview: Overview) -> Iterator[IconLine]:
    """What is well and what is missing, a line each."""
    yield _backup(overview)
    if overview.state_accepted:
        yield IconLine("circle-check", _("State’s key is accepted"), role="good")
    else:
        yield IconLine(
            "alert-triangle",
            _("State’s key is not here yet"),
            _("Nothing can be sent without it."),
            role="warn",
        )
    if overview.recovery.due:
        yield IconLine(
            "alert-triangle",
            _("The recovery key was not read back"),
            _("The former key still works.")
            if overview.recovery.former_works
            else _("Perhaps nobody has it on paper."),
            role="warn",
        )


def _backup(overview: Overview) -> IconLine:
    backup = overview.last_backup
    if overview.backup_folder is None:
        return IconLine(
            "alert-triangle",
            _("No backup place is chosen"),
            _("Choose one in Settings."),
            role="warn",
        )
    if backup is None:
        return IconLine(
            "clock", _("No backup yet"), _("The first one is made when you lock."), role="text-2"
        )
    if backup.code is not None:
        return IconLine(
            "alert-triangle",
            _("The last backup failed"),
            why_backup_failed(backup),
            role="warn",
        )
    return IconLine(
        "circle-check",
        _("Backup made and checked"),
        _("Last: {day}, {time}").format(day=day_words(backup.at), time=clock_words(backup.at)),
        role="good",
    )

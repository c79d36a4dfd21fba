"""The tasks of the first run, one class a step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clerkapp.domain.vocabulary.common import WORKING_HERE
from clerkapp.gui.parts import passphrase_hint, safekeeping_words, saving
from clerkapp.gui.parts.state_certificate import StateCertificate
from clerkapp.gui.setup.context import SetupContext
from clerkapp.gui.setup.model import Step
from clerkapp.gui.setup.recovery import RecoveryTask
from clerkapp.gui.setup.task import Task
from clerkapp.gui.widgets.basic.buttons import EdgeButton, SecondaryButton
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.vaults import safekeeping
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _
from clerkapp.wording.zone_words import zone_options


class LanguageTask(Task):
    """English or Spanish, before anything else has to be read."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("Language"),
            _("You can change it later in Settings. Records keep the words they were typed in."),
        )
        choice = Segment([("en", "English"), ("es", "Español")])
        choice.set_value(context.model.language)
        choice.changed.connect(lambda: context.language_chosen.emit(choice.value() or "en"))
        self.add("language", Field(_("Language of the program"), choice))
        existing = EdgeButton(_("Open a vault that is there already"), "folder")
        existing.clicked.connect(context.existing_asked)
        self.column.addWidget(existing)
        backup = EdgeButton(_("Bring back a backup"), "device-floppy")
        backup.clicked.connect(context.backup_asked)
        self.column.addWidget(backup)
        self.column.addStretch(1)

    def keep(self, done: Callable[[], None]) -> None:
        """This computer remembers the language."""
        self.context.preferred.emit(
            replace(self.context.chosen, language=self.context.model.language)
        )
        done()


class OfficeTask(Task):
    """Name and state-issued code of the authority, and the time zone that it keeps."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context, _("Your office"), _("This stands on every sheet and in every record number.")
        )
        name = self.add(
            "authority_name",
            Field(_("Name of the office"), Line(), help=_("For example: Larkspur County")),
        )
        code = self.add(
            "authority",
            Field(
                _("Code from the state"),
                Line(mono=True, width=180),
                help=_("Capital letters and digits, as the state issued it. Never a FIPS code."),
            ),
        )
        zone = self.add(
            "zone",
            Field(
                _("Time zone of the office"),
                Choice(zone_options(), width=380),
                help=_(
                    "Times are entered, shown and printed in it. You can change it in Settings."
                ),
            ),
        )
        name.control.set_value(context.model.authority_name)
        code.control.set_value(context.model.authority)
        zone.control.set_value(context.model.zone)
        self.column.addStretch(1)

    def take(self) -> None:
        """Name, code and time zone."""
        self.context.model.zone = self.fields["zone"].control.value()
        self.context.model.authority_name = self.fields["authority_name"].control.value() or ""
        self.context.model.authority = (self.fields["authority"].control.value() or "").upper()


class StationTask(Task):
    """The station's code, and the question that stops a voting-system computer."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("This station"),
            _("Each computer has its own code, so that two of them never give the same number."),
        )
        code = self.add(
            "station",
            Field(
                _("Code of this station"),
                Line(mono=True, width=180),
                help=_(
                    "W1 for the first office computer, W2 for the next, P3 for polling place 3."
                ),
            ),
        )
        code.control.set_value(context.model.station)
        question = Segment([("no", _("No")), ("yes", _("Yes"))])
        self.add(
            "voting_computer",
            Field(
                _("Is this computer used to prepare ballots, program elections or count votes?"),
                question,
                help=_(
                    "Rules allow only voting software on such a computer. Keep the record elsewhere."
                ),
            ),
        ).control.set_value(context.model.voting_computer)
        practice = Flag(_("For training: a practice vault, of which nothing can be sent"))
        self.add("training", Field("", practice)).control.set_value(context.model.training or None)
        self.column.addStretch(1)

    def take(self) -> None:
        """Code, answer, and whether it is for practice."""
        self.context.model.training = bool(self.fields["training"].control.value())
        self.context.model.station = (self.fields["station"].control.value() or "").upper()
        self.context.model.voting_computer = self.fields["voting_computer"].control.value()


class PersonTask(Task):
    """The first person: administrator and election authority in one."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("The first person"),
            _("This person administers the vault. More people are added later in Settings."),
        )
        name = self.add(
            "person", Field(_("Name"), Line(), help=_("As it should stand under records."))
        )
        function = self.add(
            "function",
            Field(
                _("What this person does"),
                Choice([(role, role_label(role)) for role in WORKING_HERE]),
            ),
        )
        self.add(
            "passphrase",
            Field(
                _("Passphrase"),
                Passphrase(),
                help=passphrase_hint.advice(),
            ),
        )
        passphrase_hint.follow(self.fields["passphrase"], self._names)
        self.add("passphrase_again", Field(_("The same passphrase again"), Passphrase()))
        name.control.set_value(context.model.person)
        function.control.set_value(context.model.function or "election_authority")
        self.column.addStretch(1)

    def take(self) -> None:
        """Name, function, both passphrases."""
        model = self.context.model
        model.person = self.fields["person"].control.value() or ""
        model.function = self.fields["function"].control.value()
        model.passphrase = self.fields["passphrase"].control.value() or ""
        model.passphrase_again = self.fields["passphrase_again"].control.value() or ""

    def _names(self) -> tuple[str, ...]:
        person = self.fields["person"].control.value() or ""
        return (*self.context.model.names(), person)


class BackupTask(Task):
    """Where the daily backup goes."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("Backup place"),
            _(
                "When the program is locked for the last time on a day, the vault is copied there, opened and checked. Seven copies are kept."
            ),
        )
        self._folder: Path | None = None
        self._choose = SecondaryButton(_("Choose a folder or a stick"), "folder", main=True)
        self._choose.clicked.connect(self._pick)
        self._chosen = Label(_("Nothing chosen yet."), "body", "text-2")
        self.column.addWidget(self._choose)
        self.column.addWidget(self._chosen)
        self._beside = Banner("warn", safekeeping_words.same_disk_words())
        self._beside.hide()
        self.column.addWidget(self._beside)
        self._best = Banner(
            "info",
            _("A second disk or a stick is best"),
            _(
                "A copy on the same disk does not help when the disk fails. You can choose later in Settings."
            ),
        )
        self.column.addWidget(self._best)
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """The button."""
        return self._choose

    def keep(self, done: Callable[[], None]) -> None:
        """Keep the place, if one was chosen."""
        folder = self._folder
        if folder is None:
            done()
        else:
            self.context.keep(lambda session: safekeeping.set_backup_folder(session, folder), done)

    def _pick(self) -> None:
        if folder := saving.ask_folder(self, _("Choose where backups go")):
            self._folder = folder
            self._chosen.setText(str(folder))
            beside = self._lies_beside()
            self._beside.setVisible(beside)
            self._best.setHidden(beside)

    def _lies_beside(self) -> bool:
        session = self.context.session
        if session is None or self._folder is None:
            return False
        return safekeeping.beside_the_vault(session, self._folder)


class StateTask(Task):
    """The state's certificate, accepted after its fingerprint was compared by phone."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("State’s key"),
            _(
                "Bundles are sealed so that only the state can open them. For that the office needs the state’s certificate."
            ),
        )
        self._certificate = StateCertificate(context.keep, context.ports, self)
        self.column.addWidget(self._certificate)
        later = Banner(
            "info",
            _("No certificate yet?"),
            _("Choose Finish. You can add it later in Settings; recording works without it."),
        )
        self._certificate.accepted.connect(later.hide)
        self.column.addWidget(later)
        session = context.session
        if session is not None:
            self.column.addWidget(
                Banner(
                    "good",
                    _("The vault is ready. It lies in {folder}.").format(folder=session.folder),
                    _("Settings, Safekeeping, says so later. Leave the folder where it is."),
                )
            )
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """The button that chooses the file."""
        return self._certificate.choose_button

    def problems(self) -> dict[str, str]:
        """A chosen certificate must be accepted or taken away."""
        return self._certificate.problems()


_TASKS: dict[Step, Callable[[SetupContext], Task]] = {
    Step.LANGUAGE: LanguageTask,
    Step.OFFICE: OfficeTask,
    Step.STATION: StationTask,
    Step.PERSON: PersonTask,
    Step.RECOVERY: RecoveryTask,
    Step.BACKUP: BackupTask,
    Step.STATE: StateTask,
}


def make(step: Step, context: SetupContext) -> Task:
    """A new task for `step`."""
    return _TASKS[step](context)

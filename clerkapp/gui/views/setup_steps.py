"""The tasks of the first run, one class a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.vocabulary import ROLES
from clerkapp.gui import paper
from clerkapp.gui.trouble import words_of
from clerkapp.gui.viewmodels.setup import PaperCheck, Step
from clerkapp.gui.views.state_certificate import StateCertificate
from clerkapp.gui.widgets.banner import Banner
from clerkapp.gui.widgets.buttons import QuietButton, SecondaryButton
from clerkapp.gui.widgets.card import Card
from clerkapp.gui.widgets.checks import Flag
from clerkapp.gui.widgets.choice import Choice
from clerkapp.gui.widgets.field import Field
from clerkapp.gui.widgets.layouts import Column, Flow, Row
from clerkapp.gui.widgets.line import Line
from clerkapp.gui.widgets.passphrase import Passphrase
from clerkapp.gui.widgets.segment import Segment
from clerkapp.gui.widgets.text import Label
from clerkapp.services import printing, safekeeping
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.gui.views.setup import SetupView


class Task(QWidget):
    """One step's task: fields by the code that the view model's problems name."""

    def __init__(self, view: SetupView, title: str, explanation: str) -> None:
        super().__init__()
        self.view = view
        self.title = title
        self.explanation = explanation
        self.fields: dict[str, Field] = {}
        self.column = Column(16, (6, 6, 6, 12), self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, code: str, field: Field) -> Field:
        """Put a field under the last."""
        self.fields[code] = field
        self.column.addWidget(field)
        return field

    def first(self) -> QWidget:
        """Where the focus begins."""
        return next(iter(self.fields.values())).control.entry() if self.fields else self

    def take(self) -> None:
        """Put what was typed into the view model."""

    def problems(self) -> dict[str, str]:
        """What only this task can judge."""
        return {}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say them beside their fields."""
        for code, field in self.fields.items():
            if code in problems:
                field.set_error(problems[code])
            else:
                field.clear_message()

    def go_to(self, code: str) -> None:
        """Jump to a field."""
        if code in self.fields:
            self.fields[code].go_to()

    def keep(self, done: Callable[[], None]) -> None:
        """Keep the step's answers, then `done`."""
        done()


class LanguageTask(Task):
    """English or Spanish, before anything else has to be read."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
            _("Language"),
            _("You can change it later in Settings. Records keep the words they were typed in."),
        )
        choice = Segment([("en", "English"), ("es", "Español")])
        choice.set_value(view.model.language)
        choice.changed.connect(lambda: view.spoken(choice.value() or "en"))
        self.add("language", Field(_("Language of the program"), choice))
        existing = QuietButton(_("Open a vault that is there already"), "folder")
        existing.clicked.connect(view.choose_existing)
        self.column.addWidget(existing)
        self.column.addStretch(1)

    def keep(self, done: Callable[[], None]) -> None:
        """This computer remembers the language."""
        self.view.preferred.emit(replace(self.view.chosen, language=self.view.model.language))
        done()


class OfficeTask(Task):
    """Name and state-issued code of the authority."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view, _("Your office"), _("This stands on every sheet and in every record number.")
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
        name.control.set_value(view.model.authority_name)
        code.control.set_value(view.model.authority)
        self.column.addStretch(1)

    def take(self) -> None:
        """Name and code."""
        self.view.model.authority_name = self.fields["authority_name"].control.value() or ""
        self.view.model.authority = (self.fields["authority"].control.value() or "").upper()


class StationTask(Task):
    """The station's code, and the question that stops a voting-system computer."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
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
        code.control.set_value(view.model.station)
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
        ).control.set_value(view.model.voting_computer)
        self.column.addStretch(1)

    def take(self) -> None:
        """Code and answer."""
        self.view.model.station = (self.fields["station"].control.value() or "").upper()
        self.view.model.voting_computer = self.fields["voting_computer"].control.value()


class PersonTask(Task):
    """The first person: administrator and election authority in one."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
            _("The first person"),
            _("This person administers the vault. More people are added later in Settings."),
        )
        name = self.add(
            "person", Field(_("Name"), Line(), help=_("As it should stand under records."))
        )
        function = self.add(
            "function",
            Field(_("What this person does"), Choice([(role, role_label(role)) for role in ROLES])),
        )
        self.add(
            "passphrase",
            Field(
                _("Passphrase"),
                Passphrase(),
                help=_(
                    "At least 8 characters. Four or five unrelated words are easy to keep and hard to guess."
                ),
            ),
        )
        self.add("passphrase_again", Field(_("The same passphrase again"), Passphrase()))
        name.control.set_value(view.model.person)
        function.control.set_value(view.model.function or "election_authority")
        self.column.addStretch(1)

    def take(self) -> None:
        """Name, function, both passphrases."""
        model = self.view.model
        model.person = self.fields["person"].control.value() or ""
        model.function = self.fields["function"].control.value()
        model.passphrase = self.fields["passphrase"].control.value() or ""
        model.passphrase_again = self.fields["passphrase_again"].control.value() or ""


class RecoveryTask(Task):
    """The recovery key: shown once, printed, checked from paper."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
            _("Print the recovery key"),
            _(
                "If every passphrase is forgotten, this key is the only way back in. Nobody else has a copy, not even the state."
            ),
        )
        self._check = PaperCheck.of(view.recovery_key)
        self.column.addWidget(self._card())
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        self._print = SecondaryButton(_("Print two copies"), "printer")
        self._save = SecondaryButton(_("Save as PDF"), "download")
        self._print.clicked.connect(lambda: self._sheet(self._to_paper))
        self._save.clicked.connect(lambda: self._sheet(self._to_file))
        flow.addWidget(self._print)
        flow.addWidget(self._save)
        self.column.addWidget(buttons)
        self._said = Column(8)
        self.column.addLayout(self._said)
        self.column.addWidget(Label(_("Check your printed copy"), "h2"))
        self.column.addWidget(
            Label(_("Read these two groups from the paper, not from the screen."), "body", "text-2")
        )
        pair = Row(24)
        for place in self._check.asked:
            field = Field(_("Group {n}").format(n=place + 1), Line(mono=True, width=150))
            self.fields[f"group_{place}"] = field
            field.control.changed.connect(lambda place=place: self._judge(place))
            pair.addWidget(field)
        pair.addStretch(1)
        self.column.addLayout(pair)
        self._sealed = Flag(
            _("One copy is sealed in an envelope and signed across the flap by two people.")
        )
        self.add("sealed", Field("", self._sealed))
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """Printing comes first."""
        return self._print

    def problems(self) -> dict[str, str]:
        """The groups read back, and the envelope."""
        found = {
            f"group_{place}": _("This is not group {n} of the sheet. Read it again.").format(
                n=place + 1
            )
            for place in self._check.asked
            if not self._check.right(place, self.fields[f"group_{place}"].control.value() or "")
        }
        if not self._sealed.value():
            found["sealed"] = _("Seal one copy in an envelope first, then tick this.")
        return found

    def show_problems(self, problems: dict[str, str]) -> None:
        """What was read back rightly stays marked as right."""
        super().show_problems(problems)
        for place in self._check.asked:
            if f"group_{place}" not in problems:
                self._judge(place)

    def keep(self, done: Callable[[], None]) -> None:
        """From here on the key is on paper only."""
        self.view.recovery_key = ""
        done()

    def _card(self) -> Card:
        card = Card(
            _("Recovery key for {office}").format(office=self.view.model.authority_name), small=True
        )
        groups = self._check.groups
        for start in range(0, len(groups), 4):
            line = QWidget()
            flow = Flow(44, 8, line)
            for place, group in enumerate(groups[start : start + 4], start=start + 1):
                pair = QWidget()
                row = Row(12, parent=pair)
                row.addWidget(Label(str(place), "small", "text-2", wrap=False))
                label = Label(group, "key", wrap=False)
                label.setAccessibleName(
                    _("Group {n}: {letters}").format(n=place, letters=" ".join(group))
                )
                row.addWidget(label)
                flow.addWidget(pair)
            card.body.addWidget(line)
        card.body.addWidget(
            Label(
                _(
                    "The letters O, I and U and the digits 0 and 1 are never used, so that nothing can be misread."
                ),
                "small",
                "text-2",
            )
        )
        return card

    def _judge(self, place: int) -> None:
        field = self.fields[f"group_{place}"]
        if self._check.right(place, field.control.value() or ""):
            field.set_good(_("Group {n} is right.").format(n=place + 1))
        else:
            field.clear_message()

    def _sheet(self, then: Callable[[bytes], None]) -> None:
        session, key = self.view.session, self.view.recovery_key
        if session is None:
            return
        info, name, at = session.vault.info, session.account.name, session.now()
        self.view.tasks.run(
            self,
            lambda: printing.recovery_key_pdf(
                office=info.authority_name,
                station=info.station,
                vault_id=info.vault_id,
                key=key,
                name=name,
                at=at,
            ),
            then,
            self.view.refused,
        )

    def _to_paper(self, pdf: bytes) -> None:
        try:
            if paper.print_pdf(self, pdf, _("Recovery key"), copies=2):
                self._said.addWidget(Banner("good", _("Sent to the printer: two copies.")))
        except ClerkappError as error:
            self._said.addWidget(Banner("danger", words_of(error)))

    def _to_file(self, pdf: bytes) -> None:
        try:
            path = paper.save_pdf(self, self.view.ports.drive, pdf, _("Recovery key.pdf"))
        except ClerkappError as error:
            self._said.addWidget(Banner("danger", words_of(error)))
            return
        if path is not None:
            self._said.addWidget(
                Banner(
                    "warn",
                    _("Saved as {name}.").format(name=path.name),
                    _("Whoever has this file can open the vault. Print it, then delete it."),
                )
            )


class BackupTask(Task):
    """Where the daily backup goes."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
            _("Backup place"),
            _(
                "After the last lock of a day the vault is copied there, opened and checked. Seven copies are kept."
            ),
        )
        self._folder: Path | None = None
        self._choose = SecondaryButton(_("Choose a folder or a stick"), "folder", main=True)
        self._choose.clicked.connect(self._pick)
        self._chosen = Label(_("Nothing chosen yet."), "body", "text-2")
        self.column.addWidget(self._choose)
        self.column.addWidget(self._chosen)
        self.column.addWidget(
            Banner(
                "info",
                _("A second disk or a stick is best"),
                _(
                    "A copy on the same disk does not help when the disk fails. You can choose later in Settings."
                ),
            )
        )
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
            self.view.keep(lambda session: safekeeping.set_backup_folder(session, folder), done)

    def _pick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose where backups go"))
        if chosen:
            self._folder = Path(chosen)
            self._chosen.setText(chosen)


class StateTask(Task):
    """The state's certificate, accepted after its fingerprint was compared by phone."""

    def __init__(self, view: SetupView) -> None:
        super().__init__(
            view,
            _("State’s key"),
            _(
                "Bundles are sealed so that only the state can open them. For that the office needs the state’s certificate."
            ),
        )
        self._certificate = StateCertificate(view.keep, self)
        self.column.addWidget(self._certificate)
        self.column.addWidget(
            Banner(
                "info",
                _("No certificate yet?"),
                _("Choose Finish. You can add it later in Settings; recording works without it."),
            )
        )
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """The button that chooses the file."""
        return self._certificate.choose_button

    def problems(self) -> dict[str, str]:
        """A chosen certificate must be accepted or taken away."""
        return self._certificate.problems()


_TASKS: dict[Step, Callable[[SetupView], Task]] = {
    Step.LANGUAGE: LanguageTask,
    Step.OFFICE: OfficeTask,
    Step.STATION: StationTask,
    Step.PERSON: PersonTask,
    Step.RECOVERY: RecoveryTask,
    Step.BACKUP: BackupTask,
    Step.STATE: StateTask,
}


def make(step: Step, view: SetupView) -> Task:
    """A new task for `step`."""
    return _TASKS[step](view)

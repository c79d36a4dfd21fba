"""A recovery key on the screen: shown, printed, and two of its groups read back from the paper.

Used by the first run, and by the settings when a new key is made.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.prints import RECOVERY_KEY
from clerkapp.gui.parts import paper
from clerkapp.gui.parts.paper_check import PaperCheck
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.field import Field, tell_problems
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.ports import Drive
from clerkapp.services.printing import prints
from clerkapp.services.session import Session
from clerkapp.wording.language import _

WithPdf = Callable[[bytes], None]
Run = Callable[[Callable[[Session], bytes], WithPdf], None]
"""Runs a use case on the vault's thread, then the second function with its answer."""


class RecoveryPaper(QWidget):
    """`fields`: what is read back, by the code that `problems` names."""

    def __init__(self, office: str, key: str, run: Run, drive: Drive) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.check = PaperCheck.of(key)
        self.key = key
        self._about = prints.about(RECOVERY_KEY, key)
        self._run = run
        self._drive = drive
        self._file = ""
        column = Column(16, parent=self)
        column.addWidget(self._card(office))
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        self.print_button = SecondaryButton(_("Print two copies"), "printer")
        self.save_button = SecondaryButton(_("Save as PDF"), "download")
        self.print_button.clicked.connect(lambda: self._sheet(self._to_paper))
        self.save_button.clicked.connect(lambda: self._sheet(self._to_file))
        flow.addWidget(self.print_button)
        flow.addWidget(self.save_button)
        column.addWidget(buttons)
        self._said = Column(8)
        column.addLayout(self._said)
        reading = Column(3, (0, 8, 0, 0))
        reading.addWidget(Label(_("Check your printed copy"), "h2"))
        reading.addWidget(
            Label(_("Read these two groups from the paper, not from the screen."), "body", "text-2")
        )
        column.addLayout(reading)
        pair = Row(24)
        for place in self.check.asked:
            field = Field(_("Group {n}").format(n=place + 1), Line(mono=True, width=150))
            self.fields[f"group_{place}"] = field
            field.control.changed.connect(lambda place=place: self._judge(place))
            pair.addWidget(field)
        pair.addStretch(1)
        column.addLayout(pair)
        self._sealed = Flag(
            _("One copy is sealed in an envelope and signed across the flap by two people.")
        )
        self.fields["sealed"] = Field("", self._sealed)
        column.addWidget(self.fields["sealed"])

    def problems(self) -> dict[str, str]:
        """The groups read back, and the envelope."""
        problems = {
            f"group_{place}": _("This is not group {n} of the sheet. Read it again.").format(
                n=place + 1
            )
            for place in self.check.asked
            if not self.check.right(place, self.fields[f"group_{place}"].control.value() or "")
        }
        if not self._sealed.value():
            problems["sealed"] = _("Seal one copy in an envelope first, then tick this.")
        return problems

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say them beside their fields; what was read back rightly stays marked as right."""
        tell_problems(self.fields, problems)
        for place in self.check.asked:
            if f"group_{place}" not in problems:
                self._judge(place)

    def _card(self, office: str) -> Card:
        card = Card(_("Recovery key for {office}").format(office=office), small=True)
        groups = self.check.groups
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
        if self.check.right(place, field.control.value() or ""):
            field.set_good(_("Group {n} is right.").format(n=place + 1))
        else:
            field.clear_message()

    def _sheet(self, then: WithPdf) -> None:
        key = self.key

        def pdf(session: Session) -> bytes:
            return prints.make(session, RECOVERY_KEY, key).pdf

        self._run(pdf, then)

    def _to_paper(self, pdf: bytes) -> None:
        try:
            if paper.print_pdf(self, pdf, self._about.title, copies=2):
                self._say("good", _("Sent to the printer: two copies."))
        except ClerkappError as error:
            self._say("danger", words_of(error))

    def _to_file(self, pdf: bytes) -> None:
        try:
            path = paper.save_pdf(self, self._drive, pdf, self._about.file, private=True)
        except ClerkappError as error:
            self._say("danger", words_of(error))
            return
        if path is not None:
            self._file = path.name
            self._say("", "")

    def _say(self, tone: str, words: str) -> None:
        """How the last press went; a file that is there is told for as long as the page is."""
        clear(self._said)
        if self._file:
            self._said.addWidget(
                Banner(
                    "warn",
                    _("Saved as {name}.").format(name=self._file),
                    self._about.care,
                )
            )
        if words:
            self._said.addWidget(Banner(tone, words))

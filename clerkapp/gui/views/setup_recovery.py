"""The step with the recovery key: shown once, printed, read back from paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui import paper
from clerkapp.gui.trouble import words_of
from clerkapp.gui.viewmodels.setup import PaperCheck
from clerkapp.gui.widgets.banner import Banner
from clerkapp.gui.widgets.buttons import SecondaryButton
from clerkapp.gui.widgets.card import Card
from clerkapp.gui.widgets.checks import Flag
from clerkapp.gui.widgets.field import Field
from clerkapp.gui.widgets.layouts import Column, Flow, Row
from clerkapp.gui.widgets.line import Line
from clerkapp.gui.widgets.text import Label
from clerkapp.services import printing
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.gui.views.setup import SetupView


from clerkapp.gui.views.setup_task import Task


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
        reading = Column(3, (0, 8, 0, 0))
        reading.addWidget(Label(_("Check your printed copy"), "h2"))
        reading.addWidget(
            Label(_("Read these two groups from the paper, not from the screen."), "body", "text-2")
        )
        self.column.addLayout(reading)
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

"""The next one who signs: who, as what, of which party; with the own passphrase, or from a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.people.naming import unnumbered
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.signing.capacities import CAPACITIES
from clerkapp.gui.signatures.model import SOMEBODY_ELSE, Signing
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field, tell_problems
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.records.owing import Sitting
from clerkapp.wording.capacities import function_label, party_label
from clerkapp.wording.language import _

_SCREEN, _PAPER = "screen", "paper"


class _Sheet(QWidget):
    """The scanned sheet: a button, and the name of what was chosen."""

    changed = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        column = Column(4, parent=self)
        self._button = SecondaryButton(_("Choose the sheet …"), "paperclip")
        self._button.clicked.connect(self.asked)
        self._name = Label("", "small", "text-2")
        column.addWidget(self._button)
        column.addWidget(self._name)
        self._name.hide()

    def value(self) -> Path | None:
        """The file."""
        return self._path

    def set_value(self, value: Path | None) -> None:
        """Show a file."""
        self._path = value
        self._name.setText(value.name if value else "")
        self._name.setVisible(value is not None)

    def problem(self) -> str:
        """A file can always be named."""
        return ""

    def entry(self) -> QWidget:
        """The button."""
        return self._button

    def set_names(self, name: str, description: str) -> None:
        """Tell screen readers what the button chooses."""
        self._button.setAccessibleName(f"{name}: {self._button.text()}")
        self._button.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """A button shows no border of its own."""


class SignerForm(Card):
    """`how` stands above both cards. `second`: one of two has signed already."""

    changed = Signal()
    accepted = Signal()
    choose_sheet = Signal()

    def __init__(self, sitting: Sitting, act: ActKind, signed_in: str) -> None:
        self.act = act
        self.second = act is ActKind.TWO_PERSON and bool(sitting.two)
        super().__init__(self._title(), small=True)
        self._sitting = sitting
        self._signed_in = unnumbered(signed_in)
        column = Column(14)
        self.body.addLayout(column)
        self.body.addStretch(1)
        self._how = Segment(
            [(_SCREEN, _("On this screen")), (_PAPER, _("Signed on paper, sheet attached"))]
        )
        self.how = Field(_("How do they sign?"), self._how)
        self._who = Choice(self._people())
        self._named = Line()
        self._function = Choice(
            [
                *((code, function_label(code)) for code in CAPACITIES),
                (SOMEBODY_ELSE, _("Somebody else")),
            ]
        )
        self._party = Choice([(party, party_label(party)) for party in sitting.parties])
        self._sheet = _Sheet()
        passphrase = Passphrase()
        self.fields = {
            "name": Field(_("Who signs?"), self._who),
            "named": Field(_("Name, as it stands on the sheet"), self._named),
            "function": Field(_("Signs as"), self._function),
            "own_words": Field(_("In their own words"), Line()),
            "party": Field(
                _("Of which party"), self._party, help=_("Kept only with this signature.")
            ),
            "day": Field(_("Signed on"), Line(), help=_("Empty: today.")),
            "sheet": Field(_("Scanned sheet"), self._sheet),
            "passphrase": Field(_("Own passphrase"), passphrase),
        }
        for field in self.fields.values():
            column.addWidget(field)
        self._how.set_value(_SCREEN)
        self._sheet.asked.connect(self.choose_sheet)
        passphrase.accepted.connect(self.accepted)
        self._function_chosen = False
        self._function.changed.connect(self._function_is_chosen)
        for signal in (self._how.changed, self._who.changed, self._function.changed):
            signal.connect(self._fit)
        self._begin()

    def first(self) -> QWidget:
        """Where work begins."""
        return self._who.entry()

    def read(self) -> Signing:
        """The answers as they stand."""
        value = {code: field.control.value() for code, field in self.fields.items()}
        on_paper = self._how.value() == _PAPER
        chosen = value["name"] or ""
        typed = on_paper and chosen in ("", SOMEBODY_ELSE)
        return Signing(
            number=self._sitting.shown.row.number,
            act=self.act,
            signed_in=self._signed_in,
            on_paper=on_paper,
            name=(value["named"] or "") if typed else chosen,
            function=value["function"] or "",
            own_words=value["own_words"] or "",
            party=value["party"] or "",
            passphrase=value["passphrase"] or "",
            sheet=value["sheet"],
            day=value["day"] or "",
        )

    def take_sheet(self, path: Path) -> None:
        """The sheet that was chosen."""
        self._sheet.set_value(path)
        self.fields["sheet"].clear_message()

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say them beside their fields; the first one has the focus."""
        if "name" in problems and self.fields["named"].isVisible():
            problems = {"named": problems["name"], **problems}
            del problems["name"]
        tell_problems(self.fields, problems)
        if problems:
            self.fields[next(iter(problems))].go_to()

    def refused(self, code: str, fields: Sequence[Any], words: str) -> bool:
        """Say a refusal beside the field that it is about; whether there is one."""
        self.fields["passphrase"].control.set_value(None)
        place = {
            "two-person-same-person": "name",
            "two-person-same-capacity": "party",
            "party-unknown": "party",
            "second-failed": "passphrase",
            "second-failed-uncounted": "passphrase",
            "passphrase-own-first": "passphrase",
            "paper-sheet": "sheet",
        }.get(code)
        if place is None and fields:
            place = next((one for one in fields if one in self.fields), None)
        if place is None:
            return False
        self.show_problems({place: words})
        return True

    def _title(self) -> str:
        if self.act is ActKind.AUTHORITY:
            return _("Election authority")
        if self.act is ActKind.REVIEW:
            return _("Reviewer")
        return _("Second person") if self.second else _("First person")

    def _people(self) -> list[tuple[str, str]]:
        """Those who may sign on this screen; on paper anybody."""
        names = [name for name, _function in self._sitting.people]
        signed = {unnumbered(one.author.name) for one in self._sitting.two}
        return [(name, name) for name in names if name not in signed or not self.second]

    def _function_is_chosen(self) -> None:
        """From now on it does not follow who signs."""
        self._function_chosen = True

    def _begin(self) -> None:
        """The person who is signed in signs first; the second one is chosen."""
        names = [code for code, _words in self._people()]
        if self._signed_in in names:
            self._who.set_value(self._signed_in)
        elif len(names) == 1:
            self._who.set_value(names[0])
        self._fit()

    def _fit(self) -> None:
        """Show what is asked of who was chosen."""
        on_paper = self._how.value() == _PAPER
        people = self._people()
        if on_paper:
            people = [*people, (SOMEBODY_ELSE, _("Somebody else"))]
        if self._who.count() != len(people):
            kept = self._who.value()
            self._who.set_options(people)
            self._who.set_value(kept if kept in [code for code, _words in people] else None)
        who = self._who.value()
        if not self._function_chosen:
            function = dict(self._sitting.people).get(who or "")
            self._function.set_value(function if function in CAPACITIES else None)
        shown = {
            "named": on_paper and who == SOMEBODY_ELSE,
            "own_words": self._function.value() == SOMEBODY_ELSE,
            "party": self.act is ActKind.TWO_PERSON,
            "day": on_paper,
            "sheet": on_paper,
            "passphrase": not on_paper and bool(who) and who != self._signed_in,
        }
        for code, there in shown.items():
            self.fields[code].setVisible(there)
        if who and not on_paper:
            self.fields["passphrase"].set_label(_("{name}’s own passphrase").format(name=who))
        self.changed.emit()

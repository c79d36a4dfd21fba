"""Signatures owed: who signs, as what, on screen or on paper, while both stand there."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Incident, Place, Preview, Receipt, Signatures
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.saving import ask_file
from clerkapp.gui.parts.signature_words import method_words, signed_as
from clerkapp.gui.signatures.form import SignerForm
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Even, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.lists.changes import SignatureRow
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.records import owing
from clerkapp.services.records.owing import OwedSignature, Sitting
from clerkapp.services.session import Session
from clerkapp.wording.capacities import capacity_words, owed_words
from clerkapp.wording.labels import act_label
from clerkapp.wording.language import _

_SHOWN = 20
"""Records in the list beside."""
_Read = tuple[tuple[OwedSignature, ...], Sitting | None]


class SignaturesScreen(Screen):
    """One record at a time; the others beside it."""

    section = "home"

    def __init__(self, place: Signatures, desk: Desk) -> None:
        super().__init__(desk)
        self._name = desk.account.name
        self._number, self._act = place.number, place.act
        self._new = place.new
        self._sitting: Sitting | None = None
        self.form: SignerForm | None = None
        self._busy = False
        self._page = Page(
            _("Signatures owed"),
            explanation=_(
                "The record is kept. Both people here? Let both sign now; it takes half a minute."
            ),
            title_style="h1",
            aside_width=296,
        )
        self.print_button = SecondaryButton(_("Print a sheet to sign"), "printer", main=True)
        self.print_button.clicked.connect(
            lambda: desk.go(Preview(INCIDENT, self._number)) if self._number else None
        )
        self._page.add_beside(self.print_button)
        self._said = Column(8)
        self._body = Column(14)
        self._page.main.addLayout(self._said)
        self._page.main.addLayout(self._body)
        self._page.main.addStretch(1)
        self._owed = Card(_("Owed"), ruled=True)
        self._page.aside.addWidget(self._owed)
        self._page.aside.addWidget(
            Banner(
                "info",
                _("Alone today?"),
                _("Choose “signed on paper”, let the sheet be signed, scan it in."),
            )
        )
        self._page.aside.addStretch(1)
        self.later_button = SecondaryButton(_("Later"), main=True)
        self.later_button.clicked.connect(self._later)
        self.sign_button = PrimaryButton(_("Sign"), "signature", main=True)
        self.sign_button.clicked.connect(self.sign)
        bar(desk, self.sign_button)
        self._page.add_to_footer([], [self.later_button, self.sign_button])
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Read what is owed."""
        self._read()

    def keep(self) -> Place:
        """Come back to the same record. Nobody's passphrase is kept."""
        return Signatures(self._number, self._act, self._new)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def sign(self) -> None:
        """Sign, or say what is missing."""
        form = self.form
        if form is None or self._busy:
            return
        now = self.desk.session.ports.clock.now()
        signing = form.read()
        problems = signing.problems(now)
        form.show_problems(problems)
        if problems:
            self._reveal()
            return
        self._busy = True
        self.desk.ask(
            self,
            lambda session: signing.sign(session, now),
            lambda _done: self._signed(signing.name),
            self._refused,
        )

    def _read(self) -> None:
        number = self._number

        def read(session: Session) -> _Read:
            owed = tuple(owing.owed(session, limit=_SHOWN))
            chosen = number or (owed[0].row.number if owed else "")
            return owed, owing.sitting(session, chosen) if chosen else None

        self.desk.ask(self, read, lambda found: self._show(*found), self._missing)

    def _missing(self, error: ClerkappError) -> None:
        clear(self._body)
        self.sign_button.hide()
        self._say("danger", words_of(error))

    def _show(self, owed: tuple[OwedSignature, ...], sitting: Sitting | None) -> None:
        self._sitting = sitting
        self._number = sitting.shown.row.number if sitting is not None else ""
        clear(self._body)
        self.form = None
        self._show_list(owed)
        self.print_button.setVisible(sitting is not None)
        if sitting is not None:
            self._show_record(sitting)
        if sitting is not None and sitting.owed:
            self.form = self._form_for(sitting, list(sitting.owed))
        else:
            self._body.addWidget(Label(_("No signature is owed."), "body"))
        form: SignerForm | None = self.form
        self.sign_button.setVisible(form is not None)
        self._fit()
        (form.first() if form is not None else self.later_button).setFocus()

    def _show_list(self, owed: tuple[OwedSignature, ...]) -> None:
        self._owed.empty()
        numbers = list(dict.fromkeys(one.row.number for one in owed))
        self._owed.set_note(str(len(numbers)) if numbers else "")
        for number in numbers:
            its = [one for one in owed if one.row.number == number]
            row = its[0].row
            words = "; ".join(owed_words(str(one.act), one.people) for one in its)
            line = LineButton(
                kind_icon(row.kind), row.one_line, f"{number}  ·  {words}", role=kind_role(row.kind)
            )
            line.clicked.connect(partial(self._choose, number))
            self._owed.add_row(line, padded=False)
        if not numbers:
            self._owed.add_row(Label(_("No signature is owed."), "body", "text-2"))

    def _show_record(self, sitting: Sitting) -> None:
        row = sitting.shown.row
        words = "; ".join(owed_words(str(one.act), one.people) for one in sitting.owed)
        link = LinkButton(_("Open the record"), "arrow-right")
        link.clicked.connect(lambda: self.desk.go(Incident(row.number)))
        self._body.addWidget(
            IconLine(
                kind_icon(row.kind),
                row.one_line,
                f"{row.number}  ·  {words}" if words else row.number,
                role=kind_role(row.kind),
                style="strong",
                beside=link,
            )
        )

    def _form_for(self, sitting: Sitting, owed: list[OwedSignature]) -> SignerForm:
        acts = [str(one.act) for one in owed]
        act = self._act if self._act in acts else acts[0]
        if len(acts) > 1:
            what = Segment([(one, act_label(one)) for one in acts])
            what.set_value(act)
            what.changed.connect(lambda: self._ask_for(what.value()))
            self._body.addWidget(Field(_("What is signed?"), what))
        both = QWidget()
        columns = Even(300, parent=both)
        columns.addWidget(self._given(sitting, ActKind(act)))
        form = SignerForm(sitting, ActKind(act), self._name)
        form.choose_sheet.connect(self._choose_sheet)
        form.accepted.connect(self.sign)
        form.changed.connect(self._fit)
        self._body.addWidget(form.how)
        columns.addWidget(form)
        self._body.addWidget(both)
        return form

    def _given(self, sitting: Sitting, act: ActKind) -> Card:
        """Who has signed already, and what everybody signs."""
        card = Card(_("Signed so far"), small=True)
        held = tuple(one for one in sitting.shown.signatures if one.holds)
        signed = sitting.two if act is ActKind.TWO_PERSON else held
        for one in signed:
            if act is ActKind.TWO_PERSON:
                capacity = capacity_words(one.capacity) if one.capacity else ""
            else:
                capacity = signed_as(one)
            card.body.addWidget(
                SignatureRow(one.author.name, capacity, method_words(one), signed=True)
            )
        if not signed:
            card.body.addWidget(Label(_("Nobody yet."), "body", "text-2"))
        if act is ActKind.TWO_PERSON:
            card.body.addWidget(
                Label(
                    _("Two people who saw it sign. They are not of the same party."),
                    "body",
                    "text-2",
                )
            )
        card.body.addWidget(Label(_("What is signed"), "strong"))
        card.body.addWidget(Label(_signed_words(act), "body"))
        card.body.addStretch(1)
        return card

    def _fit(self) -> None:
        """The button's words and the order of Tab, for what is asked now."""
        order_inside(self)
        form = self.form
        if form is None:
            return
        signing = form.read()
        if signing.on_paper:
            words, icon = _("Keep: signed on paper"), "file-check"
        elif form.act is ActKind.TWO_PERSON and form.second:
            words, icon = _("Sign as second person"), "signature"
        else:
            words, icon = _("Sign"), "signature"
        self.sign_button.set_text(words)
        self.sign_button.set_icon(icon)

    def _choose(self, number: str) -> None:
        self._number, self._act, self._new = number, "", False
        clear(self._said)
        self._read()

    def _ask_for(self, act: str | None) -> None:
        self._act = act or ""
        self._read()

    def _choose_sheet(self) -> None:
        chosen = ask_file(
            self,
            _("Choose the sheet that was signed"),
            _("Scanned sheets") + " (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)",
        )
        if chosen is not None and self.form is not None:
            self.form.take_sheet(chosen)

    def _signed(self, name: str) -> None:
        self._busy = False
        clear(self._said)
        said = _("{name} has signed {number}.").format(name=name, number=self._number)
        self._say("good", said)
        self.desk.announce(said)
        self._act = ""
        self._read()

    def _refused(self, error: ClerkappError) -> None:
        self._busy = False
        form = self.form
        fields: tuple[Any, ...] = error.fields if isinstance(error, Refused) else ()
        if form is not None and form.refused(error.code, fields, words_of(error)):
            self._reveal()
            return
        self._say("danger", words_of(error))

    def _reveal(self) -> None:
        """Scroll to the field that has to be answered."""
        focused = self.focusWidget()
        if focused is not None:
            self._page.reveal(focused)

    def _later(self) -> None:
        if self._number:
            self.desk.go(Receipt(self._number) if self._new else Incident(self._number))
        else:
            self.desk.back()

    def _say(self, tone: str, title: str) -> None:
        clear(self._said)
        self._said.addWidget(Banner(tone, title))
        self._page.to_top()


def _signed_words(act: ActKind) -> str:
    """What a signature says of the record."""
    if act is ActKind.TWO_PERSON:
        return _("What stands in the record is what I saw, as far as I know.")
    return _("I have read the record. It is complete, and nothing in it contradicts what I know.")

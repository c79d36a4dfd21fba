"""The call sheet of a record: whom to call in which order, what to say, and a tick once it was said.

A tick fills who was told (C31) with the time and the reference. It is a first answer: nobody is asked why.
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.vocabulary.common import TOLD_HOW
from clerkapp.gui.duties.lines import due_chip
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Calls, Incident, Place
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton, PrimaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.duties import packs, telling
from clerkapp.services.duties.contacts import Contact
from clerkapp.services.duties.telling import Call, CallSheet, Telling
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording.duties import rule_words, whom
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence
from clerkapp.wording.times import clock_words, day_words

REFERENCE_LIMIT = 60


class CallSheetScreen(Screen):
    """`calls`: the cards, in the order in which they are to be made."""

    section = "records"

    def __init__(self, place: Calls, desk: Desk) -> None:
        super().__init__(desk)
        self.number_shown = place.number
        self.calls: list[CallCard] = []
        # An answer may come after a lock, when nobody is signed in.
        self._session = desk.session
        self._page = Page(_("Call sheet"), title_style="h1")
        back = LinkButton(place.number, "arrow-left")
        back.clicked.connect(lambda: desk.go(Incident(self.number_shown)))
        self._back = back
        self._page.add_back(back)
        self._said = Column(8)
        self._list = Column(16)
        self._page.main.addLayout(self._said)
        self._page.main.addLayout(self._list)
        self._page.main.addStretch(1)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Read whom to call."""
        self._back.setFocus()
        self._read()

    def keep(self) -> Place:
        """References typed and not ticked are short: they are typed again."""
        return Calls(self.number_shown)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def _read(self) -> None:
        number = self.number_shown

        def read(session: Session) -> tuple[CallSheet, bool]:
            return telling.call_sheet(session, number), packs.in_force(session).to_confirm

        self.desk.ask(self, read, lambda found: self._show(*found), self._refused)

    def _show(self, sheet: CallSheet, to_confirm: bool) -> None:  # noqa: FBT001 - an answer's part
        self._page.set_explanation(sheet.row.one_line)
        clear(self._list)
        self.calls = []
        if to_confirm:
            self._list.addWidget(Banner("info", sentence("rules-confirm", {})))
        for place, call in enumerate(sheet.calls, start=1):
            card = CallCard(self.desk, self._session, call, place, may_tell=sheet.may_tell)
            if card.told_button is not None:
                card.told_button.clicked.connect(partial(self._tell, card))
            self.calls.append(card)
            self._list.addWidget(card)
        if not sheet.calls:
            self._list.addWidget(Label(_("Nobody has to be called about this record."), "body"))
        order_inside(self)
        waiting = next((one for one in self.calls if one.told_button is not None), None)
        if waiting is not None:
            # A layout shows what is put into it a little later; only what is shown takes the focus.
            waiting.show()
            waiting.reference.control.entry().setFocus()
            self._page.reveal(waiting.reference)

    def _tell(self, card: "CallCard") -> None:
        if not card.reference.check():
            return
        said = card.telling()
        number = self.number_shown
        self.desk.ask(
            self,
            lambda session: telling.tell(session, number, [said]),
            partial(self._told, card),
            self._refused,
        )

    def _told(self, card: "CallCard", _recorded: Recorded) -> None:
        clear(self._said)
        self._said.addWidget(
            Banner("good", _("Recorded: {whom} was told.").format(whom=whom(card.organisation)))
        )
        self._read()

    def _refused(self, error: ClerkappError) -> None:
        clear(self._said)
        self._said.addWidget(Banner("danger", words_of(error)))
        self._page.to_top()


class CallCard(Card):
    """One call. `told_button`: None once it was made, and where nothing can be added."""

    def __init__(
        self, desk: Desk, session: Session, call: Call, place: int, *, may_tell: bool
    ) -> None:
        duty = call.duty
        super().__init__(
            _("{n}. {whom}").format(n=place, whom=whom(duty.rule.tell)), beside=_chip(session, call)
        )
        self.organisation = duty.rule.tell
        self.told_button: PrimaryButton | None = None
        self.reference = Field(
            _("Reference number"),
            Line(limit=REFERENCE_LIMIT, width=320),
            help=_("What they gave you; leave it empty if there is none."),
        )
        self.how = Field(
            _("How"),
            Choice([(code, value_label("told", code, "how")) for code in TOLD_HOW], width=320),
        )
        self.how.control.set_value("phone")
        self.body.addWidget(Label(rule_words(duty.rule.name), "small", "text-2"))
        self.body.addWidget(_contacts(call.contacts))
        if duty.told is not None:
            self.body.addWidget(Label(_told_words(duty.told.at), "strong", "good"))
            return
        self.body.addWidget(Label(_("Say this:"), "strong"))
        self.body.addWidget(Label(f"“{call.words}”", "body", selectable=True))
        self.body.addWidget(
            Label(_("Source: {source}").format(source=duty.rule.source), "small", "text-2")
        )
        if not may_tell:
            return
        for field in (self.reference, self.how):
            self.body.addWidget(field)
        button = PrimaryButton(_("Told now"), "check", main=True)
        button.setAccessibleName(_("{whom}: told now").format(whom=whom(duty.rule.tell)))
        bar(desk, button)
        self.told_button = button
        self.body.addWidget(button)

    def telling(self) -> Telling:
        """What is recorded."""
        return Telling(
            organisation=self.organisation,
            how=self.how.control.value() or "phone",
            reference=self.reference.control.value() or "",
        )


def _chip(session: Session, call: Call) -> Chip:
    return Chip(due_chip(call.duty, session.ports.clock.now(), session.zone))


def _contacts(contacts: tuple[Contact, ...]) -> QWidget:
    if not contacts:
        return Label(
            _("No number is listed. Look it up, and add it to the contacts of the office."),
            "body",
            "text-2",
        )
    facts = Facts(label_width=190)
    for one in contacts:
        numbers = " · ".join(part for part in (one.phone, one.out_of_hours) if part)
        stands_in = " ".join(part for part in (one.substitute, one.substitute_phone) if part)
        facts.add(
            one.name,
            numbers or _("no number"),
            mono=bool(numbers),
            meta=_("Otherwise: {who}").format(who=stands_in) if stands_in else "",
        )
    return facts


def _told_words(at: str | None) -> str:
    if at is None:
        return _("Told; the time is not known.")
    if "T" not in at:
        return _("Told {day}").format(day=day_words(at))
    return _("Told {day}, {time}").format(day=day_words(at), time=clock_words(at))

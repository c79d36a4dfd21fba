"""Nothing to report: the authority's signed sentence for an election or a period, and those there are."""

from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Home, NothingToReport
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.dialogs import ReasonDialog
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Row, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field, tell_problems
from clerkapp.gui.widgets.inputs.going_on import enter_goes_on
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services import office, office_lists
from clerkapp.services.declarations import nil
from clerkapp.services.declarations.nil import NilShown, Scope
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words

ELECTION, PERIOD = "election", "period"
_Known = tuple[tuple[NilShown, ...], tuple[str, ...], tuple[str, ...], str | None]


class NilScreen(Screen):
    """`fields` by the codes of refusals."""

    section = "send"

    def __init__(self, place: NothingToReport, desk: Desk) -> None:
        super().__init__(desk)
        del place
        self._may = desk.account.may(Permission.SIGN_AUTHORITY)
        self._page = Page(
            _("Nothing to report"),
            explanation=_(
                "Silence could mean that nobody looked. A declaration says that somebody did, and the election authority signs it."
            ),
            title_style="h1",
        )
        back = LinkButton(_("Home"), "arrow-left")
        back.clicked.connect(lambda: desk.go(Home()))
        self._back = back
        self._page.add_back(back)
        self._said = Column(8)
        self.fields: dict[str, Field] = {}
        self._form = self._make_form()
        self._list = Card(_("What was declared"))
        self._page.main.addLayout(self._said)
        self._page.main.addWidget(self._form)
        self._page.main.addWidget(self._list)
        self._page.main.addStretch(1)
        self._form.setVisible(self._may)
        self.declare_button.setVisible(self._may)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Read what was declared."""
        (self._what.entry() if self._may else self._back).setFocus()
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field."""
        if not enter_goes_on(event, self):
            super().keyPressEvent(event)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def declare(self) -> None:
        """Declare what stands in the form."""
        self._tell({})
        by_days = self._what.value() == PERIOD
        value = {code: field.control.value() for code, field in self.fields.items()}
        scope = Scope(
            election=None if by_days else value["election"],
            first=value["from"] if by_days else None,
            last=value["until"] if by_days else None,
            site=value["site"],
        )
        text = value["text"] or ""
        self.desk.ask(
            self,
            lambda session: nil.add(session, scope, text),
            lambda _made: self._done(_("Declared and signed.")),
            self._refused,
        )

    def _make_form(self) -> Card:
        card = Card(_("Declare"))
        column = Column(14)
        card.body.addLayout(column)
        self._what = Segment([(ELECTION, _("An election")), (PERIOD, _("A period"))])
        self._what.set_value(ELECTION)
        self._what.changed.connect(self._fit)
        column.addWidget(Field(_("For what?"), self._what))
        for code, field in (
            ("election", Field(_("Election"), Choice((), free=True))),
            ("from", Field(_("From"), Line(width=180), help=_("A day, such as 2026-11-03."))),
            ("until", Field(_("Until"), Line(width=180))),
            (
                "site",
                Field(
                    _("Place"),
                    Choice((), free=True, placeholder=_("The whole office")),
                    help=_("Only if the declaration is about one place."),
                ),
            ),
            ("text", Field(_("What you sign"), TextArea())),
        ):
            self.fields[code] = field
            column.addWidget(field)
        self.fields["text"].control.set_value(
            _("No incident of any kind was recorded: nothing happened that had to be.")
        )
        self.declare_button = PrimaryButton(_("Sign and declare"), "signature", main=True)
        self.declare_button.clicked.connect(self.declare)
        bar(self.desk, self.declare_button)
        self._page.add_to_footer([], [self.declare_button])
        self._fit()
        return card

    def _fit(self) -> None:
        by_days = self._what.value() == PERIOD
        self.fields["election"].setVisible(not by_days)
        for code in ("from", "until"):
            self.fields[code].setVisible(by_days)

    def _read(self) -> None:
        def read(session: Session) -> _Known:
            return (
                nil.listed(session),
                (*_names(session, "election"), *reading.distinct(session, "election")),
                (*_names(session, "site"), *reading.distinct(session, "place")),
                office.present(session).election,
            )

        self.desk.ask(self, read, self._show, self._refused)

    def _show(self, known: _Known) -> None:
        nils, elections, places, present = known
        for code, names in (("election", elections), ("site", places)):
            choice = self.fields[code].control
            if isinstance(choice, Choice):
                kept = choice.value() or (present if code == "election" else None)
                choice.set_options([(name, name) for name in dict.fromkeys(names)])
                choice.set_value(kept)
        self._list.empty()
        for one in nils:
            self._list.body.addWidget(self._line(one))
        if not nils:
            self._list.body.addWidget(Label(_("Nothing was declared yet."), "body", "text-2"))
        order_inside(self)

    def _line(self, one: NilShown) -> QWidget:
        line = QWidget()
        column = Column(3, parent=line)
        head = Row(8)
        head.addWidget(Label(_scope_words(one.scope), "strong"), 1)
        if one.withdrawn is None and self._may:
            button = SecondaryButton(_("Take it back"))
            button.setAccessibleName(_("Take it back: {what}").format(what=_scope_words(one.scope)))
            button.clicked.connect(partial(self._ask_why, one))
            bar(self.desk, button)
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(Label(f"“{one.text}”", "body"))
        column.addWidget(
            Label(
                _("{name}, {day}").format(name=one.by, day=day_words(one.at, year=True)),
                "small",
                "text-2",
            )
        )
        if one.withdrawn is not None:
            words = _("Taken back {day}: {reason}").format(
                day=day_words(one.withdrawn, year=True), reason=one.reason or ""
            )
            column.addWidget(Label(words, "strong", "warn"))
        return line

    def _ask_why(self, one: NilShown) -> None:
        def withdraw(reason: str) -> None:
            self.desk.ask(
                self,
                lambda session: nil.withdraw(session, one.id, reason),
                lambda _gone: self._done(_("Taken back. Both stay on file.")),
                self._refused,
            )

        ReasonDialog(
            _("Take this declaration back?"),
            _("It stays on file, with the reason and the day."),
            do=_("Take it back"),
            done=withdraw,
            parent=self,
        ).open()

    def _done(self, words: str) -> None:
        self._say("good", words)
        self._read()

    def _refused(self, error: ClerkappError) -> None:
        named = next((code for code in error.fields if code in self.fields), None)
        if named is not None and self.fields[named].isVisible():
            clear(self._said)
            self._tell({named: words_of(error)})
            self.fields[named].go_to()
            return
        self._say("danger", words_of(error))
        self._page.to_top()

    def _tell(self, problems: dict[str, str]) -> None:
        tell_problems(self.fields, problems)

    def _say(self, tone: str, words: str) -> None:
        clear(self._said)
        self._said.addWidget(Banner(tone, words))


def _scope_words(scope: Scope) -> str:
    what = scope.election or _("{first} to {last}").format(
        first=day_words(scope.first or "", year=True), last=day_words(scope.last or "", year=True)
    )
    return _("{what}, {place}").format(what=what, place=scope.site) if scope.site else what


def _names(session: Session, list_code: str) -> list[str]:
    """What the entries of a list are called."""
    entries = office_lists.entries(session, list_code)
    return [entry.text("name") or entry.code for entry in entries]

"""The rule pack: whom the office must tell, and by when. A card of the part about the election."""

from clerkapp.domain.duties.pack import Pack
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.settings.part import Part
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.duties import owed, packs
from clerkapp.services.duties.owed import OwedYearly
from clerkapp.services.session import Session
from clerkapp.wording.duties import moment_words, rule_words, whom
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence


class RulesCard(Card):
    """Choose a pack, read its rules, and note what is owed once a year as done. `part` says how it went."""

    def __init__(self, part: Part) -> None:
        super().__init__(_("Whom to tell, and by when"))
        self._part = part
        self._desk = desk = part.desk
        # An answer may come after a lock, when nobody is signed in.
        self._session = desk.session
        column = Column(14)
        self.body.addLayout(column)
        offered = [(pack.id, rule_words(pack.title)) for pack in packs.available()]
        self.field = Field(
            _("Rules"),
            Choice(offered),
            help=_("Home and each record say by these rules who must be told."),
        )
        column.addWidget(self.field)
        self.keep_button = SecondaryButton(_("Go by these rules"), "check")
        self.keep_button.clicked.connect(self.keep)
        bar(desk, self.keep_button)
        column.addWidget(Foot(self.keep_button))
        self._rules = Column(8)
        column.addLayout(self._rules)
        may = desk.account.may(Permission.SET_UPSTREAM)
        self.field.setEnabled(may)
        self.keep_button.setVisible(may)

    def load(self) -> None:
        """Read which rules are in force."""
        self._desk.ask(self, _known, lambda found: self._show(*found), self._refused)

    def keep(self) -> None:
        """Go by the chosen pack."""
        chosen = self.field.control.value() or packs.GENERAL

        def choose(session: Session) -> tuple[Pack, tuple[OwedYearly, ...]]:
            packs.choose(session, chosen)
            return _known(session)

        self._desk.ask(self, choose, lambda found: self._kept(*found), self._refused)

    def _kept(self, pack: Pack, yearly: tuple[OwedYearly, ...]) -> None:
        self._part.say("good", sentence("rules-kept", {}))
        self._show(pack, yearly)

    def _show(self, pack: Pack, yearly: tuple[OwedYearly, ...]) -> None:
        self.field.control.set_value(pack.id)
        clear(self._rules)
        if pack.to_confirm:
            self._rules.addWidget(Banner("warn", sentence("rules-confirm", {})))
        for rule in pack.rules:
            self._rules.addWidget(Label(rule_words(rule.name), "strong"))
            words = _("{whom}  ·  {source}").format(whom=whom(rule.tell), source=rule.source)
            self._rules.addWidget(Label(words, "small", "text-2"))
        session = self._session
        now = session.ports.clock.now()
        for one in yearly:
            self._rules.addWidget(Label(rule_words(one.yearly.name), "strong"))
            by = moment_words(one.due, now, session.zone)
            self._rules.addWidget(Label(_("By {time}").format(time=by), "small", "text-2"))
            done = SecondaryButton(_("Done for this time"))
            done.setAccessibleName(
                _("Done for this time: {what}").format(what=rule_words(one.yearly.name))
            )
            done.clicked.connect(lambda _checked=False, code=one.yearly.code: self._mark(code))
            bar(self._desk, done)
            self._rules.addWidget(done)

    def _mark(self, code: str) -> None:
        def mark(session: Session) -> tuple[Pack, tuple[OwedYearly, ...]]:
            owed.mark_done(session, code)
            return _known(session)

        self._desk.ask(self, mark, lambda found: self._marked(*found), self._refused)

    def _marked(self, pack: Pack, yearly: tuple[OwedYearly, ...]) -> None:
        self._part.say("good", sentence("yearly-done", {}))
        self._show(pack, yearly)

    def _refused(self, error: ClerkappError) -> None:
        self._part.say("danger", words_of(error))


def _known(session: Session) -> tuple[Pack, tuple[OwedYearly, ...]]:
    return packs.in_force(session), owed.yearly(session, session.ports.clock.now())

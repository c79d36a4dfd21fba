"""The present election and stage, which new records start with."""

from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.common import PHASES
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.settings.rules import RulesCard
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.services import office
from clerkapp.services.office import Present
from clerkapp.services.office_lists import offering
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _

_Known = tuple[Present, tuple[str, ...], tuple[str, ...]]


class ElectionPart(Part):
    """What new records are filled with, so that nobody records into the wrong election."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Election and stage")
        self.explanation = _("New records start with these, and Home says them above everything.")
        card, column = self.fields_card()
        self.add_field(
            "election",
            Field(
                _("Election"),
                Choice((), free=True, placeholder=_("Between elections")),
                help=_("As it should stand in every record. Leave it empty between elections."),
            ),
            column,
        )
        self.add_field(
            "phase",
            Field(_("Stage"), Choice([(code, value_label("phase", code)) for code in PHASES])),
            column,
        )
        self.keep_button = PrimaryButton(_("Keep these"), "check", main=True)
        self.keep_button.clicked.connect(self.keep)
        bar(desk, self.keep_button)
        column.addWidget(Foot(self.keep_button))
        self.column.addWidget(card)
        self.rules = RulesCard(self)
        self.column.addWidget(self.rules)
        self.column.addStretch(1)
        may = office.may_set(desk.session)
        self.keep_button.setVisible(may)
        for field in self.fields.values():
            field.setEnabled(may)
        if may:
            self.begin_with(self.fields["election"].control.entry())

    def load(self) -> None:
        """Read what is set, and which elections records name."""
        self.desk.ask(self, _known, self._show, self.refused)
        self.rules.load()

    def keep(self) -> None:
        """Keep both."""
        election = self.fields["election"].control.value()
        phase = self.fields["phase"].control.value() or office.BETWEEN
        self.show_problems({})
        self.ask(lambda session: office.set_present(session, election, phase), self._kept)

    def _show(self, known: _Known) -> None:
        present, elections, listed = known
        names = dict.fromkeys((*((present.election,) if present.election else ()), *elections))
        choice = self.fields["election"].control
        names |= dict.fromkeys(listed)
        if isinstance(choice, Choice):
            choice.set_options([(name, name) for name in names])
        choice.set_value(present.election)
        self.fields["phase"].control.set_value(present.phase)
        if present.by_calendar:
            self.say(
                "info",
                _("These follow the calendar of the list of elections."),
                _("What you set here holds until its next stage begins."),
            )

    def _kept(self, present: Present) -> None:
        stage = value_label("phase", present.phase)
        words = (
            _("New records start with: {election}, {stage}").format(
                election=present.election, stage=stage
            )
            if present.election
            else _("New records start without an election. Stage: {stage}").format(stage=stage)
        )
        self.say("good", words)


def _known(session: Session) -> _Known:
    account = session.account
    reads = any(
        account.may(permission)
        for permission in (Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN)
    )
    occurring = reading.distinct(session, "election") if reads else ()
    return office.present(session), occurring, offering.elections(session)

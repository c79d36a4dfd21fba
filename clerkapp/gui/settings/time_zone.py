"""The office's time zone: times are entered, shown and printed in it, whatever the computer's is."""

from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.services import office
from clerkapp.wording.language import _
from clerkapp.wording.zone_words import zone_label, zone_options


class TimePart(Part):
    """Which zone the office's clocks keep."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Time zone")
        self.explanation = _(
            "Times are entered, shown and printed as the office’s clocks show them, whatever zone this computer is set to."
        )
        card, column = self.fields_card()
        zone = self.add_field(
            "zone",
            Field(
                _("Time zone of the office"),
                Choice(zone_options(), width=380),
                help=_("What is recorded already keeps the time it was recorded with."),
            ),
            column,
        )
        self.keep_button = PrimaryButton(_("Keep this zone"), "check", main=True)
        self.keep_button.clicked.connect(self.keep)
        bar(desk, self.keep_button)
        column.addWidget(Foot(self.keep_button))
        self.column.addWidget(card)
        self.column.addStretch(1)
        may = desk.account.may(Permission.ADMINISTER)
        self.keep_button.setVisible(may)
        zone.setEnabled(may)
        if may:
            self.begin_with(zone.control.entry())

    def load(self) -> None:
        """Read which zone is set."""
        self.desk.ask(self, office.zone, self.fields["zone"].control.set_value, self.refused)

    def keep(self) -> None:
        """Keep the chosen zone."""
        name = self.fields["zone"].control.value()
        if name is None:
            self.show_problems({"zone": _("Choose the zone that the office’s clocks keep.")})
            return
        self.show_problems({})
        self.ask(lambda session: office.set_zone(session, name), self._kept)

    def _kept(self, name: str) -> None:
        self.say("good", _("Times are kept in this zone: {zone}").format(zone=zone_label(name)))

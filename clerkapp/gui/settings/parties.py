"""The office's short list of parties, for two people who sign together."""

from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.services import office, parties
from clerkapp.wording.language import _


class PartiesPart(Part):
    """Of which parties two people may be."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Parties")
        self.explanation = _(
            "Where two people sign, they are not of the same party. A party is kept with that signature and nowhere else."
        )
        card, column = self.fields_card()
        self.add_field(
            parties.SETTING,
            Field(
                _("Parties of this office"),
                TextArea(),
                help=_("One on each line. “No party” is always on the list."),
            ),
            column,
        )
        self.keep_button = PrimaryButton(_("Keep these"), "check", main=True)
        self.keep_button.clicked.connect(self.keep)
        bar(desk, self.keep_button)
        column.addWidget(Foot(self.keep_button))
        self.column.addWidget(card)
        self.column.addStretch(1)
        may = office.may_set(desk.session)
        self.keep_button.setVisible(may)
        self.fields[parties.SETTING].setEnabled(may)
        if may:
            self.begin_with(self.fields[parties.SETTING].control.entry())

    def load(self) -> None:
        """Read the list."""
        self.desk.ask(self, parties.listed, self._show, self.refused)

    def keep(self) -> None:
        """Keep the list."""
        typed = (self.fields[parties.SETTING].control.value() or "").splitlines()
        self.show_problems({})
        self.ask(lambda session: parties.keep(session, typed), self._kept)

    def _show(self, listed: tuple[str, ...]) -> None:
        self.fields[parties.SETTING].control.set_value("\n".join(listed))

    def _kept(self, listed: tuple[str, ...]) -> None:
        self._show(listed)
        self.say(
            "good",
            _("Two people sign from now on as one of: {list}").format(list=", ".join(listed)),
        )

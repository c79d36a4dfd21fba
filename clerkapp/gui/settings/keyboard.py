"""The shortcuts, for people to read."""

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.navigation.keys import new_keys
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.wording.labels import new_title
from clerkapp.wording.language import _


class KeyboardPart(Part):
    """Everything can be done without a mouse; these keys are shorter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Keyboard")
        self.explanation = _("Everything can be done with the keyboard. These keys are shorter.")
        for title, keys in _keys():
            card = Card(title, small=True)
            facts = Facts(label_width=190)
            for names, meaning in keys:
                facts.add(names, meaning)
            card.body.addWidget(facts)
            self.column.addWidget(card)
        self.column.addStretch(1)


def _keys() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return (
        (
            _("Anywhere"),
            (
                *((new_keys(kind), new_title(kind.code)) for kind in KINDS.values()),
                (_("Ctrl+Enter"), _("The filled button: record, keep, send")),
                (_("Ctrl+F"), _("Search records")),
                (_("Ctrl+P"), _("Print the record that is shown")),
                (_("Ctrl+Down"), _("The next record, by its number")),
                (_("Ctrl+Up"), _("The record before, by its number")),
                (_("F1"), _("What the field asks for")),
                (_("Ctrl+L"), _("Lock; what was typed is kept")),
                (_("F6, Shift+F6"), _("Next and previous part of the page")),
                (_("Ctrl+plus, minus, 0"), _("Larger, smaller and usual text")),
            ),
        ),
        (
            _("In a form"),
            (
                (_("Ctrl+Shift+Enter"), _("One more line in a table")),
                (_("Ctrl+S"), _("Say when the draft was saved")),
            ),
        ),
        (
            _("In a choice"),
            (
                (_("Any letter"), _("Open the list; any word of an entry finds it")),
                (_("Tab, Enter"), _("Take the marked entry")),
                (_("Delete"), _("Leave it empty")),
            ),
        ),
        (
            _("In a list"),
            (
                (_("Up, Down, Page, Home, End"), _("Move")),
                (_("Enter"), _("Open the record")),
            ),
        ),
        (_("In a question"), ((_("Esc"), _("The answer that changes nothing")),)),
    )

"""Records that belong to the one shown, from both ends: what it names, and what names it."""

from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.work import links
from clerkapp.gui.navigation.places import Incident
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.card import Card
from clerkapp.wording.labels import status_label, value_label
from clerkapp.wording.language import _


class LinkedCard(Card):
    """One line for each link; it opens the other record. Hidden while there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Related records"), ruled=True)
        self._desk = desk
        self.lines: list[LineButton] = []
        self.hide()

    def show_links(self, shown: RecordView) -> None:
        """What the record names first, then what names it."""
        self.empty()
        self.lines = []
        for link in links.of_values(shown.stored):
            words = value_label("related.relation", link.relation) or _("Related")
            self._add(link.number, words, "")
        for one in shown.linked_from:
            self._add(one.row.number, _theirs(one.relation), _state(one.row))
        self.setVisible(bool(self.lines))

    def _add(self, number: str, words: str, state: str) -> None:
        meta = f"{number}  ·  {state}" if state else number
        line = LineButton("arrow-right", words, meta)
        line.clicked.connect(lambda: self._desk.go(Incident(number)))
        self.lines.append(line)
        self.add_row(line, padded=False)


def _theirs(relation: str) -> str:
    """What another record says of this one."""
    return {
        links.DUPLICATE_OF: _("A duplicate of this one"),
        "follow_up_of": _("Follows up this one"),
        "same_cause": _("Same cause"),
        "same_message": _("Same message"),
    }.get(relation, _("Names this one"))


def _state(row: RecordRow) -> str:
    """What became of the other one, where it is no longer open."""
    return status_label(row.status) if row.status in ("error", "duplicate", "reviewed") else ""

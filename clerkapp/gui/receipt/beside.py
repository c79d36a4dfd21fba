"""Beside the receipt: how bad it is, and what happens now without anybody doing anything."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.chip import Chip, severity_chip
from clerkapp.gui.widgets.basic.layouts import Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.wording.labels import severity_label, suggestion_words
from clerkapp.wording.language import _


class SuggestedCard(Card):
    """The severity that was decided, or the one that is suggested and why."""

    def __init__(self) -> None:
        super().__init__(_("Severity"), small=True)

    def show_severity(self, code: str, reason: str) -> None:
        """`reason`: why it is suggested, "" for what somebody decided."""
        self.empty()
        line = QWidget()
        flow = Flow(8, 4, line)
        if reason:
            flow.addWidget(Label(_("Suggested"), wrap=False))
        flow.addWidget(Chip(severity_chip(code, severity_label(code))))
        self.body.addWidget(line)
        if reason:
            self.body.addWidget(Label(suggestion_words(reason), "small", "text-2"))
            self.body.addWidget(
                Label(_("Kept with the record. A reviewer decides."), "small", "text-2")
            )


class HappensCard(Card):
    """Where the record is now, and who gets it."""

    def __init__(self) -> None:
        super().__init__(_("What happens now"), small=True)

    def show_reviewers(self, reviewers: Sequence[str], *, sent: bool) -> None:
        """`reviewers`: who may review it, by name."""
        self.empty()
        who = ", ".join(reviewers)
        looks = (
            _("They find it under Records: {names}.").format(names=who)
            if who
            else _("Nobody here may review it yet. Ask the administrator.")
        )
        lines = [
            ("list-details", _("It is in Records"), ""),
            ("users", _("Somebody else reviews it"), looks),
        ]
        if not sent:
            lines.append(("device-usb", _("The state gets it with the next bundle"), ""))
        for icon, words, meta in lines:
            self.body.addWidget(IconLine(icon, words, meta))

"""Settings: a list of parts at the left, one part at the right. Each part is a file of its own."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clerkapp.gui.navigation.places import Place, Settings
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.settings.about import AboutPart
from clerkapp.gui.settings.election import ElectionPart
from clerkapp.gui.settings.keyboard import KeyboardPart
from clerkapp.gui.settings.keys import PassphrasePart, StatePart
from clerkapp.gui.settings.look import LookPart
from clerkapp.gui.settings.part import Part
from clerkapp.gui.settings.parties import PartiesPart
from clerkapp.gui.settings.people import PeoplePart
from clerkapp.gui.settings.recovery import RecoveryPart
from clerkapp.gui.settings.retention import RetentionPart
from clerkapp.gui.settings.safekeeping import SafekeepingPart
from clerkapp.gui.settings.time_zone import TimePart
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.outline import Outline, OutlineEntry
from clerkapp.gui.widgets.page.page import Page
from clerkapp.wording.language import _

_LIST_WIDTH = 250
_PART_WIDTH = 712
_PARTS: dict[str, tuple[str, Callable[[Desk], Part]]] = {
    "people": ("users", PeoplePart),
    "passphrase": ("lock", PassphrasePart),
    "safekeeping": ("device-floppy", SafekeepingPart),
    "retention": ("clipboard-check", RetentionPart),
    "recovery": ("file-text", RecoveryPart),
    "state": ("key", StatePart),
    "office": ("calendar-event", ElectionPart),
    "parties": ("signature", PartiesPart),
    "time": ("clock", TimePart),
    "look": ("text-size", LookPart),
    "keyboard": ("list-details", KeyboardPart),
    "about": ("info-circle", AboutPart),
}
FIRST = "people"


class SettingsScreen(Screen):
    """`part` is the one that is shown."""

    section = "settings"

    def __init__(self, place: Settings, desk: Desk) -> None:
        super().__init__(desk)
        self._code = place.part if place.part in _PARTS else FIRST
        self.part: Part | None = None
        self._page = Page(_("Settings"))
        titles = _titles()
        self._outline = Outline(_("Parts of the settings"))
        self._outline.set_entries(
            [OutlineEntry(code, titles[code], icon=icon) for code, (icon, _make) in _PARTS.items()]
        )
        self._outline.picked.connect(partial(self.show_part, focus=True))
        self._list = Card(padding=10)
        self._list.body.addWidget(self._outline)
        self._jump = Choice([(code, titles[code]) for code in _PARTS])
        self._jump.changed.connect(lambda: self.show_part(self._jump.value() or FIRST))
        self._short = Field(_("Part"), self._jump)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left = QWidget()
        left = Column(0, parent=self._left)
        left.addWidget(self._list)
        left.addWidget(self._short)
        left.addStretch(1)
        self._right = QWidget()
        self._body = Column(6, parent=self._right)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self._right)
        self._columns.addStretch(1)
        self._page.main.addLayout(self._columns)
        self._page.main.addStretch(1)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Show the part; the focus begins in it."""
        self.show_part(self._code, focus=True)

    def keep(self) -> Place | None:
        """Come back to the same part."""
        return Settings(self._code)

    def regions(self) -> list[QWidget]:
        """The list of parts, then the part."""
        return [self._left, self._right]

    def show_part(self, code: str, *, focus: bool = False) -> None:
        """Show a part; with `focus` work begins there."""
        self._code = code
        clear(self._body)
        part = _PARTS[code][1](self.desk)
        self.part = part
        self._body.addWidget(Label(part.title, "h1"))
        self._body.addWidget(Label(part.explanation, "body", "text-2"))
        self._body.addSpacing(theme().px(8))
        self._body.addWidget(part)
        self._body.addStretch(1)
        order_inside(self._right)
        self._outline.set_current(code)
        self._jump.set_value(code)
        self._page.to_top()
        self._fit()
        part.load()
        if focus:
            list_ = self._jump if self._list.isHidden() else self._outline.entry()
            (part.first() or list_).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and part side by side while there is room; otherwise a choice above."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = theme()
        beside = look.effective(self.window().width()) >= tokens.MEDIUM
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if beside else down)
        self._columns.setSpacing(look.px(24 if beside else 16))
        width = look.px(_LIST_WIDTH)
        self._left.setMinimumWidth(width if beside else 0)
        self._left.setMaximumWidth(width if beside else 16777215)
        self._list.setVisible(beside)
        self._short.setVisible(not beside)
        self._right.setMaximumWidth(look.px(_PART_WIDTH))
        self._columns.setStretch(1, 1000 if beside else 0)


def _titles() -> dict[str, str]:
    return {
        "people": _("People"),
        "passphrase": _("My passphrase"),
        "safekeeping": _("Safekeeping"),
        "retention": _("Keeping and disposal"),
        "recovery": _("Recovery key"),
        "state": _("State’s key"),
        "office": _("Election and stage"),
        "parties": _("Parties"),
        "time": _("Time zone"),
        "look": _("Look and language"),
        "keyboard": _("Keyboard"),
        "about": _("About"),
    }

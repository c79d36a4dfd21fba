"""The line of a block that is folded: one Tab stop; Enter and Space open it, and fold it again."""

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.wording.language import _


class FoldLine(LineButton):
    """Title and a quiet second line; its name ends in "folded" or "open"."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("chevron-right", title, parent=parent)
        self._title = title
        self.open = False

    def name_fold(self, title: str) -> None:
        """Another title, shown with the next state."""
        self._title = title

    def show_fold(self, meta: str, *, open_: bool) -> None:
        """Folded with what would open it, or open."""
        self.open = open_
        self.say("chevron-down" if open_ else "chevron-right", self._title, meta, role="text-2")
        self._end_name(_("open") if open_ else _("folded"))

    def show_done(self, meta: str) -> None:
        """Done, with its answers."""
        self.open = False
        self.say("circle-check", self._title, meta, role="good", at_right=_("Change"))
        self._end_name(_("folded"))

    def _end_name(self, state: str) -> None:
        self.setAccessibleName(f"{self.accessibleName()}, {state}")

"""Buttons: one filled a page, the others outlined or quiet; icons alone only with a name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import FIELD_HEIGHT

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """An outlined button; base of the others. Space and Enter press it."""

    look = ""
    style_name = "body"
    icon_role = "text-2"

    def __init__(
        self,
        text: str,
        icon: str = "",
        *,
        main: bool = False,
        description: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("look", self.look)
        if main:
            self.setProperty("dim", "lg")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        if description:
            self.setAccessibleDescription(description)
        theme().follow(self)

    def set_text(self, text: str) -> None:
        """What the button does. The gap after an icon is fixed in Qt: a space widens it."""
        escaped = text.replace("&", "&&")
        self.setText(f" {escaped}" if self._icon else escaped)
        self.setAccessibleName(text)

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.set_text(self.accessibleName())
        self.restyle()

    def restyle(self) -> None:
        """Font, icon and its size from the theme."""
        self.setFont(theme().font(self.style_name))
        side = theme().px(18)
        self.setIconSize(QSize(side, side))
        if self._icon:
            self.setIcon(theme().icon(self._icon, self.icon_role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one filled button of a page: the next right thing to do. Never disabled for missing answers."""

    look = "primary"
    style_name = "strong"
    icon_role = "on-primary"


class SecondaryButton(Button):
    """Everything else that does something."""


class QuietButton(Button):
    """A text button for small acts beside something else."""

    look = "quiet"
    icon_role = "link"


class EdgeButton(QuietButton):
    """A quiet button alone on its line: it begins where the lines above it do."""

    look = "edge"


class LinkButton(Button):
    """Underlined text that only moves the view."""

    look = "link"
    icon_role = "link"

    def restyle(self) -> None:
        """Underline, except beside an icon such as the arrow back."""
        super().restyle()
        font = self.font()
        font.setUnderline(not self._icon)
        self.setFont(font)


class RailButton(Button):
    """An outlined button on the rail, and on the petrol side of unlock and set-up."""

    look = "rail"
    icon_role = "rail-text"


class IconButton(Button):
    """An icon alone, 36 x 36, with its name as tooltip."""

    look = "icon"

    def __init__(self, icon: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", icon, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_text(self, text: str) -> None:
        """An icon button shows no text; the text becomes its name."""
        self.setAccessibleName(text)
        self.setToolTip(text)

    def restyle(self) -> None:
        """A square target."""
        super().restyle()
        side = theme().px(FIELD_HEIGHT)
        self.setFixedSize(side, side)

"""The look in force: palette, text scale, fonts and icons.

One Theme is applied to the application. Everything that draws or measures asks it and follows its
`changed`; nothing keeps a colour or a size of its own. `theme()` gives it to widgets.
"""

import sys
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clerkapp.gui.theme import fonts, icons
from clerkapp.gui.theme.palettes import qt_palette, system_contrast
from clerkapp.gui.theme.style_sheet import sheet
from clerkapp.gui.theme.tokens import PALETTES, SCALES

CHOICES = ("system", "light", "dark", "contrast")
"""What a person may choose: as the system, or one of the palettes."""

STYLE = ("-style", "Fusion")
"""An option for QApplication: `setStyle` would give the style back, and PySide would first make all
six hundred constants of its class."""


class Restyled(Protocol):
    """Something that sets its fonts and sizes from the theme."""

    def restyle(self) -> None:
        """Take fonts, sizes and colours from the theme again."""


class Theme(QObject):
    """Palette and text scale; `changed` after either has changed and the application shows it."""

    changed = Signal()

    def __init__(self, palette: str = "system", scale: int = 100) -> None:
        super().__init__()
        self._choice = palette if palette in CHOICES else "system"
        self._scale = scale if scale in SCALES else 100
        self._app: QApplication | None = None
        self._system_palette = QPalette()
        self._name = "light"
        self._colours = PALETTES["light"]

    @property
    def choice(self) -> str:
        """What was chosen: "system", "light", "dark" or "contrast"."""
        return self._choice

    @property
    def name(self) -> str:
        """The palette shown: "light", "dark" or "contrast"."""
        return self._name

    @property
    def scale(self) -> int:
        """The text scale in percent."""
        return self._scale

    @property
    def contrast(self) -> bool:
        """Whether the high-contrast rules hold: 2 px lines, no tints."""
        return self._name == "contrast"

    @property
    def line(self) -> int:
        """The width of a border in pixels."""
        return 2 if self.contrast else 1

    def apply(self, app: QApplication) -> None:
        """Dress the application, and follow the system's choice from now on.

        Raises EnvironmentFailure("font-unreadable").
        """
        fonts.register()
        if self._app is None:
            self._system_palette = app.palette()
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._refresh)
            hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
        self._app = app
        _Current.theme = self
        self._refresh()

    def set_palette(self, choice: str) -> None:
        """Choose one of CHOICES."""
        if choice in CHOICES and choice != self._choice:
            self._choice = choice
            self._refresh()

    def set_scale(self, percent: int) -> None:
        """Choose one of SCALES."""
        if percent in SCALES and percent != self._scale:
            self._scale = percent
            self._refresh()

    def larger(self) -> None:
        """The next larger text scale (Ctrl+plus)."""
        self.set_scale(next((step for step in SCALES if step > self._scale), self._scale))

    def smaller(self) -> None:
        """The next smaller text scale (Ctrl+minus)."""
        self.set_scale(next((step for step in SCALES[::-1] if step < self._scale), self._scale))

    def px(self, length: float) -> int:
        """A length of the tokens at the text scale, in pixels."""
        return round(length * self._scale / 100)

    def effective(self, width: int) -> float:
        """The width that decides the layout: pixels divided by the text scale."""
        return width * 100 / self._scale

    def hex(self, role: str) -> str:
        """A role's colour as #RRGGBB."""
        return self._colours[role]

    def colour(self, role: str) -> QColor:
        """A role's colour."""
        return QColor(self._colours[role])

    def font(self, style: str) -> QFont:
        """A type style's font at the text scale."""
        return fonts.font(style, self._scale / 100)

    def metrics(self, style: str) -> QFontMetrics:
        """The metrics of a type style at the text scale."""
        return QFontMetrics(self.font(style))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """An icon that follows the palette by itself."""
        return QIcon(
            icons.TintedIcon(
                name, lambda: self.hex(role), lambda: self.hex("disabled"), self._stroke
            )
        )

    def pixmap(self, name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon of `size` logical pixels in a role's colour, now."""
        side = round(size * ratio)
        made = QPixmap(icons.draw(name, self.hex(role), self._stroke(), side, side))
        made.setDevicePixelRatio(ratio)
        return made

    def follow(self, widget: Restyled) -> None:
        """Dress `widget` now and after every change, as long as it lives."""
        widget.restyle()
        self.changed.connect(widget.restyle)

    def _stroke(self) -> str:
        return icons.STROKE_CONTRAST if self.contrast else icons.STROKE

    def _refresh(self) -> None:
        if self._app is None:
            return
        self._name, self._colours = self._resolve(self._app)
        self._app.setPalette(qt_palette(self._colours))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(sheet(self._colours, self._scale, self.line))
        self.changed.emit()

    def _resolve(self, app: QApplication) -> tuple[str, dict[str, str]]:
        if self._choice != "system":
            return self._choice, PALETTES[self._choice]
        hints = app.styleHints()
        high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if high:
            return "contrast", system_contrast(self._system_palette)
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        name = "dark" if dark else "light"
        return name, PALETTES[name]


def application() -> QApplication:
    """The one QApplication, with the style that every screen is drawn for."""
    return QApplication([sys.argv[0], *STYLE])


class _Current:
    theme: Theme | None = None


def theme() -> Theme:
    """The applied theme. Raises LookupError before `Theme.apply`."""
    if _Current.theme is None:
        raise LookupError("no theme has been applied")
    return _Current.theme

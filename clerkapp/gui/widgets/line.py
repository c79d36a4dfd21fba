"""One line of text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.control import set_property


class Line(QLineEdit):
    """A line. `mono` for what is read letter by letter; `width` in pixels at 100 % for short answers."""

    changed = Signal()

    def __init__(
        self,
        *,
        placeholder: str = "",
        mono: bool = False,
        width: int = 0,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = "mono" if mono else "body"
        self._width = width
        self._quiet = False
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if large:
            self.setProperty("dim", "lg")
        self.textChanged.connect(self._tell)
        theme().follow(self)

    def value(self) -> str | None:
        """The text without spaces around it, or None."""
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._quiet = True
        self.setText(value or "")
        self.setCursorPosition(0)
        self._quiet = False

    def problem(self) -> str:
        """A line can always be read."""
        return ""

    def entry(self) -> QWidget:
        """Itself."""
        return self

    def set_names(self, name: str, description: str) -> None:
        """Label, and help with message."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """Border for "error" or "warning"."""
        set_property(self, "state", state)

    def restyle(self) -> None:
        """Font and width from the theme."""
        self.setFont(theme().font(self._style))
        if self._width:
            self.setFixedWidth(theme().px(self._width))

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()

"""A stranger's words on the page: selectable, wrapped anywhere, as high as they are."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from clerkapp.gui.theme.theme import theme


class FitText(QTextEdit):
    """Plain text without a border, in a type style and a colour role as `Label` has them.

    Addresses have no spaces, and a label would not break them.
    """

    def __init__(
        self, text: str, style: str = "mono", tone: str = "text", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = style
        self.setProperty("tone", tone)
        self.setProperty("box", "plain")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().follow(self)

    def restyle(self) -> None:
        """Font and height from the theme."""
        self.setFont(theme().font(self._style))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = max(self.fontMetrics().lineSpacing(), ceil(self.document().size().height())) + 2
        if height != self.height():
            self.setFixedHeight(height)

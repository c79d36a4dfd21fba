"""What holds on every page until it is put right: the vault can only be read, words are not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from clerkapp.gui.navigation.barring import only_read
from clerkapp.gui.navigation.places import unfinished
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.page import margin_beside
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.services.session import Session

SAID_ON_EVERY_PAGE = ("only-read-disk-full", "only-read-no-writing")
"""Notices of unlocking that are above every page."""
_AGAIN_MILLISECONDS = 5_000
_LARGEST_PART = 0.45
"""Of the window's height."""


class Standing(QWidget):
    """Banners above the page. What is not saved is tried again every few seconds, on any page.

    `shown`: the draft whose form is shown, which says its own state.
    """

    def __init__(self, desk: Desk, shown: Callable[[], str | None]) -> None:
        super().__init__()
        self._desk = desk
        self._draft_shown = shown
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self._column = Column(8, (0, 12, 0, 0), inside)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        Column(0, parent=self).addWidget(self._area)
        self._shown: tuple[str, str, str] | None = None
        self._training = desk.session.info.is_training
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MILLISECONDS)
        self._timer.timeout.connect(self._try_again)
        self._timer.start()
        theme().follow(self)
        self.show_anew()

    def show_anew(self) -> None:
        """Say what holds now."""
        at = self._draft_shown()
        unsaved = self._desk.unsaved
        left = next((draft for draft in unsaved.refused if draft.draft != at), None)
        code = self._desk.session.unwritable
        now = (code, left.draft if left else "", unsaved.why if left else "")
        if now == self._shown:
            return
        self._shown = now
        clear(self._column)
        if self._training:
            self._column.addWidget(
                Banner(
                    "info",
                    _("Training: a practice vault"),
                    _(
                        "Nothing of it can be sent. Real incidents belong in the office’s own vault."
                    ),
                )
            )
        if code:
            banner = Banner("warn", *only_read(code))
            # What is disabled below cannot be reached to ask why: this can.
            banner.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._column.addWidget(banner)
        if left is not None:
            back = SecondaryButton(_("Go to the form"))
            place = unfinished(left.kind, left.draft, left.record, left.content)
            back.clicked.connect(lambda: self._desk.go(place))
            self._column.addWidget(
                Banner(
                    "danger",
                    _("What you typed in a form is not saved yet. Do not close the program."),
                    unsaved.why,
                    action=back,
                )
            )
        self.setVisible(self._training or any(now))
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As far from the edges as the page below."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """The page's margins, at another width or text scale.

        Whole while the page below keeps more than half of the window; beyond that they scroll.
        """
        margin = margin_beside(self)
        self._column.setContentsMargins(margin, theme().px(12), margin, 0)
        whole = max(0, self._column.totalHeightForWidth(max(1, self.width())))
        self._area.setFixedHeight(min(whole, round(self.window().height() * _LARGEST_PART)))

    def _try_again(self) -> None:
        unsaved = self._desk.unsaved

        def again(session: Session) -> None:
            if not session.read_only:
                unsaved.retry(session)

        # Nobody may be signed in any more: a window that closes ends its pages a moment later.
        if unsaved.refused:
            self._desk.ask(self, again, lambda _done: self.show_anew())

"""A page beside the rail: head, main column, aside, footer; one scroll bar; no sideways scrolling.

Reading order is focus order: head, main column, aside, footer. The head does not scroll while there
is room for it; the error summary never does, and neither does the footer. All of them end where the
columns end, however wide the window is.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.scroll_rule import ScrollRule
from clerkapp.gui.widgets.basic.text import Label, breakable
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.error_summary import ErrorSummary

_LOW = 520


class Page(QWidget):
    """`main` and `aside` are columns to fill, `below` follows over the width of both.

    `form` keeps the main column at 712 px.

    A list given a stretch in `main` fills the height that there is and scrolls itself.
    """

    def __init__(
        self,
        title: str = "",
        *,
        explanation: str = "",
        title_style: str = "display",
        aside_width: int = 0,
        form: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        usual = tokens.ASIDE_WIDTH_NARROW if form else tokens.ASIDE_WIDTH
        self._aside_width = aside_width or usual
        self._form = form
        self._head_inside = False
        self._outer = Column(0, parent=self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        self._make_head(title, title_style, explanation)
        self.summary = ErrorSummary()
        self._make_body()
        self.footer = QFrame()
        self.footer.setProperty("box", "footer")
        self._footer_box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.footer)
        self._footer_left = QWidget()
        self._footer_right = Foot()
        self._left_flow = Flow(12, 6, self._footer_left)
        self._right_flow = self._footer_right.flow
        self._footer_box.addWidget(self._footer_left, 1)
        self._footer_box.addWidget(self._footer_right)
        self.footer.hide()
        self._fixed = QWidget()
        self._fixed_column = Column(0, parent=self._fixed)
        self._fixed_column.addWidget(self.head)
        self._summary_holder = QWidget()
        self._summary_column = Column(0, parent=self._summary_holder)
        self._summary_column.addWidget(self.summary)
        self._fixed_column.addWidget(self._summary_holder)
        self._fixed_column.addWidget(ScrollRule(self._area))
        self._outer.addWidget(self._fixed)
        self._outer.addWidget(self._area, 1)
        self._outer.addWidget(self.footer)
        theme().follow(self)

    def set_title(self, title: str) -> None:
        """Another title; one by a stranger may hold no space to break its line at."""
        self.title.setText(breakable(title))
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_explanation(self, text: str) -> None:
        """The one line under the title, or none."""
        self.explanation.setText(text)
        self.explanation.setVisible(bool(text))

    def add_back(self, line: QWidget) -> None:
        """The way back, on a line of its own above everything else."""
        self._words.insertWidget(0, line)

    def add_over(self, widget: QWidget) -> None:
        """Something above the title: back, kind, number."""
        self._over_flow.addWidget(widget)
        self._over.show()

    def add_beside(self, widget: QWidget) -> None:
        """Something right of the title: search, actions on the page as a whole."""
        self._beside_flow.addWidget(widget)
        self._beside.show()

    def add_under(self, widget: QWidget) -> None:
        """Something under the title and above the actions: chips."""
        self._under_flow.addWidget(widget)
        self._under.show()

    def add_action(self, button: QWidget) -> None:
        """An action under the title; the main one first."""
        self._action_flow.addWidget(button)
        self._actions.show()

    def clear_actions(self) -> None:
        """Take the actions away, to show others."""
        clear(self._action_flow)

    def add_wide(self, widget: QWidget) -> None:
        """Something over the whole width, above the columns: search, New buttons."""
        self._head_column.addWidget(widget)

    def add_to_footer(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Fill the footer; the main action last in `right`."""
        for widget in left:
            self._left_flow.addWidget(widget)
        for widget in right:
            self._right_flow.addWidget(widget)
        self.footer.show()
        self._fit()

    def clear_footer(self) -> None:
        """Take away what ended the task before this one."""
        clear(self._left_flow)
        clear(self._right_flow)
        self.footer.hide()

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that `widget` is in view."""
        self._area.ensureWidgetVisible(widget, theme().px(20), theme().px(60))

    def to_top(self) -> None:
        """Scroll to the beginning."""
        self._area.verticalScrollBar().setValue(0)

    def regions(self) -> list[QWidget]:
        """Head, main, aside, what is below, footer, as far as they show something."""
        parts: list[QWidget] = [self.head, self.main_part, self.aside_part]
        parts += [self.below_part, self.footer]
        return [part for part in parts if part.isVisible() and _focusable(part)]

    def restyle(self) -> None:
        """Arrange anew."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the width there is."""
        super().resizeEvent(event)
        self._fit()

    def _make_head(self, title: str, style: str, explanation: str) -> None:
        self.head = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.head.setSizePolicy(policy)
        self.title = Label(title, style)
        self.explanation = Label(explanation, "body", "text-2")
        self._over, self._over_flow = _flow(12, 4)
        self._beside, self._beside_flow = _flow(8, 8)
        self._under, self._under_flow = _flow(6, 6)
        self._actions, self._action_flow = _flow(8, 8)
        self._title_box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words = Column(4)
        self._words.addWidget(self._over)
        self._words.addWidget(self.title)
        self._words.addWidget(self.explanation)
        self._title_box.addLayout(self._words, 1)
        self._title_box.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head_column = Column(8, parent=self.head)
        self._head_column.addLayout(self._title_box)
        self._head_column.addWidget(self._under)
        self._head_column.addWidget(self._actions)
        self.explanation.setVisible(bool(explanation))
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def _make_body(self) -> None:
        self.main_part = QWidget()
        self.main = Column(16, parent=self.main_part)
        self.aside_part = QWidget()
        self.aside = Column(16, parent=self.aside_part)
        self._content = QWidget()
        self._content_column = Column(0, parent=self._content)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self.main_part, 1)
        self._columns.addWidget(self.aside_part)
        line = Row(0)
        line.addLayout(self._columns, 1000)
        self._slack = line
        line.addStretch(0)
        self._content_column.addLayout(line, 1)
        self.below_part = QWidget()
        self.below = Column(16, (0, 16, 0, 0), parent=self.below_part)
        self.below_part.hide()
        self._content_column.addWidget(self.below_part)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._content)
        self._area.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        self._area.verticalScrollBar().rangeChanged.connect(self.refit)

    def _fit(self) -> None:
        look = theme()
        effective = look.effective(self.window().width())
        margin = margin_beside(self)
        narrow = effective < tokens.NARROW
        beside = effective >= tokens.MEDIUM
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._title_box.setDirection(across if beside else down)
        self._title_box.setSpacing(look.px(12))
        self._columns.setDirection(across if beside else down)
        self._columns.setSpacing(look.px(16 if not self._form else 24))
        has_aside = self.aside.count() > 0
        self.aside_part.setVisible(has_aside)
        aside = look.px(
            self._aside_width if effective >= tokens.WIDE else tokens.ASIDE_WIDTH_NARROW
        )
        whole = look.px(tokens.PAGE_WIDTH)
        self.below_part.setMaximumWidth(whole)
        gap = look.px(24 if self._form else 16) if has_aside and beside else 0
        taken = aside + gap if has_aside and beside else 0
        limit = look.px(tokens.FORM_WIDTH) if self._form else whole - taken
        self.main_part.setMaximumWidth(limit if beside or self._form else 16777215)
        self.aside_part.setMinimumWidth(aside if beside else 0)
        self.aside_part.setMaximumWidth(aside if beside else limit)
        widest = limit + (aside + gap if has_aside and beside else 0)
        rest = max(margin, self.width() - margin - widest)
        low = look.effective(self.window().height()) < _LOW
        self._fit_head(margin, rest, inside=narrow or low)
        room = self.width() - 2 * margin
        self._slack.setStretch(1, 1 if room > widest else 0)
        self._slack.setStretch(0, 0 if room > widest else 1)
        if room > widest:
            self._columns.setStretch(0, 1)
            self.main_part.setMinimumWidth(min(limit, room))
        else:
            self.main_part.setMinimumWidth(0)
        over = margin if self._head_inside else look.px(14)
        self._content_column.setContentsMargins(margin, over, margin - self._bar(), margin)
        self._fit_footer(margin, rest)

    def _fit_head(self, margin: int, rest: int, *, inside: bool) -> None:
        look = theme()
        if inside:
            if not self._head_inside:
                self._fixed_column.removeWidget(self.head)
                self._content_column.insertWidget(0, self.head)
                self._head_inside = True
                self._dress_head()
            self.head.setContentsMargins(0, 0, 0, look.px(14))
        else:
            if self._head_inside:
                self._content_column.removeWidget(self.head)
                self._fixed_column.insertWidget(0, self.head)
                self._head_inside = False
                self._dress_head()
            self.head.setContentsMargins(margin, look.px(18), rest, 0)
        limit = look.px(tokens.FORM_WIDTH) if self._form else self.width()
        beside = max(rest, self.width() - margin - limit)
        over = 0 if self.summary.isHidden() else look.px(10)
        self._summary_column.setContentsMargins(margin, over, beside, 0)

    def _dress_head(self) -> None:
        """A new parent gives back the fonts from before the last change of scale: set them again."""
        for words in self.head.findChildren(Label):
            words.restyle()

    def _fit_footer(self, margin: int, rest: int) -> None:
        look = theme()
        for note in self.footer.findChildren(DraftNote):
            note.set_short(short=look.effective(self.window().width()) < tokens.NARROW)
        needed = self._left_flow.sizeHint().width() + self._right_flow.sizeHint().width()
        fits = needed + look.px(40) <= self.width() - margin - rest
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._footer_box.setDirection(across if fits else down)
        self._footer_box.setContentsMargins(margin, look.px(10), rest, look.px(10))
        self._footer_box.setSpacing(look.px(8))
        width = self._right_flow.sizeHint().width()
        self._footer_right.setMinimumWidth(min(width, self.width() - margin - rest) if fits else 0)

    def refit(self) -> None:
        """Arrange again after the contents changed (soon, once)."""
        self._soon.start()

    def _bar(self) -> int:
        """The scroll bar is in the margin, so that nothing moves when it comes."""
        bar = self._area.verticalScrollBar()
        return bar.sizeHint().width() if bar.maximum() > 0 else 0


def margin_beside(widget: QWidget) -> int:
    """Pixels left and right of everything on a page, in the window that `widget` is in."""
    look = theme()
    effective = look.effective(widget.window().width())
    return look.px(28 if effective >= tokens.WIDE else 22 if effective >= 640 else 16)


def _flow(across: int, down: int) -> tuple[QWidget, Flow]:
    widget = QWidget()
    layout = Flow(across, down, widget)
    widget.hide()
    return widget, layout


def _focusable(part: QWidget) -> bool:
    return any(
        child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.isEnabled()
        for child in part.findChildren(QWidget)
        if child.isVisibleTo(part)
    )

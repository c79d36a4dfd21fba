"""The preview beside a list: what the chosen record says, without opening it. Never takes the focus."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, ChipFace
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Facts, IconLine
from clerkapp.wording.language import _


@dataclass(frozen=True, slots=True)
class PreviewFace:
    """A record's preview, in words. `facts` are (name, value) or (name, value, "mono")."""

    kind: str
    kind_words: str
    title: str
    chips: Sequence[ChipFace] = ()
    facts: Sequence[tuple[str, ...]] = ()
    latest: str = ""
    missing_words: str = ""
    missing: Sequence[str] = ()
    counts: str = ""
    struck: bool = False


class Preview(QFrame):
    """`open_asked` and `print_asked` follow its two buttons."""

    open_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.setAccessibleName(_("Preview"))
        outer = Column(0, (1, 1, 1, 1), self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self._column = Column(10, (18, 18, 18, 8), inside)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        outer.addWidget(self._area, 1)
        self._buttons = QWidget()
        flow = Flow(8, 8, self._buttons)
        self.open_button = PrimaryButton(_("Open the record"), "arrow-right", main=True)
        self.print_button = SecondaryButton(_("Print"), "printer", main=True)
        flow.addWidget(self.open_button)
        flow.addWidget(self.print_button)
        foot = Column(0, (18, 8, 18, 18))
        foot.addWidget(self._buttons)
        outer.addLayout(foot)
        self.open_button.clicked.connect(self.open_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.show_nothing("")
        theme().follow(self)

    def restyle(self) -> None:
        """A few lines stay in view; a lower window scrolls the page."""
        self.setMinimumHeight(theme().px(260))

    def show_nothing(self, words: str) -> None:
        """No record is chosen."""
        clear(self._column)
        self._column.addWidget(Label(words, "body", "text-2"))
        self._column.addStretch(1)
        self._buttons.hide()

    def show_record(self, face: PreviewFace) -> None:
        """Show a record."""
        clear(self._column)
        kind = IconLine(
            kind_icon(face.kind), face.kind_words, role=kind_role(face.kind), style="strong"
        )
        kind.words.set_tone(kind_role(face.kind))
        self._column.addWidget(kind)
        title = Label(face.title, "h2")
        title.set_struck(struck=face.struck)
        self._column.addWidget(title)
        if face.chips:
            chips = QWidget()
            flow = Flow(6, 6, chips)
            for chip in face.chips:
                flow.addWidget(Chip(chip, shrinks=True))
            self._column.addWidget(chips)
        facts = Facts(label_width=74)
        for name, value, *style in face.facts:
            facts.add(name, value, mono="mono" in style)
        self._column.addWidget(facts)
        if face.latest:
            self._column.addWidget(Divider())
            self._column.addWidget(Label(_("Latest"), "h3", "text-2"))
            self._column.addWidget(Label(face.latest, "table"))
        if face.missing:
            self._column.addWidget(Divider())
            self._column.addWidget(Label(face.missing_words, "h3", "text-2"))
            for words in face.missing:
                self._column.addWidget(IconLine("circle", words))
        if face.counts:
            self._column.addWidget(Label(face.counts, "small", "text-2"))
        self._column.addStretch(1)
        self._buttons.show()

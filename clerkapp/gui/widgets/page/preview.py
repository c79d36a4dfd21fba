"""The preview beside a list: what the chosen record says, without opening it. Never takes the focus."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, ChipFace
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Divider, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.beside_list import BesideList
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


class Preview(BesideList):
    """`open_asked` and `print_asked` follow its two buttons."""

    open_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.open_button = PrimaryButton(_("Open the record"), "arrow-right", main=True)
        self.print_button = SecondaryButton(_("Print"), "printer", main=True)
        super().__init__(_("Preview"), (self.open_button, self.print_button), parent)
        self.open_button.clicked.connect(self.open_asked)
        self.print_button.clicked.connect(self.print_asked)

    def show_record(self, face: PreviewFace) -> None:
        """Show a record."""
        clear(self.column)
        kind = IconLine(
            kind_icon(face.kind), face.kind_words, role=kind_role(face.kind), style="strong"
        )
        kind.words.set_tone(kind_role(face.kind))
        self.column.addWidget(kind)
        title = Label(face.title, "h2")
        title.set_struck(struck=face.struck)
        self.column.addWidget(title)
        if face.chips:
            chips = QWidget()
            flow = Flow(6, 6, chips)
            for chip in face.chips:
                flow.addWidget(Chip(chip, shrinks=True))
            self.column.addWidget(chips)
        facts = Facts(label_width=74)
        for name, value, *style in face.facts:
            facts.add(name, value, mono="mono" in style)
        self.column.addWidget(facts)
        if face.latest:
            self.column.addWidget(Divider())
            self.column.addWidget(Label(_("Latest"), "h3", "text-2"))
            self.column.addWidget(Label(face.latest, "table"))
        if face.missing:
            self.column.addWidget(Divider())
            self.column.addWidget(Label(face.missing_words, "h3", "text-2"))
            for words in face.missing:
                self.column.addWidget(IconLine("circle", words))
        if face.counts:
            self.column.addWidget(Label(face.counts, "small", "text-2"))
        self.column.addStretch(1)
        self.buttons.show()

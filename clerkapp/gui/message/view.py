"""A message shown safely: signs, links, attachments, where it came from, its words.

Text is text. Nothing here opens, follows or fetches anything, and what is copied is harmless. There
is no better verdict than "No signs found".
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.domain.messages.examination import Examination
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import EdgeButton
from clerkapp.gui.widgets.basic.chip import Chip, chip_size, tone_chip
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.fit_text import FitText
from clerkapp.gui.widgets.basic.layouts import Column, Even, Flow, Row, clear
from clerkapp.gui.widgets.basic.read_text import ReadText
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services.messages.keeping import Reading
from clerkapp.wording import message_view as words
from clerkapp.wording.language import _
from clerkapp.wording.message_view import FileWords, LinkWords, SignWords

SHOWN = 12
"""So many links or attachments are one by one; the rest as lines of one text."""
TITLE_LONGEST = 150
"""Characters of a subject that stand as a page's title; a longer one is among the facts too."""
_LEAST = 370
"""A column of cards needs this width at 100 %: a title beside its guard, a sign beside its chip."""
_TEXT_LINES = 12


class MessageView(QWidget):
    """Cards in two columns where each has room, otherwise one under the other, left before right.

    `whole`: with its facts and its words too, where no form shows them beside it. `titled`: its
    subject is the page's title. What is added to `under_right` stays under the right cards.
    """

    def __init__(self, *, whole: bool, titled: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._titled = titled
        self._notes = Column(8)
        self.left, self._left = _stack()
        self.under_right = Column(14)
        self.right, self._right = _stack(self.under_right)
        columns = QWidget()
        even = Even(_LEAST, 16, 14, columns)
        even.addWidget(self.left)
        even.addWidget(self.right)
        self.right.setVisible(whole)
        column = Column(14, parent=self)
        column.addLayout(self._notes)
        column.addWidget(columns)
        for widget in (self, columns):
            _high_as_needed(widget)

    def show_reading(self, reading: Reading) -> None:
        """Show what was read."""
        found = reading.examination
        self.empty()
        for sentence in (
            words.carrier_words(found),
            *(refused.message for refused in reading.lacking),
        ):
            if sentence:
                self._notes.addWidget(_note(sentence))
        self._left.addWidget(_signs_card(reading))
        links, files = words.link_words(found), words.file_words(found)
        if links:
            self._left.addWidget(LinksCard(links))
        if files:
            self._left.addWidget(FilesCard(files))
        if self._whole:
            self._right.addWidget(_sender_card(found, titled=self._titled))
            if found.text.strip():
                self._right.addWidget(_text_card(found.text))
        elif found.text.strip():
            self._left.addWidget(
                _note(_("Its text stands below, as text only. Pictures are not fetched."))
            )

    def empty(self) -> None:
        """Show nothing but what was added."""
        for layout in (self._notes, self._left, self._right):
            clear(layout)


class LinksCard(Card):
    """The links of a message; none of them can be followed."""

    def __init__(self, links: list[LinkWords]) -> None:
        super().__init__(
            _("Links"),
            count=str(len(links)),
            beside=_guard("link-off", _("Cannot be clicked here")),
        )
        self._links = links
        for link in links[:SHOWN]:
            self.body.addWidget(_link(link))
        if links[SHOWN:]:
            more = ReadText(_("More links"), mono=True, lines=8)
            more.setPlainText("\n".join(_line(link) for link in links[SHOWN:]))
            self.body.addWidget(Label(_("More links"), "small", "text-2"))
            self.body.addWidget(more)
        self.copy_button = EdgeButton(_("Copy the links, made harmless"), "copy")
        self.copy_button.clicked.connect(self._copy)
        self.body.addWidget(self.copy_button)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(_line(link) for link in self._links))
        announce(self, _("Copied. No program makes links of them."))


class FilesCard(Card):
    """The files inside a message; none of them is opened."""

    def __init__(self, files: list[FileWords]) -> None:
        super().__init__(
            _("Attachments in the message"),
            count=str(len(files)),
            beside=_guard("file-off", _("Never opened")),
        )
        self._files = files
        for file in files[:SHOWN]:
            self.body.addWidget(_file(file))
        if files[SHOWN:]:
            more = ReadText(_("More attachments"), mono=True, lines=8)
            lines = [
                ", ".join((file.name, file.about, file.sha256, *(flag.said for flag in file.flags)))
                for file in files[SHOWN:]
            ]
            more.setPlainText("\n".join(lines))
            self.body.addWidget(Label(_("More attachments"), "small", "text-2"))
            self.body.addWidget(more)
        self.copy_button = EdgeButton(_("Copy the fingerprints"), "copy")
        self.copy_button.clicked.connect(self._copy)
        self.body.addWidget(self.copy_button)

    def _copy(self) -> None:
        lines = [f"{file.sha256}  {file.name}" for file in self._files]
        QGuiApplication.clipboard().setText("\n".join(lines))
        announce(self, _("Copied"))


def _stack(*under: Column) -> tuple[QWidget, Column]:
    """A column with a part that is filled anew for each message, and what stays under it."""
    widget = QWidget()
    column, filled = Column(14, parent=widget), Column(14)
    for layout in (filled, *under):
        column.addLayout(layout)
    column.addStretch(1)
    _high_as_needed(widget)
    return widget, filled


def _high_as_needed(widget: QWidget) -> None:
    # Not Minimum: that would keep the height of two narrow columns also where they are wide.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def _note(words_shown: str) -> QWidget:
    """Something that is lacking or worth knowing, in words."""
    line = QWidget()
    row = Row(8, parent=line)
    row.addWidget(IconLabel("info-circle", "text-2", 18))
    row.addWidget(Label(words_shown, "body", selectable=True), 1)
    return line


def _signs_card(reading: Reading) -> Card:
    found = reading.examination
    card = Card(words.signs_title(found))
    card.body.addWidget(Label(words.caution(found), "small", "text-2"))
    for sign in words.sign_words(found):
        card.body.addWidget(_sign(sign))
    return card


def _sign(sign: SignWords) -> QWidget:
    line = QWidget()
    row = Row(14, (0, 4, 0, 0), line)
    row.addWidget(_Strength(strong=sign.strong), 0, Qt.AlignmentFlag.AlignTop)
    column = Column(1, (0, 1, 0, 0))
    column.addWidget(Label(sign.title, "body"))
    column.addWidget(FitText(sign.evidence, "small", "text-2"))
    column.addWidget(Label(sign.reason, "small", "text-2"))
    row.addLayout(column, 1)
    strength = _("Strong sign") if sign.strong else _("Weak sign")
    line.setAccessibleName(f"{strength}: {sign.title}. {sign.evidence}. {sign.reason}")
    return line


class _Strength(QWidget):
    """The chip of a sign, in a column that is as wide for both strengths."""

    def __init__(self, *, strong: bool) -> None:
        super().__init__()
        self._widest = tone_chip("danger", _("Strong"), "alert-circle", bold=True)
        face = self._widest if strong else tone_chip("", _("Weak"), "info-circle")
        row = Row(0, parent=self)
        row.addWidget(Chip(face))
        row.addStretch(1)
        theme().follow(self)

    def restyle(self) -> None:
        """As wide as the wider chip."""
        self.setMinimumWidth(chip_size(self._widest).width())


def _sender_card(found: Examination, *, titled: bool) -> Card:
    card = Card(_("From the message"))
    facts = Facts(label_width=92)
    without_subject = titled and len(words.title_of(found)) <= TITLE_LONGEST
    for name, value, mono, meta in words.sender_words(found, subject=not without_subject):
        if value:
            facts.add_text(name, FitText(value, "mono" if mono else "table"), meta)
    card.body.addWidget(facts)
    return card


def _link(link: LinkWords) -> QWidget:
    part = QWidget()
    column = Column(2, (0, 0, 0, 6), part)
    if link.text and link.text != link.address:
        column.addWidget(Label(_("Text shown"), "small", "text-2"))
        column.addWidget(FitText(link.text, "table"))
        column.addSpacing(6)
    column.addWidget(Label(_("Real address"), "small", "text-2"))
    column.addWidget(FitText(link.address))
    if link.leads:
        column.addSpacing(6)
        column.addWidget(Label(_("Leads to"), "small", "text-2"))
        column.addWidget(FitText(link.leads))
    return part


def _line(link: LinkWords) -> str:
    return (
        f"{link.text}: {link.address}" if link.text and link.text != link.address else link.address
    )


def _file(file: FileWords) -> QWidget:
    line = QWidget()
    row = Row(10, (0, 0, 0, 6), line)
    icon = Column(0)
    icon.addWidget(IconLabel("file-code" if file.flags else "file-text"))
    icon.addStretch(1)
    row.addLayout(icon)
    column = Column(2)
    column.addWidget(FitText(file.name, "table"))
    meta = _("{about}  ·  fingerprint {start}").format(
        about=file.about, start=words.short_digest(file.sha256)
    )
    column.addWidget(Label(meta, "small", "text-2", selectable=True))
    if file.flags:
        chips = QWidget()
        flow = Flow(6, 4, chips)
        for flag in file.flags:
            icon_name = "alert-circle" if flag.odd else "info-circle"
            flow.addWidget(Chip(tone_chip("danger" if flag.odd else "", flag.said, icon_name)))
        column.addWidget(chips)
    row.addLayout(column, 1)
    return line


def _text_card(text: str) -> Card:
    card = Card(
        _("Text of the message"),
        beside=_guard("text-size", _("Text only, pictures not fetched")),
    )
    shown = ReadText(_("Text of the message"), lines=3, most=_TEXT_LINES)
    shown.setPlainText(words.harmless(text))
    card.body.addWidget(shown)
    card.body.addWidget(
        Label(_("Remove details about private people before sharing."), "small", "text-2")
    )
    return card


def _guard(icon: str, said: str) -> Chip:
    return Chip(tone_chip("", said, icon))

"""A message shown safely: signs, links, attachments, where it came from, its words.

Text is text. Nothing here opens, follows or fetches anything, and what is copied is harmless. There
is no better verdict than "No signs found".
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.buttons import QuietButton
from clerkapp.gui.widgets.card import Card, Facts
from clerkapp.gui.widgets.chip import Chip, chip_size, tone_chip
from clerkapp.gui.widgets.control import announce
from clerkapp.gui.widgets.fit_text import FitText
from clerkapp.gui.widgets.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.read_text import ReadText
from clerkapp.gui.widgets.text import IconLabel, Label
from clerkapp.services.messages import Reading
from clerkapp.wording import message_view as words
from clerkapp.wording.language import _
from clerkapp.wording.message_view import FileWords, LinkWords, SignWords

SHOWN = 12
"""So many links or attachments stand one by one; the rest as lines of one text."""
_TEXT_LINES = 12
_LINE = 80


class MessageView(QWidget):
    """`whole`: with its facts and its words too, where no form shows them beside it."""

    def __init__(self, *, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._column = Column(14, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_reading(self, reading: Reading) -> None:
        """Show what was read."""
        found = reading.examination
        clear(self._column)
        carrier = words.carrier_words(found)
        for sentence in (carrier, *(one.message for one in reading.lacking)):
            if sentence:
                self._column.addWidget(_note(sentence))
        self._column.addWidget(_signs_card(reading))
        if self._whole:
            self._column.addWidget(_sender_card(reading))
            if found["text"].strip():
                self._column.addWidget(_text_card(found["text"]))
        links, files = words.link_words(found), words.file_words(found)
        if links:
            self._column.addWidget(LinksCard(links))
        if files:
            self._column.addWidget(_files_card(files))
        if not self._whole and found["text"].strip():
            self._column.addWidget(
                _note(_("Its text stands below, as text only. Pictures are not shown."))
            )

    def empty(self) -> None:
        """Show nothing."""
        clear(self._column)


class LinksCard(Card):
    """The links of a message; none of them can be followed."""

    def __init__(self, links: list[LinkWords]) -> None:
        super().__init__(
            _("Links"),
            note=str(len(links)),
            beside=_guard("link-off", _("Cannot be clicked here")),
        )
        self._links = links
        for one in links[:SHOWN]:
            self.body.addWidget(_link(one))
        if links[SHOWN:]:
            more = ReadText(_("More links"), mono=True, lines=8)
            more.setPlainText("\n".join(_line(one) for one in links[SHOWN:]))
            self.body.addWidget(Label(_("More links"), "small", "text-2"))
            self.body.addWidget(more)
        self.copy_button = QuietButton(_("Copy the links, made harmless"), "copy")
        self.copy_button.clicked.connect(self._copy)
        self.body.addWidget(self.copy_button)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(_line(one) for one in self._links))
        announce(self, _("Copied. No program makes links of them."))


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
    for one in words.sign_words(found):
        card.body.addWidget(_sign(one))
    return card


def _sign(one: SignWords) -> QWidget:
    line = QWidget()
    row = Row(14, (0, 4, 0, 0), line)
    row.addWidget(_Strength(strong=one.strong), 0, Qt.AlignmentFlag.AlignTop)
    column = Column(1)
    column.addWidget(Label(one.title, "strong" if one.strong else "body"))
    column.addWidget(FitText(one.evidence, mono=False))
    column.addWidget(Label(one.reason, "small", "text-2"))
    row.addLayout(column, 1)
    strength = _("Strong sign") if one.strong else _("Weak sign")
    line.setAccessibleName(f"{strength}: {one.title}. {one.evidence}. {one.reason}")
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


def _sender_card(reading: Reading) -> Card:
    card = Card(_("From the message"))
    facts = Facts(label_width=130)
    for name, value, mono, meta in words.sender_words(reading.examination):
        if value:
            facts.add_text(name, FitText(value, mono=mono), meta)
    card.body.addWidget(facts)
    return card


def _link(one: LinkWords) -> QWidget:
    part = QWidget()
    column = Column(2, (0, 0, 0, 6), part)
    if one.text and one.text != one.address:
        column.addWidget(Label(_("Text shown"), "small", "text-2"))
        column.addWidget(FitText(one.text, mono=False))
    column.addWidget(Label(_("Real address"), "small", "text-2"))
    column.addWidget(FitText(one.address))
    if one.leads:
        column.addWidget(Label(_("Leads to"), "small", "text-2"))
        column.addWidget(FitText(one.leads))
    return part


def _line(one: LinkWords) -> str:
    return f"{one.text}: {one.address}" if one.text and one.text != one.address else one.address


def _files_card(files: list[FileWords]) -> Card:
    card = Card(
        _("Attachments in the message"),
        note=str(len(files)),
        beside=_guard("file-off", _("Never opened")),
    )
    for one in files[:SHOWN]:
        card.body.addWidget(_file(one))
    if files[SHOWN:]:
        more = ReadText(_("More attachments"), mono=True, lines=8)
        lines = [
            ", ".join((one.name, one.about, one.sha256, *(flag for flag, _strong in one.flags)))
            for one in files[SHOWN:]
        ]
        more.setPlainText("\n".join(lines))
        card.body.addWidget(Label(_("More attachments"), "small", "text-2"))
        card.body.addWidget(more)
    return card


def _file(one: FileWords) -> QWidget:
    line = QWidget()
    row = Row(10, (0, 0, 0, 6), line)
    icon = Column(0)
    icon.addWidget(IconLabel("file-code" if one.flags else "file-text"))
    icon.addStretch(1)
    row.addLayout(icon)
    column = Column(2)
    column.addWidget(FitText(one.name, mono=False))
    column.addWidget(Label(one.about, "small", "text-2"))
    if one.flags:
        chips = QWidget()
        flow = Flow(6, 4, chips)
        for flag, strong in one.flags:
            icon_name = "alert-circle" if strong else "info-circle"
            flow.addWidget(Chip(tone_chip("danger" if strong else "", flag, icon_name)))
        column.addWidget(chips)
    column.addWidget(Label(_("Fingerprint (SHA-256)"), "small", "text-2"))
    column.addWidget(FitText(one.sha256))
    row.addLayout(column, 1)
    return line


def _text_card(text: str) -> Card:
    card = Card(
        _("Text of the message"),
        beside=_guard("text-size", _("Text only, pictures not shown")),
    )
    lines = sum(1 + len(line) // _LINE for line in text.splitlines())
    shown = ReadText(_("Text of the message"), lines=min(max(lines, 3), _TEXT_LINES))
    shown.setPlainText(words.harmless(text))
    card.body.addWidget(shown)
    card.body.addWidget(
        Label(_("Remove details about private people before sharing."), "small", "text-2")
    )
    return card


def _guard(icon: str, said: str) -> Chip:
    return Chip(tone_chip("", said, icon))

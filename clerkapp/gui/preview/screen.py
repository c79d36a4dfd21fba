"""A print before it is printed or saved: its pages as they will be, or their text.

What is shown, saved and printed are the same bytes. Showing journals nothing; printing and saving do.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.prints import KeptMessage
from clerkapp.gui.message.reader import MessageReader
from clerkapp.gui.navigation.places import Preview
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts import paper
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.read_text import ReadText
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.printing import prints
from clerkapp.services.printing.prints import Made
from clerkapp.services.session import Session
from clerkapp.wording.language import _, ngettext

PAGES, TEXT = "pages", "text"
_LETTER_WIDTH = 816
"""A Letter page at 96 dots an inch, the size on screen at a text scale of 100 %."""


class PreviewScreen(Screen):
    """The print that `place` names. One of a message is made after the message was read anew from the
    bytes that were kept, so that nothing of it waits anywhere else.
    """

    section = "records"

    def __init__(self, place: Preview, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._about = prints.about(place.print, place.of)
        self._made: Made | None = None
        self._reader: MessageReader | None = None
        self._document: QPdfDocument | None = None
        self._page = Page(self._about.title)
        back = LinkButton(_("Back"), "arrow-left")
        back.clicked.connect(desk.back)
        self._page.add_over(back)
        self.print_button = PrimaryButton(_("Print"), "printer", main=True)
        self.save_button = SecondaryButton(_("Save as PDF"), "download", main=True)
        self.view = Segment([(PAGES, _("Pages")), (TEXT, _("Text"))])
        self.view.set_names(_("Show the sheet as"), "")
        self.view.set_value(PAGES)
        self.view.changed.connect(lambda: self.show_as(self.view.value() or PAGES))
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button.clicked.connect(self._save)
        for widget in (self.print_button, self.save_button, self.view):
            self._page.add_action(widget)
        self._said = Column(8)
        self.sheet = Sheet()
        self.text = ReadText(_("Text of the sheet"), lines=10, grows=True)
        self.text.hide()
        self._page.main.addLayout(self._said)
        self._page.main.addWidget(self.sheet, 1)
        self._page.main.addWidget(self.text, 1)
        self._said.addWidget(WaitLine(_("Preparing the sheet …")))
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Have it made from things as they stand; Print has the focus."""
        self.print_button.setFocus()
        of = self._place.of
        if not isinstance(of, KeptMessage):
            self._make()
            return
        reader = self._reader = self._reader or MessageReader(self.desk.tasks, self)
        self.desk.ask(
            self,
            lambda session: keeping.data_of(session, of.sha256),
            lambda data: reader.read(data, of.pick, self._make),
            self.say_refused,
        )

    def keep(self) -> None:
        """End the child that reads."""
        if self._reader is not None:
            self._reader.close()

    def regions(self) -> list[QWidget]:
        """The acts, then the sheet."""
        return [self._page.head, self.text if self.text.isVisible() else self.sheet]

    def print_shown(self) -> bool:
        """Ctrl+P prints the sheet that is shown."""
        self.print_sheet()
        return True

    def show_as(self, way: str) -> None:
        """As pages, or as text for a screen reader and for copying."""
        self.view.set_value(way)
        self.sheet.setVisible(way == PAGES)
        self.text.setVisible(way == TEXT)

    def print_sheet(self) -> None:
        """Ask for the printer; what goes to paper is journaled before it does."""
        made = self._made
        if made is None:
            return
        try:
            send = paper.choose_printer(self, made.pdf, self._about.title)
        except ClerkappError as error:
            self.say_refused(error)
            return
        if send is not None:
            self.desk.ask(
                self,
                lambda session: prints.announce_print(session, made),
                partial(self._print, send),
                self.say_refused,
            )

    def show_made(self, made: Made) -> None:
        """The sheet is made."""
        clear(self._said)
        self._made = made
        self._document = paper.open_document(made.pdf, self)
        count = self._document.pageCount()
        self._page.set_explanation(self._about.kind(count))
        self.sheet.show_document(self._document)
        pages = range(count)
        self.text.setPlainText("\n\n".join(_words(self._document, page) for page in pages))

    def say_refused(self, error: ClerkappError) -> None:
        """It could not be made, printed or saved."""
        self._say("danger", words_of(error))

    def _make(self, read: Reading | None = None) -> None:
        place = self._place
        self.desk.ask(
            self,
            lambda session: prints.make(session, place.print, place.of, read),
            self.show_made,
            self.say_refused,
        )

    def _print(self, send: Callable[[], None], entry: int | None) -> None:
        try:
            send()
        except ClerkappError as error:
            code = error.code
            self.say_refused(error)
            self.desk.ask(
                self,
                lambda session: prints.print_failed(session, entry, code),
                lambda _nothing: None,
                self.say_refused,
            )
            return
        self._say("good", _("Sent to the printer."))

    def _save(self) -> None:
        made = self._made
        if made is None:
            return
        try:
            path = paper.ask_where(self, self._about.file)
        except ClerkappError as error:
            self.say_refused(error)
            return
        if path is not None:
            self.desk.ask(self, partial(_write, path, made), self._saved, self.say_refused)

    def _saved(self, path: Path) -> None:
        self._say("good", _("Saved as {name}.").format(name=path.name), self._about.care)

    def _say(self, tone: str, title: str, text: str = "") -> None:
        clear(self._said)
        self._said.addWidget(Banner(tone, title, text))


class Sheet(QScrollArea):
    """The pages under each other, scrolled with the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Sheet"))
        holder = QWidget()
        self._column = Column(14, (3, 3, 14, 14), holder)
        self.setWidget(holder)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        theme().follow(self)

    def restyle(self) -> None:
        """A page has room to be read, whatever else is above it."""
        self.setMinimumHeight(theme().px(240))

    def show_document(self, document: QPdfDocument) -> None:
        """Show its pages."""
        count = document.pageCount()
        self.setAccessibleName(
            ngettext("Sheet, {count} page", "Sheet, {count} pages", count).format(count=count)
        )
        clear(self._column)
        for page in range(count):
            self._column.addWidget(_PageView(document, page))
        self._column.addStretch(1)


class _PageView(QWidget):
    """One page, drawn at the screen's own resolution; its words are its description."""

    def __init__(self, document: QPdfDocument, page: int) -> None:
        super().__init__()
        self._document = document
        self._number = page
        self._drawn = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(
            _("Page {n} of {total}").format(n=page + 1, total=document.pageCount())
        )
        self.setAccessibleDescription(_words(document, page))
        theme().follow(self)

    def restyle(self) -> None:
        """As wide as paper at the text scale, if there is room."""
        self.setMaximumWidth(theme().px(_LETTER_WIDTH))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is smaller."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may have another resolution."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._drawn = QPixmap()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """The page at the text scale."""
        width = theme().px(_LETTER_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It may become small, but not vanish."""
        return QSize(theme().px(200), theme().px(200))

    def hasHeightForWidth(self) -> bool:
        """Paper keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Paper keeps its shape."""
        points = self._document.pagePointSize(self._number)
        return round(width * points.height() / points.width()) if points.width() else width

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with an edge, in every palette: it shows what will be printed."""
        del event
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn.size() != wanted:
            self._drawn = QPixmap(wanted)
            self._drawn.fill(Qt.GlobalColor.white)
            painter = QPainter(self._drawn)
            painter.drawImage(0, 0, self._document.render(self._number, wanted))
            painter.end()
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(theme().colour("border"))
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)

    def _fit(self) -> None:
        width = min(self.width(), theme().px(_LETTER_WIDTH))
        self.setFixedHeight(self.heightForWidth(width))


def _words(document: QPdfDocument, page: int) -> str:
    return document.getAllText(page).text().replace("\r\n", "\n").strip()


def _write(path: Path, made: Made, session: Session) -> Path:
    with prints.releasing(session, made):
        paper.write_pdf(session.ports.drive, path, made.pdf)
    return path

"""The last pages of sending: written, stopped, or refused. Nothing here says that the state has it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.send import words as send_words
from clerkapp.gui.send.job import SendJob
from clerkapp.gui.send.pages import SendPage
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Divider, Row
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Facts
from clerkapp.services.export.exporting import Exported
from clerkapp.wording.language import _
from clerkapp.wording.times import instant_words
from clerkapp.wording.values import fingerprint_lines, fingerprint_words, size_words

ROOM_TROUBLE = frozenset({"drive-short", "drive-full", "drive-file-too-large", "drive-read-only"})
"""Failures after which another stick is the next right thing."""


class DonePage(SendPage):
    """What is where, and the three next things. Nothing here says that the state has it."""

    home_asked = Signal()
    again_asked = Signal()

    def __init__(self, job: SendJob, exported: Exported, at: str) -> None:
        super().__init__()
        bundle = exported.last
        written = [file for bundle_written in exported.bundles for file in bundle_written.files]
        size = size_words(sum(file.size for file in written))
        when = instant_words(at, year=True)
        self.banner = Banner(
            "good",
            send_words.written(bundle),
            _("{holds}, {size}. Written {when}.").format(
                holds=job.shipment.holds, size=size, when=when
            ),
        )
        self.column.addWidget(self.banner)
        facts = Facts(label_width=120)
        facts.add(_("Files"), "\n".join(file.path.name for file in written), mono=True)
        to = job.shipment.to
        facts.add(_("On") if to.stick else _("In"), to.name, meta=str(to.folder))
        facts.add(_("Fingerprint"), fingerprint_lines(bundle.digest), mono=True)
        facts.add(_("Signed as"), exported.principal, mono=True)
        facts.add(_("Sealed to"), ", ".join(job.shipment.names))
        self.column.addWidget(facts)
        self.column.addWidget(Divider())
        self.column.addWidget(Label(_("Now"), "h2"))
        label = _("Label it: {principal}, bundle {number}, {first} …").format(
            principal=exported.principal,
            number=send_words.number_words(bundle.seq),
            first=fingerprint_words(bundle.digest)[:9],
        )
        things = (
            _("Have the computer eject the stick, then take it out.")
            if to.stick
            else _("Copy the files onto a stick, all of them, then take it out."),
            label,
            _(
                "Carry it to the state desk. It counts as sent, not as received, until a receipt is back."
            ),
        )
        for number, words in enumerate(things, start=1):
            self.column.addWidget(_numbered(number, words))
        done = PrimaryButton(_("Done, go Home"), "home", main=True)
        again = SecondaryButton(_("Write it to another stick too"), "copy", main=True)
        done.clicked.connect(self.home_asked)
        again.clicked.connect(self.again_asked)
        self.add_buttons(again, done)


class StoppedPage(SendPage):
    """It did not come to its end: why, what is safe, and the way to start again."""

    again_asked = Signal()
    other_asked = Signal()

    def __init__(self, error: ClerkappError) -> None:
        super().__init__()
        asked = error.code == "cancelled"
        title = _("Stopped") if asked else _("The bundle is not written")
        self.banner = Banner("info" if asked else "danger", title, words_of(error))
        self.column.addWidget(self.banner)
        self.column.addWidget(
            Label(
                _("What was to go stays as it is. Starting again writes the same bundle."),
                "body",
                "text-2",
            )
        )
        another = error.code in ROOM_TROUBLE
        again: QPushButton
        other: QPushButton
        if another:
            other = PrimaryButton(_("Choose another place"), "device-usb", main=True)
            again = SecondaryButton(_("Start again"), "refresh", main=True)
        else:
            again = PrimaryButton(_("Start again"), "refresh", main=True)
            other = SecondaryButton(_("Choose another place"), "device-usb", main=True)
        again.clicked.connect(self.again_asked)
        other.clicked.connect(self.other_asked)
        self.add_buttons(*((again, other) if another else (other, again)))


class RefusedPage(SendPage):
    """Nothing can be sent now: why, and where to go when that helps."""

    settings_asked = Signal()

    def __init__(self, error: ClerkappError) -> None:
        super().__init__()
        if error.code == "export-recipient-missing":
            self.banner = Banner(
                "info",
                _("The state’s key is not here yet"),
                _(
                    "Bundles are sealed so that only the state can open them. Accept the state’s certificate first; nothing was written."
                ),
            )
            self.column.addWidget(self.banner)
            button = PrimaryButton(_("Add the state’s key"), "key", main=True)
            button.clicked.connect(self.settings_asked)
            self.add_buttons(button)
        else:
            self.banner = Banner("warn", _("Nothing can be sent now"), words_of(error))
            self.column.addWidget(self.banner)


class _Number(QWidget):
    """A number in a circle; the words beside it carry the meaning."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        theme().follow(self)

    def restyle(self) -> None:
        """28 px at 100 %."""
        side = theme().px(28)
        self.setFixedSize(QSize(side, side))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle and digit."""
        del event
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("border"), look.line))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawEllipse(box)
        painter.setFont(look.font("small-strong"))
        painter.setPen(look.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


def _numbered(number: int, words: str) -> QWidget:
    line = QWidget()
    row = Row(10, parent=line)
    row.addWidget(_Number(number), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body"), 1, Qt.AlignmentFlag.AlignVCenter)
    return line

"""The message of a record on its page, read anew from the bytes that were kept, and handing it out.

Saving the original is an act of its own: locked in an archive that says by its name what it is, and
written into the journal.
"""

from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.prints import MESSAGE, KeptMessage
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.text.rules import visible
from clerkapp.gui.message.model import SHOWN_HERE
from clerkapp.gui.message.reader import MessageReader
from clerkapp.gui.message.view import MessageView
from clerkapp.gui.navigation.places import Preview
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import saving
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.dialog import Dialog, Message
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.messages import keeping, originals
from clerkapp.services.messages.keeping import KeptOriginal, Reading
from clerkapp.services.messages.originals import ExportedOriginal
from clerkapp.wording.language import _
from clerkapp.wording.values import size_words


class MessagePart(QWidget):
    """Hidden for records without a message. `screen`: the page that it belongs to."""

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._screen = screen
        self._number = ""
        self._sha256 = ""
        self._original: KeptOriginal | None = None
        self.reader = MessageReader(desk.tasks, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(14, parent=self)
        self.card = Card(_("The message"))
        self._kept = Label("", "body")
        self.card.body.addWidget(self._kept)
        self.card.body.addWidget(
            Label(_("Shown as text. Links, pictures and files stay closed."), "small", "text-2")
        )
        self.save_button = SecondaryButton(_("Save the original …"), "download")
        self.save_button.clicked.connect(self.ask_to_save)
        self.print_button = SecondaryButton(_("Print for the help desk"), "printer")
        self.print_button.clicked.connect(self._print)
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        flow.addWidget(self.save_button)
        flow.addWidget(self.print_button)
        self.card.body.addWidget(buttons)
        self.view = MessageView(whole=True)
        column.addWidget(self.card)
        column.addWidget(self.view)
        self.hide()

    @property
    def shows(self) -> frozenset[str]:
        """The fields that are here and nowhere else on the page."""
        return SHOWN_HERE | {"message_text"} if self._sha256 else frozenset()

    def regions(self) -> list[QWidget]:
        """What was kept, then the two columns."""
        return [self.card, self.view.left, self.view.right]

    def show_record(self, shown: RecordView) -> None:
        """Read the record's message, unless it is shown already."""
        kept = next(
            (attachment for attachment in shown.attachments if attachment.what == keeping.CLASS),
            None,
        )
        self._number = shown.row.number
        self.setVisible(kept is not None)
        if kept is None or kept.sha256 == self._sha256:
            return
        self._sha256 = kept.sha256
        self._kept.setText(
            _("Read from “{name}”. The original is kept, {size}.").format(
                name=visible(kept.name), size=size_words(kept.size)
            )
        )
        number = self._number
        self._desk.ask(
            self,
            lambda session: keeping.original(session, number, kept.sha256),
            self._fetched,
            lambda error: self._kept.setText(words_of(error)),
        )

    def close_reader(self) -> None:
        """The page is left."""
        self.reader.close()

    def ask_to_save(self) -> None:
        """Say what will be written, and ask."""
        dialog = Dialog(
            _("Save the original message outside the vault?"),
            _(
                "It may be dangerous, so it is locked in an archive whose name begins with "
                "DANGEROUS. Give it only to those who examine it: the state, your IT or the police. "
                "The password guards against opening it by accident; it keeps no secret. That you "
                "saved it is written into the journal."
            ),
            do=_("Choose where to save it"),
            safe=_("Go back"),
            parent=self._screen,
        )
        dialog.accepted.connect(self._choose)
        dialog.open()

    def _print(self) -> None:
        original = self._original
        if original is not None:
            kept = original.attached
            of = KeptMessage(kept.sha256, kept.name, kept.size, original.pick)
            self._desk.go(Preview(MESSAGE, of))

    def _fetched(self, original: KeptOriginal) -> None:
        self._original = original
        self.reader.read(original.data, original.pick, self._show)

    def _show(self, reading: Reading) -> None:
        self.view.show_reading(reading)
        order_inside(self._screen)

    def _choose(self) -> None:
        target = saving.ask_where(
            self._screen,
            _("Save the original message"),
            originals.archive_name(self._number),
            asks_to_replace=False,
        )
        if target is not None:
            number, sha256 = self._number, self._sha256
            self._desk.ask(
                self,
                lambda session: originals.export(session, number, target, sha256),
                self._saved,
                self._refused,
            )

    def _saved(self, exported: ExportedOriginal) -> None:
        Message(
            _("The original is saved"),
            _(
                "The archive opens with the password “{password}”. Tell it to those who get the "
                "archive. The message inside is the original, letter by letter."
            ).format(password=exported.password),
            self._screen,
        ).open()

    def _refused(self, error: ClerkappError) -> None:
        Message(_("That was not done"), words_of(error), self._screen).open()

"""What is beside an incident's story: its files, and who signed it or still has to."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from clerkapp.domain.records.shown import AttachmentView, RecordView, standing
from clerkapp.gui.incident.words import open_signatures
from clerkapp.gui.parts.signature_words import method_words, signed_as
from clerkapp.gui.widgets.basic.buttons import QuietButton
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.lists.changes import SignatureRow
from clerkapp.gui.widgets.page.card import IconLine
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _
from clerkapp.wording.values import size_words


def file_line(
    attachment: AttachmentView, save: Callable[[], object], *, words: str = ""
) -> QWidget:
    """A file's name, size and class, with the button that saves it outside the vault. `words`: what
    the button says of a file that is not simply saved."""
    button = QuietButton(words or _("Save"), "download")
    if not words:
        button.setAccessibleName(_("Save {name} to a folder").format(name=attachment.name))
    button.clicked.connect(lambda: save())
    icon = "photo" if attachment.media_type.startswith("image/") else "file-text"
    meta = f"{size_words(attachment.size)}  ·  {value_label('attachments', attachment.what)}"
    if not words:
        return IconLine(icon, attachment.name, meta, beside=button)
    part = QWidget()
    column = Column(2, parent=part)
    column.addWidget(IconLine(icon, attachment.name, meta))
    column.addWidget(button)
    return part


class HeldLine(QWidget):
    """A picture that is held back, with what a reviewer may do about it."""

    def __init__(
        self, attachment: AttachmentView, save: Callable[[], object], clear: Callable[[], object]
    ) -> None:
        super().__init__()
        column = Column(2, parent=self)
        column.addWidget(file_line(attachment, save))
        self.clear_button = QuietButton(_("Let it leave …"), "circle-check")
        self.clear_button.setAccessibleName(
            _("Let {name} leave the office …").format(name=attachment.name)
        )
        self.clear_button.clicked.connect(lambda: clear())
        column.addWidget(self.clear_button)


def signature_rows(shown: RecordView) -> Iterator[SignatureRow]:
    """The lines that the print has too: every signature that holds, and those that are missing."""
    for one in standing(shown).values():
        if one is not None:
            yield SignatureRow(
                one.author.name,
                signed_as(one),
                method_words(one),
                signed=True,
            )
    for title, who in open_signatures(shown):
        yield SignatureRow(title, who, _("Not signed yet"), signed=False)

"""The sheet of a message for the help desk, before it is printed or saved.

The message is read anew from the bytes that were kept, so that nothing of it waits anywhere else.
"""

from clerkapp.gui.message.reader import MessageReader
from clerkapp.gui.navigation.places import MessagePreview
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.preview.screen import SheetScreen
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.printing import prints
from clerkapp.services.printing.message_sheets import Original
from clerkapp.wording.language import _, ngettext


class MessagePreviewScreen(SheetScreen):
    """The message that `place` names, recorded or not."""

    def __init__(self, place: MessagePreview, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Message for the help desk"),
            f"message-{place.sha256[:8]}.pdf",
            leaving=lambda _session: prints.leaving_message(place.sha256),
            explanation=_no_record,
            care=_(
                "It holds no text of the message and no recipient. Nothing in it can be clicked."
            ),
        )
        self._place = place
        self._reader = MessageReader(desk.tasks, self)

    def enter(self) -> None:
        """Fetch the bytes, read them, put what they say on paper."""
        super().enter()
        place = self._place
        self.desk.ask(
            self,
            lambda session: keeping.data_of(session, place.sha256),
            lambda data: self._reader.read(data, place.pick, self._put_on_paper),
            self.say_refused,
        )

    def keep(self) -> None:
        """End the child that reads."""
        self._reader.close()

    def _put_on_paper(self, reading: Reading) -> None:
        place = self._place
        original = Original(place.name, place.size, place.sha256)
        self.desk.ask(
            self,
            lambda session: prints.message_pdf(session, reading, original),
            self.show_pdf,
            self.say_refused,
        )


def _no_record(pages: int) -> str:
    return ngettext(
        "Signs, sender, links and fingerprints, {count} page. Each print is noted in the log.",
        "Signs, sender, links and fingerprints, {count} pages. Each print is noted in the log.",
        pages,
    ).format(count=pages)

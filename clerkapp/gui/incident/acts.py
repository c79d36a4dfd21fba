"""What can be done with a record from its page: sign, resolve, strike through, add, hand out.

Each act asks what it needs to know and runs its use case. `done` follows with what was done in words,
`refused` with why not; the page reads the record anew.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.records import guarded
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import AttachmentView, RecordView
from clerkapp.gui.incident.decision import DecisionDialog
from clerkapp.gui.incident.files import FilesDialog
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import saving
from clerkapp.gui.parts.dialogs import (
    ActionDialog,
    ask_clear,
    ask_reopen,
    ask_review,
    ask_strike,
)
from clerkapp.services.records import attaching, publishing, recording, signing
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.recording import StatusDetails
from clerkapp.services.session import Session
from clerkapp.wording import reasons
from clerkapp.wording.language import _, ngettext


class Acts:
    """The acts on the record `number`, of a kind that is known once it is read; `screen` is the page
    that asks."""

    def __init__(
        self,
        screen: QWidget,
        desk: Desk,
        number: str,
        *,
        kind: Callable[[], str],
        done: Callable[[str], None],
        refused: Callable[[ClerkappError], None],
    ) -> None:
        self._screen = screen
        self._desk = desk
        self._number = number
        self._kind = kind
        self._done = done
        self._refused = refused

    def review(self) -> None:
        """Ask in which capacity, and sign as the reviewer."""

        def sign(capacity: str) -> None:
            self._do(
                lambda session, number: signing.sign(
                    session, number, ActKind.REVIEW, capacity or None
                ),
                _("Reviewed and signed."),
            )

        ask_review(self._screen, sign)

    def work_on(self) -> None:
        """The person who is signed in has it now."""
        mine = StatusDetails(owner=self._desk.account.name)
        self._do(
            lambda session, number: recording.set_status(session, number, "working", standing=mine),
            _("You have it now."),
        )

    def reopen(self) -> None:
        """Ask why, and open a reviewed record again."""

        def reopen(reason: str) -> None:
            self._do(
                lambda session, number: recording.set_status(session, number, "working", reason),
                _("It is open again."),
            )

        ask_reopen(self._screen, reopen)

    def sign_authority(self) -> None:
        """Sign as the election authority."""
        self._do(
            lambda session, number: signing.sign(session, number, ActKind.AUTHORITY),
            _("Signed."),
        )

    def strike(self) -> None:
        """Ask why, and strike through."""

        def strike(reason: str) -> None:
            self._do(
                lambda session, number: recording.strike(session, number, reason),
                _("Struck through."),
            )

        ask_strike(self._screen, self._number, strike)

    def decide(self, shown: RecordView) -> None:
        """Ask the reviewer what is shown outside."""

        def decide(decision: dict[str, Any]) -> None:
            self._do(
                lambda session, number: publishing.decide(session, number, decision),
                _("Decided. Review and sign the record, so that the decision holds."),
            )

        DecisionDialog(shown, done=decide, parent=self._screen).open()

    def clear_picture(self, attachment: AttachmentView) -> None:
        """Ask the reviewer why a held picture may leave."""

        def clear(reason: str) -> None:
            self._do(
                lambda session, number: publishing.clear_picture(
                    session, number, attachment.sha256, reason
                ),
                _("The picture may leave. Review and sign the record, so that this holds."),
            )

        ask_clear(self._screen, attachment.name, clear)

    def add_action(self) -> None:
        """Ask for one more line of what was done."""
        ActionDialog(self._desk.session, done=self._take_action, parent=self._screen).open()

    def _take_action(self, action: dict[str, Any], although: str) -> None:
        self._do(
            lambda session, number: recording.add_action(
                session, number, action, although=although
            ),
            _("Added to the record."),
        )

    def choose_files(self) -> None:
        """Ask which files to keep with the record."""
        if files := saving.ask_files(self._screen, _("Choose files to keep with the record")):
            self.attach(files)

    def attach(self, paths: list[Path]) -> None:
        """Show the files with what is asked about them; they are kept once somebody says so."""
        dialog = FilesDialog(self._kind(), self._desk, done=self._keep, parent=self._screen)
        dialog.open()
        dialog.take(paths)

    def _keep(self, attached: list[Attached], although: str) -> None:
        def work(session: Session, number: str) -> object:
            reason = reasons.files_added(len(attached))
            changes = (
                {guarded.OVERRIDES: [{"field": guarded.FILES, "reason": although}]}
                if although
                else {}
            )
            return recording.amend(session, number, changes, reason, attachments=attached)

        self._do(
            work,
            ngettext(
                "The file is kept with the record.",
                "The files are kept with the record.",
                len(attached),
            ),
        )

    def save_out(self, attachment: AttachmentView) -> None:
        """Ask where a kept file goes, outside the vault."""
        # A file that is there is never replaced: the refusal says so, and Qt need not ask.
        target = saving.ask_where(
            self._screen,
            _("Save {name} outside the vault").format(name=attachment.name),
            attachment.name,
            asks_to_replace=False,
        )
        if target is not None:
            self._do(
                lambda session, number: attaching.save_out(
                    session, number, attachment.sha256, target
                ),
                _("Saved. The copy outside the vault is not encrypted."),
            )

    def _do(self, work: Callable[[Session, str], object], done: str) -> None:
        """Run a use case on the record, and say so."""
        number = self._number
        self._desk.ask(
            self._screen,
            lambda session: work(session, number),
            lambda _answer: self._done(done),
            self._refused,
        )

"""How a form's draft follows the typing, and what the form says of it: never more than what is so.

A draft that could not be saved is tried again every few seconds while the form is shown; `Unsaved`
keeps it meanwhile, and beyond the form.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.kinds.declare import Kind
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.trouble import words_of
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from clerkapp.wording.language import _
from clerkapp.wording.times import clock_words

_AGAIN_MILLISECONDS = 5_000


class Typing(Protocol):
    """What is typed somewhere: of which kind of record, and what of it no draft holds yet."""

    kind: Kind
    draft_due: Any

    @property
    def dirty(self) -> bool:
        """Whether typing waits for the draft."""

    def taken(self) -> None:
        """The draft holds everything typed so far."""


class FormSaving(QObject):
    """The draft of one form. `draft`: its id, None until something was typed. `said`, `meta`: the words
    that it is saved, with {time}, and the line under them."""

    said = Signal(str, str, bool)
    """What the form says: words, a second line, whether it failed."""

    def __init__(
        self,
        desk: Desk,
        draft: str | None,
        cursor: Callable[[], dict[str, Any]],
        parent: QObject,
        *,
        said: str = "",
        meta: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cursor = cursor
        self._words = said or _("Draft saved {time}")
        self._meta = meta or _("Only you see it until you record.")
        self._number: str | None = None
        self._model: Typing | None = None
        self._content: Callable[[dict[str, Any]], dict[str, Any]] = lambda _cursor: {}
        self._asked = False
        self._over = False
        self.draft = draft
        self.dirty = False
        self.noted: tuple[str, str, bool] = ("", "", False)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MILLISECONDS)
        self._again.timeout.connect(lambda: self.save(self._cursor()))

    def follow(
        self, model: Typing, number: str, content: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> None:
        """Save `model`, a change of the record `number`, whenever it asks for that. `content`: what a
        draft of it holds, with the cursor."""
        self._model, self._number, self._content = model, number or None, content
        model.draft_due.connect(lambda: self.save(self._cursor()))

    def touch(self) -> None:
        """Something was typed that is not handed over yet."""
        self.dirty = True

    def needed(self) -> bool:
        """Whether leaving the form now has something to hand over."""
        model = self._model
        return model is not None and (self.dirty or model.dirty or self.draft is not None)

    def named(self) -> str:
        """The draft's id, which it has from now on."""
        self.draft = self.draft or str(uuid.uuid4())
        return self.draft

    def save(self, cursor: dict[str, Any]) -> None:
        """Hand what is in the form to the vault's thread."""
        model = self._model
        if model is None or self._over:
            return
        words = FormWords(self.named(), model.kind.code, self._number, self._content(cursor))
        model.taken()
        self.dirty = False
        self._again.stop()
        unsaved = self._desk.unsaved
        unsaved.note(words)

        def work(session: Session) -> str | ClerkappError:
            # Not raised: a form that has gone has nothing to tell, and `unsaved` knows.
            try:
                return unsaved.save(session, words)
            except ClerkappError as error:
                return error

        self._desk.ask(self, work, self._answered)

    def _answered(self, outcome: str | ClerkappError) -> None:
        if isinstance(outcome, ClerkappError):
            self._failed(outcome)
        else:
            self.saved(outcome)

    def stop(self) -> None:
        """The form is recorded or thrown away: nothing of it is saved any more."""
        self._again.stop()
        self._over = True

    def ask_saved(self) -> None:
        """Ctrl+S: a habit, so it answers, with what is so."""
        if self._model is None:
            return
        if self.dirty or self._model.dirty or self.noted[2]:
            self._asked = True
            self.save(self._cursor())
        else:
            self._desk.announce(_("Draft saved"))

    def saved(self, at: str) -> None:
        """The draft is in the vault since `at`."""
        if self._asked:
            self._asked = False
            self._desk.announce(_("Draft saved"))
        if not self.dirty or not self.noted[0] or self.noted[2]:
            self._say(
                self._words.format(time=clock_words(at, seconds=True)),
                self._meta,
            )

    def _failed(self, error: ClerkappError) -> None:
        self.dirty = True
        self._asked = False
        self._again.start()
        self._say(_("The draft is not saved."), words_of(error), failed=True)

    def _say(self, said: str, meta: str, *, failed: bool = False) -> None:
        self.noted = (said, meta, failed)
        self.said.emit(said, meta, failed)

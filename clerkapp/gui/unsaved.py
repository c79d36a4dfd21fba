"""What was typed and is not in the vault yet: the one place that knows, and that keeps it.

Every draft is saved through here. What the vault does not take (a full disk, a drive that was pulled)
stays here and is tried again; a form that comes back takes it before what the vault holds. With a
lock it is tried once more, and then waits sealed under a key that only the same person's unlock
gives: nobody else can read it, and it is gone with the window (ADR 27). Whatever says what became of
somebody's words asks here, and never supposes.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from clerkapp.domain.errors import ClerkappError
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.services.records.drafting import FormWords
    from clerkapp.services.session import Notice, Session


@dataclass(frozen=True, slots=True)
class Left:
    """What a lock leaves behind.

    `why`: a sentence that says why something could not be saved. `waiting`: whose words wait sealed
    in this window, by name. `gone`: words that could not even be taken from the screen; `typed`: words
    that nothing keeps (a dialog was open). `bug`: what else went wrong while the vault was closed.
    """

    notices: Sequence[Notice] = ()
    why: str = ""
    waiting: tuple[str, ...] = ()
    gone: bool = False
    typed: bool = False
    bug: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Sealed:
    vault: str
    account: str
    person: str
    sealed: bytes


class Unsaved:
    """FormWords by the draft that they belong to. The screen's thread notes them, the vault's saves them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._words: dict[str, FormWords] = {}
        self._recorded: set[str] = set()
        self._sealed: list[_Sealed] = []
        self._why = ""

    @property
    def why(self) -> str:
        """Why the last saving that failed did; a sentence, empty while nothing failed."""
        return self._why if self._words or self._sealed else ""

    @property
    def refused(self) -> tuple[FormWords, ...]:
        """Words that the vault did not take when they were last tried."""
        return tuple(self._words.values()) if self._why else ()

    def of(self, draft: str) -> FormWords | None:
        """What is in this draft and is not in the vault."""
        return self._words.get(draft)

    def of_form(self, draft: str | None, number: str | None) -> FormWords | None:
        """What is not in the vault of this draft, or, without one, of a change of this record."""
        if draft is not None or number is None:
            return self.of(draft or "")
        words = (words for words in tuple(self._words.values()) if words.record == number)
        return next((own for own in words if "page" not in own.content), None)

    def waiting(self) -> tuple[str, ...]:
        """Whose words wait sealed, by name."""
        return tuple(dict.fromkeys(sealed.person for sealed in self._sealed))

    def note(self, words: FormWords) -> None:
        """On the screen's thread, before they are saved."""
        with self._lock:
            self._words[words.draft] = words

    def save(self, session: Session, words: FormWords) -> str:
        """On the vault's thread: save them; the time. Raises what drafting.save raises."""
        from clerkapp.services.records import drafting

        # Recorded meanwhile: a draft of it would be recorded a second time.
        if words.draft not in self._recorded:
            try:
                drafting.save(
                    session, words.kind, words.content, draft=words.draft, record=words.record
                )
            except Exception as error:
                self._why = _why(error)
                raise
        with self._lock:
            if self._words.get(words.draft) is words:
                del self._words[words.draft]
            if not self._words:
                self._why = ""
        return session.now()

    def recorded(self, draft: str) -> None:
        """On the vault's thread: the draft has become a record."""
        self._recorded.add(draft)
        self.forget(draft)

    def forget(self, draft: str) -> None:
        """The draft is thrown away or recorded."""
        with self._lock:
            self._words.pop(draft, None)

    def retry(self, session: Session) -> None:
        """On the vault's thread: try again whatever is not saved; what fails stays."""
        for words in tuple(self._words.values()):
            with suppress(Exception):  # `why` has it
                self.save(session, words)

    def take_back(self, session: Session) -> None:
        """On the vault's thread, after unlocking: this person's words come back, and are saved."""
        from clerkapp.services.records import drafting

        for sealed in tuple(self._sealed):
            words = drafting.unseal(session, sealed.sealed)
            if words is not None:
                self._sealed.remove(sealed)
                self.note(words)
        self.retry(session)

    def lock(self, session: Session) -> Left:
        """On the vault's thread: save what there is, seal what cannot be saved, close the vault.

        Never raises: the vault is closed whatever happens.
        """
        self.retry(session)
        why = self._why
        gone = not self.seal(session)
        try:
            return Left(lock_vault(session), why, self.waiting(), gone)
        except Exception as error:
            return Left((), why, self.waiting(), gone, bug=error)

    def seal(self, session: Session) -> bool:
        """Put away what is left for the person of `session`; whether all of it could be."""
        from clerkapp.services.records import drafting

        with self._lock:
            left, self._words = tuple(self._words.values()), {}
        whole = True
        for words in left:
            try:
                sealed = drafting.seal(session, words)
            except Exception:
                whole = False
                continue
            vault, person = session.info.vault_id, session.account
            self._sealed.append(_Sealed(vault, person.id, person.name, sealed))
        return whole


def lock_vault(session: Session) -> Sequence[Notice]:
    """On the vault's thread: close the vault; what went wrong with the backup."""
    from clerkapp.services.vaults import opening

    return opening.lock(session)


def _why(error: Exception) -> str:
    from clerkapp.wording.sentences import sentence

    if isinstance(error, ClerkappError):
        return sentence(error.code, error.params)
    return _("The program itself went wrong.")

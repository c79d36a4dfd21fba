"""What the vault knows for a form: lists of the office, what is filled in, and what follows from an answer.

A form is there before the vault has answered. Then its lists are offered, the election and the stage
filled in, and what the form was begun with (a unit, a template). From then on some answers bring others
with them: a site its kind of place, a procedure its version. An answer that a person gave stays.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from clerkapp.domain.records import value_forms
from clerkapp.gui.entry.noticing import moved_on
from clerkapp.gui.form import load
from clerkapp.gui.form.load import Known
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.navigation.screen import Desk


class Knowing(QObject):
    """Asks once for `page`. `begun_with`: values that the form starts with."""

    def __init__(self, desk: Desk, page: FormPage, begun_with: Mapping[str, Any]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._begun_with = begun_with
        self._follows: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
        self._brought: dict[str, str] = {}
        self.known = False

    def ask(self, done: Callable[[], None]) -> None:
        """Ask the vault; `done` when the answer is in the form."""
        kind, amending = self._page.model.kind.code, self._page.model.amending

        def take(known: Known) -> None:
            self._take(known)
            done()

        self._desk.ask(
            self,
            lambda session: load.known(session, kind, amending=amending),
            take,
            lambda _error: take(Known({}, {})),
        )

    def _take(self, known: Known) -> None:
        first = not self.known
        self.known = True
        page, model = self._page, self._page.model
        page.body.offer(known.lists)
        for code, value in {**known.filled, **self._begun_with}.items():
            model.prefill(code, value)
            page.body.show_value(code)
        self._follows = known.follows
        if first:
            model.changed.connect(self._bring)

    def _bring(self, code: str) -> None:
        """Fill in what follows from an answer, where nobody answered or what was brought before stands."""
        model = self._page.model
        value = model.typed.get(code)
        if code == "occurred" and not model.amending:
            now = self._desk.session.ports.clock.now()
            later = moved_on(value, model.typed.get("noticed"), now)
            if later is not None:
                model.prefill("noticed", later, again=True)
                self._page.body.show_value("noticed")
        for other, brought in self._follows.get(code, {}).get(str(value), {}).items():
            stands = model.typed.get(other)
            if value_forms.is_empty(stands) or stands == self._brought.get(other):
                self._brought[other] = brought
                model.set(other, brought)
                self._page.body.show_value(other)

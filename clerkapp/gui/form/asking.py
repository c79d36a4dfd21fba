"""What a form asks and reminds of beside its fields: answers that do not go together, and what to do now.

No widgets here. What a person said to it lies in the draft: which answers are both right, and which
steps are ticked, each with its time.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from clerkapp.domain.forms import checklists
from clerkapp.domain.kinds import contradictions
from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.domain.kinds.declare import Checklist, Kind
from clerkapp.wording.labels import step_words

ACTIONS = "actions"


class AskedForm(Protocol):
    """What it needs of a form."""

    kind: Kind
    typed: dict[str, Any]
    before: dict[str, Any] | None

    def stored(self) -> Mapping[str, Any]:
        """The stored form of what can be read."""

    def set(self, code: str, value: Any) -> None:
        """Take an answer."""

    def touch(self) -> None:
        """The draft must hold something more."""

    def noted(self, code: str) -> None:
        """Something was said about a field."""


class Asking:
    """Belongs to one form."""

    def __init__(self, form: AskedForm) -> None:
        self._form = form
        self._agreed: set[str] = set()
        self._told: set[str] = set()
        self.ticks: dict[str, str] = {}

    def questions(self) -> tuple[OpenQuestion, ...]:
        """What the answers ask and nobody said yet that both are so. A change asks about what it changes."""
        found = contradictions.asked(self._form.kind, self._form.stored())
        return tuple(one for one in found if one.key not in self._agreed and self._is_new(one))

    def _is_new(self, one: OpenQuestion) -> bool:
        before = self._form.before
        if before is None:
            return True
        typed = self._form.typed
        return any(typed.get(code) != before.get(code) for code in (one.at, one.other))

    def both_are_so(self, asked: OpenQuestion) -> None:
        """A person says that nothing is wrong with these answers."""
        self._agreed.add(asked.key)
        self._form.noted(asked.at)

    def only(self, asked: OpenQuestion) -> None:
        """The answer that stands for itself is right."""
        self._keep(asked, without=frozenset(asked.others))

    def without(self, asked: OpenQuestion) -> None:
        """The others are right."""
        self._keep(asked, without=frozenset({asked.alone}))

    def _keep(self, asked: OpenQuestion, without: frozenset[str]) -> None:
        answers = self._form.typed.get(asked.at)
        kept = [one for one in answers if one not in without] if isinstance(answers, list) else []
        self._form.set(asked.at, kept or None)

    def untold(self) -> bool:
        """Record was pressed: whether there are questions that it has not told of yet. It tells of each
        once; pressed again, it records."""
        new = {one.key for one in self.questions()} - self._told
        self._told |= new
        return bool(new)

    @property
    def telling(self) -> bool:
        """Whether Record told of questions."""
        return any(one.key in self._told for one in self.questions())

    def checklists(self) -> tuple[Checklist, ...]:
        """What to do now, as far as the answers call for it."""
        return checklists.opened(self._form.kind.code, self._form.stored())

    def tick(self, step: str, at: str | None) -> None:
        """A step is done since `at`, or not (None)."""
        if at is None:
            self.ticks.pop(step, None)
        else:
            self.ticks.setdefault(step, at)
        self._form.touch()

    def ticked(self) -> list[tuple[str, str]]:
        """(step, instant), in the order in which they were ticked."""
        return list(checklists.ticked(self._form.kind.code, self.ticks))

    def add_ticked(self) -> None:
        """The ticked steps become lines of what was done, each with its time."""
        rows = self._form.typed.get(ACTIONS)
        added = [
            {"at": {"at": at, "precision": "exact"}, "what": step_words(step)}
            for step, at in self.ticked()
        ]
        self.ticks.clear()
        self._form.set(ACTIONS, [*(rows if isinstance(rows, list) else []), *added])

    def to_content(self) -> dict[str, Any]:
        """What the draft holds of it."""
        return {"agreed": sorted(self._agreed), "ticks": dict(self.ticks)}

    def take_content(self, content: Mapping[str, Any]) -> None:
        """Put back what a draft holds."""
        agreed, ticks = content.get("agreed"), content.get("ticks")
        kept = agreed if isinstance(agreed, list) else []
        self._agreed = {one for one in kept if isinstance(one, str)}
        self.ticks = dict(ticks) if isinstance(ticks, Mapping) else {}

"""A matter being closed: what is missing, what is typed, what was said about each open step.

No widgets here. Three ways out share what was typed: resolve, wait, close as a duplicate. Nothing is
chosen in advance, and nothing typed is lost when the way changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Gate, Kind
from clerkapp.domain.records import gates, severity
from clerkapp.domain.records.drafts import RESOLVING
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.work import links, steps
from clerkapp.domain.work.statuses import FOLLOWS
from clerkapp.gui.form.model import AUTOSAVE_MS
from clerkapp.gui.parts import guard
from clerkapp.services.records.recording import StatusDetails
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence

RESOLVED, WAITING, DUPLICATE = "resolved", "waiting", "duplicate"
ASKED: Final = ("resolution", "determination", "severity", "severity_reason")
"""Fields of the record that are asked here and not in the form."""
TOLD: Final = ("waiting_on", "waiting_since", "back_on")
OF: Final = "of"
"""The number of the first record, among what is typed."""
DONE, OPEN, NOT_NEEDED = "done", "open", "not_needed"


@dataclass(frozen=True, slots=True)
class Asked:
    """An open step: the row `place` (from 0) of the table `field`."""

    field: str
    place: int
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What its answer is kept under: a row that is worded otherwise is asked about again."""
        return f"{self.field}.{self.place}.{self.row.get('step', '')}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps the matter from being closed: a field's code or a step's key, and what is wrong.

    `elsewhere`: it is answered in the form.
    """

    code: str
    words: str
    elsewhere: bool = False


class ResolveModel(QObject):
    """The state behind the page. `way`: the status that it would set."""

    draft_due = Signal()
    """There is typing that the draft does not hold yet."""

    def __init__(self, shown: RecordView, way: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.kind: Kind = KINDS[shown.row.kind]
        self.way = way
        self.typed: dict[str, Any] = {
            code: shown.stored.get(code) for code in (*ASKED, *TOLD) if code in shown.stored
        }
        if self.typed.get("severity") == "not_rated":
            del self.typed["severity"]
        if links.master_of(shown.stored):
            self.typed[OF] = links.master_of(shown.stored)
        self.unread: dict[str, Any] = {}
        self.answers: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self._before = dict(self.typed)
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self.draft_due)

    @property
    def dirty(self) -> bool:
        """Whether typing waits for the draft."""
        return self._autosave.isActive()

    def taken(self) -> None:
        """The draft holds everything typed so far."""
        self._autosave.stop()

    def may_go(self, way: str) -> bool:
        """Whether the record's status may become that of a way."""
        return way in FOLLOWS.get(self.shown.row.status, ()) or way == self.shown.row.status

    def set(self, code: str, value: Any, *, unread: Any = None) -> None:
        """Take what a control holds; `unread`: as it was typed, where it cannot be read."""
        if self.typed.get(code) != value or self.unread.get(code) != unread:
            self.typed[code] = value
            self.unread[code] = unread
            self.touch()

    def answer(self, step: Asked, said: str | None) -> None:
        """What becomes of a step: done, open, not_needed; None takes the answer back."""
        if said is None:
            self.answers.pop(step.key, None)
        else:
            self.answers[step.key] = said
        self.touch()

    def say_why(self, step: Asked, word: str) -> None:
        """Why a step is not needed."""
        self.words[step.key] = word
        self.touch()

    def turn_to(self, way: str) -> None:
        """Another way out."""
        self.way = way
        self.touch()

    def touch(self) -> None:
        """The draft must hold this."""
        self._autosave.start()

    def steps(self) -> tuple[Asked, ...]:
        """The open steps of the record, in the order of the form."""
        return tuple(
            Asked(field, place, row)
            for field in steps.FIELDS
            for place, row in enumerate(steps.stored(self.shown.stored, field))
            if steps.is_open(row) and row.get("step")
        )

    def missing(self) -> list[str]:
        """The codes of the answers that resolving needs and that the form asks for, in its order."""
        found = gates.missing(self.kind.code, self.values(), Gate.RESOLVE)
        codes = dict.fromkeys(one.code for one in found)
        return [code for code in codes if code not in ASKED]

    def section_of(self, code: str) -> str:
        """The block of the form in which a field stands."""
        return next(
            (one.code for one in self.kind.sections if code in [f.code for f in one.fields]), ""
        )

    def values(self) -> dict[str, Any]:
        """The record's values as they would be."""
        given = {code: value for code, value in self.typed.items() if code in (*ASKED, *TOLD)}
        return {**self.shown.stored, **given}

    def suggestion(self) -> severity.Suggestion:
        """The severity that the answers suggest."""
        return severity.suggest(self.kind.code, self.values())

    def problems(self) -> list[Problem]:
        """All that keeps the chosen way from being gone, in the order of the page."""
        found = {
            RESOLVED: self._unresolved,
            WAITING: self._unsaid,
            DUPLICATE: self._unnamed,
        }[self.way]()
        for code, value in self.typed.items():
            said = guard.said_of(value) if isinstance(value, str) else ""
            if said and self._asks(code):
                found.append(Problem(code, said))
        return found

    def _unresolved(self) -> list[Problem]:
        found = [Problem(code, "", elsewhere=True) for code in self.missing()]
        if not self.typed.get("resolution"):
            found.append(Problem("resolution", sentence("needed-to-resolve", {})))
        for step in self.steps():
            said = self.answers.get(step.key)
            if said is None:
                found.append(Problem(step.key, _("Say what becomes of it.")))
            elif said == NOT_NEEDED and not self.words.get(step.key, "").strip():
                found.append(Problem(step.key, _("Say in a few words why it is not needed.")))
            elif said == NOT_NEEDED and guard.said_of(self.words[step.key]):
                found.append(Problem(step.key, guard.said_of(self.words[step.key])))
        if not self.typed.get("determination"):
            found.append(Problem("determination", sentence("needed-to-resolve", {})))
        if not self.typed.get("severity"):
            found.append(Problem("severity", sentence("needed-to-resolve", {})))
        elif severity.lacks_reason(self.kind.code, self.values()):
            suggested = self.suggestion().severity
            found.append(
                Problem("severity", sentence("severity-needs-reason", {"severity": suggested}))
            )
        return found

    def _unsaid(self) -> list[Problem]:
        if self.typed.get("waiting_on"):
            return []
        return [Problem("waiting_on", _("Say whom or what it waits for."))]

    def _unnamed(self) -> list[Problem]:
        if self.typed.get(OF):
            return []
        return [Problem(OF, _("Choose which record is the first one."))]

    def _asks(self, code: str) -> bool:
        return code in {RESOLVED: ASKED, WAITING: TOLD, DUPLICATE: (OF,)}[self.way]

    def changes(self) -> dict[str, Any]:
        """{code: new value} that goes along with the status; None takes an answer away."""
        if self.way != RESOLVED:
            return {}
        found = {
            code: self.typed.get(code)
            for code in ASKED
            if self.typed.get(code) != self._before.get(code)
        }
        for field in steps.FIELDS:
            before = steps.stored(self.shown.stored, field)
            told = [dict(row) for row in before]
            for step in self.steps():
                if step.field == field and self.answers.get(step.key) == DONE:
                    told[step.place]["done"] = True
                elif step.field == field and self.answers.get(step.key) == NOT_NEEDED:
                    told[step.place]["not_needed"] = self.words[step.key].strip()
            if told != before:
                found[field] = told
        return found

    def standing(self) -> StatusDetails:
        """What goes with the status."""
        if self.way == WAITING:
            return StatusDetails(
                waiting_on=self.typed.get("waiting_on") or "",
                waiting_since=self.typed.get("waiting_since"),
                back_on=self.typed.get("back_on"),
            )
        return (
            StatusDetails(of=self.typed.get(OF) or "") if self.way == DUPLICATE else StatusDetails()
        )

    def content(self, cursor: Mapping[str, Any]) -> dict[str, Any]:
        """What a draft holds. `cursor`: where typing is."""
        return {
            "page": RESOLVING,
            "way": self.way,
            "values": {"one_line": self.shown.row.one_line},
            "typed": dict(self.typed),
            "unread": dict(self.unread),
            "answers": dict(self.answers),
            "words": dict(self.words),
            "cursor": dict(cursor),
        }

    def take(self, content: Mapping[str, Any]) -> None:
        """Put a draft's words into a page that nobody has typed into yet."""
        self.way = content.get("way", self.way)
        self.typed |= content.get("typed", {})
        self.unread |= content.get("unread", {})
        self.answers |= content.get("answers", {})
        self.words |= content.get("words", {})

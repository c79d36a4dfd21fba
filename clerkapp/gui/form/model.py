"""A form being filled in: what is typed, what is wrong with it, what is still missing.

No widgets here. The form knows three states of a field: nothing wrong so far, wrong (a sentence
beside it), and missing for recording (said only once Record was pressed, so that nobody is scolded
for what they have not reached yet). Saving is never disabled and typing is never thrown away: what
cannot be read yet stays in the draft as it was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from clerkapp.domain.errors import Refused
from clerkapp.domain.forms import folding
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field, Gate, Kind
from clerkapp.domain.records import (
    gates,
    plausible_times,
    publishing,
    severity,
    value_forms,
)
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import When
from clerkapp.gui.form.asking import Asking
from clerkapp.gui.form.attachments import Attachments
from clerkapp.gui.form.change import Change
from clerkapp.gui.parts import guard
from clerkapp.gui.widgets.inputs.time_entry import Anchor
from clerkapp.wording.sentences import sentence

REASON = "reason"
"""The code of the reason for a change, among the errors."""
AUTOSAVE_MS = 600
"""A pause in typing this long saves the draft; it must stay under a second."""


class SectionState(StrEnum):
    """How far a block of the form is."""

    DONE = "done"
    OPEN = "open"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One block: how far it is, whether the answers so far do not call for it (`apart`), and the code of
    the answer elsewhere that opened it (`because`), or ""."""

    code: str
    state: SectionState
    errors: int
    apart: bool = False
    because: str = ""


class FormModel(QObject):
    """The state behind one form: a new record, a kept draft, or an amendment."""

    changed = Signal(str)
    """A field's value changed (its code); what is shown may change with it."""
    judged = Signal()
    """Errors or outline changed."""
    touched = Signal()
    """A person did something that the draft must hold."""
    draft_due = Signal()
    """There is typing that the draft does not hold yet."""

    def __init__(
        self,
        kind: str,
        typed: Mapping[str, Any],
        *,
        before: Mapping[str, Any] | None = None,
        now: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`before` holds the typed form of the record being amended, None for a new record. `now`: the
        office's clock, None where it is no judge of what is still to come.

        What `typed` holds for a new record was filled in by the program and is only checked.
        """
        super().__init__(parent)
        self.kind: Kind = KINDS[kind]
        self.starts = frozenset({"occurred", *(start for start, _ in self.kind.periods)})
        """The times that other times of the record belong to."""
        self._pairs = (*self.kind.periods, ("occurred", "noticed"))
        self.before = dict(before) if before is not None else None
        self._now = now
        self.typed: dict[str, Any] = dict(typed)
        self.reason = ""
        self.change = Change(self)
        self.attachments = Attachments(self)
        self.attachments.changed.connect(self.touch)
        self.errors: dict[str, str] = {}
        self.unread: dict[str, Any] = {}
        self.shown_elsewhere: frozenset[str] = frozenset()
        self.asking = Asking(self)
        self.apart = frozenset(field.code for field in self.kind.fields if field.by_program)
        """Fields that this form does not ask for."""
        self.offered: dict[str, tuple[str, ...]] = {}
        self._problems: dict[str, str] = {}
        self._asked = False
        self._stored: dict[str, Value] | None = None
        self._filled: dict[str, Any] = {} if self.amending else dict(typed)
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self.draft_due)

    def leave_to_reviewers(self) -> None:
        """What a reviewer alone decides is not asked, or only as far as others may answer it."""
        self.apart |= frozenset(publishing.WORDING)
        decided = (self.before or {}).get("public_handling")
        self.offered["public_handling"] = publishing.choosable(decided, reviews=False)

    @property
    def amending(self) -> bool:
        """Whether an existing record is being changed."""
        return self.before is not None

    @property
    def dirty(self) -> bool:
        """Whether typing waits for the draft."""
        return self._autosave.isActive()

    def set(self, code: str, value: Any, *, problem: str = "", unread: Any = None) -> None:
        """Take what a control holds now. The draft follows within a second, typing or not.

        `problem` says what cannot be read about it, and `unread` is that as it was typed, so that
        the draft holds it too.
        """
        same = code in self.typed and self.typed[code] == value
        if same and self._problems.get(code, "") == problem and self.unread.get(code) == unread:
            return
        self.typed[code] = value
        self.note_unread(code, problem, unread)
        self._value_changed(code)

    def set_reason(self, text: str) -> None:
        """Why a record is changed."""
        if text != self.reason:
            self.reason = text
            if REASON in self.errors and text.strip():
                del self.errors[REASON]
                self.judged.emit()
            self.touch()

    def clear(self, code: str) -> None:
        """The question is open again: neither an answer nor the answer null."""
        if code in self.typed:
            del self.typed[code]
            self.note_unread(code, "", None)
            self._value_changed(code)

    def restore(self, typed: Mapping[str, Any], unread: Mapping[str, Any], reason: str) -> None:
        """Take what a draft held, and judge it again; the controls say what they cannot read."""
        self.typed = dict(typed)
        self.unread = dict(unread)
        self.reason = reason
        self._stored = None
        for field in self.kind.fields:
            if field.code in self.typed and self.shown(field):
                self._note(field.code, self._value_error(field) or self._time_error(field.code))

    def prefill(self, code: str, value: Any, *, again: bool = False) -> None:
        """Fill in what a person only checks; it makes no draft and replaces no answer, with `again` what
        was filled in before."""
        if code not in self.typed or (again and code in self.filled_in()):
            self.typed[code] = value
            self._filled[code] = value
            self._stored = None
            self.changed.emit(code)

    def note_unread(self, code: str, problem: str, unread: Any) -> None:
        """Note what a control cannot read, in words and as it was typed; nothing when it can."""
        for notes, what in ((self._problems, problem), (self.unread, unread)):
            if what:
                notes[code] = what
            else:
                notes.pop(code, None)

    def _value_changed(self, code: str) -> None:
        self._stored = None
        if code in self.errors:
            self.judge(code)
        self.touch()
        self.changed.emit(code)

    def touch(self) -> None:
        """A person changed something: the draft must hold it."""
        self.touched.emit()
        if not self._autosave.isActive():
            self._autosave.start()

    def taken(self) -> None:
        """The draft holds everything typed so far."""
        self._autosave.stop()

    def noted(self, code: str) -> None:
        """Something was said about a field that is no answer: what is shown follows."""
        self.touch()
        self.changed.emit(code)

    def shown(self, field: Field) -> bool:
        """Whether a field matters for what has been answered so far, and is here."""
        if field.code in self.shown_elsewhere | self.apart or not self.change.asks(field.code):
            return False
        return field.shown_when is None or field.shown_when(self.stored())

    def stored(self) -> dict[str, Value]:
        """The stored form of every field that can be read as it stands. Not to be changed."""
        if self._stored is None:
            self._stored = self._readable()
        return self._stored

    def _readable(self) -> dict[str, Value]:
        readable: dict[str, Value] = {}
        for field in self.kind.fields:
            if field.code in self._problems or field.code not in self.typed:
                continue
            typed = self.typed[field.code]
            if typed is None and field.answers_null:
                readable[field.code] = None
            elif not value_forms.is_empty(typed) and field.control is not Control.FILE:
                try:
                    readable[field.code] = value_forms.field(typed, field)
                except Refused:
                    if self._as_recorded(field.code):
                        readable[field.code] = typed
        return readable

    def _as_recorded(self, code: str) -> bool:
        """Whether a field stands as it was recorded: that is judged no more."""
        return self.before is not None and self.typed.get(code) == self.before.get(code)

    def anchor(self, code: str) -> Anchor | None:
        """What a time of this field without a day belongs to: its period's start, else the event."""
        starts = [start for start, end in self.kind.periods if end == code]
        for start in (*starts, "occurred"):
            value = self.stored().get(start)
            if code != "occurred" and isinstance(value, dict) and value.get("at") is not None:
                return Anchor(When.from_value(value), end=start in starts)
        return None

    def first_missing(self) -> str:
        """The first field that recording still needs, or ""."""
        missing = gates.missing(self.kind.code, self.stored(), Gate.RECORD)
        return missing[0].code if missing else ""

    def suggestion(self) -> severity.Suggestion:
        """The severity that the answers so far suggest, with its reason."""
        return severity.suggest(self.kind.code, self.stored())

    def judge(self, code: str) -> None:
        """Look at one field that a person has left, and at what depends on it."""
        field = self.kind.field(code)
        if field is None:
            return
        message = self._value_error(field)
        partners = {
            code,
            *(other for pair in self._pairs if code in pair for other in pair),
        }
        for partner in partners - {code}:
            if self.errors.get(partner) == self._time_error(partner):
                continue
            other = self.kind.field(partner)
            if other is not None:
                self._note(partner, self._value_error(other) or self._time_error(partner))
        self._note(code, message or self._time_error(code))
        self.judged.emit()

    def _note(self, code: str, message: str | None) -> None:
        if message:
            self.errors[code] = message
        else:
            self.errors.pop(code, None)

    def _value_error(self, field: Field) -> str | None:
        typed = self.typed.get(field.code)
        if field.code in self._problems:
            return self._problems[field.code]
        if field.control is not Control.FILE and not value_forms.is_empty(typed):
            try:
                value_forms.field(typed, field)
            except Refused as refused:
                if not self._as_recorded(field.code):
                    return sentence(refused.code, refused.params)
        if self._asked and field.code == "severity" and self._lower_unsaid():
            return sentence("severity-needs-reason", {"severity": self.suggestion().severity})
        stopped = guard.said(self.stopped(field.code))
        if stopped:
            return stopped
        if self._asked and self._missing_now(field):
            return sentence("needed-now", {"field": field.code})
        return None

    def _lower_unsaid(self) -> bool:
        """Whether this form decides for less than is suggested without saying why."""
        decided = ("severity", "severity_reason")
        if self.amending and all(self._as_recorded(code) for code in decided):
            return False
        return severity.lacks_reason(self.kind.code, self.stored())

    def stopped(self, code: str) -> list[str]:
        """The rules of the guard that stop at a field and that nobody answered."""
        return guard.open_rules(self._found(code), self.typed.get(guard.OVERRIDES))

    def keep_although(self, code: str, reason: str) -> None:
        """A person says why the text of a field must stay although the guard stops at it."""
        rows = self.typed.get(guard.OVERRIDES)
        self.set(guard.OVERRIDES, guard.answered(self._found(code), rows, reason))
        self.judge(code)

    def hint(self, code: str) -> str:
        """What the guard only says about a field, or ""."""
        field = self.kind.field(code)
        return guard.hint(field, self.typed.get(code)) if field is not None else ""

    def _found(self, code: str) -> list[tuple[str, str]]:
        field = self.kind.field(code)
        if field is None:
            return []
        before = (self.before or {}).get(code)
        return guard.stops(field, self.typed.get(code), before, self.attachments.new())

    def _missing_now(self, field: Field) -> bool:
        return any(
            missing.code == field.code
            for missing in gates.missing(self.kind.code, self.stored(), Gate.RECORD)
        )

    def _time_error(self, code: str) -> str | None:
        """A time that cannot be true: the end before its start, said at the end; what is still to
        come; noticed before it happened."""
        stored = self.stored()
        for start, end in self.kind.periods:
            if code == end and start in stored and end in stored:
                begins, ends = When.from_value(stored[start]), When.from_value(stored[end])
                if value_forms.ends_before(begins, ends):
                    return sentence("end-before-start", {"start": begins.at})
        if self._as_recorded(code) and (code != "noticed" or self._as_recorded("occurred")):
            return None
        now = self._now() if self._now else None
        problems = plausible_times.impossible(self.kind.code, stored, now, (code,)) if now else ()
        sentences = (
            sentence(problem.code, problem.params)
            for problem in problems
            if problem.fields[0] == code
        )
        return next(sentences, None)

    def ready(self) -> bool:
        """Record was pressed: judge every field, missing ones too. True when nothing is wrong."""
        self._asked = True
        self.errors.clear()
        for field in self.kind.fields:
            if self.shown(field):
                self._note(field.code, self._value_error(field) or self._time_error(field.code))
        if self.change.needs_reason() and not self.reason.strip():
            self.errors[REASON] = sentence("reason-missing", {})
        elif self.amending and self.reason.strip() and guard.said_of(self.reason):
            self.errors[REASON] = guard.said_of(self.reason)
        self.judged.emit()
        return not self.errors

    def refuse(self, refused: Refused) -> None:
        """A use case refused: put its sentence beside the fields concerned."""
        for field in refused.fields:
            code = "severity" if field == "severity_reason" else field  # one control asks for both
            self.errors[code] = sentence(refused.code, refused.params)
        self.judged.emit()

    def outline(self) -> tuple[OutlineItem, ...]:
        """Every block in order: how far it is, and whether it is called for."""
        stored = self.stored()
        missing = {missed.code for missed in gates.missing(self.kind.code, stored, Gate.RESOLVE)}
        filled = self.filled_in()
        items = []
        stands = folding.standing(self.kind.code, stored, filled=filled, held=self._held())
        for section, how in zip(self.kind.sections, stands, strict=True):
            codes = [field.code for field in section.fields]
            if not any(map(self.change.asks, codes)):
                continue
            wrong = sum(code in self.errors for code in codes)
            begun = any(code in stored and code not in filled for code in codes)
            if wrong:
                state = SectionState.ERROR
            elif begun and not missing.intersection(codes):
                state = SectionState.DONE
            else:
                state = SectionState.OPEN
            apart = how.apart and not self.change.filling
            items.append(OutlineItem(section.code, state, wrong, apart, how.because))
        return tuple(items)

    def filled_in(self) -> frozenset[str]:
        """Codes that the program filled in, for a new record or when it was one, and nobody changed."""
        if self.before is None:
            return frozenset(
                code for code in self._filled if self.typed.get(code) == self._filled[code]
            )
        automatic = (field.code for field in self.kind.fields if field.gate is Gate.AUTOMATIC)
        return frozenset(code for code in automatic if self._as_recorded(code))

    def _held(self) -> frozenset[str]:
        """Codes with something to look at: an error, what cannot be read, a question, a file."""
        asked = (code for one in self.asking.questions() for code in (one.at, one.other))
        kept = (field.code for field in self.kind.fields if self.attachments.of_field(field.code))
        return frozenset((*self.errors, *self.unread, *asked, *kept))

    def to_record(self) -> dict[str, Any]:
        """{code: value} for recording: everything typed that says something."""
        return {
            code: value
            for code, value in self.typed.items()
            if self.kind.field(code) is not None
            and (not value_forms.is_empty(value) or self._null_answer(code, value))
        }

    def changes(self) -> dict[str, Any]:
        """{code: value} for an amendment: what differs from before; None takes a field away."""
        before = self.before or {}
        changed: dict[str, Any] = {}
        for code, value in self.typed.items():
            old = before.get(code)
            if self.kind.field(code) is None or value == old:
                continue
            if (
                value_forms.is_empty(value)
                and value_forms.is_empty(old)
                and not self._null_answer(code, value)
            ):
                continue
            changed[code] = None if value_forms.is_empty(value) else value
        return changed

    def _null_answer(self, code: str, value: Any) -> bool:
        field = self.kind.field(code)
        return value is None and field is not None and field.answers_null

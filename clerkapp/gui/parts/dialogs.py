"""The small questions of an incident's page: a reason, an action, a capacity."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkapp.domain.records import plausible_times
from clerkapp.domain.signing.capacities import CAPACITIES
from clerkapp.domain.time.times import When, format_instant
from clerkapp.domain.vocabulary.common import ROLES
from clerkapp.gui.parts import guard
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.services import machine_memory
from clerkapp.services.session import Session
from clerkapp.wording.capacities import function_label
from clerkapp.wording.labels import label, role_label
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence

Done = Callable[[Any], None]


class ReasonDialog(Dialog):
    """An act with a reason in words; the answer is handed to `done`."""

    def __init__(
        self,
        question: str,
        explanation: str,
        *,
        do: str,
        done: Done,
        label_words: str = "",
        needed: bool = True,
        loses: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(
            question, explanation, do=do, safe=_("Go back"), loses=loses, parent=parent
        )
        self._done = done
        self._needed = needed
        self._field = Field(label_words or _("Reason"), Line())
        self.body.addWidget(self._field)
        self.start = self._field.control.entry()

    def accept(self) -> None:
        """Take the reason; an empty one is asked for again."""
        reason = self._field.control.value()
        wrong = guard.said_of(reason or "")
        if self._needed and not reason:
            wrong = _("Say why in a few words. They stay with the record.")
        if wrong:
            self._field.set_error(wrong)
            self._field.go_to()
            return
        super().accept()
        self._done(reason or "")


class ActionDialog(Dialog):
    """One more line of what was done."""

    def __init__(
        self, session: Session, *, done: Callable[[dict[str, Any], str], None], parent: QWidget
    ) -> None:
        """`done` gets the row, and why it stays although the guard stops at it, or ""."""
        super().__init__(
            _("What was done?"),
            _("Each line is a log entry. Lines can be struck through, not erased."),
            do=_("Add to the record"),
            safe=_("Go back"),
            do_icon="plus",
            parent=parent,
        )
        self._done = done
        self._session = session
        self._what = Field(label("actions", "what"), TextArea())
        self._who = Field(
            label("actions", "who"), Choice([(role, role_label(role)) for role in ROLES])
        )
        clock = session.ports.clock
        at = TimeField(clock.now, lambda: session.zone)
        self._at = Field(label("actions", "at"), at)
        now = clock.now().replace(second=0, microsecond=0)
        at.set_value({"at": now.isoformat(), "precision": "exact"})
        at.left.connect(self._judge_time)
        self._why = Field(
            _("Why must it stay?"), Line(), help=_("Only when it must stay as it is.")
        )
        self._why.hide()
        for field in (self._what, self._why, self._who, self._at):
            self.body.addWidget(field)
        self.start = self._what.control.entry()

    def accept(self) -> None:
        """Hand over the row."""
        what = self._what.control.value()
        if not what:
            self._what.set_error(_("Say in a sentence what was done."))
            self._what.go_to()
            return
        why = self._why.control.value() or ""
        wrong = guard.said_of(what) if not why else guard.said_of(why)
        if wrong:
            place = self._why if why else self._what
            place.set_error(wrong)
            self._why.setVisible(True)
            place.go_to()
            return
        if not self._judge_time():
            self._at.go_to()
            return
        super().accept()
        row = {"at": self._at.control.value(), "who": self._who.control.value(), "what": what}
        self._done({code: value for code, value in row.items() if value}, why)

    def _judge_time(self) -> bool:
        """Whether the time can be read and true; said at once when the line is left."""
        self._at.clear_message()
        if not self._at.check():
            return False
        problem = time_problem(self._at.control.value(), self._session)
        if problem:
            self._at.set_error(problem)
        return not problem


def time_problem(value: Any, session: Session) -> str:
    """A sentence when a time of something done is still to come by the office's clock."""
    now = session.ports.clock.now()
    if value is None or machine_memory.clock_is_back(session):
        return ""
    when = When.from_value(value)
    if not plausible_times.is_ahead(when, now):
        return ""
    return sentence("time-ahead", {"at": when.at, "now": format_instant(now)})


class CapacityDialog(Dialog):
    """An act that is signed in a capacity of the list, or in one's own words; `done` gets it, perhaps ""."""

    def __init__(
        self, question: str, explanation: str, *, do: str, done: Done, parent: QWidget
    ) -> None:
        super().__init__(question, explanation, do=do, safe=_("Go back"), parent=parent)
        self._done = done
        self._field = Field(
            _("Signs as"),
            Choice([(code, function_label(code)) for code in CAPACITIES], free=True),
            help=_("May stay empty. No party: that is for two people who sign together."),
        )
        self.body.addWidget(self._field)
        self.start = self._field.control.entry()

    def accept(self) -> None:
        """Hand over the capacity."""
        capacity = self._field.control.value() or ""
        wrong = guard.said_of(capacity)
        if wrong:
            self._field.set_error(wrong)
            self._field.go_to()
            return
        super().accept()
        self._done(capacity)


def ask_review(parent: QWidget, done: Done) -> None:
    """Confirm a review; `done` gets the capacity, perhaps ""."""
    CapacityDialog(
        _("Review and sign this record?"),
        _(
            "You confirm that somebody other than the recorder has looked at it. It is frozen; "
            "later changes are kept as amendments."
        ),
        do=_("Review and sign"),
        done=done,
        parent=parent,
    ).open()


def ask_keep(parent: QWidget, field: str, done: Done) -> None:
    """Why the text of a field stays although the guard stops at it."""
    ReasonDialog(
        _("Must this stay in “{field}”?").format(field=field.strip("¿?")),
        _(
            "What is kept here goes on no copy for the state or the public. Say why it is needed, "
            "without it."
        ),
        do=_("Keep it"),
        label_words=_("Why must it stay?"),
        done=done,
        parent=parent,
    ).open()


def ask_clear(parent: QWidget, name: str, done: Done) -> None:
    """Why a picture may leave that was held back."""
    ReasonDialog(
        _("Let “{name}” leave the office?").format(name=name),
        _(
            "You have looked at it, and it shows no marked ballot, no poll-book page and no voter. Then "
            "it may go along to the state. The record has to be reviewed and signed again."
        ),
        do=_("Let it leave"),
        label_words=_("Why may it leave?"),
        done=done,
        parent=parent,
    ).open()


def ask_strike(parent: QWidget, number: str, done: Done) -> None:
    """Why the record `number` was entered in error."""
    ReasonDialog(
        _("Was {number} entered in error?").format(number=number),
        _(
            "The record keeps its number and stays readable, struck through. This cannot be taken back."
        ),
        do=_("Strike it through"),
        loses=True,
        done=done,
        parent=parent,
    ).open()


def ask_reopen(parent: QWidget, done: Done) -> None:
    """Why a record that was signed is opened again."""
    ReasonDialog(
        _("Open this record again?"),
        _(
            "It was reviewed and frozen. What was signed stays readable; it has to be reviewed again."
        ),
        do=_("Open it again"),
        done=done,
        parent=parent,
    ).open()

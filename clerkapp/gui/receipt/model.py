"""What is asked after a record is made: at most three questions, one by one, and what is typed to them.

No widgets here. An answer is typed into a form that fills in the record, so that it is judged, kept as a
draft and added as any other first answer is.
"""

from collections.abc import Collection
from typing import Any

from clerkapp.domain.answers import useful
from clerkapp.domain.answers.first_answers import UNDECIDED
from clerkapp.domain.kinds.declare import Field, Gate, Useful
from clerkapp.domain.records import gates, severity
from clerkapp.domain.records.shown import RecordView
from clerkapp.gui.form.model import FormModel


class ReceiptModel:
    """`skipped`: the questions passed over (codes); `kept`: how many were answered here."""

    def __init__(
        self,
        shown: RecordView,
        form: FormModel,
        *,
        skipped: Collection[str] = (),
        kept: int = 0,
        may_answer: bool = True,
    ) -> None:
        self.shown = shown
        self.form = form
        self.skipped = tuple(skipped)
        self.kept = kept
        self._may_answer = may_answer

    @property
    def questions(self) -> tuple[Useful, ...]:
        """The questions that are still to come, the one asked now first."""
        if not self._may_answer or self.shown.row.struck:
            return ()
        left = max(0, useful.MOST - self.asked)
        return useful.questions(self.shown.row.kind, self.shown.stored, self.skipped)[:left]

    @property
    def asked(self) -> int:
        """How many questions were answered or passed over."""
        return self.kept + len(self.skipped)

    def fields(self, question: Useful) -> tuple[Field, ...]:
        """The fields of a question, as they are declared."""
        declared = (self.form.kind.field(code) for code in (question.code, *question.also))
        return tuple(field for field in declared if field is not None)

    def answered(self, question: Useful) -> bool:
        """Whether something was chosen or typed, readable or not."""
        codes = (question.code, *question.also)
        typed = self.form.changes()
        return any(code in typed or code in self.form.unread for code in codes)

    def typed_wrong(self, question: Useful) -> bool:
        """Whether an answer cannot be kept as it is; the form's errors then say why."""
        for field in self.fields(question):
            self.form.judge(field.code)
        return any(field.code in self.form.errors for field in self.fields(question))

    def changes(self, question: Useful) -> dict[str, Any]:
        """{code: value} of the answer."""
        typed = self.form.changes()
        return {code: typed[code] for code in (question.code, *question.also) if code in typed}

    def only(self, question: Useful) -> bool:
        """Whether nothing else was typed, here or in the form."""
        form = self.form
        codes = {*form.changes(), *form.unread} - {question.code, *question.also}
        return not codes and not form.attachments.new()

    def skip(self, question: Useful) -> None:
        """Pass over a question, with what was typed to it."""
        self.skipped = (*self.skipped, question.code)
        for code in (question.code, *question.also):
            self.form.clear(code)

    def waiting(self) -> tuple[str, ...]:
        """The codes that resolving asks for besides the questions shown, in form order."""
        if not self._may_answer:
            return ()
        here = {code for question in self.questions for code in (question.code, *question.also)}
        missing = gates.missing(self.shown.row.kind, self.shown.stored, Gate.RESOLVE)
        return tuple(dict.fromkeys(item.code for item in missing if item.code not in here))

    def severity(self) -> tuple[str, str]:
        """(severity, reason): what the answers suggest while nobody has decided, else what was decided
        and ""."""
        decided = self.shown.row.severity
        if decided != UNDECIDED:
            return decided, ""
        suggestion = severity.suggest(self.shown.row.kind, self.shown.stored)
        return suggestion.severity, suggestion.reason

"""One question after recording: its fields, Keep this answer, Skip, and what comes then.

Enter keeps what was chosen; with nothing chosen it skips. From a field that is not the last one, Enter
goes on to the next.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from clerkapp.domain.kinds.declare import Field as Declared
from clerkapp.gui.form import controls
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.receipt.model import ReceiptModel
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton
from clerkapp.gui.widgets.basic.control import KeepsUnread
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, Divider, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.wording.labels import help_text, label
from clerkapp.wording.language import _, ngettext


class QuestionCard(Card):
    """`keep_asked`, `skip_asked`: what a person decided about the question."""

    keep_asked = Signal()
    skip_asked = Signal()

    def __init__(self, around: Callable[[ReceiptModel], Surroundings]) -> None:
        super().__init__(" ")
        self._around = around
        self._model: ReceiptModel | None = None
        self.fields: dict[str, Field] = {}
        self.trouble = Banner("danger", "")
        self.trouble.hide()
        self._place = Column(12)
        self.keep_button = PrimaryButton(_("Keep this answer"), "check", main=True)
        self.skip_button = QuietButton(_("Skip"), main=True)
        self.keep_button.clicked.connect(self.keep_asked)
        self.skip_button.clicked.connect(self.skip_asked)
        self._buttons = Foot(self.skip_button, self.keep_button)
        self._hint = Label("", "small", "text-2")
        self._then = Column(8)
        self.body.setSpacing(8)
        self.body.addLayout(self._place)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._buttons)
        self.body.addLayout(self._then)

    def show_question(self, model: ReceiptModel) -> None:
        """Show the question that comes now, or that none is left."""
        self._model = model
        self.trouble.hide()
        clear(self._place)
        clear(self._then)
        self.fields = {}
        questions = model.questions
        for part in (self._buttons, self._hint):
            part.setVisible(bool(questions))
        if not questions:
            self._say_done(model)
            return
        total = model.asked + len(questions)
        self.set_title(_title(len(questions)) if model.asked == 0 else _("What helps most"))
        self.set_note(_("{n} of {total}").format(n=model.asked + 1, total=total))
        self._hint.setText(
            _("Not sure? Skip it: the record is safe without it. Enter keeps an answer, or skips.")
        )
        around = self._around(model)
        for declared in model.fields(questions[0]):
            self._add_field(model, declared, around)
        for place, question in enumerate(questions[1:], start=model.asked + 2):
            self._then.addWidget(Divider())
            words = _("Then: {question}").format(question=label(question.code))
            meta = _("Question {n} of {total}").format(n=place, total=total)
            self._then.addWidget(IconLine("circle", words, meta))

    def go_to_question(self) -> bool:
        """Put the focus into the question; whether there is one."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.go_to()
        return first is not None

    def show_errors(self) -> None:
        """Say beside the fields what is wrong, and go to the first that is."""
        errors = self._model.form.errors if self._model is not None else {}
        wrong = [field for code, field in self.fields.items() if code in errors]
        for code, field in self.fields.items():
            if code in errors:
                field.set_error(errors[code])
            else:
                field.clear_message()
        if wrong:
            wrong[0].go_to()

    def say_trouble(self, title: str, text: str) -> None:
        """What kept the answer from being written; the answer is still there."""
        self.trouble.say("danger", title, text)
        self.trouble.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field: on to the next, else keep, else skip."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        widget: QWidget | None = self.window().focusWidget()
        if isinstance(widget, QAbstractButton) and not widget.isCheckable():
            return False
        fields = list(self.fields.values())
        at = next(
            (field for field in fields if widget is not None and field.isAncestorOf(widget)), None
        )
        model = self._model
        if at is None or model is None or not model.questions:
            return False
        if not model.answered(model.questions[0]):
            self.skip_asked.emit()
        elif at is fields[-1]:
            self.keep_asked.emit()
        else:
            fields[fields.index(at) + 1].go_to()
        return True

    def _say_done(self, model: ReceiptModel) -> None:
        nothing = _("Nothing has to be answered now.")
        said = []
        if model.kept:
            words = ngettext("{count} answer added.", "{count} answers added.", model.kept)
            said.append(words.format(count=model.kept))
        if not model.waiting():
            said.append(_("Nothing is missing. It can be resolved."))
        self.set_title(_("Thank you.") if model.kept else _("Recorded"))
        self.set_note("")
        self._place.addWidget(
            IconLine("circle-check", " ".join(said) or nothing, role="good", style="body")
        )

    def _add_field(self, model: ReceiptModel, declared: Declared, around: Surroundings) -> None:
        code = declared.code
        field = Field(label(code), controls.make(declared, around), help=help_text(code), code=code)
        control = field.control
        if code in model.form.typed:
            control.set_value(model.form.typed[code])
        if code in model.form.unread and isinstance(control, KeepsUnread):
            control.set_unread(model.form.unread[code])
            model.form.note_unread(code, control.problem(), control.unread())
        control.changed.connect(lambda: self._take(code, field))
        self.fields[code] = field
        self._place.addWidget(field)
        field.show()  # now: what its layout shows later would not take the focus

    def _take(self, code: str, field: Field) -> None:
        if self._model is None:
            return
        control = field.control
        unread = control.unread() if isinstance(control, KeepsUnread) else None
        self._model.form.set(code, control.value(), problem=control.problem(), unread=unread)


def _title(count: int) -> str:
    return (
        _("One question that helps most"),
        _("Two questions that help most"),
        _("Three questions that help most"),
    )[count - 1]

"""A field of a form: label, what it is needed for, help, control, message, in reading order."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLineEdit, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.control import Control, announce
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.wording.language import _


class Field(QWidget):
    """Frames a control. `needed` says in words what the answer is needed for ("needed to resolve").

    An error shows on the border, under the field, and first in the accessible description. Without a
    label (a flag says its own words) nothing is above the control.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        needed: str = "",
        help: str = "",  # noqa: A002
        code: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.code = code
        self._label_text = label
        self._level = ""
        self._widget = control
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(0, parent=self)
        self._label = Label(label.replace("&", "&&"), "small" if small else "strong")
        self._needed = Label(needed, "small", "text-3")
        self._help = Label(help, "small", "text-3")
        self._message = MessageLine()
        self._remedy = LinkButton("")
        self._remedy.hide()
        self._do: Callable[[], None] = lambda: None
        self._remedy.clicked.connect(lambda: self._do())
        self._head = QWidget()
        head = Flow(8, 0, self._head)
        head.addWidget(self._label)
        head.addWidget(self._needed)
        column.addWidget(self._head)
        column.addSpacing(1)
        self._head.setHidden(isinstance(control, Flag))
        column.addWidget(self._help)
        column.addSpacing(4)
        column.addWidget(control)
        column.addSpacing(3)
        column.addWidget(self._message)
        column.addWidget(self._remedy)
        column.addStretch(1)
        self._needed.setVisible(bool(needed))
        self._help.setVisible(bool(help))
        entry = self.control.entry()
        if not isinstance(control, Flag) and not isinstance(entry, QAbstractButton):
            self._label.belong_to(entry)
        self._tell()

    @property
    def control(self) -> Control:
        """The control inside."""
        return cast(Control, self._widget)

    @property
    def label(self) -> str:
        """The label's words."""
        return self._label_text

    def set_label(self, label: str) -> None:
        """Other words."""
        self._label_text = label
        self._label.setText(label.replace("&", "&&"))
        self._tell()

    def add_below(self, widget: QWidget) -> None:
        """Something that belongs under the answer, such as a banner that the answer calls for."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def add_above(self, widget: QWidget) -> None:
        """Something to be read before the question is answered."""
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, widget)
            layout.insertSpacing(1, 12)

    def hide_label(self) -> None:
        """Show no label: a title says the same. Its name stays."""
        self._label.hide()

    def set_needed(self, words: str) -> None:
        """What the answer is needed for, in words, or ""."""
        self._needed.setText(words)
        self._needed.setVisible(bool(words))
        self._tell()

    def set_error(self, text: str) -> None:
        """Show what is wrong and what to do. A new error is announced once."""
        new = text and (self._level != "error" or self._message.text() != text)
        self._show("error", text)
        if new:
            announce(self, f"{self._label_text}: {text}")

    def offer(self, words: str, do: Callable[[], None] | None = None) -> None:
        """A link under the message that says what else can be done; "" takes it away."""
        self._remedy.setText(words)
        self._remedy.setVisible(bool(words))
        self._do = do or (lambda: None)
        self._remedy.setAccessibleName(f"{words}: {self._label_text}" if words else "")

    def set_warning(self, text: str) -> None:
        """Show something odd that never blocks."""
        self._show("warning", text)

    def set_good(self, text: str) -> None:
        """Say that something is right."""
        self._show("good", text)

    def clear_message(self) -> None:
        """Show no message."""
        self._show("error", "")

    def message(self) -> str:
        """The words under the field, or ""."""
        return self._message.text()

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return self._level == "error"

    def check(self) -> bool:
        """Show the control's own problem, if it has one; whether it has none."""
        problem = self.control.problem()
        if problem:
            self.set_error(problem)
        return not problem

    def help_words(self) -> str:
        """The help, and on a line of its own what the answer is needed for."""
        return "\n".join(words for words in (self._help.text(), self._needed.text()) if words)

    def go_to(self) -> None:
        """Put the focus here, a line's cursor at its end."""
        entry = self.control.entry()
        entry.setFocus()
        if isinstance(entry, QLineEdit):
            entry.end(False)

    def _show(self, level: str, text: str) -> None:
        self._level = level if text else ""
        self._message.show_message(level, text)
        self.control.set_state(self._level if self._level in ("error", "warning") else "")
        self._tell()

    def _tell(self) -> None:
        parts = []
        if self._level == "error":
            parts.append(_("Error: {message}").format(message=self._message.text()))
        parts += [words for words in (self._needed.text(), self._help.text()) if words]
        if self._level and self._level != "error":
            parts.append(self._message.text())
        self.control.set_names(self._label_text, " ".join(parts))


def tell_problems(fields: Mapping[str, Field], problems: Mapping[str, str]) -> None:
    """Say each problem beside its field; what has none says nothing any more."""
    for code, field in fields.items():
        if code in problems:
            field.set_error(problems[code])
        else:
            field.clear_message()

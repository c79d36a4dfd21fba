"""What every step of the first run offers: fields, their problems, and keeping its answers."""

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.gui.setup.context import SetupContext
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.inputs.field import Field, tell_problems


class Task(QWidget):
    """One step's task: fields by the code that the view model's problems name."""

    def __init__(self, context: SetupContext, title: str, explanation: str) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.explanation = explanation
        self.fields: dict[str, Field] = {}
        self.column = Column(16, (6, 6, 6, 12), self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, code: str, field: Field) -> Field:
        """Put a field under the last."""
        self.fields[code] = field
        self.column.addWidget(field)
        return field

    def first(self) -> QWidget:
        """Where the focus begins."""
        return next(iter(self.fields.values())).control.entry() if self.fields else self

    def take(self) -> None:
        """Put what was typed into the view model."""

    def problems(self) -> dict[str, str]:
        """What only this task can judge."""
        return {}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say them beside their fields."""
        tell_problems(self.fields, problems)

    def go_to(self, code: str) -> None:
        """Jump to a field."""
        if code in self.fields:
            self.fields[code].go_to()

    def keep(self, done: Callable[[], None]) -> None:
        """Keep the step's answers, then `done`."""
        done()

"""A person: the role always, name and contact only where they help."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.control import Option
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.wording.language import _


class PersonField(QGroupBox):
    """Role, name, contact. Value: {"role": code or None, "name": text or None, "contact": …}."""

    changed = Signal()

    def __init__(self, roles: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = Choice(roles, width=220, placeholder=_("Choose the role"))
        self._name = Line(width=220)
        self._contact = Line(width=220)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = Flow(10, 8, self)
        self._labels: list[Label] = []
        for words, control in (
            (_("Role"), self._role),
            (_("Name, if known"), self._name),
            (_("Phone or email, if needed"), self._contact),
        ):
            part = QWidget()
            column = Column(3, parent=part)
            label = Label(words, "small", "text-2", wrap=False)
            label.belong_to(control)
            self._labels.append(label)
            column.addWidget(label)
            column.addWidget(control)
            flow.addWidget(part)
            control.changed.connect(self.changed)

    def value(self) -> dict[str, Any] | None:
        """The stored form; None when nothing was said."""
        parts = {
            "role": self._role.value(),
            "name": self._name.value(),
            "contact": self._contact.value(),
        }
        return parts if any(parts.values()) else None

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Show a stored person."""
        person = value or {}
        self._role.set_value(person.get("role"))
        self._name.set_value(person.get("name"))
        self._contact.set_value(person.get("contact"))

    def problem(self) -> str:
        """Words when a name stands without a role."""
        if self._role.value() is None and (self._name.value() or self._contact.value()):
            return _("Choose the role as well. The name can be left out, the role cannot.")
        return ""

    def entry(self) -> QWidget:
        """The role."""
        return self._role

    def set_names(self, name: str, description: str) -> None:
        """Every part carries the label."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._role.set_names(_("{label}, role").format(label=name), description)
        self._name.set_names(_("{label}, name if known").format(label=name), "")
        self._contact.set_names(_("{label}, phone or email").format(label=name), "")

    def set_state(self, state: str) -> None:
        """Border of the role."""
        self._role.set_state(state)

"""Which column of the file becomes which field: a line for each, with its first filled cell."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.old_log import mapping
from clerkapp.domain.old_log.days import Order
from clerkapp.domain.old_log.lines import DayOrders
from clerkapp.domain.old_log.mapping import CLOCK, DAY, KIND, LogMapping
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import Option
from clerkapp.gui.widgets.basic.layouts import Column, Divider
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.services.importing.old_log import LogFile
from clerkapp.wording.labels import kind_label, label
from clerkapp.wording.language import _, ngettext

LEAVE_OUT = "-"
_NARROW = 560
_EXAMPLE = 80
_PARTS = ("actions.what", "actions.who", "told.organisation")


class ColumnsBody(QWidget):
    """All of it. `changed` when another choice was made."""

    changed = Signal()

    def __init__(self, file: LogFile, chosen: LogMapping) -> None:
        super().__init__()
        self._file = file
        self._words = chosen.words
        self._always = chosen.always
        self.choices: dict[str, Choice] = {}
        options = field_options()
        column = Column(8, parent=self)
        self._head = _Triple(
            Label(_("Column in the file"), "table", "text-2"),
            Label(_("For example"), "table", "text-2"),
            Label(_("Becomes"), "table", "text-2"),
            heading=True,
        )
        column.addWidget(self._head)
        for heading in file.heading:
            choice = Choice(options)
            choice.set_value(chosen.columns.get(heading) or LEAVE_OUT)
            example = _example(file, heading)
            choice.set_names(
                _("Column {name} becomes").format(name=heading),
                _("For example: {example}").format(example=example) if example else "",
            )
            choice.changed.connect(self._tell)
            self.choices[heading] = choice
            column.addWidget(_Triple(Label(heading, "table"), Label(example, "table"), choice))
        column.addWidget(Divider())
        kinds = Choice([(code, kind_label(code)) for code in KINDS], width=300)
        self.kind = Field(
            _("What kind are the lines?"),
            kinds,
            help=_("Where no column says so."),
            needed=_("needed now"),
            code=KIND,
        )
        self.kind.control.set_value(chosen.kind or None)
        kinds.changed.connect(self.changed)
        name = Line(width=300, limit=mapping.SOURCE_LIMIT)
        self.source = Field(
            _("What is this log called?"),
            name,
            help=_("It stands on every record, beside the old number."),
            code=mapping.OLD_SOURCE,
        )
        self.source.control.set_value(chosen.source)
        name.changed.connect(self.changed)
        orders = Segment([(Order.MONTH_FIRST, _("Month first")), (Order.DAY_FIRST, _("Day first"))])
        self.order = Field(
            _("Which stands first in a day, month or day?"),
            orders,
            needed=_("needed now"),
        )
        self.order.control.set_value(chosen.order)
        orders.changed.connect(self.changed)
        self.order.hide()
        self._said = Label("", "small", "text-2")
        self._said.hide()
        column.addWidget(self._said)
        for field in (self.order, self.kind, self.source):
            column.addWidget(field)
        self._fit_kind()

    def chosen(self) -> LogMapping:
        """What is chosen. Raises Refused: log-map-twice, log-map-source."""
        order = self.order.control.value()
        return LogMapping(
            source=str(self.source.control.value() or ""),
            columns={
                heading: "" if choice.value() in (None, LEAVE_OUT) else str(choice.value())
                for heading, choice in self.choices.items()
            },
            kind="" if self._has_kind() else str(self.kind.control.value() or ""),
            order=Order(order) if order else None,
            words=self._words,
            always=self._always,
        )

    def heading_of(self, code: str) -> str:
        """The column that becomes a field, "" where none does."""
        for heading, choice in self.choices.items():
            if str(choice.value()).partition(".")[0] == code:
                return heading
        return ""

    def filled(self) -> int:
        """How many columns become something."""
        return sum(choice.value() not in (None, LEAVE_OUT) for choice in self.choices.values())

    def show_orders(self, found: DayOrders) -> None:
        """Ask which stands first, where it could be both."""
        self.order.setVisible(found.both > 0)
        self._said.setVisible(found.both > 0)
        if not found.both:
            return
        fit = ""
        if found.month_first:
            fit = ngettext(
                "{count} line fits only the first.",
                "{count} lines fit only the first.",
                found.month_first,
            ).format(count=found.month_first)
        elif found.day_first:
            fit = ngettext(
                "{count} line fits only the second.",
                "{count} lines fit only the second.",
                found.day_first,
            ).format(count=found.day_first)
        said = _("“{example}” can be two days.").format(example=found.example)
        self._said.setText(f"{said} {fit}".strip())
        if self.order.control.value() is None and found.settled is not None:
            self.order.control.set_value(found.settled)

    def _tell(self) -> None:
        self._fit_kind()
        self.changed.emit()

    def _has_kind(self) -> bool:
        return any(choice.value() == KIND for choice in self.choices.values())

    def _fit_kind(self) -> None:
        self.kind.setHidden(self._has_kind())


class _Triple(QWidget):
    """Three parts side by side, or under each other where there is no room."""

    def __init__(
        self, first: QWidget, second: QWidget, third: QWidget, *, heading: bool = False
    ) -> None:
        """`heading`: of the lines below, and nothing where these are not side by side."""
        super().__init__()
        self._heads = (first, second, third) if heading else ()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(12))
        for part, stretch in ((first, 4), (second, 7), (third, 7)):
            self._box.addWidget(part, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other only where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_NARROW)
        self._box.setSpacing(theme().px(12 if wide else 4))
        for head in self._heads:
            head.setVisible(wide)
        self._box.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )


def field_options() -> list[Option]:
    """The fields that a column can become, each once, in the order of the form; before them to leave it out."""
    options: dict[str, str] = {LEAVE_OUT: _("Leave out")}
    for kind in KINDS.values():
        for field in kind.fields:
            code = field.code
            if mapping.target_of(code) is None or field.control is Control.TABLE:
                continue
            options.setdefault(code, label(code))
            if code == "occurred":
                options[f"{code}.{DAY}"] = _("{field} (day alone)").format(field=label(code))
                options[f"{code}.{CLOCK}"] = _("{field} (time alone)").format(field=label(code))
    options[KIND] = _("Which kind of record?")
    for code in _PARTS:
        head, _dot, part = code.partition(".")
        options[code] = f"{label(head)}: {label(head, part)}"
    return list(options.items())


def _example(file: LogFile, heading: str) -> str:
    """The first filled cell of a column."""
    found = next(
        (row.cells[heading] for row in file.rows if row.cells.get(heading, "").strip()), ""
    )
    text = " ".join(found.split())
    return text if len(text) <= _EXAMPLE else f"{text[: _EXAMPLE - 1]}…"

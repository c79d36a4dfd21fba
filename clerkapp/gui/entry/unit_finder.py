"""Q1, find the unit: the last digits or a scanned bar code fill in what the inventory knows.

A scanner types the number and Enter. One match fills in at once; several are offered; none is said. What
was filled in can be changed like any answer, and a number that nobody listed can be typed.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists.unit import FILLED
from clerkapp.domain.records import value_forms
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.navigation.places import ListPage
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.services.office_lists import reading, units
from clerkapp.services.office_lists.units import Earlier
from clerkapp.services.session import Session
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import month_words

FIND = "find_unit"
"""The code of its field, which no record holds."""
LEAST = 4
"""So many characters are looked up without Enter."""
_PAUSE_MS = 300
_Answer = tuple[bool, tuple[Entry, ...]]


class UnitFinder(QWidget):
    """Stands above the fields of the unit."""

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__()
        self._desk = desk
        self._page = page
        self._found: dict[str, Entry] = {}
        self._asked = 0
        self.line = Line(mono=True, width=240)
        self.field = Field(
            _("Find the unit"),
            self.line,
            help=_("Scan the bar code or type the last four digits."),
            code=FIND,
        )
        self.choice = Choice((), placeholder=_("Choose"))
        self.which = Field("", self.choice, code=f"{FIND}_which")
        self.which.hide()
        column = Column(12, parent=self)
        column.addWidget(self.field)
        column.addWidget(self.which)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(lambda: self.look(entered=False))
        self.line.changed.connect(self._typed)
        self.line.returnPressed.connect(lambda: self.look(entered=True))
        self.choice.changed.connect(self._chosen)
        page.model.changed.connect(self._answered)

    def look(self, *, entered: bool) -> None:
        """Ask for what was typed; with `entered` the focus goes on when one unit is found."""
        self._soon.stop()
        typed = self.line.value() or ""
        self._asked += 1
        question = self._asked
        if not typed:
            self._show_none("")
            return

        def read(session: Session) -> _Answer:
            return bool(reading.entries(session, "unit")), units.find(session, typed)

        def show(found: _Answer) -> None:
            if question == self._asked:
                self._show(*found, typed, entered=entered)

        self._desk.ask(self, read, show)

    def take(self, unit: Entry, *, go_on: bool) -> None:
        """Fill in what the list says of a unit, in the place of what stood there."""
        model, body = self._page.model, self._page.body
        filled = units.filled(unit)
        for code in FILLED:
            if code in filled or not value_forms.is_empty(model.typed.get(code)):
                model.set(code, filled.get(code))
                body.show_value(code)
        if model.typed.get("serial_unknown"):
            model.set("serial_unknown", None)
            body.show_value("serial_unknown")
        self.which.hide()
        name = " ".join(part for part in (unit.text("manufacturer"), unit.text("model")) if part)
        self.field.set_good(
            _("Filled in from the list: {unit}").format(
                unit=", ".join(filter(None, (name, unit.code)))
            )
        )
        if go_on:
            self._go_on()
        self._desk.announce(self.field.message())
        self._say_earlier(unit.code)

    def _typed(self) -> None:
        if len(self.line.value() or "") >= LEAST:
            self._soon.start()
        else:
            self._soon.stop()
            self._show_none("")

    def _show(self, listed: bool, found: tuple[Entry, ...], typed: str, *, entered: bool) -> None:  # noqa: FBT001
        if len(found) == 1:
            self.take(found[0], go_on=entered)
        elif found:
            self._offer(found, typed, focus=entered)
        elif not listed:
            self._show_none(_("Units are not listed yet. Type the number below."))
        else:
            words = _(
                "No unit ends in {digits}. Type its number; it will be added to the list later."
            )
            self._show_none(words.format(digits=typed))

    def _show_none(self, words: str) -> None:
        self.which.hide()
        self.field.offer("")
        if words:
            self.field.set_warning(words)
        else:
            self.field.clear_message()

    def _offer(self, found: tuple[Entry, ...], typed: str, *, focus: bool) -> None:
        self._found = {unit.id: unit for unit in found}
        self.field.clear_message()
        words = ngettext(
            "{count} unit ends in {digits}. Which?",
            "{count} units end in {digits}. Which?",
            len(found),
        )
        self.which.set_label(words.format(count=len(found), digits=typed))
        self.choice.set_options([(unit.id, unit_words(unit)) for unit in found])
        self.choice.set_value(None)
        self.which.show()
        self._page.body.order_soon()
        if focus:
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        unit = self._found.get(self.choice.value() or "")
        if unit is not None:
            self.take(unit, go_on=True)

    def _go_on(self) -> None:
        """To the first question of the unit that the list does not answer."""
        body = self._page.body
        section = body.section_of("serial")
        block = body.block(section)
        for code in block.codes if block is not None else ():
            field, declared = body.field(code), self._page.model.kind.field(code)
            asked = declared is not None and declared.gate is not Gate.NEVER
            empty = value_forms.is_empty(self._page.model.typed.get(code))
            if field is not None and field.isVisible() and empty and asked:
                entry = field.control.entry()
                entry.setFocus(Qt.FocusReason.TabFocusReason)
                if isinstance(entry, QLineEdit):
                    entry.end(False)
                return

    def _answered(self, code: str) -> None:
        if code in ("serial", "category"):
            self._say_earlier(str(self._page.model.typed.get("serial") or ""))

    def _say_earlier(self, serial: str) -> None:
        """How often this unit had this trouble within a year, as far as the person may see it."""
        model = self._page.model
        category = model.typed.get("category")
        self.field.offer("")
        if not serial or not isinstance(category, str):
            return
        number = self._page.number

        def show(found: Earlier | None) -> None:
            same = model.typed.get("category") == category and model.typed.get("serial") == serial
            if found is not None and same:
                self.field.set_warning(earlier_words(category, found))
                self.field.offer(
                    _("Its life"), lambda: self._desk.go(ListPage("unit", selected=serial))
                )

        self._desk.ask(
            self, lambda session: units.earlier(session, serial, category, but=number), show
        )


def unit_words(unit: Entry) -> str:
    """A unit in a list to choose from: number, tag, what it is, where it is."""
    kind = unit.text("device_type")
    name = " ".join(part for part in (unit.text("manufacturer"), unit.text("model")) if part)
    parts = (
        unit.code,
        unit.text("asset_tag"),
        name or (value_label("device_type", kind) if kind else ""),
        unit.text("home_site"),
    )
    return "  ·  ".join(part for part in parts if part)


def earlier_words(category: str, found: Earlier) -> str:
    """How often, since when, and which records; the one being written counts."""
    return _("With this one {count} times “{trouble}” since {month}: {numbers}").format(
        count=len(found.numbers) + 1,
        trouble=value_label("category", category),
        month=month_words(found.since),
        numbers=", ".join(number.rpartition("-")[2] for number in found.numbers[:5]),
    )

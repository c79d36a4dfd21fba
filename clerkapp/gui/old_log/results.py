"""What came of trying: how many lines are new, there already or wait; and the ones that wait."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.old_log.lines import LogRow
from clerkapp.gui.old_log.columns import ColumnsBody
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.layouts import Even
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.page.card import Card, FactTile, IconLine
from clerkapp.services.importing.old_log import LogFile, LogLineRefused, Tried
from clerkapp.wording.labels import label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence

SHOWN = 50
"""Lines that wait and are shown; the others are in the file that can be saved."""
_WORDS = 90


class Results(Card):
    """The card. `both_asked`: keep a line although another one says the same; `mend_asked`: a line, the
    column and what to put there."""

    both_asked = Signal(int)
    mend_asked = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__(_("Tried on all lines; nothing was written"), ruled=True)
        self.todo: list[LinkButton] = []

    def show_tried(self, file: LogFile, found: Tried, columns: ColumnsBody, who: str) -> None:
        """Say what came of it."""
        self.empty()
        self.todo = []
        tiles = QWidget()
        row = Even(150, 16, 10, tiles)
        waiting = len(found.waiting)
        for name, value, meta in (
            (_("New"), _lines(len(found.ready)), _("become records")),
            (_("There already"), _lines(found.doubles), _("are skipped")),
            (_("Not understood"), _lines(waiting), _("wait for you")),
            (_("Signed as"), _("transcribed by"), who),
        ):
            row.addWidget(FactTile(name, value, meta))
        self.add_row(tiles)
        rows = {one.line: one for one in file.rows}
        for one in found.waiting[:SHOWN]:
            self.add_row(self._waiting(one, rows[one.line], columns))
        more = waiting - SHOWN
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}")
            self.add_row(Label(words, "small", "text-2"))

    def _waiting(self, one: LogLineRefused, row: LogRow, columns: ColumnsBody) -> QWidget:
        heading = next((name for code in one.fields if (name := columns.heading_of(code))), "")
        place = columns.heading_of("place")
        said = [row.cells.get(name, "") for name in dict.fromkeys((heading, place)) if name]
        words = _short(", ".join(filter(None, said)))
        if one.twin is not None:
            words = _("same as line {line}").format(line=one.twin)
        title = _("Line {line}").format(line=one.line)
        button = self._button(one, heading, row)
        fields = ", ".join(label(code) for code in one.fields if code != "kind")
        why = sentence(one.code, one.params)
        if one.code in ("missing-to-record", "needed-now") and fields:
            why = _("This is missing: {fields}").format(fields=fields)
        line = IconLine(
            "alert-triangle",
            f"{title}: {words}" if words else title,
            why,
            role="warn" if one.twin is not None else "danger",
            meta_tone="warn" if one.twin is not None else "danger",
            beside=button,
        )
        if button is not None:
            self.todo.append(button)
        return line

    def _button(self, one: LogLineRefused, heading: str, row: LogRow) -> LinkButton | None:
        line = _("Line {line}").format(line=one.line)
        if one.twin is not None:
            button = LinkButton(_("Keep both"))
            button.clicked.connect(partial(self._keep, one.line))
        elif heading:
            button = LinkButton(_("Reword") if one.code == "guard" else _("Type it"))
            text = row.cells.get(heading, "")
            button.clicked.connect(partial(self._ask, one.line, heading, text))
        else:
            return None
        button.setAccessibleName(f"{button.text()}: {line}")
        return button

    def _keep(self, line: int, *_: object) -> None:
        self.both_asked.emit(line)

    def _ask(self, line: int, heading: str, text: str, *_: object) -> None:
        MendDialog(line, heading, text, self.mend_asked.emit, self).open()


class MendDialog(Dialog):
    """What belongs in a cell, instead of what the file says there."""

    def __init__(
        self,
        line: int,
        heading: str,
        text: str,
        done: Callable[[int, str, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("What belongs in line {line}?").format(line=line),
            _("The file stays as it is. What you type here is recorded instead."),
            do=_("Try it"),
            safe=_("Go back"),
            do_icon="check",
            parent=parent,
        )
        self._done = done
        self._at = (line, heading)
        self.field = Field(heading, TextArea())
        self.field.control.set_value(text)
        self.body.addWidget(self.field)
        self.start = self.field.control.entry()

    def accept(self) -> None:
        """Hand it over."""
        super().accept()
        self._done(*self._at, str(self.field.control.value() or ""))


def waiting_words(one: LogLineRefused) -> str:
    """Why a line waits, for the file that is saved."""
    fields = ", ".join(label(code) for code in one.fields if code != "kind")
    why = sentence(one.code, one.params)
    return f"{fields}: {why}" if fields else why


def _lines(count: int) -> str:
    return ngettext("{count} line", "{count} lines", count).format(count=f"{count:,}")


def _short(text: str) -> str:
    one = " ".join(text.split())
    shown = one if len(one) <= _WORDS else f"{one[: _WORDS - 1]}…"
    return _("“{text}”").format(text=shown) if shown else ""

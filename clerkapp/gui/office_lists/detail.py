"""The chosen entry beside the list: what it says, and a unit's life over all elections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.gui.office_lists.rows import state_chip, title_of, unit_name, words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.layouts import Divider, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.beside_list import BesideList
from clerkapp.gui.widgets.page.card import Facts, IconLine
from clerkapp.services.office_lists.units import Matter
from clerkapp.wording import office_lists as wording
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words, minutes_words, when_words
from clerkapp.wording.values import value_words

_BEGINS = {"unit": "equipment"}


@dataclass(frozen=True, slots=True)
class Life:
    """What an entry said before, and for a unit the records that name it; the newest first."""

    rows: Sequence[Entry] = ()
    matters: Sequence[Matter] = ()


class Detail(BesideList):
    """`open_record` is told the number of a record that is chosen in a unit's life."""

    def __init__(self, open_record: Callable[[str], None], parent: QWidget | None = None) -> None:
        self._open_record = open_record
        self.new_button = PrimaryButton(_("New record for it"), "plus", main=True)
        self.edit_button = SecondaryButton(_("Edit"), "pencil", main=True)
        self.close_button = SecondaryButton(_("Close it"), main=True)
        self.reopen_button = SecondaryButton(_("Open again"), main=True)
        buttons = (self.new_button, self.edit_button, self.close_button, self.reopen_button)
        super().__init__(_("The chosen entry"), buttons, parent)

    def show_entry(self, entry: Entry, life: Life, *, may_change: bool, may_record: bool) -> None:
        """Show an entry."""
        clear(self.column)
        one = LISTS[entry.list]
        name = unit_name(entry) if entry.list == "unit" else ""
        self.column.addWidget(Label(name or title_of(entry), "h2"))
        if one.by_code[one.key].mono:
            self.column.addWidget(Label(entry.code, "mono-strong", selectable=True))
        chip = state_chip(entry)
        if chip is not None:
            holder = QWidget()
            Flow(6, 6, holder).addWidget(Chip(chip, shrinks=True))
            self.column.addWidget(holder)
        self._add_facts(entry)
        self._add_life(entry, life)
        self.column.addStretch(1)
        begins = entry.list == "template" or entry.list in _BEGINS
        self.new_button.setVisible(may_record and begins and not entry.closed)
        self.new_button.set_text(
            _("New record from it") if entry.list == "template" else _("New record for it")
        )
        self.edit_button.setVisible(may_change and not entry.closed)
        self.close_button.setVisible(may_change and not entry.closed)
        self.reopen_button.setVisible(may_change and entry.closed)
        self.buttons.setVisible(may_change or self.new_button.isVisibleTo(self.buttons))

    def _add_facts(self, entry: Entry) -> None:
        one = LISTS[entry.list]
        facts = Facts(label_width=96)
        shown = 0
        for column in one.columns:
            skipped = column.code in ("state", one.key) or (
                entry.list == "unit" and column.code in ("manufacturer", "model")
            )
            words = words_of(entry, column.code)
            if skipped or not words or words == title_of(entry):
                continue
            if column.code == "values":
                words = "\n".join(f"{name}: {text}" for name, text in template_words(entry))
            facts.add(wording.column_label(one.code, column.code), words, mono=column.mono)
            shown += 1
        if shown:
            self.column.addWidget(facts)

    def _add_life(self, entry: Entry, life: Life) -> None:
        lines: list[tuple[str, QWidget]] = [
            (matter.row.recorded, self._matter_line(matter)) for matter in life.matters
        ]
        for before, after in zip(life.rows[1:], life.rows[:-1], strict=False):
            words = change_words(before, after)
            if words:
                lines.append((after.at, IconLine("pencil", words, day_words(after.at, year=True))))
        if not lines:
            if entry.list == "unit":
                self.column.addWidget(Divider())
                words = _("No record that you may see names it.")
                self.column.addWidget(Label(words, "small", "text-2"))
            return
        self.column.addWidget(Divider())
        title = _("Its life, all elections") if entry.list == "unit" else _("What changed")
        self.column.addWidget(Label(title, "h3", "text-2"))
        for _at, line in sorted(lines, key=lambda one: one[0], reverse=True):
            self.column.addWidget(line)

    def _matter_line(self, matter: Matter) -> LineButton:
        number = matter.row.number
        what = value_label("category", matter.category) if matter.category else matter.row.one_line
        words = _("{what}: {number}").format(what=what, number=number.rpartition("-")[2])
        parts = [
            when_words(matter.row.occurred),
            minutes_words(matter.minutes) if matter.minutes is not None else "",
            _("came as the replacement") if matter.replaced_it else "",
            matter.election,
        ]
        meta = "  ·  ".join(part for part in parts if part)
        line = LineButton("equipment", words, meta, role="kind-equipment", padding=0)
        line.clicked.connect(lambda: self._open_record(number))
        return line


def change_words(before: Entry, after: Entry) -> str:
    """What a row changed, in a line: "State: Test owed, before In use"."""
    if before.closed != after.closed:
        return _("Closed") if after.closed else _("Opened again")
    parts = []
    for column in LISTS[after.list].columns:
        new, old = words_of(after, column.code), words_of(before, column.code)
        if new == old or column.code == "values":
            continue
        name = wording.column_label(after.list, column.code)
        said = _("{label}: {new}, before {old}") if new and old else _("{label}: {new}")
        if not new:
            said = _("{label}: taken out, before {old}")
        parts.append(said.format(label=name, new=new, old=old))
    return "\n".join(parts)


def template_words(entry: Entry) -> list[tuple[str, str]]:
    """The answers of a template: labels and words."""
    kind = entry.text("kind")
    return [
        (label(code).rstrip("?:"), value_words(kind, code, value))
        for code, value in entry.answers.items()
    ]

"""Beside the form: what is done and what is not, what a change will change, how bad it is.

It stays in view while the form scrolls. Where there is no room beside, the outline becomes a "Go to"
list above the form and the rest is under it.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.records import severity
from clerkapp.domain.vocabulary.common import SEVERITIES
from clerkapp.gui.form.model import REASON, FormModel, OutlineItem
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.severity import SeverityField
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.lists.changes import OldToNew
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.outline import Outline, OutlineEntry
from clerkapp.wording.changes import change_words
from clerkapp.wording.labels import label, section_label, severity_label, suggestion_words
from clerkapp.wording.language import _, ngettext

SEVERITY = "severity"
SEVERITY_REASON = "severity_reason"
SHOWN_HERE = frozenset({SEVERITY, SEVERITY_REASON})
"""Fields of the declaration that are here and not in their block."""
FOLDED = "-folded"
"""In the outline, the blocks that are folded; no section has this code."""
_UNDECIDED = "not_rated"
_LONGEST = 160


class OutlineCard(Card):
    """The blocks of the form. `picked` carries a section's code."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("On this form"), small=True, padding=9)
        self._outline = Outline(_("On this form"))
        self._outline.picked.connect(self.picked)
        self.body.addWidget(self._outline)

    def show_items(self, items: tuple[OutlineItem, ...], current: str) -> None:
        """How far each block is, and where the focus is."""
        self._outline.set_entries(_entries(items))
        self._outline.set_current(current)


class GoTo(QWidget):
    """The same as a list, where there is no room beside the form."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._choice = Choice([], placeholder=_("Choose a part of the form"))
        self._field = Field(_("Go to"), self._choice)
        Column(0, parent=self).addWidget(self._field)
        self._choice.changed.connect(self._go)

    def show_items(self, items: tuple[OutlineItem, ...], current: str) -> None:
        """How far each block is, in words."""
        states = {"done": _("done"), "open": "", "error": ""}
        options = []
        for entry in _entries(items):
            note = entry.note or ("" if entry.icon else states[entry.state])
            options.append((entry.code, f"{entry.title} – {note}" if note else entry.title))
        shown = [
            (self._choice.itemData(place), self._choice.itemText(place))
            for place in range(self._choice.count())
        ]
        if shown != options:
            self._choice.set_options(options)
        self._choice.set_value(current or None)

    def _go(self) -> None:
        code = self._choice.value()
        if code is not None:
            self.picked.emit(code)


class SeverityCard(Card):
    """Suggestion, reason, decision. `changed` after a person decided."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Severity"), small=True, padding=14)
        self.control = SeverityField([(code, severity_label(code)) for code in SEVERITIES])
        self.field = Field(_("Severity"), self.control, code=SEVERITY)
        self.field.hide_label()
        self.body.addWidget(self.field)
        self.control.changed.connect(self.changed)

    def show_suggestion(self, suggestion: severity.Suggestion) -> None:
        """What the answers so far suggest."""
        code = suggestion.severity if suggestion.severity != "not_rated" else None
        self.control.suggest(code, suggestion_words(suggestion.reason))

    def show_decision(self, model: FormModel) -> None:
        """What a draft or a record holds."""
        decided = model.typed.get(SEVERITY)
        self.control.set_value(None if decided == _UNDECIDED else decided)
        self.control.set_reason(model.typed.get(SEVERITY_REASON))


class ChangeCard(Card):
    """What an amendment adds and changes, old to new, and why where an answer changes.

    `changed` after a person typed the reason.
    """

    changed = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__(_("Your change"), small=True, padding=14)
        self._kind = kind
        self.reason = TextArea(least=2, most=6)
        self.field = Field(
            label(REASON),
            self.reason,
            needed=_("needed now"),
            help=_("It is kept with the change and printed."),
            code=REASON,
        )
        self._added = Label("", "small-strong", "text")
        self._list = Column(10)
        self._nothing = Label(_("Nothing is changed yet."), "small", "text-2")
        self._left = Column(10)
        self.body.addWidget(self.field)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._added)
        self.body.addLayout(self._list)
        self.body.addLayout(self._left)
        self.reason.changed.connect(self.changed)
        self._shown: tuple[object, ...] = ()
        self.field.hide()
        self._added.hide()

    def show_change(self, model: FormModel) -> None:
        """How many answers are added; each one that was there and changes; how many files."""
        change, files = model.change, len(model.attachments.new())
        corrected, added, asks = change.corrected(), change.added(), change.needs_reason()
        seen = (corrected, added, files, asks, change.left)
        if seen == self._shown:
            return
        self._shown = seen
        self.field.setVisible(asks)
        words = ngettext("{count} answer added", "{count} answers added", len(added))
        self._added.setText(words.format(count=len(added)))
        self._added.setVisible(bool(added))
        clear(self._list)
        for code, old, new in corrected:
            field = self._kind.field(code)
            # What is gone from a log will be crossed out, not taken away.
            gone = _("struck through") if field is not None and field.entries else ""
            for changed in change_words(self._kind.code, code, old, new):
                part = QWidget()
                column = Column(3, parent=part)
                column.addWidget(Label(changed.what, "small-strong", "text-2"))
                column.addWidget(OldToNew(_short(changed.old), _short(changed.new) or gone))
                self._list.addWidget(part)
        if files:
            words = ngettext("{count} file is added", "{count} files are added", files)
            self._list.addWidget(Label(words.format(count=files), "small-strong", "text-2"))
        self._nothing.setVisible(not corrected and not added and not files)
        self._show_left(change.left)

    def _show_left(self, left: Mapping[str, Any]) -> None:
        """What was typed before and is not taken over: to be read, so that nothing typed is lost."""
        clear(self._left)
        if left:
            self._left.addWidget(
                Label(_("Not added: the record has another answer"), "small-strong", "text-2")
            )
        for code, value in left.items():
            for typed in change_words(self._kind.code, code, None, value):
                text = _("{field}: {answer}").format(field=typed.what, answer=typed.new)
                self._left.addWidget(Label(text, "small", selectable=True))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


class InView(QObject):
    """Keeps `stack` in view while `area` scrolls, as far as its holder reaches."""

    def __init__(self, stack: QWidget, area: QScrollArea) -> None:
        super().__init__(stack)
        self._stack = stack
        self._area = area
        self._top = 0
        stack.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self._place)

    beside = True
    """Whether there is room beside; under the form nothing moves."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A new arrangement puts it back to the top: put it where it belongs."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        holder = self._stack.parentWidget()
        page = self._area.widget()
        if holder is None or page is None or not self.beside:
            return
        begins = holder.mapTo(page, holder.rect().topLeft()).y()
        scrolled = self._area.verticalScrollBar().value() - begins
        room = self._area.viewport().height()
        spare = max(0, self._stack.height() - room)
        last = max(0, holder.height() - self._stack.height())
        top = max(0, min(scrolled - spare + 14, last))
        if self._stack.y() != top:
            self._stack.move(self._stack.x(), top)


def _entries(items: tuple[OutlineItem, ...]) -> list[OutlineEntry]:
    """The blocks that are called for, and how many are folded."""
    entries = [_entry(item) for item in items if not item.apart]
    folded = len(items) - len(entries)
    if folded:
        words = ngettext("{count} folded", "{count} folded", folded).format(count=folded)
        entries.append(OutlineEntry(FOLDED, words, icon="chevron-right"))
    return entries


def _entry(item: OutlineItem) -> OutlineEntry:
    note = ngettext("{count} to fix", "{count} to fix", item.errors).format(count=item.errors)
    return OutlineEntry(
        item.code, section_label(item.code), str(item.state), note if item.errors else ""
    )

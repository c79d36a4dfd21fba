"""The files of a field: drop, paste or choose; stored in the vault at once, off the screen's thread.

A file that was refused leaves its sentence here and nothing else. A big one shows how far it is and
can be stopped. A picture asks whether it shows what must never leave the office.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGroupBox, QProgressBar, QSizePolicy, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.kinds.declare import Field
from clerkapp.domain.privacy.pictures import HELD, PLACE, TIME
from clerkapp.gui.form.attachments import Attachments, FormFile
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import saving
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import IconButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.basic.undo import UndoLine
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.services.records import attaching
from clerkapp.services.records.attaching import Attached
from clerkapp.services.session import Session
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import _
from clerkapp.wording.values import size_words

BIG = 20_000_000
"""Bytes from which a file shows its progress; smaller ones are there at once."""


class FilesField(QGroupBox):
    """The control of a FILE field. It holds no value of its own: the files are in `Attachments`."""

    changed = Signal()
    puts_back = True
    """Whether a file that is left out can be put back."""
    _progressed = Signal(int)

    def __init__(self, field: Field, files: Attachments, desk: Desk) -> None:
        super().__init__()
        self._field = field
        self._files = files
        self._desk = desk
        self._under_way: dict[str, Event] = {}
        self._said: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(8, parent=self)
        self.drop = self._area()
        self._list = Column(8)
        self._progress = _Progress()
        self._refused = MessageLine("warning")
        column.addWidget(self.drop)
        column.addWidget(self._progress)
        column.addWidget(self._refused)
        column.addLayout(self._list)
        self._taken_out: FormFile | None = None
        self._gone = UndoLine()
        self._gone.button.clicked.connect(self._put_back)
        column.addWidget(self._gone)
        self._column = column
        self.drop.files_given.connect(self.take_files)
        self.drop.picture_given.connect(self._take_picture)
        self.drop.choose_asked.connect(self._choose)
        self._progress.stop_asked.connect(self._stop)
        self._progressed.connect(self._progress.show_percent)
        self._show_files()

    def value(self) -> None:
        """Files are no value of the field."""

    def set_value(self, value: object) -> None:
        """Show the files again."""
        del value
        self._show_files()

    def problem(self) -> str:
        """A refused file is not on the form, so it blocks nothing."""
        return ""

    def entry(self) -> QWidget:
        """The button."""
        return self.drop.choose_button

    def set_names(self, name: str, description: str) -> None:
        """Group and buttons carry the label."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.drop.choose_button.setAccessibleDescription(name)
        self.drop.paste_button.setAccessibleDescription(name)
        bar(self._desk, self.drop)

    def set_state(self, state: str) -> None:
        """An area has no border of its own; its message says what is wrong."""
        self.setProperty("state", state)

    def take_files(self, paths: list[Path]) -> None:
        """Store files, one after another."""
        self._said = []
        self._refused.show_message("warning", "")
        for path in paths:
            self._store_file(path)

    @property
    def busy(self) -> bool:
        """Whether a file is on its way into the vault."""
        return bool(self._under_way)

    def refusals(self) -> list[str]:
        """The sentences about files that were not taken."""
        return list(self._said)

    def _area(self) -> DropArea:
        return DropArea(_("Drop files here, paste them, or choose them."), _("Choose files"))

    def _work(
        self, path: Path, progress: Callable[[int, int], bool]
    ) -> Callable[[Session], Attached]:
        """What stores a file, on the vault's thread."""
        what = self._class_of(path.name)
        return lambda session: attaching.attach_file(session, path, what, progress=progress)

    def _choose(self) -> None:
        if files := saving.ask_files(self, _("Choose files")):
            self.take_files(files)

    def _store_file(self, path: Path) -> None:
        stop = Event()
        self._under_way[path.name] = stop
        shown = [0]

        def told(done: int, size: int) -> bool:
            percent = done * 100 // max(size, 1)
            if size >= BIG and percent != shown[0]:
                shown[0] = percent
                self._progressed.emit(percent)
            return not stop.is_set()

        try:
            big = path.stat().st_size >= BIG
        except OSError:
            big = False
        if big:
            self._progress.begin(path.name)
        self._desk.ask(
            self,
            self._work(path, told),
            self._ended(path.name, self._stored),
            self._ended(path.name, self._refuse),
        )

    def _take_picture(self, data: bytes) -> None:
        name = _("pasted picture") + ".png"
        self._desk.ask(
            self,
            lambda session: attaching.attach_bytes(session, name, data, self._class_of(name)),
            self._stored,
            self._refuse,
        )

    def _class_of(self, name: str) -> str:
        suggested = attaching.suggested_class(name)
        return suggested if suggested in self._field.values else self._field.values[0]

    def _ended(self, name: str, then: Callable[..., None]) -> Callable[..., None]:
        def ended(outcome: object) -> None:
            self._under_way.pop(name, None)
            self._progress.hide()
            then(outcome)

        return ended

    def _stored(self, attached: Attached) -> None:
        if self._files.add(attached, self._field.code):
            self._show_files()
            announce(self, _("{name} is attached").format(name=attached.name))
            self.changed.emit()
        else:
            self._say(_("“{name}” is attached already.").format(name=attached.name))

    def _refuse(self, error: ClerkappError) -> None:
        self._say(words_of(error))

    def _say(self, words: str) -> None:
        self._said.append(words)
        self._refused.show_message("warning", "\n".join(self._said))
        announce(self, words, urgent=True)

    def _stop(self) -> None:
        for stop in self._under_way.values():
            stop.set()

    def _show_files(self) -> None:
        clear(self._list)
        for kept in self._files.of_field(self._field.code):
            line = _FileLine(kept, self._field)
            sha256 = kept.attached.sha256
            line.removed.connect(lambda sha256=sha256: self._remove(sha256))
            line.classified.connect(lambda what, sha256=sha256: self._files.classify(sha256, what))
            line.judged.connect(
                lambda harmless, sha256=sha256: self._files.judge_picture(sha256, harmless=harmless)
            )
            line.let_tell.connect(lambda may, sha256=sha256: self._files.let_tell(sha256, may=may))
            self._list.addWidget(line)
            line.show()

    def _remove(self, sha256: str) -> None:
        here = self._files.of_field(self._field.code)
        self._taken_out = next((one for one in here if one.attached.sha256 == sha256), None)
        self._files.remove(sha256)
        self._show_files()
        self.drop.choose_button.setFocus()
        if self._taken_out is not None and self.puts_back:
            name = self._taken_out.attached.name
            self._gone.say(_("“{name}” is left out.").format(name=name))
            announce(self, self._gone.words.text())
            self._gone.button.setFocus()
        self.changed.emit()

    def _put_back(self) -> None:
        if self._taken_out is not None:
            self._files.put_back(self._taken_out)
        self._taken_out = None
        self._gone.say("")
        self._show_files()
        self.drop.choose_button.setFocus()
        self.changed.emit()


class _FileLine(QFrame):
    """One file: name, size, what it is, and the question that a picture asks."""

    removed = Signal()
    classified = Signal(str)
    judged = Signal(object)
    let_tell = Signal(bool)

    def __init__(self, kept: FormFile, field: Field) -> None:
        super().__init__()
        self.setProperty("box", "card")
        file = kept.attached
        column = Column(8, (14, 8, 8, 10), self)
        head = Row(10)
        head.addWidget(IconLabel("photo" if kept.is_picture else "file-text"))
        names = Column(1)
        names.addWidget(Label(file.name, "table-strong"))
        names.addWidget(Label(size_words(file.size), "small", "text-2"))
        head.addLayout(names, 1)
        column.addLayout(head)
        if kept.recorded:
            names.addWidget(Label(value_label(field.code, file.what), "small", "text-2"))
            return
        remove = IconButton("x", _("Leave out {name}").format(name=file.name))
        remove.clicked.connect(self.removed)
        head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        classes = [code for code in field.values if not (kept.is_picture and code == HELD)]
        if len(classes) > 1:
            part = QWidget()
            flow = Flow(8, 4, part)
            what = Label(_("What it is"), "small", "text-2", wrap=False)
            flow.addWidget(what)
            choice = Choice([(code, value_label(field.code, code)) for code in classes], width=260)
            choice.set_names(_("What {name} is").format(name=file.name), "")
            choice.set_value(file.what)
            what.setAccessibleName(choice.accessibleName())
            what.belong_to(choice)
            choice.changed.connect(lambda: self._classify(choice))
            self._what = file.what
            flow.addWidget(choice)
            column.addWidget(part)
        if kept.is_picture:
            self._ask(column, kept)
        if file.tells:
            self._ask_place(column, kept)

    def _classify(self, choice: Choice) -> None:
        """A file is always something: emptied, its list shows again what it was."""
        what = choice.value()
        if what is None:
            choice.set_value(self._what)
        else:
            self._what = what
            self.classified.emit(what)

    def _ask(self, column: Column, kept: FormFile) -> None:
        question = _("Does it show a marked ballot, a poll-book page or a voter?")
        column.addWidget(Label(question, "strong"))
        column.addWidget(
            Label(
                _("Until you answer “No”, it stays in the office and goes on no copy."),
                "small",
                "text-2",
            )
        )
        answer = Segment([("no", _("No")), ("yes", _("Yes"))])
        answer.set_names(question, kept.attached.name)
        given = {None: None, True: "no", False: "yes"}[kept.harmless]
        answer.set_value(given)
        answer.changed.connect(
            lambda: self.judged.emit({"no": True, "yes": False}.get(answer.value() or ""))
        )
        column.addWidget(answer)

    def _ask_place(self, column: Column, kept: FormFile) -> None:
        """The camera's notes: they stay in the office, and the picture with them, until ticked."""
        facts = kept.attached.tells
        words = _("The file tells where and when it was taken.")
        if PLACE not in facts:
            words = _("The file tells when it was taken.")
        elif TIME not in facts:
            words = _("The file tells where it was taken.")
        column.addWidget(Label(words, "strong"))
        column.addWidget(
            Label(
                _("Until you tick this, it stays in the office and goes on no copy."),
                "small",
                "text-2",
            )
        )
        tick = Flag(_("This may go along"))
        tick.set_names(_("This may go along"), f"{kept.attached.name}. {words}")
        tick.set_value(kept.attached.may_tell or None)
        tick.changed.connect(lambda: self.let_tell.emit(tick.value() is True))
        column.addWidget(tick)


class _Progress(QWidget):
    """A big file on its way into the vault."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = Column(6, parent=self)
        self._words = Label("", "body", "text-2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        line = Row(12)
        stop = SecondaryButton(_("Stop"), "x")
        line.addWidget(self._bar, 1)
        line.addWidget(stop)
        column.addWidget(self._words)
        column.addLayout(line)
        stop.clicked.connect(self.stop_asked)
        self.hide()

    def begin(self, name: str) -> None:
        """A file begins."""
        words = _("“{name}” is being stored.").format(name=name)
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setValue(0)
        self.show()

    def show_percent(self, percent: int) -> None:
        """0 to 100."""
        self._bar.setValue(percent)

"""The pages of sending, one for each step at the left: what, where to, writing, handing over."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clerkapp.domain.errors import Refused
from clerkapp.domain.files import Stick
from clerkapp.gui.parts import saving
from clerkapp.gui.send import words as send_words
from clerkapp.gui.send.job import Destination, SendJob
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.radio_card import CardFace, RadioCards
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Facts
from clerkapp.gui.widgets.page.progress import Progress
from clerkapp.services.export.exporting import Plan
from clerkapp.services.export.outbox import Outbox
from clerkapp.services.reception import require_outside
from clerkapp.wording.labels import copy_label
from clerkapp.wording.language import _
from clerkapp.wording.values import size_words

NIL, AGAIN = "nil", "again"


class SendPage(QWidget):
    """What is in the card at the right. `first` is where the focus begins."""

    def __init__(self) -> None:
        super().__init__()
        self.column = Column(16, parent=self)
        self._first: QWidget = self
        self.buttons: tuple[QPushButton, ...] = ()
        """What ends the step, for the foot of the screen; the filled one last."""

    def first(self) -> QWidget:
        """The control to begin with."""
        return self._first

    def add_buttons(self, *buttons: QPushButton) -> None:
        """The page's acts, the filled one last; the focus begins there."""
        self.buttons = buttons
        self._first = buttons[-1]


class WhatPage(SendPage):
    """What goes to the state; `next_asked` carries whether it is the nil sentence."""

    next_asked = Signal(bool)

    def __init__(self, outbox: Outbox) -> None:
        super().__init__()
        self.choice: RadioCards | None = None
        plan = outbox.plan
        if plan is not None and not plan.again:
            self._show_new(outbox, plan)
        else:
            self._show_nothing_new(outbox)
        go_on = PrimaryButton(_("Choose where to write it"), "arrow-right", main=True)
        go_on.clicked.connect(lambda: self.next_asked.emit(self._is_nil(only=plan is None)))
        self.add_buttons(go_on)

    def first(self) -> QWidget:
        """The choice, if there is one."""
        return super().first() if self.choice is None else self.choice.entry()

    def _is_nil(self, *, only: bool) -> bool:
        return only or (self.choice is not None and self.choice.value() == NIL)

    def _show_new(self, outbox: Outbox, plan: Plan) -> None:
        self.column.addWidget(Label(_("This goes to the state"), "h2"))
        facts = Facts(label_width=120)
        facts.add(_("Holds"), send_words.counts(plan))
        if plan.attachment_bytes:
            facts.add(_("Attachments"), size_words(plan.attachment_bytes))
        facts.add(_("Bundle"), send_words.number_words(plan.position.seq), mono=True)
        facts.add(_("Sealed to"), ", ".join(outbox.names), meta=_("Nobody else can open it."))
        facts.add(_("Copy"), copy_label(str(plan.target.copy)), meta=send_words.stays(outbox))
        self.column.addWidget(facts)
        self._show_waiting(plan)
        if plan.new_epoch is not None:
            self.column.addWidget(
                Banner(
                    "info",
                    _("This bundle holds everything"),
                    send_words.whole_epoch(plan.new_epoch),
                )
            )

    def _show_nothing_new(self, outbox: Outbox) -> None:
        plan, nil = outbox.plan, outbox.nil
        if plan is None:
            self.column.addWidget(Label(_("Nothing is recorded yet"), "h2"))
        else:
            self.column.addWidget(Label(_("Nothing is new"), "h2"))
            self._show_waiting(plan)
        if plan is None or nil is None:
            self._show_sentence(outbox)
            return
        faces = [_again_face(outbox, plan)]
        faces.append(
            CardFace(
                NIL,
                _("Tell the state that nothing happened"),
                f"“{outbox.nil_words}”",
                "file-check",
            )
        )
        self.choice = RadioCards(faces, name=_("What goes"))
        self.choice.set_value(AGAIN if plan.waiting else NIL)
        self.choice.accepted.connect(lambda: self.next_asked.emit(self._is_nil(only=False)))
        self.column.addWidget(self.choice)
        self.column.addWidget(_signed_note())

    def _show_sentence(self, outbox: Outbox) -> None:
        self.column.addWidget(
            Label(_("You can send the signed sentence that there is nothing to report:"), "body")
        )
        self.column.addWidget(Banner("info", f"“{outbox.nil_words}”"))
        self.column.addWidget(_signed_note())

    def _show_waiting(self, plan: Plan) -> None:
        if plan.waiting:
            self.column.addWidget(Banner("warn", send_words.waiting(plan.waiting)))


class WherePage(SendPage):
    """A stick that is in, or any folder. `chosen` carries a Destination; `look_asked` lists anew."""

    chosen = Signal(object)
    look_asked = Signal()
    back_asked = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._folder = folder
        self._sticks: tuple[Stick, ...] = ()
        self.column.addWidget(Label(_("Where to write it"), "h2"))
        self._none = Label("", "body", "text-2")
        self.places = RadioCards((), name=_("Stick or folder"))
        self.places.accepted.connect(self._take)
        self._message = MessageLine()
        others = QWidget()
        flow = Flow(8, 8, others)
        self.other_button = SecondaryButton(_("Choose a folder"), "folder")
        self.other_button.clicked.connect(self._pick)
        look = QuietButton(_("Look for sticks again"), "refresh")
        look.clicked.connect(self.look_asked)
        flow.addWidget(self.other_button)
        flow.addWidget(look)
        for widget in (self._none, self.places, self._message, others):
            self.column.addWidget(widget)
        self.write_button = PrimaryButton(_("Write the bundle"), "device-usb", main=True)
        self.write_button.clicked.connect(self._take)
        back = SecondaryButton(_("Back"), "arrow-left", main=True)
        back.clicked.connect(self.back_asked)
        self.add_buttons(back, self.write_button)
        self._show()

    def first(self) -> QWidget:
        """The chosen place, or the button that chooses a folder."""
        return self.places.entry() if self._faces() else self.other_button

    def show_sticks(self, sticks: Sequence[Stick]) -> None:
        """List these; the only one is chosen already."""
        waits = self.other_button.hasFocus()
        self._sticks = tuple(sticks)
        self._show()
        order_inside(self)
        if waits and sticks:
            self.places.entry().setFocus()

    def show_folder(self, folder: Path) -> None:
        """A folder was chosen."""
        self._folder = folder
        self._show()
        self.places.set_value(str(folder))
        self._message.show_message("error", "")
        self.write_button.setFocus()

    def say(self, words: str) -> None:
        """Why it cannot go on."""
        self._message.show_message("error", words)

    def _show(self) -> None:
        faces, kept = self._faces(), self.places.value()
        codes = [face.code for face in faces]
        self.places.set_faces(faces)
        self.places.setVisible(bool(faces))
        self.places.set_value(kept if kept in codes else codes[0] if len(codes) == 1 else None)
        self._none.setText(
            ""
            if self._sticks
            else _("No stick is found. Put one in and look again, or choose a folder.")
        )
        self._none.setVisible(not self._sticks)

    def _faces(self) -> list[CardFace]:
        faces = [
            CardFace(
                str(stick.path),
                stick.label,
                _("{place}, {size} free").format(place=stick.path, size=size_words(stick.free)),
                "device-usb",
            )
            for stick in self._sticks
        ]
        known = {stick.path for stick in self._sticks}
        if self._folder is not None and self._folder not in known:
            name = self._folder.name or str(self._folder)
            faces.append(CardFace(str(self._folder), name, str(self._folder), "folder"))
        return faces

    def _pick(self) -> None:
        if folder := saving.ask_folder(self, _("Choose where the bundle goes")):
            self.show_folder(folder)

    def _take(self) -> None:
        place = self.places.value()
        if place is None:
            self.say(_("Choose a stick or a folder first."))
            self.first().setFocus()
            return
        try:
            require_outside(Path(place))
        except Refused as refused:
            self.say(words_of(refused))
            self.first().setFocus()
            return
        named = {face.code: face.title for face in self._faces()}
        sticks = {str(stick.path) for stick in self._sticks}
        self.chosen.emit(Destination(Path(place), named.get(place, place), place in sticks))


class WritingPage(SendPage):
    """How far it is. `stop_asked` when Cancel or Esc was pressed."""

    stop_asked = Signal()

    def __init__(self, title: str, station: str) -> None:
        super().__init__()
        self._shown: tuple[int, list[str]] | None = None
        self.progress = Progress(
            title,
            send_words.steps(station),
            consequence=_("Cancelling leaves no half-written bundle on the stick."),
        )
        self.progress.between.addWidget(
            Banner(
                "info",
                _("Leave the stick in place"),
                _("If it comes out, nothing is lost. You can start this bundle again."),
            )
        )
        self.progress.cancelled.connect(self.stop_asked)
        self.column.addWidget(self.progress)
        self._first = self.progress.cancel_button

    def show_job(self, job: SendJob) -> None:
        """Show how far the job is."""
        standing = job.standing
        self.progress.show_progress(
            standing.percent,
            send_words.doing(standing, stopping=job.stopping),
            send_words.left(standing),
        )
        shown = (send_words.step_now(standing.phase), send_words.notes(standing))
        if shown != self._shown:
            self._shown = shown
            self.progress.show_steps(*shown)


def _again_face(outbox: Outbox, plan: Plan) -> CardFace:
    if plan.waiting:
        return CardFace(
            AGAIN,
            _("Write what did not reach a stick"),
            send_words.waiting(plan.waiting),
            "device-usb",
        )
    number = send_words.number_words(outbox.last.seq) if outbox.last is not None else ""
    return CardFace(
        AGAIN,
        _("Write bundle {number} once more").format(number=number),
        _("For a stick that was lost or damaged. The same bundle, sealed anew."),
        "copy",
    )


def _signed_note() -> Label:
    return Label(
        _("The station signs it with the days it answers for, so that silence and quiet differ."),
        "small",
        "text-2",
    )

"""Close a matter in one go, or see at once why not yet: resolve, wait, or name the record it repeats.

What is missing is answered in the form, and the way there leads back here. What is written here is kept
like a form's draft: over a lock, a way to the form and another day. Resolve is never disabled.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import RecordRow
from clerkapp.gui.entry.keys import FormKeys
from clerkapp.gui.entry.saving import FormSaving
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Form, Home, Incident, Place, Resolve
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.resolve import words
from clerkapp.gui.resolve.model import OF, RESOLVED, WAITING, Problem, ResolveModel
from clerkapp.gui.resolve.page import ResolvePage
from clerkapp.gui.resolve.parts import StepLine
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.control import KeepsUnread
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.records import closing, recording
from clerkapp.services.records.closing import ToClose
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording.language import _
from clerkapp.wording.times import clock_words


class ResolveScreen(Screen):
    """One record being closed. `place` says which, and on which way."""

    section = "records"
    keeps_typing = True

    def __init__(self, place: Resolve, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self.number_shown = place.number
        self._cursor = dict(place.cursor)
        self._left = False
        self._pressed = False
        self._running = False
        self._model: ResolveModel | None = None
        self._reviewers: tuple[str, ...] = ()
        self._may_resolve = desk.account.may(Permission.RESOLVE)
        self.page = page = ResolvePage(desk)
        self._saving = FormSaving(
            desk,
            place.draft,
            page.typing_at,
            self,
            said=_("Kept {time}"),
            meta=_("Your words stay here until it is closed."),
        )
        self._saving.said.connect(self._say_kept)
        back = LinkButton(_("Back to {number}").format(number=place.number[-4:]), "arrow-left")
        page.add_back(back)
        for button in (back, page.close_button):
            button.clicked.connect(lambda: desk.go(Incident(place.number)))
        page.typed.connect(self._typed)
        page.decided.connect(self._decided)
        page.answered.connect(self._answered)
        page.worded.connect(self._worded)
        page.elsewhere.connect(self._answer_elsewhere)
        page.turned.connect(self._turn)
        page.first.asked.connect(self._search)
        page.first.chosen.connect(self._choose_first)
        page.summary.picked.connect(self._go_to)
        page.instead_button.clicked.connect(
            lambda: self._turn(WAITING if self.model.way == RESOLVED else RESOLVED)
        )
        page.finish_button.clicked.connect(self.finish)
        bar(desk, page.finish_button)
        page.hide()
        Column(0, parent=self).addWidget(page)
        FormKeys(self, saved=self._saving.ask_saved)

    @property
    def model(self) -> ResolveModel:
        """What is typed."""
        if self._model is None:
            raise RuntimeError("the page is not loaded yet")
        return self._model

    @property
    def loaded(self) -> bool:
        """Whether the record is there."""
        return self._model is not None

    @property
    def draft_shown(self) -> str | None:
        """The page's own."""
        return self._saving.draft

    def enter(self) -> None:
        """Read the record, and what was typed before."""
        number = self._place.number
        self.desk.ask(
            self, lambda session: closing.opened(session, number), self._opened, self._gone
        )

    def keep(self) -> Place | None:
        """Hand over what was typed; where to come back to."""
        if self._left:
            return Incident(self._place.number)
        if self._model is None:
            return None
        cursor = self.page.typing_at() or self._cursor
        if self._saving.needed():
            self._saving.save(cursor)
        return Resolve(self._place.number, self.model.way, self._saving.draft, cursor)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self.page.regions()

    def _opened(self, found: ToClose) -> None:
        model = ResolveModel(found.shown, self._place.way, self)
        self._reviewers = found.reviewers
        draft = found.draft
        if draft is not None:
            unsaved = self.desk.unsaved.of(draft.id)
            content = unsaved.content if unsaved else draft.content
            model.take(content)
            self._saving.draft = draft.id
            self._cursor = self._cursor or dict(content.get("cursor", {}))
        if self._place.way != RESOLVED or not self._may_resolve:
            model.way = self._place.way
        if found.shown.row.struck or not model.may_go(model.way):
            self._leave()
            self.desk.go(Incident(self._place.number))
            return
        self._model = model
        self._saving.follow(model, self._place.number, model.content)
        if draft is not None:
            self._saving.saved(draft.saved)
        self.page.show()
        self.page.show_head(model)
        self.page.show_values(model)
        self._show_way()

    def _gone(self, error: ClerkappError) -> None:
        self._leave()
        self.desk.tasks.trouble.emit(error)
        self.desk.go(Home())

    def _show_way(self) -> None:
        self.page.show_way(self.model, self._reviewers, may_resolve=self._may_resolve)
        code = str(self._cursor.get("field", ""))
        if not (code and self.page.go_to_field(code)):
            self.page.begin(self.model.way)

    def _typed(self, code: str) -> None:
        if self._model is None:
            return
        control = self.page.fields[code].control
        unread = control.unread() if isinstance(control, KeepsUnread) else None
        self.model.set(code, control.value(), unread=unread)
        self._touched()

    def _decided(self) -> None:
        severity, reason = self.page.decision()
        self.model.set("severity", severity)
        self.model.set("severity_reason", reason)
        self._touched()

    def _answered(self, line: StepLine) -> None:
        self.model.answer(line.step, line.segment.value())
        self._touched()
        order_inside(self)

    def _worded(self, line: StepLine) -> None:
        self.model.say_why(line.step, line.why.control.value() or "")
        self._touched()

    def _touched(self) -> None:
        """The draft must hold it; what was put right is no longer named."""
        self._saving.touch()
        if self._pressed:
            self.page.show_problems(self._problems())
        self.page.suggest(self.model)

    def _turn(self, way: str) -> None:
        self.model.turn_to(way)
        self._saving.touch()
        self._pressed = False
        self._cursor = {}
        self.page.show_problems([])
        self._show_way()

    def _search(self, text: str) -> None:
        number = self._place.number

        def show(rows: Sequence[RecordRow]) -> None:
            self.page.first.show_found(rows, text)
            order_inside(self)

        if text:
            self.desk.ask(self, lambda session: closing.first_ones(session, text, number), show)
        else:
            show(())

    def _choose_first(self, number: str) -> None:
        self.model.set(OF, number)
        self.page.first.show_chosen(number)
        self.page.first.show_found((), "")
        self._touched()
        self.page.finish_button.setFocus()

    def finish(self) -> None:
        """Close it, or say what is missing and lead there."""
        if self._model is None or self._running or self._left:
            return
        clear(self.page.notes)
        self._pressed = True
        problems = self._problems()
        self.page.show_problems(problems, focus=True)
        if problems:
            return
        self._running = True
        model, number, draft = self.model, self._place.number, self._saving.named()
        way, standing, changes = model.way, model.standing(), model.changes()
        unsaved = self.desk.unsaved
        model.taken()

        def work(session: Session) -> tuple[Recorded, str]:
            made = recording.set_status(
                session, number, way, standing=standing, changes=changes, draft=draft
            )
            # At once: a lock that comes now must not keep it as a draft.
            unsaved.recorded(draft)
            return made, session.now()

        self.desk.ask(self, work, lambda done: self._closed(*done), self._not_closed)

    def _problems(self) -> list[Problem]:
        return [*self.model.problems(), *self.page.unreadable()]

    def _closed(self, recorded: Recorded, at: str) -> None:
        said = words.closed(self.model, self._reviewers, clock_words(at))
        self._leave()
        self.desk.go(Incident(recorded.number, said))
        self.desk.announce(said)

    def _not_closed(self, error: ClerkappError) -> None:
        self._running = False
        self.model.touch()
        if isinstance(error, Refused):
            codes = [OF if code == "related" else code for code in error.fields]
            here = [Problem(code, words_of(error)) for code in codes if code in self.page.fields]
            if here:
                self.page.show_problems(here, focus=True)
                return
            title = _("It is not closed yet.")
        else:
            title = _("This computer could not record it.")
        self.page.notes.addWidget(Banner("danger", title, words_of(error)))
        self.page.to_top()

    def _go_to(self, code: str) -> None:
        """From the summary: to the field here, or in the form."""
        if not self.page.go_to_field(code):
            self._answer_elsewhere(code)

    def _answer_elsewhere(self, code: str) -> None:
        number, kind, way = self._place.number, self.model.kind.code, self.model.way
        self._cursor = {}
        self.desk.go(Form(kind=kind, number=number, cursor={"field": code}, closing=way))

    def _say_kept(self, said: str, meta: str, failed: bool) -> None:  # noqa: FBT001
        self.page.note.say(said, meta, failed=failed)
        self.page.refit()

    def _leave(self) -> None:
        self._left = True
        self._saving.stop()

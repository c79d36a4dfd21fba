"""One incident: facts first, then the story, evidence and signatures beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from clerkapp.domain.answers import useful
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.office_lists.template import template_of
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.privacy.pictures import HELD
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.shown import AttachmentView, RecordView, TimelineItem
from clerkapp.domain.work.statuses import FOLLOWS
from clerkapp.gui.duties.card import DutiesCard
from clerkapp.gui.incident import words
from clerkapp.gui.incident.acts import Acts
from clerkapp.gui.incident.evidence import HeldLine, file_line, signature_rows
from clerkapp.gui.incident.linked import LinkedCard
from clerkapp.gui.incident.message import MessagePart
from clerkapp.gui.incident.neighbours import go_to_neighbour
from clerkapp.gui.incident.notes import notes
from clerkapp.gui.incident.unfinished import unfinished_note
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import (
    Form,
    Incident,
    ListEntry,
    Place,
    Preview,
    Records,
    Resolve,
    Signatures,
)
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.record_words import chips_of, missing_of
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.trouble import words_of as error_words
from clerkapp.gui.widgets.basic.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.fit_text import FitText
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.refocus import FocusPlace
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.lists.read_table import ReadTable
from clerkapp.gui.widgets.lists.timeline import Timeline
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts, FactTile
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.messages import keeping
from clerkapp.services.records import drafting, reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import kind_label, label
from clerkapp.wording.language import _
from clerkapp.wording.times import long_day_words

_TILES = 3
_LONG_WORD = 20
"""Letters of a word, such as a Message-ID, that must break to fit a narrow page."""


class IncidentScreen(Screen):
    """A record's page. Every act refreshes it from what the vault holds then."""

    section = "records"

    def __init__(self, place: Incident, desk: Desk) -> None:
        super().__init__(desk)
        # An answer may come after a lock, when nobody is signed in.
        self._account = desk.account
        self.number_shown = place.number
        self._said = place.said
        self._shown: RecordView | None = None
        self._unfinished: Draft | None = None
        self.acts = Acts(
            self,
            desk,
            place.number,
            kind=lambda: self._shown.row.kind if self._shown is not None else "procedure",
            done=self._done,
            refused=self._refused,
        )
        self._page = Page(title_style="h1", aside_width=300)
        back = LinkButton(_("Records"), "arrow-left")
        back.clicked.connect(lambda: desk.go(Records(selected=self.number_shown)))
        self._page.add_back(back)
        self._over = QWidget()
        self._over_row = Row(10, parent=self._over)
        self._page.add_over(self._over)
        self._chips = QWidget()
        self._chip_row = Flow(6, 6, self._chips)
        self._page.add_under(self._chips)
        self._first_action: QWidget = back
        self._columns = 0
        self._notes = Column(10)
        self._facts = Card()
        self._grid = QGridLayout()
        self._facts.body.addLayout(self._grid)
        self._story = Card(_("What happened"))
        self._timeline = Timeline(_("What happened"))
        self._story.body.addWidget(self._timeline)
        self._rest = QWidget()
        self._sections = Column(16, parent=self._rest)
        self._message = MessagePart(desk, self)
        self._linked = LinkedCard(desk)
        self._duties = DutiesCard(desk)
        self._files = Card(_("Attachments"))
        self._signatures = Card(_("Signatures"))
        self._page.main.addLayout(self._notes)
        for widget in (self._facts, self._story):
            self._page.main.addWidget(widget)
        self._page.main.addWidget(self._rest)
        self._page.main.addStretch(1)
        self._page.below.addWidget(self._message)
        self._page.aside.addWidget(self._duties)
        self._page.aside.addWidget(self._linked)
        self._page.aside.addWidget(self._files)
        self._page.aside.addWidget(self._signatures)
        self._page.aside.addStretch(1)
        Column(0, parent=self).addWidget(self._page)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(
                partial(go_to_neighbour, self, self.number_shown, step)
            )
        theme().follow(self)

    def restyle(self) -> None:
        """The facts for the width and the text size there are."""
        if self._shown is not None and self._columns != self._columns_that_fit():
            self._show_facts(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Facts side by side while there is room."""
        super().resizeEvent(event)
        self.restyle()

    def enter(self) -> None:
        """Read the record."""
        self._read()

    def keep(self) -> Place:
        """Nothing is typed here."""
        self._message.close_reader()
        return Incident(self.number_shown)

    def regions(self) -> list[QWidget]:
        """Head, story, evidence; the message's columns one after the other."""
        below = [*self._message.regions(), self._rest]
        return [
            region
            for part in self._page.regions()
            for region in (below if part is self._page.below_part else [part])
        ]

    def _read(self) -> None:
        number = self.number_shown

        def read(session: Session) -> tuple[RecordView, list[TimelineItem], Draft | None]:
            shown = reading.show(session, number)
            unfinished = drafting.change_of(session, shown.row.number)
            return shown, reading.timeline(session, number), unfinished

        self.desk.ask(self, read, lambda found: self._show(*found), self._missing)

    def _missing(self, error: ClerkappError) -> None:
        self._page.set_title(self.number_shown)
        self._say("danger", error_words(error))

    def _show(
        self, shown: RecordView, written: list[TimelineItem], unfinished: Draft | None = None
    ) -> None:
        first, held = self._shown is None, FocusPlace(self)
        self._shown, self._unfinished = shown, unfinished
        self._show_head(shown)
        self._show_notes(shown)
        self._show_facts(shown)
        self._story.set_note(
            long_day_words(shown.row.recorded) if shown.row.occurred.get("at") is None else ""
        )
        self._timeline.set_entries(words.story(shown, written))
        clear(self._sections)
        self._message.show_record(shown)
        self._place_sections()
        for block in words.sections(shown, without=self._message.shows):
            card = Card(block.title)
            lines = Facts(label_width=190)
            for name, value, mono in block.facts:
                if max(map(len, value.split()), default=0) > _LONG_WORD:
                    lines.add_text(name, FitText(value, "mono" if mono else "table"))
                else:
                    lines.add(name, value, mono=mono)
            card.body.addWidget(lines)
            lines.setVisible(bool(block.facts))
            for name, table in block.tables:
                if name != block.title:
                    card.body.addWidget(Label(name, "strong"))
                card.body.addWidget(ReadTable(table, name=name))
            self._sections.addWidget(card)
        self._linked.show_links(shown)
        self._duties.load(self.number_shown)
        self._show_files(shown)
        self._show_signatures(shown)
        order_inside(self)
        if first or not held.give_back():
            self._first_action.setFocus()

    def _place_sections(self) -> None:
        """Under the message, where there is one: its signs come before what was answered about it."""
        holds_message = bool(self._message.shows)
        self._page.below_part.setVisible(holds_message)
        if holds_message:
            self._page.below.addWidget(self._rest)

    def _show_head(self, shown: RecordView) -> None:
        row = shown.row
        clear(self._over_row)
        self._over_row.addWidget(IconLabel(kind_icon(row.kind), kind_role(row.kind), 20))
        self._over_row.addWidget(
            Label(kind_label(row.kind), "strong", kind_role(row.kind), wrap=False)
        )
        self._over_row.addWidget(Label(row.number, "body", "text-2", wrap=False, selectable=True))
        revision = _("Revision {n}").format(n=shown.rev)
        self._over_row.addWidget(Label(revision, "body", "text-2", wrap=False))
        self._over_row.addStretch(1)
        self._page.set_title(row.one_line)
        self._page.title.set_struck(struck=row.struck)
        clear(self._chip_row)
        for face in chips_of(shown):
            self._chip_row.addWidget(Chip(face))
        self._page.clear_actions()
        buttons = self._buttons(shown)
        self._first_action = next(
            (shown_button for shown_button in buttons if shown_button.isEnabled()), buttons[0]
        )
        for button in buttons:
            self._page.add_action(button)

    def _buttons(self, shown: RecordView) -> list[Button]:
        account = self._account
        step = words.next_step(shown, account)
        buttons: list[Button] = []
        faces = {
            "sign": (_("Sign"), "signature", self._sign),
            "review": (_("Review and sign"), "signature", self.acts.review),
            "resolve": (_("Resolve"), "circle-check", partial(self._close, "resolved")),
            "fill": (_("Fill in the rest"), "pencil", self._fill_in),
            "amend": (_("Amend"), "pencil", self._amend),
        }
        if step:
            text, icon, act = faces[step]
            main = PrimaryButton(text, icon, main=True)
            main.clicked.connect(act)
            buttons.append(main)
            bar(self.desk, main)
        asks = bool(missing_of(shown)) and not shown.row.conflict
        if step in ("fill", "amend") and self._may_close(shown, "resolved"):
            close = partial(self._close, "resolved")
            buttons.append(self._button(_("Resolve"), "circle-check", close))
            bar(self.desk, buttons[-1])
        if asks and step != "fill" and self._may_change(shown):
            buttons.append(self._button(_("Fill in the rest"), "pencil", self._fill_in))
            bar(self.desk, buttons[-1])
        if step != "amend" and self._may_change(shown):
            buttons.append(self._button(_("Amend"), "pencil", self._amend))
            bar(self.desk, buttons[-1])
        buttons.append(
            self._button(
                _("Print"), "printer", lambda: self.desk.go(Preview(INCIDENT, self.number_shown))
            )
        )
        if self._may_change(shown):
            buttons.append(self._button(_("Add an action"), "plus", self.acts.add_action))
            bar(self.desk, buttons[-1])
        if self._may_change(shown) or self._may_begin_again(shown):
            more = self._button(_("More"), "dots", lambda: self._more(more))
            buttons.append(more)
            bar(self.desk, more)
        return buttons

    def _may_change(self, shown: RecordView) -> bool:
        """Whether this person may add to the record as it stands."""
        frozen = shown.row.status == "reviewed"
        needed = Permission.AMEND_REVIEWED if frozen else Permission.ADD_OWN
        return self._account.may(needed) and not shown.row.struck

    def _may_close(self, shown: RecordView, way: str) -> bool:
        """Whether this person may set the status `way`, or say something new about it."""
        if not self._may_change(shown) or shown.row.conflict:
            return False
        if way == "resolved" and not self._account.may(Permission.RESOLVE):
            return False
        return way in FOLLOWS[shown.row.status] or way == shown.row.status == "waiting"

    def _close(self, way: str) -> None:
        self.desk.go(Resolve(self.number_shown, way))

    def _may_begin_again(self, shown: RecordView) -> bool:
        """Whether this person may begin a record like this one."""
        return self._account.may(Permission.RECORD) and not shown.row.struck

    def _may_decide(self) -> bool:
        """Whether this person decides what leaves, about a record of which there is one version."""
        shown = self._shown
        if shown is None or shown.row.conflict or not self._may_change(shown):
            return False
        return self._account.may(Permission.REVIEW)

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> SecondaryButton:
        button = SecondaryButton(text, icon, main=True)
        button.clicked.connect(act)
        return button

    def _show_notes(self, shown: RecordView) -> None:
        clear(self._notes)
        if self._said:
            self._say("good", self._said)
            self._said = ""
        if self._unfinished is not None:
            self._notes.addWidget(unfinished_note(self.desk, self._unfinished, self.number_shown))
        for note in notes(shown):
            self._say(note.tone, note.title, note.text)

    def _show_facts(self, shown: RecordView) -> None:
        clear(self._grid)
        self._grid.setVerticalSpacing(theme().px(12))
        self._grid.setHorizontalSpacing(theme().px(16))
        self._columns = self._columns_that_fit()
        for place, fact in enumerate(words.facts(shown)):
            tile = FactTile(fact.name, fact.value, fact.meta)
            self._grid.addWidget(
                tile, place // self._columns, place % self._columns, Qt.AlignmentFlag.AlignTop
            )
        for column in range(_TILES):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _columns_that_fit(self) -> int:
        return 1 if theme().effective(self.window().width()) < tokens.NARROW else _TILES

    def _show_files(self, shown: RecordView) -> None:
        self._files.empty()
        for attachment in shown.attachments:
            self._files.body.addWidget(self._file_line(attachment))
        if not shown.attachments:
            self._files.body.addWidget(Label(_("No files."), "table", "text-2"))
        if self._may_change(shown):
            area = DropArea(_("Drop a file here"), _("Choose a file"))
            area.files_given.connect(self.acts.attach)
            area.choose_asked.connect(self.acts.choose_files)
            bar(self.desk, area)
            self._files.body.addWidget(area)

    def _file_line(self, attachment: AttachmentView) -> QWidget:
        if attachment.what == keeping.CLASS:
            return file_line(attachment, self._message.ask_to_save, words=_("Save the original …"))
        save = partial(self.acts.save_out, attachment)
        if attachment.what == HELD and self._may_decide():
            line = HeldLine(attachment, save, partial(self.acts.clear_picture, attachment))
            bar(self.desk, line.clear_button)
            return line
        return file_line(attachment, save)

    def _show_signatures(self, shown: RecordView) -> None:
        self._signatures.empty()
        for row in signature_rows(shown):
            self._signatures.body.addWidget(row)

    def _more(self, button: QWidget) -> None:
        shown = self._shown
        if shown is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setFont(theme().font("body"))
        if self._may_begin_again(shown):
            menu.addAction(_("Again like this one"), self._again)
            menu.addSeparator()
        if self._may_change(shown):
            self._add_changes(menu, shown)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _add_changes(self, menu: QMenu, shown: RecordView) -> None:
        account = self._account
        if shown.row.status == "reviewed":
            menu.addAction(_("Open it again …"), self.acts.reopen)
        else:
            menu.addAction(_("I am working on it"), self.acts.work_on)
            for way, words in (
                ("waiting", _("It waits for somebody …")),
                ("duplicate", _("It is the same as another record …")),
            ):
                if self._may_close(shown, way):
                    menu.addAction(words, partial(self._close, way))
        menu.addSeparator()
        menu.addAction(_("Sign as one of two people"), self._sign)
        if account.may(Permission.SIGN_AUTHORITY):
            menu.addAction(_("Sign as election authority"), self.acts.sign_authority)
        if self._may_decide():
            menu.addAction(_("Decide about the public copy …"), partial(self.acts.decide, shown))
        if account.may(Permission.KEEP_LISTS) and not shown.row.restricted:
            begun = template_of(shown.row.kind, shown.row.one_line, shown.values)
            menu.addAction(
                _("Use as a template …"), lambda: self.desk.go(ListEntry("template", typed=begun))
            )
        menu.addSeparator()
        menu.addAction(_("Entered in error …"), self.acts.strike)

    def _sign(self) -> None:
        self.desk.go(Signatures(self.number_shown))

    def _amend(self) -> None:
        shown = self._shown
        if shown is not None:
            self.desk.go(Form(kind=shown.row.kind, number=self.number_shown))

    def _fill_in(self) -> None:
        """Answer what is missing, and nothing else."""
        shown = self._shown
        if shown is not None:
            self.desk.go(Form(kind=shown.row.kind, number=self.number_shown, filling=True))

    def _again(self) -> None:
        """Begin a new record like this one."""
        shown = self._shown
        if shown is not None:
            begun_with = useful.begun_like(shown.row.kind, shown.values)
            self.desk.go(Form(kind=shown.row.kind, begun_with=begun_with))

    def _done(self, said: str) -> None:
        self.desk.announce(said)
        self._read()

    def _refused(self, error: ClerkappError) -> None:
        clear(self._notes)
        fields = ", ".join(label(code) for code in error.fields)
        self._say("danger", error_words(error), fields)
        self._page.to_top()

    def _say(self, tone: str, title: str, text: str = "") -> None:
        self._notes.addWidget(Banner(tone, title, text))

"""A file that is brought into a list: first what it would bring, line by line what stays out, then the act."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import ListFile, ListPage, Place
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts, IconLine
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services.office_lists import carrying
from clerkapp.services.office_lists.carrying import Brought
from clerkapp.services.session import Session
from clerkapp.wording import office_lists as wording
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence

_SHOWN = 50


class FileScreen(Screen):
    """Reads the file at once and writes nothing before somebody says so."""

    section = "lists"

    def __init__(self, place: ListFile, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._page = Page(_("Bring in a list"), form=True)
        name = Path(place.path).name
        words = _("{list}, from {file}").format(list=wording.title(place.code), file=name)
        self._page.set_explanation(words)
        self._card = Card(_("What is in it"))
        self.change_too = Flag(_("Change what is there, where the file says something else"))
        self.change_too.changed.connect(self._try)
        self._page.main.addWidget(self._card)
        self._page.main.addWidget(self.change_too)
        self._out = Card(_("What stays out"), ruled=True)
        self._out.hide()
        self._page.main.addWidget(self._out)
        self._page.main.addStretch(1)
        self.back_button = SecondaryButton(_("Bring in nothing"), main=True)
        self.bring_button = PrimaryButton(_("Bring it in"), "check", main=True)
        self.bring_button.setEnabled(False)
        self._page.add_to_footer([], [self.back_button, self.bring_button])
        self.back_button.clicked.connect(lambda: desk.go(ListPage(place.code)))
        self.bring_button.clicked.connect(self._bring)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Try the file."""
        self.back_button.setFocus()
        self._try()

    def keep(self) -> Place | None:
        """Come back to the same file."""
        return None

    def regions(self) -> list[QWidget]:
        """Fields, footer."""
        return self._page.regions()

    def _try(self) -> None:
        self._card.empty()
        self._card.body.addWidget(WaitLine(_("Reading the file …")))
        self.desk.ask(self, self._work(dry_run=True), self._tried, self._refused)

    def _bring(self) -> None:
        self.bring_button.setEnabled(False)
        self.desk.ask(self, self._work(dry_run=False), self._done, self._refused)

    def _work(self, *, dry_run: bool) -> "_Work":
        return _Work(self._place, update=bool(self.change_too.value()), dry_run=dry_run)

    def _tried(self, found: Brought) -> None:
        card = self._card
        card.empty()
        facts = Facts(label_width=150)
        for name, count in (
            (_("Lines"), found.rows),
            (_("To add"), found.added),
            (_("To change"), found.changed),
            (_("There already"), found.doubles),
            (_("Kept out"), len(found.refused)),
        ):
            facts.add(name, f"{count:,}")
        card.body.addWidget(facts)
        if found.ignored:
            columns = ", ".join(found.ignored)
            words = sentence("list-columns-left", {"columns": columns})
            card.body.addWidget(Label(words, "small", "text-2"))
        self._out.empty()
        self._out.setVisible(bool(found.refused))
        for one in found.refused[:_SHOWN]:
            columns = ", ".join(wording.column_label(self._place.code, code) for code in one.fields)
            title = _("Line {line}").format(line=one.line)
            self._out.add_row(
                IconLine(
                    "alert-triangle",
                    f"{title}: {columns}" if columns else title,
                    sentence(one.code, one.params),
                    role="warn",
                )
            )
        more = len(found.refused) - _SHOWN
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more).format(count=more)
            self._out.add_row(Label(words, "small", "text-2"))
        coming = found.added + found.changed
        self.bring_button.setEnabled(coming > 0)
        self.bring_button.set_text(
            ngettext("Bring in {count} line", "Bring in {count} lines", coming).format(
                count=f"{coming:,}"
            )
            if coming
            else _("Nothing new in this file")
        )
        bar(self.desk, self.bring_button)
        order_inside(self)
        self.desk.announce(self.bring_button.accessibleName())
        if coming:
            self.bring_button.setFocus()

    def _done(self, found: Brought) -> None:
        self.desk.go(ListPage(self._place.code))
        counts = {"added": found.added, "changed": found.changed, "doubles": found.doubles}
        words = sentence("list-came", {**counts, "rows": found.rows, "refused": len(found.refused)})
        self.desk.announce(words)

    def _refused(self, error: ClerkappError) -> None:
        self._card.empty()
        self._card.body.addWidget(Banner("danger", words_of(error)))
        self.bring_button.setEnabled(False)


class _Work:
    """Read the file again and bring it in, on the vault's thread."""

    def __init__(self, place: ListFile, *, update: bool, dry_run: bool) -> None:
        self._place = place
        self._update = update
        self._dry_run = dry_run

    def __call__(self, session: Session) -> Brought:
        data = session.ports.drive.read_small(Path(self._place.path), carrying.LARGEST)
        return carrying.import_csv(
            session, self._place.code, data, update=self._update, dry_run=self._dry_run
        )

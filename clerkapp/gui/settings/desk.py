"""The present election and stage; look, language and idle lock; the keyboard; about."""

from dataclasses import replace

from clerkapp import __version__
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.common import PHASES
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.keys import new_keys
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.theme.tokens import SCALES
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services import office
from clerkapp.services.office import Present
from clerkapp.services.records import reading
from clerkapp.services.session import Session
from clerkapp.wording.labels import new_title, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.values import fingerprint_words

IDLE_MINUTES = (1, 2, 5, 10, 15, 30)
_Known = tuple[Present, tuple[str, ...]]


class OfficePart(Part):
    """What new records are filled with, so that nobody records into the wrong election."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Election and stage")
        self.explanation = _("New records start with these, and Home says them above everything.")
        card, column = self.fields_card()
        self.add_field(
            "election",
            Field(
                _("Election"),
                Choice((), free=True, placeholder=_("Between elections")),
                help=_("As it should stand in every record. Leave it empty between elections."),
            ),
            column,
        )
        self.add_field(
            "phase",
            Field(_("Stage"), Choice([(code, value_label("phase", code)) for code in PHASES])),
            column,
        )
        self.keep_button = PrimaryButton(_("Keep these"), "check", main=True)
        self.keep_button.clicked.connect(self.keep)
        bar(desk, self.keep_button)
        column.addWidget(self.keep_button)
        self.column.addWidget(card)
        self.column.addStretch(1)
        may = office.may_set(desk.session)
        self.keep_button.setVisible(may)
        for field in self.fields.values():
            field.setEnabled(may)
        if may:
            self.begin_with(self.fields["election"].control.entry())

    def load(self) -> None:
        """Read what is set, and which elections records name."""
        self.desk.ask(self, _known, self._show, self.refused)

    def keep(self) -> None:
        """Keep both."""
        election = self.fields["election"].control.value()
        phase = self.fields["phase"].control.value() or office.BETWEEN
        self.show_problems({})
        self.ask(lambda session: office.set_present(session, election, phase), self._kept)

    def _show(self, known: _Known) -> None:
        present, elections = known
        names = dict.fromkeys((*((present.election,) if present.election else ()), *elections))
        choice = self.fields["election"].control
        if isinstance(choice, Choice):
            choice.set_options([(name, name) for name in names])
        choice.set_value(present.election)
        self.fields["phase"].control.set_value(present.phase)

    def _kept(self, present: Present) -> None:
        stage = value_label("phase", present.phase)
        words = (
            _("New records start with: {election}, {stage}").format(
                election=present.election, stage=stage
            )
            if present.election
            else _("New records start without an election. Stage: {stage}").format(stage=stage)
        )
        self.say("good", words)


class LookPart(Part):
    """Palette, text size, language and idle lock: of this computer, kept outside the vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Look and language")
        self.explanation = _("For this computer. What you choose holds at once.")
        card, column = self.fields_card()
        palette = Segment(
            [
                ("system", _("As the system")),
                ("light", _("Light")),
                ("dark", _("Dark")),
                ("contrast", _("High contrast")),
            ]
        )
        palette.set_value(desk.theme.choice)
        palette.changed.connect(lambda: desk.theme.set_palette(palette.value() or "system"))
        self.add_field("palette", Field(_("Colours"), palette), column)
        scale = Choice([(str(step), f"{step} %") for step in SCALES], width=140)
        scale.set_value(str(desk.theme.scale))
        scale.changed.connect(lambda: desk.theme.set_scale(int(scale.value() or 100)))
        self.add_field(
            "scale", Field(_("Text size"), scale, help=_("Also Ctrl and plus or minus.")), column
        )
        language = Segment([("en", "English"), ("es", "Español")])
        language.set_value(desk.preferences.language)
        language.changed.connect(lambda: self._speak(language.value() or "en"))
        self.add_field(
            "language",
            Field(_("Language"), language, help=_("Records keep the words they were typed in.")),
            column,
        )
        minutes = Choice([(str(n), _minutes(n)) for n in IDLE_MINUTES], width=180)
        minutes.set_value(str(desk.preferences.idle_minutes))
        minutes.changed.connect(lambda: self._lock_after(int(minutes.value() or 5)))
        self.add_field(
            "idle",
            Field(
                _("Lock when nobody touches the computer for"),
                minutes,
                help=_("What was typed is kept as a draft."),
            ),
            column,
        )
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.begin_with(palette.entry())
        desk.theme.changed.connect(self._follow)

    def _follow(self) -> None:
        """Ctrl and plus change the text size from anywhere."""
        self.fields["scale"].control.set_value(str(self.desk.theme.scale))

    def _speak(self, language: str) -> None:
        self.desk.prefer(replace(self.desk.preferences, language=language))

    def _lock_after(self, minutes: int) -> None:
        self.desk.prefer(replace(self.desk.preferences, idle_minutes=minutes))


class KeyboardPart(Part):
    """Everything can be done without a mouse; these keys are shorter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Keyboard")
        self.explanation = _("Everything can be done with the keyboard. These keys are shorter.")
        for title, keys in _keys():
            card = Card(title, small=True)
            facts = Facts(label_width=190)
            for names, meaning in keys:
                facts.add(names, meaning)
            card.body.addWidget(facts)
            self.column.addWidget(card)
        self.column.addStretch(1)


class AboutPart(Part):
    """Version, what the program must not be used on, what it is made of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("About")
        self.explanation = _("The offline incident record of an election office.")
        self.column.addWidget(
            Banner(
                "warn",
                _("Not for computers that prepare ballots or count votes"),
                _(
                    "Rules allow only voting software on such a computer. Keep the record elsewhere."
                ),
            )
        )
        card = Card()
        facts = Facts(label_width=150)
        info = desk.session.info
        facts.add(_("Program"), f"clerkapp {__version__}")
        facts.add(_("Licence"), "Apache-2.0")
        facts.add(_("Office"), f"{info.authority_name} ({info.authority})")
        facts.add(_("Station"), info.station)
        facts.add(_("Vault"), fingerprint_words(info.vault_id), mono=True)
        facts.add(_("Folder"), str(desk.session.folder))
        card.body.addWidget(facts)
        self.column.addWidget(card)
        made_of = Card(_("Made with"), small=True)
        names = Facts(label_width=230)
        for name, licence in _LIBRARIES:
            names.add(name, licence)
        made_of.body.addWidget(names)
        made_of.body.addWidget(
            Label(
                _("The full texts lie in the program’s folder, under “licences”."),
                "small",
                "text-2",
            )
        )
        self.column.addWidget(made_of)
        self.column.addStretch(1)


_LIBRARIES = (
    ("Qt for Python", "LGPL-3.0"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    ("sqlite-utils", "Apache-2.0"),
    ("cryptography, OpenSSL", "Apache-2.0"),
    ("Typst", "Apache-2.0"),
    ("python-oxmsg, selectolax, segno", "MIT, BSD-3-Clause"),
    ("zxing-cpp, pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("publicsuffixlist", "MPL-2.0"),
    ("Atkinson Hyperlegible, Noto Sans, Noto Sans Math and Symbols", "OFL-1.1"),
    ("Tabler Icons", "MIT"),
)


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def _known(session: Session) -> _Known:
    account = session.account
    reads = any(
        account.may(one) for one in (Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN)
    )
    return office.present(session), reading.distinct(session, "election") if reads else ()


def _keys() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return (
        (
            _("Anywhere"),
            (
                *((new_keys(kind), new_title(kind.code)) for kind in KINDS.values()),
                (_("Ctrl+F"), _("Search records")),
                (_("Ctrl+P"), _("Print the record that is shown")),
                (_("Ctrl+Down"), _("The next record, by its number")),
                (_("Ctrl+Up"), _("The record before, by its number")),
                (_("F1"), _("What the field asks for")),
                (_("Ctrl+L"), _("Lock; what was typed is kept")),
                (_("F6, Shift+F6"), _("Next and previous part of the page")),
                (_("Ctrl+plus, minus, 0"), _("Larger, smaller and usual text")),
            ),
        ),
        (
            _("In a form"),
            (
                (_("Ctrl+Enter"), _("Record; in a table: one more line")),
                (_("Ctrl+S"), _("Say when the draft was saved")),
            ),
        ),
        (
            _("In a list"),
            (
                (_("Up, Down, Page, Home, End"), _("Move")),
                (_("Enter"), _("Open the record")),
            ),
        ),
        (_("In a question"), ((_("Esc"), _("The answer that changes nothing")),)),
    )

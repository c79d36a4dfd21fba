"""Keeping and disposal: how long records are kept, what is held, and disposing of them by two people."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import saving
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, Flow, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Checks
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.retention import disposing, holds
from clerkapp.services.retention.disposing import Disposal, KeptRecord
from clerkapp.services.session import Session
from clerkapp.services.vaults.second import Second
from clerkapp.wording.labels import kind_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence
from clerkapp.wording.times import day_words

_Known = tuple[int, tuple[KeptRecord, ...], tuple[tuple[str, str, str], ...]]
MOST_SHOWN = 200


class RetentionPart(Part):
    """Reviewers and the authority. `records`: what may be disposed of today, to be ticked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Keeping and disposal")
        self.explanation = _(
            "Nothing is ever deleted by itself. From its date on, two people may dispose of a record."
        )
        self._may = desk.account.may(Permission.DISPOSE)
        self.records: Checks | None = None
        self.column.addWidget(self._policy_card())
        self.column.addWidget(self._hold_card())
        self._list = Card(_("May be disposed of"))
        self._names = Column(6)
        self._list.body.addLayout(self._names)
        self.column.addWidget(self._list)
        self._act = self._dispose_card()
        self.column.addWidget(self._act)
        self.column.addStretch(1)
        if self._may:
            self.begin_with(self.fields["months"].control.entry())

    def load(self) -> None:
        """Read the policy, what may go and what is held."""
        if self._may:
            self.desk.ask(self, _known, self._show, self.refused)
            return
        self.say("info", _("Reviewers and the election authority see and decide this."))
        for card in self.findChildren(Card):
            card.setVisible(False)

    def keep_months(self) -> None:
        """Keep another policy."""
        self.show_problems({})
        typed = self.fields["months"].control.value() or ""
        if not typed.strip().isdecimal() or len(typed) > 6:
            self.show_problems({"months": _("Type a number of months.")})
            return
        months = int(typed)
        self.ask(
            lambda session: disposing.set_months(session, months),
            lambda kept: self._done(sentence("retention-kept", {"months": kept})),
        )

    def hold(self, *, lift: bool = False) -> None:
        """Hold the records named, or lift their hold."""
        self.show_problems({})
        numbers = (self.fields["hold"].control.value() or "").replace(",", " ").split()
        reason = self.fields["why"].control.value() or ""
        act = holds.lift if lift else holds.hold

        def done(kept: tuple[str, ...]) -> None:
            code = "hold-lifted" if lift else "hold-set"
            for name in ("hold", "why"):
                self.fields[name].control.set_value(None)
            self._done(sentence(code, {"count": len(kept)}))

        self.ask(lambda session: act(session, numbers, reason), done)

    def ask_to_dispose(self) -> None:
        """Ask where the certificate goes, then once more."""
        self.show_problems({})
        numbers = self.records.value() if self.records is not None else None
        if not numbers:
            self.say("warn", _("Tick at least one record."))
            return
        output = saving.ask_where(
            self,
            _("Where does the certificate go?"),
            _("Certificate of disposal.pdf"),
            "PDF (*.pdf)",
            asks_to_replace=False,
        )
        if output is not None:
            self.confirm(tuple(numbers), output)

    def confirm(self, numbers: tuple[str, ...], output: Path) -> Dialog:
        """Ask once more: it cannot be undone."""
        dialog = Dialog(
            ngettext(
                "Dispose of {count} record for good?",
                "Dispose of {count} records for good?",
                len(numbers),
            ).format(count=len(numbers)),
            _(
                "What was written in them and their files are erased and cannot be brought back. Numbers, signatures and the log stay. The certificate is written first."
            ),
            do=_("Dispose of them"),
            safe=_("Keep them"),
            parent=self,
        )
        dialog.accepted.connect(lambda: self.dispose(numbers, output))
        dialog.open()
        return dialog

    def dispose(self, numbers: tuple[str, ...], output: Path) -> None:
        """Dispose of them, together with the second person."""
        reason = self.fields["reason"].control.value() or ""
        second = Second(
            self.fields["second"].control.value() or "",
            self.fields["second_passphrase"].control.value() or "",
        )
        self.fields["second_passphrase"].control.set_value(None)
        self.ask(
            lambda session: disposing.dispose(session, numbers, reason, second, output),
            self._disposed,
            _("Writing the certificate, then erasing …"),
        )

    def _policy_card(self) -> Card:
        card, column = self.fields_card()
        self.add_field(
            "months",
            Field(
                _("Records are kept for how many months?"),
                Line(width=120),
                help=_(
                    "From the day of their election, or from recording. Federal law asks for 22 months after an election with a federal office."
                ),
            ),
            column,
        )
        keep = PrimaryButton(_("Keep this"), "check", main=True)
        keep.clicked.connect(self.keep_months)
        bar(self.desk, keep)
        column.addWidget(Foot(keep))
        return card

    def _hold_card(self) -> Card:
        card, column = self.fields_card()
        card.set_title(_("Legal hold"))
        self._held = Column(4)
        column.addLayout(self._held)
        self.add_field(
            "hold",
            Field(
                _("Numbers of records"),
                Line(mono=True),
                help=_("A held record cannot be disposed of, whatever its date."),
            ),
            column,
        )
        self.add_field("why", Field(_("Why"), Line()), column)
        self.hold_button = SecondaryButton(_("Hold them"), "lock")
        self.hold_button.clicked.connect(lambda: self.hold())
        self.lift_button = SecondaryButton(_("Lift the hold"), "lock-open")
        self.lift_button.clicked.connect(lambda: self.hold(lift=True))
        bar(self.desk, self.hold_button, self.lift_button)
        both = QWidget()
        line = Flow(10, 8, both)
        for button in (self.hold_button, self.lift_button):
            line.addWidget(button)
        column.addWidget(both)
        return card

    def _dispose_card(self) -> Card:
        card, column = self.fields_card()
        self.add_field("reason", Field(_("Why are they disposed of?"), Line()), column)
        self.add_field(
            "second",
            Field(
                _("Second person"),
                Line(),
                help=_("A reviewer or the election authority, standing here."),
            ),
            column,
        )
        self.add_field(
            "second_passphrase",
            Field(_("Passphrase of the second person"), Passphrase()),
            column,
        )
        self.dispose_button = SecondaryButton(_("Dispose of the ticked records …"))
        self.dispose_button.clicked.connect(self.ask_to_dispose)
        bar(self.desk, self.dispose_button)
        column.addWidget(self.dispose_button)
        return card

    def _show(self, known: _Known) -> None:
        months, going, held = known
        self.fields["months"].control.set_value(str(months))
        clear(self._held)
        for number, reason, since in held:
            words = _("{number}, held since {day}: {reason}").format(
                number=number, day=day_words(since, year=True), reason=reason
            )
            self._held.addWidget(Label(words, "body"))
        clear(self._names)
        self.records = None
        self._list.set_note(
            ngettext("{count} record", "{count} records", len(going)).format(count=len(going))
            if going
            else ""
        )
        self._act.setVisible(bool(going))
        if not going:
            self._names.addWidget(Label(_("Nothing may be disposed of today."), "body", "text-2"))
            return
        self.records = Checks(
            [(one.row.number, _record_words(one)) for one in going[:MOST_SHOWN]], stacked=True
        )
        self.records.set_names(_("May be disposed of"), "")
        self._names.addWidget(self.records)

    def _disposed(self, done: Disposal) -> None:
        for name in ("reason", "second"):
            self.fields[name].control.set_value(None)
        self._done(sentence("disposed", {"count": len(done.numbers)}))

    def _done(self, words: str) -> None:
        self.say("good", words)
        self.desk.ask(self, _known, self._show, self.refused)


def _known(session: Session) -> _Known:
    return disposing.months(session), disposing.may_go(session), holds.listed(session)


def _record_words(one: KeptRecord) -> str:
    until = one.keeping.until
    return _("{number}  ·  {kind}  ·  kept until {day}").format(
        number=one.row.number,
        kind=kind_label(one.row.kind),
        day=day_words(until.isoformat(), year=True) if until else "",
    )

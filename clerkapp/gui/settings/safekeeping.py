"""Safekeeping: where backups go, the last one, a backup now, the self-check, another key."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.office import BACKUP_SUFFIX
from clerkapp.domain.people.roles import Permission
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import safekeeping_words, saving
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.layouts import Column, Flow, clear
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import passphrases, safekeeping, stations
from clerkapp.services.vaults.safekeeping import BackedUp, LastBackup
from clerkapp.wording.check_words import looking_at
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence

_Kept = tuple[Path | None, LastBackup | None, str]


class _Parts(QObject):
    """Brings the names of the parts from the vault's thread to the screen's."""

    told = Signal(str)


class SafekeepingPart(Part):
    """What keeps the record from being lost; the place and the key are the administrator's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # An answer may come after a lock, when nobody is signed in.
        self._session = desk.session
        self.title = _("Safekeeping")
        self.explanation = _(
            "A backup is as secret as the vault: it opens with the same passphrases."
        )
        self._folder: Path | None = None
        administers = desk.account.may(Permission.ADMINISTER)
        self.column.addWidget(self._backup_card(may_choose=administers))
        self.column.addWidget(self._check_card())
        if administers:
            self.column.addWidget(self._key_card())
        self.column.addStretch(1)
        self.begin_with(self.backup_button)

    def load(self) -> None:
        """Read where backups go and how the last one went."""
        self.desk.ask(self, _kept, self._show, self.refused)

    def choose(self, folder: Path) -> None:
        """Keep backups there from now on."""
        self.ask(
            lambda session: safekeeping.set_backup_folder(session, folder),
            lambda _nothing: self._chosen(),
        )

    def back_up(self) -> None:
        """Back up to the chosen place, or to a file when there is none."""
        if self._folder is None:
            self._back_up_to_file()
            return
        self.ask(
            safekeeping.daily_backup,
            self._backed_up,
            _("Making the backup and opening it again …"),
        )

    def check(self) -> None:
        """Go through the whole vault."""
        parts = _Parts()
        parts.told.connect(self._looking_at)
        self.ask(
            lambda session: safekeeping.check(session, parts.told.emit),
            self._checked,
            _("Checking the vault. With many attachments this takes minutes; other pages wait …"),
        )

    def ask_for_key(self) -> Dialog:
        """Ask before the vault gets another key."""
        dialog = Dialog(
            _("Give the vault another key?"),
            _(
                "Everything is encrypted anew. Passphrases and the printed recovery key stay as they are. Old copies of the vault still open with old passphrases; destroy those that you do not need."
            ),
            do=_("Give it another key"),
            safe=_("Leave it as it is"),
            parent=self,
        )
        dialog.accepted.connect(self._rekey)
        dialog.open()
        return dialog

    def _backup_card(self, *, may_choose: bool) -> Card:
        card = Card(_("Backup"))
        self._facts = Facts(label_width=110)
        card.body.addWidget(self._facts)
        self.backup_button = PrimaryButton(_("Back up now"), "device-floppy", main=True)
        self.backup_button.clicked.connect(self.back_up)
        self.place_button = SecondaryButton(_("Choose the backup place"), "folder", main=True)
        self.place_button.clicked.connect(self._pick)
        bar(self.desk, self.place_button)
        card.body.addWidget(_line(self.backup_button, self.place_button))
        self.place_button.setVisible(may_choose)
        return card

    def _check_card(self) -> Card:
        card = Card(_("Self-check"))
        card.body.addWidget(
            Label(
                _(
                    "Compares every record, signature, file, bundle and entry of the log with everything that says how it was made. What is recorded is never changed; lists that do not agree with it are made anew."
                ),
                "body",
                "text-2",
            )
        )
        self._found = Column(6)
        card.body.addLayout(self._found)
        self.check_button = SecondaryButton(_("Check the vault now"), "clipboard-check", main=True)
        self.check_button.clicked.connect(self.check)
        card.body.addWidget(_line(self.check_button))
        return card

    def _key_card(self) -> Card:
        card = Card(_("The vault’s key"))
        card.body.addWidget(
            Label(
                _(
                    "When somebody has left, give the vault another key. An old copy of its header then opens nothing that is recorded afterwards."
                ),
                "body",
                "text-2",
            )
        )
        self.key_button = SecondaryButton(_("Give the vault another key"), "refresh", main=True)
        self.key_button.clicked.connect(self.ask_for_key)
        bar(self.desk, self.key_button)
        card.body.addWidget(_line(self.key_button))
        return card

    def _show(self, kept: _Kept) -> None:
        self._folder, last, beside = kept
        may_carry = self._session.account.may(Permission.BACK_UP)
        self.backup_button.setVisible(self._folder is not None or may_carry)
        self._facts.empty()
        place = str(self._folder) if self._folder else _("No place is chosen yet.")
        self._facts.add(_("The vault"), str(self._session.folder))
        self._facts.add(_("Backups"), place, meta=beside)
        if self._folder is not None:
            self._facts.add(
                _("Last backup"),
                safekeeping_words.last_backup_words(last),
                meta=_("Made after the day’s last lock. The last seven days are kept."),
            )

    def _pick(self) -> None:
        if folder := saving.ask_folder(self, _("Choose where backups go")):
            self.choose(folder)

    def _chosen(self) -> None:
        self.say("good", _("Backups go there from now on."))
        self.load()

    def _back_up_to_file(self) -> None:
        info, today = self._session.info, self._session.ports.clock.now().date()
        name = f"{info.authority}-{info.station}-{today.isoformat()}{BACKUP_SUFFIX}"
        path = saving.ask_where(self, _("Save the backup as"), name)
        if path is not None:
            self.ask(
                lambda session: safekeeping.backup(session, path),
                self._saved,
                _("Making the backup and opening it again …"),
            )

    def _saved(self, made: BackedUp) -> None:
        self.say("good", _("Backup made and checked: {name}").format(name=made.path.name))

    def _backed_up(self, notices: tuple[Notice, ...]) -> None:
        if notices:
            self.say("danger", sentence(notices[0].code, notices[0].params))
        else:
            self.say("good", _("Backup made and checked."))
        self.load()

    def _looking_at(self, part: str) -> None:
        self.go_on(looking_at(part))

    def _checked(self, report: CheckReport) -> None:
        clear(self._found)
        self.quiet()
        tone = "good" if report.sound else "error"
        self._found.addWidget(MessageLine(tone, safekeeping_words.found_words(report)))
        for words in safekeeping_words.findings(report):
            self._found.addWidget(Label(words, "body"))
        if not report.sound:
            self._found.addWidget(
                Label(
                    _(
                        "What is recorded was not changed. Keep the last good backup, and tell county IT."
                    ),
                    "strong",
                )
            )
        self._found.addWidget(Label(safekeeping_words.looked_at(report), "small", "text-2"))
        self.desk.announce(safekeeping_words.found_words(report))

    def _rekey(self) -> None:
        self.ask(_rekey, self._rekeyed, _("Encrypting the vault anew …"))

    def _rekeyed(self, notices: tuple[Notice, ...]) -> None:
        self.say("good", sentence("rekeyed", {}))
        self.say_of_sending(notices)


def _rekey(session: Session) -> tuple[Notice, ...]:
    before = stations.present_number(session)
    passphrases.rekey(session)
    return stations.after_people(session, before)


def _kept(session: Session) -> _Kept:
    folder = safekeeping.backup_folder(session)
    same = folder is not None and safekeeping.beside_the_vault(session, folder)
    beside = safekeeping_words.same_disk_words() if same else ""
    return folder, safekeeping.last_backup(session), beside


def _line(*buttons: QWidget) -> QWidget:
    line = QWidget()
    flow = Flow(8, 8, line)
    for button in buttons:
        flow.addWidget(button)
    return line

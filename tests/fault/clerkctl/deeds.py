"""Every verb of clerkctl that writes: how it is called, and how one sees that it was done."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerkapp.bootstrap import ports
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.services.export import state_keys
from clerkapp.services.records import attaching, recording
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.vault import api as raw
from clerkapp.vault.api import Vault
from tests.e2e.office import PASSPHRASE, USER, Office
from tests.fakes.office import JAM, join, whole
from tests.fakes.vaults import QUICK

NUMBER = "-0001"
OTHER = "Lee Ortega"
NEW = "eight wholly new quiet words"
BOX = ("--authority", "LARK", "--name", "Larkspur County", "--station", "W2", "--user", USER)


def make(folder: Path) -> Office:
    """A vault with a resolved record and its attachment, two people, a backup and the state's keys."""
    office, here = Office(folder), ports()
    new = NewVault("LARK", "Larkspur County", "W1", USER, "election_authority", PASSPHRASE)
    created = opening.create(office.vault, new, here, QUICK)
    session = opening.unlock(office.vault, USER, PASSPHRASE, here)
    kept = attaching.attach_bytes(session, "tape.txt", b"zero tape " * 50_000)
    number = recording.record(session, "equipment", whole(), attachments=[kept]).number
    recording.set_status(session, number, "resolved")
    join(session, OTHER, Role.STAFF, passphrase=PASSPHRASE)
    safekeeping.backup(session, folder / "kept.clerkbackup")
    opening.lock(session)
    state_keys.new(folder / "state", "ZZ test", here)
    office.file("new", f"{NEW}\n")
    office.file("recovery", f"{created.recovery_key}\n")
    office.file("number", number)
    office.file("sites.csv", "code,name\nMILL,Mill Road School\n")
    office.record({**JAM, "place": "Front desk"})
    return office


def copied(office: Office, folder: Path) -> Office:
    """The same office in another place, on a computer that knows its vault."""
    shutil.copytree(office.folder, folder)
    (folder / "stick").rmdir()
    return Office(folder)


@dataclass(frozen=True)
class Deed:
    """`call`: the arguments. `kept`: how often it was done. `says`: a part of what is said of it when
    the answer is lost. `lasts`: whether it is kept although nobody had the answer."""

    name: str
    call: Callable[[Office], Sequence[str | Path]]
    kept: Callable[[Office], int]
    says: str
    lasts: bool = True

    def __str__(self) -> str:
        return self.name


def _on(*arguments: str) -> Callable[[Office], Sequence[str | Path]]:
    """A verb on the vault. `{n}` stands for the record's number, `{f}` for the office's folder."""

    def call(office: Office) -> Sequence[str | Path]:
        verb = arguments[0].split()
        number = (office.folder / "number").read_text()
        rest = [one.format(n=number, f=office.folder) for one in arguments[1:]]
        return [*verb, office.vault, *rest, "--user", USER]

    return call


def _opened(office: Office) -> Vault:
    for passphrase in (PASSPHRASE, NEW):
        try:
            return raw.unlock(office.vault, USER, passphrase).vault
        except Refused:
            continue
    raise AssertionError("nobody opens the vault")


def _journaled(event: Event) -> Callable[[Office], int]:
    def count(office: Office) -> int:
        vault = _opened(office)
        try:
            return sum(entry.event == event for entry in vault.journal.entries(limit=1000))
        finally:
            vault.close()

    return count


def _drafts(office: Office) -> int:
    vault = _opened(office)
    try:
        return int(vault.connection.value("SELECT count(*) FROM draft"))
    finally:
        vault.close()


def _files(*names: str) -> Callable[[Office], int]:
    def count(office: Office) -> int:
        there = [(office.folder / name).exists() for name in names]
        assert all(there) or not any(there), there
        return int(all(there))

    return count


def _sent(office: Office) -> int:
    written = _journaled(Event.BUNDLE_WRITTEN)(office)
    assert len(list(office.stick.glob("*.p7m"))) == written
    assert not list(office.stick.glob("*.writing"))
    return written


def _init(*more: str) -> Callable[[Office], Sequence[str | Path]]:
    def call(office: Office) -> Sequence[str | Path]:
        said = [one.format(f=office.folder) for one in more]
        return ["init", office.folder / "Second.vault", *BOX, *said]

    return call


_JAM = ("--kind", "equipment", "--record", "{f}/record.json")
_KEYS = tuple(f"keys/{name}" for name in state_keys.NAMES)
_DEEDS = (
    Deed("add", _on("add", *_JAM), _journaled(Event.RECORDED), "recorded as LARK"),
    Deed(
        "amend",
        _on("amend", "{n}", "--record", "{f}/record.json", "--reason", "why"),
        _journaled(Event.AMENDED),
        "recorded as LARK",
    ),
    Deed(
        "strike",
        _on("strike", "{n}", "--reason", "why"),
        _journaled(Event.STRUCK),
        "recorded as LARK",
    ),
    Deed(
        "status",
        _on("status", "{n}", "--set", "working"),
        _journaled(Event.AMENDED),
        "recorded as LARK",
    ),
    Deed(
        "sign",
        _on("sign", "{n}", "--act", "authority"),
        _journaled(Event.SIGNED),
        "Your signature of LARK",
    ),
    Deed("draft", _on("draft", *_JAM), _drafts, "The draft is kept"),
    Deed(
        "user add",
        _on(
            "user add",
            "--name",
            "Kit Marlow",
            "--role",
            "staff",
            "--new-passphrase-file",
            "{f}/new",
        ),
        _journaled(Event.ACCOUNT_ADDED),
        "The account of Kit Marlow is open",
    ),
    Deed(
        "user disable",
        _on("user disable", "--name", OTHER),
        _journaled(Event.ACCOUNT_DISABLED),
        "The account is closed",
    ),
    Deed(
        "passphrase",
        _on("passphrase", "--new-passphrase-file", "{f}/new"),
        _journaled(Event.PASSPHRASE_CHANGED),
        "Your new passphrase holds",
    ),
    Deed(
        "recover",
        _on(
            "recover",
            *("--recovery-key-file", "{f}/recovery", "--new-passphrase-file", "{f}/new"),
        ),
        _journaled(Event.RECOVERED),
        "has a new account",
    ),
    Deed(
        "site add",
        _on("site add", "--code", "OAK", "--name", "Oak Hall"),
        _journaled(Event.LIST_CHANGED),
        "“OAK” is in the list",
    ),
    Deed(
        "site import",
        _on("site import", "{f}/sites.csv"),
        _journaled(Event.LIST_CHANGED),
        "Added: 1",
    ),
    Deed("site export", _on("site export", "{f}/o.csv"), _files("o.csv"), "The list is saved"),
    Deed("rekey", _on("rekey"), _journaled(Event.DATA_KEY_ROTATED), "The vault has a new key"),
    Deed(
        "recovery-key",
        _on("recovery-key"),
        _journaled(Event.RECOVERY_KEY_MADE),
        "The one before still opens the vault",
    ),
    Deed(
        "recovery-key --confirm",
        _on("recovery-key", "--confirm", "--recovery-key-file", "{f}/recovery"),
        _journaled(Event.RECOVERY_KEY_CONFIRMED),
        "The printed recovery key opens this vault",
    ),
    Deed(
        "export",
        _on("export", "{f}/stick", "--recipient", "{f}/state/recipient.crt"),
        _sent,
        "You can take the stick out",
    ),
    Deed(
        "print", _on("print", "{n}", "--output", "{f}/a.pdf"), _files("a.pdf"), "“a.pdf” is written"
    ),
    Deed(
        "backup", _on("backup", "{f}/b.clerkbackup"), _files("b.clerkbackup"), "“b.clerkbackup” is"
    ),
    Deed(
        "restore",
        lambda office: ["restore", office.folder / "kept.clerkbackup", office.folder / "R.vault"],
        _files("R.vault"),
        "The vault is back",
    ),
    Deed(
        "state-key new",
        lambda office: ["state-key", "new", office.folder / "keys"],
        _files(*_KEYS),
        "Keep the .key files offline",
    ),
    Deed("init", _init(), _files("Second.vault"), "No vault was made", lasts=False),
    Deed(
        "init with its key in a file",
        _init("--recovery-key-output", "{f}/key"),
        _files("Second.vault", "key"),
        "is made",
    ),
)


def attachment(office: Office, *more: str) -> Sequence[str | Path]:
    """The verb `attachment` for the one attachment."""
    vault = _opened(office)
    try:
        (kept,) = vault.attachments.all()
    finally:
        vault.close()
    number = (office.folder / "number").read_text()
    said = [one.format(f=office.folder) for one in more]
    return ["attachment", office.vault, number, kept.sha256, "--user", USER, *said]


DEEDS = (
    *_DEEDS,
    Deed(
        "attachment",
        lambda office: attachment(office, "--output", "{f}/out.txt"),
        _files("out.txt"),
        "“out.txt” is written",
    ),
    Deed(
        "attachment --dangerous",
        lambda office: attachment(office, "--dangerous", "--output", "{f}/DANGEROUS-tape.zip"),
        _files("DANGEROUS-tape.zip"),
        "“DANGEROUS-tape.zip” is written",
    ),
    Deed(
        "demo",
        lambda office: ["demo", office.folder / "demo"],
        _files("demo/Larkspur.vault", "demo/passphrase.txt"),
        "is made",
    ),
)

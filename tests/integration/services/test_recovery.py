"""The recovery key: how it stands, who makes a new one, what the journal says, and the verb for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.cli import main
from clerkapp.cli.answer import Exit
from clerkapp.codec import sshkey
from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, passphrases, recovery
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.recovery import RecoveryState
from tests.fakes.office import AUDITOR, RECORDER, REVIEWER, STAFF, Office, join
from tests.fakes.vaults import NAME, PASSPHRASE

NEW = "meadow candle orbit thimble"


def opens(office: Office, key: str) -> bool:
    """Whether the key gives Dana Whitfield a new account."""
    try:
        opening.lock(passphrases.recover(office.folder, key, NAME, NEW, office.ports))
    except Refused as refused:
        if refused.code != "recovery-failed":
            raise
        return False
    return True


def test_it_is_due_until_one_was_read_back(office: Office, session: Session) -> None:
    made = recovery.state(session).made
    assert recovery.state(session) == RecoveryState(made, None, former_works=False)
    assert recovery.state(session).due
    office.clock.pass_time(60)
    recovery.confirm(session, office.created.recovery_key.lower())
    assert recovery.state(session) == RecoveryState(made, session.now(), former_works=False)
    office.clock.pass_time(60)
    new = recovery.renew(session)
    assert recovery.state(session) == RecoveryState(session.now(), None, former_works=True)
    recovery.confirm(session, new)
    assert not recovery.state(session).due


def test_the_journal_says_so_once_and_holds_no_key(office: Office, session: Session) -> None:
    new = recovery.renew(session)
    recovery.confirm(session, new)
    recovery.confirm(session, new)
    confirmed, made = session.vault.journal.latest(2)
    assert (confirmed.event, made.event) == (Event.RECOVERY_KEY_CONFIRMED, Event.RECOVERY_KEY_MADE)
    newest = vault_of(session).recovery_keys.list()[-1]
    assert confirmed.params == {"slot": newest.slot}
    assert made.params == {
        "slot": newest.slot,
        "key": fingerprint(sshkey.from_line(newest.open_key)),
    }
    opening.lock(session)
    assert not opens(office, office.created.recovery_key)
    assert opens(office, new)


@pytest.mark.parametrize("name", [STAFF, RECORDER, REVIEWER, AUDITOR])
def test_only_administrator_and_authority_make_one(
    as_person: Callable[[str], Session], office: Office, name: str
) -> None:
    session = as_person(name)
    assert not recovery.may_renew(session)
    for act in (
        lambda: recovery.renew(session),
        lambda: recovery.confirm(session, office.created.recovery_key),
    ):
        with pytest.raises(Refused, match="not-permitted"):
            act()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUTHORITY])
def test_either_of_them_may(office: Office, role: Role) -> None:
    office.add("Kit Alder", role)
    session = office.unlock("Kit Alder")
    recovery.confirm(session, recovery.renew(session))
    opening.lock(session)


def test_a_slip_and_a_wrong_key_are_told_apart(office: Office, session: Session) -> None:
    for typed, code in (
        ("ABCD", "recovery-key-form"),
        (Office(office.folder.parent / "else").created.recovery_key, "recovery-key-wrong"),
    ):
        with pytest.raises(Refused, match=code):
            recovery.confirm(session, typed)
    assert recovery.state(session).due


def test_a_person_added_meanwhile_changes_nothing(office: Office, session: Session) -> None:
    new = recovery.renew(session)
    join(session, STAFF, Role.STAFF)
    opening.lock(session)
    assert opens(office, new)


def test_the_verb_makes_one_and_reads_one_back(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passphrase, key = tmp_path / "passphrase", tmp_path / "key"
    passphrase.write_text(PASSPHRASE)
    key.write_text(office.created.recovery_key)
    verb = ["recovery-key", str(office.folder), "--passphrase-file", str(passphrase), "--json"]
    reading = [*verb, "--confirm", "--recovery-key-file", str(key)]
    assert main.run(office.ports, reading) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["confirmed"] is True
    assert main.run(office.ports, verb) == Exit.DONE
    new = json.loads(capsys.readouterr().out)["recovery_key"]
    # Until the new one is read back, the one before works: the answer may have been lost.
    assert main.run(office.ports, reading) == Exit.DONE
    key.write_text(new)
    assert main.run(office.ports, reading) == Exit.DONE
    capsys.readouterr()
    key.write_text(office.created.recovery_key)
    assert main.run(office.ports, reading) == Exit.REFUSED
    assert json.loads(capsys.readouterr().out)["refused"] == "recovery-key-wrong"
    assert opens(office, new)

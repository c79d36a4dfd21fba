"""Who locks or sends signs the journal's head; the check finds whatever was done under it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto import vouching
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.station import StationState
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.check import heads as heads_of
from clerkapp.vault.check.report import Looking
from tests.fakes.office import JAM, STAFF, Office
from tests.fakes.state import State
from tests.fakes.vaults import tamper


@pytest.fixture
def worked(office: Office) -> Session:
    """Dana and Rae have worked and locked, twice each; Dana has unlocked again."""
    office.add_everybody()
    for name in (None, STAFF, None, STAFF):
        session = office.unlock(name) if name else office.unlock()
        recording.record(session, "equipment", JAM)
        opening.lock(session)
    return office.unlock()


def found(session: Session) -> list[str]:
    return [
        one.code
        for one in heads_of.look(Looking(vault_of(session), session.folder, StationState()))
    ]


def heads(session: Session) -> list[tuple[int, str]]:
    return [(head.seq, head.account) for head in session.vault.heads.all()]


def computed_anew(session: Session, seq: int, changed: str) -> None:
    """Writes an entry with other parameters, and the chain after it as it would follow."""
    vault = vault_of(session)
    rows = vault.connection.rows(
        "SELECT seq, at, account, event, params FROM journal WHERE seq >= ? ORDER BY seq", (seq,)
    )
    prev = vault.connection.value("SELECT digest FROM journal WHERE seq = ?", (seq - 1,))
    statements = []
    for one, at, account, event, params in rows:
        text = changed if one == seq else params
        value = {"seq": one, "at": at, "account": account, "event": event, "prev": prev}
        loaded = json.loads(text)
        digest = sha256_hex(jcs.encode({**value, "params": loaded}))
        statements.append(
            f"UPDATE journal SET params = '{text}', prev = '{prev}', digest = '{digest}'"
            f" WHERE seq = {one}"
        )
        prev = digest
    tamper(vault, *statements)


def test_each_lock_and_each_export_is_signed_by_its_person(
    worked: Session, state: State, tmp_path: Path
) -> None:
    accounts = [account for _, account in heads(worked)]
    rae = worked.vault.accounts.open_named(STAFF).id
    dana = worked.account.id
    assert accounts[-4:] == [dana, rae, dana, rae]
    before = len(accounts)
    exporting.export(worked, Request(recipients=(state.certificate,)), tmp_path)
    assert [account for _, account in heads(worked)][before:] == [dana]
    assert found(worked) == []


def test_a_killed_session_leaves_no_signature_and_is_no_finding(office: Office) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    session.vault.close()
    again = office.unlock()
    assert found(again) == []
    opening.lock(again)
    last = office.unlock()
    assert found(last) == []
    assert len(heads(last)) == 1


def _cut(session: Session) -> None:
    seq = heads(session)[-1][0]
    tamper(vault_of(session), f"DELETE FROM journal WHERE seq >= {seq - 2}")


def _cut_and_go_on(session: Session) -> None:
    """Cut, and other entries in the place of those that were signed."""
    seq = heads(session)[-1][0]
    computed_anew(session, seq - 1, '{"number":"LARK-2026-W1-0099","rev":1,"revision":"00"}')


def _rewrite_an_early_entry(session: Session) -> None:
    computed_anew(session, 2, '{"added":"00","roles":["staff"]}')


def _forge(session: Session) -> None:
    """Write anew, and sign the last head with a key of one's own in the colleague's name."""
    _cut_and_go_on(session)
    *_, last = session.vault.heads.all()
    digest = vault_of(session).connection.value(
        "SELECT digest FROM journal WHERE seq = ?", (last.seq,)
    )
    statement = vouching.head_statement(
        vault=session.vault.info.vault_id,
        seq=last.seq,
        digest=digest,
        account=last.account,
        at=last.at,
        before=last.before,
    )
    blob = vouching.sign_head(PrivateKey.generate("nistp256"), statement)
    tamper(
        vault_of(session),
        f"UPDATE journal_signed SET digest = '{digest}', sshsig = x'{blob.hex()}'"
        f" WHERE seq = {last.seq}",
    )


def _sign_oneself(session: Session) -> None:
    """Write a colleague's last session anew and sign it with one's own key."""
    _cut_and_go_on(session)
    *_, last = session.vault.heads.all()
    digest = vault_of(session).connection.value(
        "SELECT digest FROM journal WHERE seq = ?", (last.seq,)
    )
    mine = session.account.id
    assert last.account != mine
    statement = vouching.head_statement(
        vault=session.vault.info.vault_id,
        seq=last.seq,
        digest=digest,
        account=mine,
        at=last.at,
        before=last.before,
    )
    blob = vouching.sign_head(session.signing, statement)
    tamper(
        vault_of(session),
        f"UPDATE journal_signed SET digest = '{digest}', account = '{mine}',"
        f" sshsig = x'{blob.hex()}' WHERE seq = {last.seq}",
    )


def _take_the_last_away(session: Session) -> None:
    seq = heads(session)[-1][0]
    tamper(vault_of(session), f"DELETE FROM journal_signed WHERE seq = {seq}")


def _take_one_away_and_its_lock(session: Session) -> None:
    """A session in the middle, made to look like a killed one."""
    seq = heads(session)[-2][0]
    tamper(
        vault_of(session),
        f"DELETE FROM journal_signed WHERE seq = {seq}",
        f"UPDATE journal SET event = 'checked' WHERE seq = {seq}",
    )


def _go_back(session: Session) -> None:
    """The last signed head, put under an earlier entry."""
    first, last = heads(session)[-4][0], heads(session)[-1][0]
    tamper(
        vault_of(session),
        f"DELETE FROM journal_signed WHERE seq > {first} AND seq < {last}",
        f"UPDATE journal_signed SET seq = {first + 1} WHERE seq = {last}",
    )


def _change_the_time(session: Session) -> None:
    seq = heads(session)[-1][0]
    tamper(
        vault_of(session),
        f"UPDATE journal_signed SET at = '2026-11-02T08:00:00-06:00' WHERE seq = {seq}",
    )


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (_cut, "journal-cut"),
        (_cut_and_go_on, "journal-rewritten"),
        (_rewrite_an_early_entry, "journal-rewritten"),
        (_forge, "journal-head-forged"),
        (_sign_oneself, "journal-head-other"),
        (_take_the_last_away, "journal-lock-unsigned"),
        (_take_one_away_and_its_lock, "journal-head-missing"),
        (_go_back, "journal-head-forged"),
        (_change_the_time, "journal-head-forged"),
    ],
)
def test_what_was_done_under_a_signed_head_is_found(
    worked: Session, done: Callable[[Session], None], code: str
) -> None:
    assert found(worked) == []
    done(worked)
    assert code in found(worked)

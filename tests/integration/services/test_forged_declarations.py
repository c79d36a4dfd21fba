"""What an insider makes of declarations and disposals is found by the check, and by its code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkapp.crypto.declarations import declare
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.declarations import What
from clerkapp.domain.people.roles import Role
from clerkapp.services.declarations import nil
from clerkapp.services.declarations.nil import Scope
from clerkapp.services.records import attaching, recording
from clerkapp.services.retention import disposing, holds
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.second import Second
from clerkapp.vault.api import check
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, REVIEWER, STAFF, Office, join
from tests.fakes.vaults import PASSPHRASE

Change = Callable[[Insider, dict[str, PrivateKey]], object]
UNTIED = {**JAM, "election": None}


@pytest.fixture
def prepared(office: Office, tmp_path: Path) -> Iterator[tuple[Insider, dict[str, PrivateKey]]]:
    """A nil, a hold that was lifted, one record disposed of with its file, one that stays."""
    session = office.unlock()
    join(session, REVIEWER, Role.REVIEWER)
    join(session, STAFF, Role.STAFF)
    nil.add(session, Scope(first="2026-10-01", last="2026-10-07"), "Nothing.")
    tape = attaching.attach_bytes(session, "tape.txt", b"a zero tape")
    for _ in range(2):
        recording.record(session, "equipment", UNTIED, attachments=[tape])
        tape = attaching.attach_bytes(session, "other.txt", b"another tape")
    holds.hold(session, ["LARK-2026-W1-0002"], "A court.")
    holds.lift(session, ["LARK-2026-W1-0002"], "Done.")
    office.clock.set_to("2028-11-05T09:00:00-06:00")
    second = Second(REVIEWER, PASSPHRASE)
    disposing.dispose(session, ["LARK-2026-W1-0001"], "Over.", second, tmp_path / "c.pdf")
    keys = {"dana": session.signing}
    vault = vault_of(session)
    key, vault_id = vault.data_key, vault.raw_id
    opening.lock(session)
    staff = office.unlock(STAFF)
    keys["staff"] = staff.signing
    opening.lock(staff)
    insider = Insider(office.folder, key, vault_id)
    yield insider, keys
    insider.connection.close()


def _sql(*texts: str) -> Change:
    def change(one: Insider, _keys: dict[str, PrivateKey]) -> None:
        for text in texts:
            one.run(text)

    return change


def _planted(who: str, what: What) -> Change:
    """A declaration that is signed, without the program having made it."""

    def change(one: Insider, keys: dict[str, PrivateKey]) -> None:
        body: dict[str, object] = (
            {"election": "ZZ", "from": None, "until": None, "site": None, "text": "Nothing."}
            if what is What.NIL
            else {"records": [], "attachments": [], "reason": "Over.", "certificate": "0" * 64}
        )
        vault = one.vault()
        made = declare(
            keys[who],
            what=what,
            body=body,
            at="2028-11-05T10:00:00-06:00",
            vault=vault.info.vault_id,
        )
        with vault.transaction():
            vault.declarations.add(made)

    return change


CHANGES: dict[str, tuple[Change, str]] = {
    "another sentence": (
        _sql("UPDATE declaration SET statement = CAST(replace(CAST(statement AS TEXT), 'Nothing', 'Plenty') AS BLOB)"
             " WHERE what = 'nil'"),
        "declaration-altered",
    ),
    "another column": (_sql("UPDATE declaration SET what = 'hold' WHERE what = 'nil'"), "declaration-altered"),
    "another signature": (_sql("UPDATE declaration SET sshsig = x'00' WHERE what = 'nil'"), "declaration-altered"),
    "taken out": (_sql("DELETE FROM declaration WHERE what = 'hold'"), "declarations-missing"),
    "the last one taken out": (_sql("DELETE FROM declaration WHERE what = 'disposal'"), "journal-entry-unfounded"),
    "without the second": (
        _sql("UPDATE declaration SET second_sshsig = NULL WHERE what = 'disposal'"),
        "declaration-altered",
    ),
    "planted by the authority": (_planted("dana", What.NIL), "declaration-unjournaled"),
    "planted by staff": (_planted("staff", What.NIL), "declaration-altered"),
    "a disposal by one": (_planted("dana", What.DISPOSAL), "declaration-altered"),
    "erased on the quiet": (
        _sql(
            "INSERT INTO erasure SELECT identity, 'place', '2028-11-05T10:00:00-06:00', 'x'"
            " FROM revision WHERE number LIKE '%0002'",
            "UPDATE field SET salt = NULL, value = NULL WHERE code = 'place' AND arrival ="
            " (SELECT arrival FROM revision WHERE number LIKE '%0002')",
        ),
        "erasure-unexplained",
    ),
    "a file erased on the quiet": (
        _sql(
            "INSERT INTO attachment_erasure VALUES (2, '2028-11-05T10:00:00-06:00')",
            "UPDATE attachment_chunk SET data = x'' WHERE attachment = 2",
        ),
        "erasure-unexplained",
    ),
    "an erasure taken back": (
        _sql("DELETE FROM erasure WHERE code = 'place'"),
        "field-missing",
    ),
    "a file that is here again": (
        _sql("UPDATE attachment_chunk SET data = CAST('a zero tape' AS BLOB) WHERE attachment = 1"),
        "erasure-unexplained",
    ),
}  # fmt: skip


def test_it_is_sound_before(
    prepared: tuple[Insider, dict[str, PrivateKey]], office: Office
) -> None:
    report = check(prepared[0].vault(), office.folder)
    assert report.problems == ()
    assert report.counts["declarations"] == 4


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found(
    prepared: tuple[Insider, dict[str, PrivateKey]], office: Office, name: str
) -> None:
    change, code = CHANGES[name]
    change(*prepared)
    found = {problem.code for problem in check(prepared[0].vault(), office.folder).problems}
    assert code in found

"""Declarations, and taking values away: the same promises from every store."""

import pytest

from clerkapp.crypto.declarations import declare
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.declarations import Declaration, What
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import Value
from tests.fakes.vaults import AT, JAM, LATER, Interrupted
from tests.integration.store.desk import Desk

NIL = {"election": "ZZ", "from": None, "until": None, "site": None, "text": "Nothing."}
KEEP = frozenset({"status"})


def _made(desk: Desk, text: str = "Nothing.", *, key: PrivateKey | None = None) -> Declaration:
    body = {**NIL, "text": text}
    vault = desk.store.info.vault_id
    return declare(key or desk.key, what=What.NIL, body=body, at=AT, vault=vault)


def test_a_declaration_is_kept_as_it_was_signed(desk: Desk) -> None:
    one, two = _made(desk), _made(desk, "Nothing at all.")
    for declared in (one, two):
        desk.store.declarations.add(declared)
    kept = desk.reopen().declarations
    assert kept.list() == kept.list(What.NIL) == (one, two)
    assert kept.list(What.HOLD) == ()
    assert kept.get(one.id) == kept.get(one.digest) == kept.get(one.id.upper()) == one


@pytest.mark.parametrize("asked", ["", "0", "0" * 16, "%", "x' OR 1", "z" * 64])
def test_another_id_is_refused(desk: Desk, asked: str) -> None:
    desk.store.declarations.add(_made(desk))
    with pytest.raises(Refused, match="declaration-missing"):
        desk.store.declarations.get(asked)


def test_the_same_is_kept_once(desk: Desk) -> None:
    desk.store.declarations.add(_made(desk))
    with pytest.raises(Refused, match="declaration-known"):
        desk.store.declarations.add(_made(desk))


def test_what_nobody_signed_is_refused(desk: Desk) -> None:
    right = _made(desk)
    elsewhere = declare(desk.key, what=What.NIL, body=NIL, at=AT, vault="00" * 16)
    forged = Declaration(
        right.what,
        right.account,
        right.second,
        right.at,
        right.body,
        right.statement,
        right.digest,
        _made(desk, key=PrivateKey.generate("nistp256")).sshsig,
    )
    for wrong in (elsewhere, forged):
        with pytest.raises(Refused, match="declaration-form"):
            desk.store.declarations.add(wrong)
    assert desk.store.declarations.list() == ()


def test_values_are_taken_away_and_the_record_stays(desk: Desk) -> None:
    first = desk.record(place="Quiet Harbor")
    other = desk.record(place="Mill Road")
    second = desk.amend(first, place="Quiet Harbor East")
    with desk.store.transaction():
        desk.store.revisions.erase(first.header.id, keep=KEEP, at=LATER, reason="Over.")
    records = desk.reopen().revisions
    kept = records.history(first.header.id)
    assert [one.header for one in kept] == [first.header, second.header]
    assert [one.identity for one in kept] == [first.identity, second.identity]
    assert all(one.values().keys() <= KEEP for one in kept)
    assert records.heads(first.header.id)[0].identity == second.identity
    assert len(records.acts(first.header.id)) == 2
    row = desk.store.queries.row(first.header.id)
    assert (row.number, row.one_line, row.place) == (first.header.number, "", "")
    assert list(desk.rows(Query(text="harbor"))) == []
    assert [one.id for one in desk.rows(Query(text="mill"))] == [other.header.id]
    assert records.next_number(2026).running == 3


def test_taking_away_is_undone_with_its_transaction(desk: Desk) -> None:
    first = desk.record(place="Quiet Harbor")

    def fail() -> None:
        with desk.store.transaction():
            desk.store.revisions.erase(first.header.id, keep=KEEP, at=LATER, reason="Over.")
            raise Interrupted

    with pytest.raises(Interrupted):
        fail()
    assert desk.store.revisions.get(first.identity) == first
    assert len(desk.rows(Query(text="harbor"))) == 1


def test_only_what_is_here_is_taken_away(desk: Desk) -> None:
    with pytest.raises(Refused, match="record-not-found"):
        desk.store.revisions.erase("nobody", keep=KEEP, at=LATER, reason="Over.")


def test_a_file_is_taken_away_and_may_come_again(desk: Desk) -> None:
    files = desk.store.attachments
    kept = files.store([b"one", b"two"], at=AT, limit=100)
    other = files.store([b"another"], at=AT, limit=100)
    files.erase(kept.sha256, at=LATER)
    files.erase(kept.sha256, at=LATER)
    files = desk.reopen().attachments
    assert files.get(kept.sha256) is None
    assert list(files.all()) == [other]
    with pytest.raises(Refused, match="attachment-missing"):
        list(files.chunks(kept.sha256))
    assert files.store([b"onetwo"], at=LATER, limit=100) == kept
    assert b"".join(files.chunks(kept.sha256)) == b"onetwo"


def test_which_records_arrived(desk: Desk) -> None:
    records = desk.store.revisions
    one, two = desk.record(), desk.record()
    desk.amend(one, place="Cedar")
    ids = (one.header.id, two.header.id)
    assert records.arrived(0, 99) == (ids[1], ids[0])
    assert records.arrived(0, 2) == ids
    assert records.arrived(2, 3) == (ids[0],)
    assert records.arrived(3, 99) == ()


def test_which_record_names_a_file(desk: Desk) -> None:
    kept = desk.store.attachments.store([b"tape"], at=AT, limit=100)
    named: dict[str, Value] = {
        "sha256": kept.sha256,
        "size": 4,
        "name": "t.txt",
        "media_type": "text/plain",
        "class": "document",
    }
    one, act = desk.draw({**JAM, "attachment.1": named})
    desk.store.revisions.append(one, act)
    two = desk.record()
    names = desk.store.revisions.names_file
    assert names(kept.sha256, besides=frozenset({two.header.id}))
    assert not names(kept.sha256, besides=frozenset({one.header.id}))
    assert not names("0" * 64, besides=frozenset())


def test_drafts_of_a_record_and_of_everybody(desk: Desk) -> None:
    drafts = desk.store.drafts
    new = Draft("a", desk.account.id, "equipment", None, AT, {"values": {}})
    change = Draft("b", desk.account.id, "equipment", "LARK-2026-W1-0001", AT, {"values": {}})
    for draft in (new, change):
        drafts.save(draft)
    assert drafts.of_record("LARK-2026-W1-0001") == (change,)
    assert drafts.everybodys() == (new, change)

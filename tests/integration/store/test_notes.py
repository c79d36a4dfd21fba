"""The journal and its signed heads, files, settings, drafts."""

from collections.abc import Iterator

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.drafts import Draft
from tests.fakes.vaults import AT, LATER, Interrupted
from tests.integration.store.desk import Desk, new_account
from tests.integration.store.test_people import add

# --- the journal


def test_entries_follow_each_other_and_name_the_one_before(desk: Desk) -> None:
    journal = desk.store.journal
    start = journal.head() or (0, None)
    one = journal.append(Event.UNLOCKED, AT, desk.account.id, {"é": 1})
    two = journal.append(Event.LOCKED, LATER, None, {"list": ["a"]})
    assert (one.seq, one.prev) == (start[0] + 1, start[1])
    assert (two.seq, two.prev) == (one.seq + 1, one.digest)
    journal = desk.reopen().journal
    assert journal.head() == (two.seq, two.digest)
    assert journal.entries(after=start[0]) == (one, two)
    assert journal.entries(after=one.seq, limit=5) == (two,)
    assert journal.latest(1) == (two,)
    assert journal.latest(1, before=two.seq) == (one,)
    assert journal.verify() == two.seq


def test_a_digest_is_that_of_all_other_members(desk: Desk) -> None:
    entry = desk.store.journal.append(Event.UNLOCKED, AT, None, {"é": 1, "n": None})
    said = {"account": None, "at": AT, "event": "unlocked", "params": {"é": 1, "n": None}}
    whole = {**said, "prev": entry.prev, "seq": entry.seq}
    assert entry.digest == sha256_hex(jcs.encode(whole))


def test_an_entry_exists_only_with_what_it_describes(desk: Desk) -> None:
    before = desk.store.journal.head()

    def fail() -> None:
        with desk.store.transaction():
            desk.record()
            desk.store.journal.append(Event.RECORDED, AT, desk.account.id, {})
            raise Interrupted

    with pytest.raises(Interrupted):
        fail()
    assert desk.store.journal.head() == before
    assert desk.store.revisions.count() == 0


def test_heads_are_signed_in_order(desk: Desk) -> None:
    store = desk.store
    before = store.journal.append(Event.UNLOCKED, AT, desk.account.id, {})
    store.heads.sign(desk.key, AT)
    after = store.journal.append(Event.LOCKED, LATER, desk.account.id, {})
    store.heads.sign(desk.key, LATER)
    one, two = desk.reopen().heads.all()
    assert [(head.seq, head.digest, head.before) for head in (one, two)] == [
        (before.seq, before.digest, None),
        (after.seq, after.digest, before.seq),
    ]
    assert desk.store.heads.is_right(one)
    assert one.account == desk.account.id


def test_accounts_that_others_added_are_told_once(desk: Desk) -> None:
    journal, me = desk.store.journal, desk.account.id
    journal.append(Event.ACCOUNT_ADDED, AT, "other", {"added": "a"})
    assert journal.accounts_added_since("nobody yet") == ()
    journal.append(Event.UNLOCKED, AT, me, {})
    assert journal.accounts_added_since(me) == ()
    journal.append(Event.ACCOUNT_ADDED, AT, "other", {"added": "b"})
    journal.append(Event.ACCOUNT_ADDED, AT, me, {"added": "c"})
    assert journal.accounts_added_since(me) == ("b",)


def test_who_made_a_recovery_key(desk: Desk) -> None:
    journal = desk.store.journal
    journal.append(Event.RECOVERY_KEY_MADE, AT, desk.account.id, {"slot": "s1"})
    assert journal.recovery_key_maker("s1") == desk.account.id
    assert journal.recovery_key_maker("s2") is None


# --- files


@pytest.mark.parametrize("size", [0, 1, 1_048_575, 1_048_577, 3_000_000])
@pytest.mark.parametrize("piece", [65_536, 5_000_000])
def test_bytes_come_back(desk: Desk, size: int, piece: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    pieces = [data[start : start + piece] for start in range(0, size, piece)]
    stored = desk.store.attachments.store(pieces, at=AT, limit=10_000_000)
    assert (stored.sha256, stored.size) == (sha256_hex(data), size)
    files = desk.reopen().attachments
    assert b"".join(files.chunks(stored.sha256)) == data
    assert b"".join(files.chunks(stored.sha256, check=False)) == data
    assert files.get(stored.sha256) == stored


def test_the_same_bytes_are_kept_once(desk: Desk) -> None:
    files = desk.store.attachments
    first = files.store([b"abc"], at=AT, limit=10)
    second = files.store([b"xyz"], at=AT, limit=10)
    assert files.store([b"a", b"bc"], at=LATER, limit=10) == first
    assert list(files.all()) == [first, second]


def _breaks_off() -> Iterator[bytes]:
    yield b"x" * 2_000_000
    raise Interrupted


def test_too_large_or_broken_off_leaves_nothing(desk: Desk) -> None:
    files = desk.store.attachments
    with desk.store.transaction():
        desk.store.settings.set("kept", 1)
        with pytest.raises(Refused, match="attachment-too-large") as refused:
            files.store([b"x" * 10, b"x"], at=AT, limit=10)
        with pytest.raises(Interrupted):
            files.store(_breaks_off(), at=AT, limit=10_000_000)
    assert refused.value.params["limit"] == 10
    assert list(files.all()) == []
    assert desk.store.settings.get("kept") == 1


def test_an_unknown_file_is_told_as_such(desk: Desk) -> None:
    assert desk.store.attachments.get("0" * 64) is None
    with pytest.raises(Refused, match="attachment-missing"):
        next(iter(desk.store.attachments.chunks("0" * 64)))


# --- settings


def test_settings_are_json_values_by_name(desk: Desk) -> None:
    settings = desk.store.settings
    before = settings.all()
    assert settings.get("printer", "none") == "none"
    settings.set("printer", {"name": "Büro", "copies": 2})
    digest = settings.set("printer", {"name": "Büro"})
    settings.set("aid", None)
    settings = desk.reopen().settings
    assert settings.get("printer") == {"name": "Büro"}
    assert digest == sha256_hex('{"name": "Büro"}'.encode())
    assert settings.get("aid", "en") is None
    assert list(settings.all()) == sorted(["aid", "printer", *before])
    settings.remove("aid")
    settings.remove("aid")
    settings.remove("printer")
    assert settings.all() == before
    with pytest.raises(ValueError):
        settings.set("odd", float("nan"))


# --- drafts


def _draft(account: str, identity: str = "d1", saved: str = AT, record: str | None = None) -> Draft:
    return Draft(identity, account, "equipment", record, saved, {"one_line": "Half a sen"})


def test_a_draft_is_kept_replaced_and_removed(desk: Desk) -> None:
    drafts, me = desk.store.drafts, desk.account.id
    drafts.save(_draft(me))
    later = _draft(me, saved=LATER, record="r1")
    drafts.save(later)
    drafts.save(_draft(me, "d2"))
    drafts = desk.reopen().drafts
    assert drafts.get("d1", me) == later
    assert [one.id for one in drafts.list(me)] == ["d1", "d2"]
    assert drafts.count() == 2
    drafts.delete("d1")
    drafts.delete("d1")
    with pytest.raises(Refused, match="draft-missing"):
        drafts.get("d1", me)


def test_a_draft_is_its_authors_alone(desk: Desk) -> None:
    key = PrivateKey.generate("nistp256")
    other = add(desk, new_account(key, "Lee Ortega", Role.STAFF), key).id
    drafts, me = desk.store.drafts, desk.account.id
    drafts.save(_draft(me))
    assert drafts.list(other) == ()
    with pytest.raises(Refused, match="draft-missing"):
        drafts.get("d1", other)
    with pytest.raises(Refused, match="draft-missing"):
        drafts.save(_draft(other, saved=LATER))
    assert drafts.get("d1", me) == _draft(me)
    assert drafts.count() == 1

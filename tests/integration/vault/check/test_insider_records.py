"""What somebody with the data key and tools of their own changes in records is found, and by its code."""

import json
from collections.abc import Callable

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto import digests
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.records.revision import ActKind
from clerkapp.vault.api import rebuild
from tests.fakes.insider import Insider

FIRST, SECOND, STRUCK, MAIL, LAST = (f"LARK-2026-W1-{running:04}" for running in (1, 2, 3, 6, 102))
_OF = "(SELECT identity FROM revision WHERE number = ?)"


def take_out(one: Insider, number: str) -> None:
    """A whole record, with everything in the tables that names it; the lists are made anew."""
    one.run(f"DELETE FROM field WHERE arrival IN (SELECT arrival FROM revision WHERE identity IN {_OF})", number)  # fmt: skip
    for table, column in (("bundle_act", "act"), ("bundle_revision", "identity")):
        if table == "bundle_act":
            names = f"(SELECT digest FROM act WHERE revision IN {_OF})"
        else:
            names = _OF
        if one.value(f"SELECT count(*) FROM {table} WHERE {column} IN {names}", number):
            one.run(f"DELETE FROM {table} WHERE {column} IN {names}", number)
    one.run(f"DELETE FROM act WHERE revision IN {_OF}", number)
    if one.value(f"SELECT count(*) FROM revision_parent WHERE identity IN {_OF}", number):
        one.run(f"DELETE FROM revision_parent WHERE identity IN {_OF}", number)
    one.run("DELETE FROM revision WHERE number = ?", number)
    rebuild(one.vault())
    gone = ("recorded", "amended", "struck", "signed", "printed")
    one.journal(
        lambda entries: [
            entry
            for entry in entries
            if not (entry.event in gone and entry.params.get("number") == number)
        ]
    )


def close_up(one: Insider) -> None:
    """Arrivals, numbers of acts: no gap is left."""
    for table, column in (("revision", "arrival"), ("act", "n")):
        rows = [n for (n,) in one.rows(f"SELECT {column} FROM {table} ORDER BY {column}")]
        for right, n in enumerate(rows, start=1):
            if right != n:
                one.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", right, n)
                if table == "revision":
                    one.run("UPDATE field SET arrival = ? WHERE arrival = ?", right, n)
    rebuild(one.vault())


def newest_record(one: Insider) -> None:
    take_out(one, LAST)
    close_up(one)


def middle_record(one: Insider) -> None:
    """Its number is said to have been passed over."""
    take_out(one, MAIL)
    close_up(one)
    one.run(
        "INSERT INTO number_skip VALUES ('LARK', 2026, 'W1', 6, 6, '2026-11-03T08:00:00-06:00')"
    )


def middle_record_with_an_entry(one: Insider) -> None:
    middle_record(one)
    at = one.value("SELECT at FROM number_skip WHERE first = 6")
    one.add("restored", None, at, year=2026, first=6, last=6)


def turned_parent(one: Insider) -> None:
    """The correction becomes the parent of what it corrected: lists show the first again."""
    first, second = (
        identity
        for (identity,) in one.rows(
            "SELECT identity FROM revision WHERE number = ? ORDER BY rev", SECOND
        )
    )
    one.run(
        "UPDATE revision_parent SET identity = ?, parent = ? WHERE identity = ?",
        first,
        second,
        second,
    )
    rebuild(one.vault())


def no_parent(one: Insider) -> None:
    one.run(f"DELETE FROM revision_parent WHERE identity IN {_OF}", SECOND)


def further_parent(one: Insider) -> None:
    one.run(
        "INSERT INTO revision_parent SELECT a.identity, b.identity FROM revision a, revision b"
        " WHERE a.number = ? AND a.rev = 2 AND b.number = ?",
        SECOND,
        MAIL,
    )


def fields_taken_out(one: Insider) -> None:
    one.run("DELETE FROM field WHERE arrival = 1 AND code IN ('seen', 'serial')")
    rebuild(one.vault())


def field_emptied(one: Insider) -> None:
    one.run("UPDATE field SET salt = NULL, value = NULL WHERE arrival = 1 AND code = 'seen'")
    rebuild(one.vault())


def field_erased(one: Insider) -> None:
    """With the row that lets the program's own trigger allow it."""
    one.run(
        "INSERT INTO erasure SELECT identity, 'seen', recorded, 'court order' FROM revision"
        " WHERE arrival = 1"
    )
    field_emptied(one)


def field_put_in(one: Insider) -> None:
    one.run("INSERT INTO field VALUES (1, 'note', ?, '\"nothing to see\"')", digests.new_salt())


def attachment_taken_out(one: Insider) -> None:
    """The first file of the first record, with its entry, and numbers closed up."""
    sha256 = one.value("SELECT sha256 FROM attachment WHERE n = 1")
    one.run("DELETE FROM attachment_chunk WHERE attachment = 1")
    one.run("DELETE FROM attachment WHERE n = 1")
    for n in (2, 3):
        one.run("UPDATE attachment SET n = ? WHERE n = ?", n - 1, n)
        one.run("UPDATE attachment_chunk SET attachment = ? WHERE attachment = ?", n - 1, n)
    one.without("attachment_added", sha256=sha256)


def unnamed_attachment_taken_out(one: Insider) -> None:
    one.run("DELETE FROM attachment_chunk WHERE attachment = 3")
    one.run("DELETE FROM attachment WHERE n = 3")


def column(name: str, value: object, number: str = SECOND) -> Callable[[Insider], None]:
    def change(one: Insider) -> None:
        one.run(f"UPDATE revision SET {name} = ? WHERE number = ? AND rev = 1", value, number)
        if name not in ("record", "number", "rev"):
            rebuild(one.vault())

    return change


def backdated(one: Insider) -> None:
    """Everywhere that a time stands but in what was signed."""
    at = "2026-11-01T07:40:00-06:00"
    identity = one.value("SELECT identity FROM revision WHERE number = ?", MAIL)
    one.run("UPDATE revision SET recorded = ? WHERE number = ?", at, MAIL)
    rebuild(one.vault())
    one.journal(
        lambda entries: [
            type(entry)(at, entry.account, entry.event, entry.params)
            if entry.params.get("revision") == identity
            else entry
            for entry in entries
        ]
    )


def own_revision(one: Insider, *, journaled: bool, canonical: bool = True, rev: int = 2) -> None:
    """A correction in the name of somebody whose key the insider put in its place."""
    key = PrivateKey.generate("nistp256")
    arrival, header, identity = one.rows(
        "SELECT arrival, header, identity FROM revision WHERE number = ?", MAIL
    )[0]
    value = json.loads(header)
    author, at = value["author"], value["recorded"]
    one.run("UPDATE signer SET key = ? WHERE account = ?", key.public.to_line(), author)
    value |= {"rev": rev, "parents": [identity]}
    fields = one.rows("SELECT code, salt, value FROM field WHERE arrival = ?", arrival)
    salt = digests.new_salt()
    text = '"Nothing happened."' if canonical else '"Nothing\\u0020happened."'
    fields.append(("reason", salt, text))
    value["digests"]["reason"] = sha256_hex(b'["%b","reason",%b]' % (salt.encode(), text.encode()))
    signed = jcs.encode(value)
    new = sha256_hex(signed)
    last = one.value("SELECT max(arrival) FROM revision") + 1
    one.run(
        "INSERT INTO revision SELECT ?, ?, record, number, kind, ?, op, recorded, author, ?"
        " FROM revision WHERE arrival = ?",
        last, new, rev, signed, arrival,
    )  # fmt: skip
    one.run("INSERT INTO revision_parent VALUES (?, ?)", new, identity)
    for code, mine, shown in fields:
        one.run("INSERT INTO field VALUES (?, ?, ?, ?)", last, code, mine, shown)
    act = sign_act(key, act=ActKind.AUTHOR, revision=new, account=author, capacity=None, at=at)
    one.run(
        "INSERT INTO act (digest, act, revision, account, at, statement, sshsig)"
        " VALUES (?, 'author', ?, ?, ?, ?, ?)",
        sha256_hex(act.statement), new, author, at, act.statement, act.sshsig,
    )  # fmt: skip
    rebuild(one.vault())
    if journaled:
        one.add("amended", author, at, number=MAIL, rev=rev, revision=new)


def _without_review(one: Insider) -> None:
    one.run("DELETE FROM act WHERE act = 'review'")
    one.without("signed", act="review")


CHANGES: dict[str, tuple[Callable[[Insider], None], str]] = {
    "newest record": (newest_record, "bundle-content-differs"),
    "newest record, journal": (newest_record, "journal-head-differs"),
    "middle record": (middle_record, "numbers-skip-unexplained"),
    "middle record, entry": (middle_record_with_an_entry, "journal-head-differs"),
    "middle record, bundle": (middle_record_with_an_entry, "bundle-content-differs"),
    "turned parent": (turned_parent, "revision-parents-differ"),
    "no parent": (no_parent, "revision-parents-differ"),
    "further parent": (further_parent, "revision-parents-differ"),
    "fields taken out": (fields_taken_out, "field-missing"),
    "field emptied": (field_emptied, "field-missing"),
    "field erased": (field_erased, "erasure-unexplained"),
    "attachment": (attachment_taken_out, "attachment-not-kept"),
    "attachment, bundle": (attachment_taken_out, "bundle-content-differs"),
    "author": (column("author", "somebody"), "revision-columns-differ"),
    "time": (column("recorded", "2026-11-01T07:40:00-06:00"), "revision-columns-differ"),
    "time everywhere": (backdated, "revision-columns-differ"),
    "key and revision": (lambda one: own_revision(one, journaled=True), "account-differs"),
    "earlier acts": (lambda one: own_revision(one, journaled=True), "act-differs"),
    "kind column": (column("kind", "procedure"), "revision-columns-differ"),
    "op column": (column("op", "strike"), "revision-columns-differ"),
    "number column": (column("number", "LARK-2026-W1-0009"), "revision-columns-differ"),
    "record column": (column("record", "0" * 36), "revision-columns-differ"),
    "rev column": (column("rev", 7), "revision-columns-differ"),
    "field put in": (field_put_in, "field-undigested"),
    "field moved to another code": (
        lambda one: one.run("UPDATE field SET code = 'seen2' WHERE arrival = 1 AND code = 'seen'"),
        "field-missing",
    ),
    "value in another spelling": (
        lambda one: own_revision(one, journaled=True, canonical=False),
        "field-differs",
    ),
    "revision without an entry": (
        lambda one: own_revision(one, journaled=False),
        "revision-unjournaled",
    ),
    "rev that skips one": (
        lambda one: own_revision(one, journaled=True, rev=3),
        "revision-parents-differ",
    ),
    "half an erased field": (
        lambda one: one.run("UPDATE field SET salt = NULL WHERE arrival = 1 AND code = 'seen'"),
        "field-differs",
    ),
    "erasure of a field that is there": (
        lambda one: one.run(
            "INSERT INTO erasure SELECT identity, 'seen', recorded, 'x' FROM revision LIMIT 1"
        ),
        "erasure-unexplained",
    ),
    "file nobody names": (unnamed_attachment_taken_out, "journal-entry-unfounded"),
    "file without an entry": (
        lambda one: one.without("attachment_added"),
        "attachment-unjournaled",
    ),
    "size of a file": (
        lambda one: one.run("UPDATE attachment SET size = size - 1 WHERE n = 2"),
        "attachment-damaged",
    ),
    "further chunk": (
        lambda one: one.run(
            "INSERT INTO attachment_chunk (attachment, place, data) VALUES (2, 1, x'00')"
        ),
        "attachment-damaged",
    ),
    "day of a file": (
        lambda one: one.run("UPDATE attachment SET added = '2026-01-01T00:00:00Z'"),
        "attachment-unjournaled",
    ),
    "an act first of all": (
        lambda one: one.run("UPDATE act SET n = 0 WHERE n = 5"),
        "acts-missing",
    ),
    "skip without an entry": (lambda one: one.without("restored"), "numbers-skip-unexplained"),
    "skip made longer": (
        lambda one: one.run("UPDATE number_skip SET last = last + 100"),
        "numbers-skip-unexplained",
    ),
    "skip of another station": (
        lambda one: one.run("UPDATE number_skip SET station = 'W2'"),
        "numbers-skip-unexplained",
    ),
    "review taken out": (
        lambda one: one.run("DELETE FROM act WHERE act = 'review'"),
        "journal-entry-unfounded",
    ),
    "review and its entry taken out": (
        _without_review,
        "acts-missing",
    ),
    "review without an entry": (
        lambda one: one.without("signed", act="review"),
        "act-unjournaled",
    ),
    "capacity": (
        lambda one: one.run("UPDATE act SET capacity = 'Third party' WHERE act = 'two-person'"),
        "act-differs",
    ),
    "author's act taken out": (
        lambda one: one.run(f"DELETE FROM act WHERE revision IN {_OF}", MAIL),
        "author-act-missing",
    ),
    "act of another revision": (
        lambda one: one.run(
            "UPDATE act SET revision = (SELECT identity FROM revision WHERE arrival = 5) WHERE n = 1"
        ),
        "act-differs",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found(insider: Insider, look: Callable[..., CheckReport], name: str) -> None:
    change, code = CHANGES[name]
    change(insider)
    assert code in {problem.code for problem in look().problems}

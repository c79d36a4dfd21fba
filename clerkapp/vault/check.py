"""The self-check: is everything that was recorded still there, whole and in order?

Reads the whole vault and changes nothing. Every finding is a code with parameters.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from clerkapp.codec import sshkey
from clerkapp.crypto.acts import verify_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.identity import field_digest, revision_identity
from clerkapp.domain import search_text
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault import engine, journal_heads, projection
from clerkapp.vault.connection import Connection
from clerkapp.vault.opened import Vault
from clerkapp.vault.recorded import triggers
from clerkapp.vault.revisions import act_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`counts`: how much was looked at, by name. Sound when there are no problems."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


Progress = Callable[[str], None]


def check(vault: Vault, progress: Progress = lambda _: None) -> CheckReport:
    """Look at everything. `progress` is told the name of each part before it begins."""
    counts: dict[str, int] = {}
    problems: list[Problem] = []
    parts: tuple[tuple[str, Callable[[Vault, dict[str, int]], Iterator[Problem]]], ...] = (
        ("database", _database),
        ("journal", _journal),
        ("proofs", _proofs),
        ("revisions", _revisions),
        ("acts", _acts),
        ("numbers", _numbers),
        ("attachments", _attachments),
        ("lists", _lists),
    )
    for name, part in parts:
        progress(name)
        try:
            problems += part(vault, counts)
        except EnvironmentFailure as failure:
            problems.append(Problem(failure.code, dict(failure.params)))
    return CheckReport(tuple(problems), counts)


def rebuild(vault: Vault) -> None:
    """Make the lists anew from the recorded tables, when `check` found "lists-differ"."""
    projection.rebuild(vault.connection)


def _database(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    connection = vault.connection
    # The check of the pages reads the file, and so must find in it what the write-ahead log holds.
    connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    damaged = connection.rows("PRAGMA cipher_integrity_check")
    if damaged:
        yield Problem("pages-damaged", {"count": len(damaged)})
    if connection.rows("PRAGMA integrity_check(20)") != [("ok",)]:
        yield Problem("database-inconsistent", {})
    if connection.rows("PRAGMA foreign_key_check"):
        yield Problem("database-inconsistent", {})
    found = {trigger.name for trigger in engine.reader(connection.raw).triggers}
    for name in sorted(triggers().keys() ^ found):
        yield Problem("trigger-differs", {"name": name})
    counts["pages"] = int(connection.value("PRAGMA page_count"))


def _journal(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    counts["journal"] = vault.journal.verify()
    yield from ()


def _proofs(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    counts["heads"] = sum(1 for _ in vault.heads.all())
    for code, params in chain(journal_heads.heads(vault), journal_heads.station_keys(vault)):
        yield Problem(code, params)


def _revisions(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    counts["revisions"] = 0
    authored = "SELECT 1 FROM act WHERE revision = ? AND account = ? AND act = 'author'"
    for revision in vault.revisions.all():
        header = revision.header
        counts["revisions"] += 1
        where = {"number": header.number, "rev": header.rev}
        if revision_identity(header) != revision.identity:
            yield Problem("revision-identity-differs", where)
        for code, salted in revision.fields.items():
            if header.digests.get(code) != field_digest(salted.salt, code, salted.value):
                yield Problem("field-differs", {**where, "field": code})
        if vault.connection.row(authored, (revision.identity, header.author)) is None:
            yield Problem("author-act-missing", where)
    arrivals = vault.connection.value("SELECT count(*) FROM revision")
    if arrivals != vault.revisions.count():
        yield Problem("revisions-missing", {"count": vault.revisions.count() - arrivals})


def _acts(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    keys = {one.account: sshkey.from_line(one.key) for one in vault.signers.list()}
    counts["acts"] = 0
    for digest, *row in vault.connection.scan(
        "SELECT digest, act, revision, account, capacity, at, statement, sshsig FROM act ORDER BY n"
    ):
        counts["acts"] += 1
        try:
            act = act_of(tuple(row))
            verify_act(act, keys[act.account])
            right = sha256_hex(act.statement) == digest
        except (ValueError, KeyError):
            right = False
        if not right:
            yield Problem("act-differs", {"revision": row[1]})


def _numbers(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    """Every running number of this station from 1 on was given or is explained."""
    connection, info = vault.connection, vault.info
    counts["numbers"] = 0
    given = connection.scan(
        "SELECT year, running FROM record WHERE authority = ? AND station = ?"
        " ORDER BY year, running",
        (info.authority, info.station),
    )
    skips = connection.rows(
        "SELECT year, first, last FROM number_skip WHERE authority = ? AND station = ?",
        (info.authority, info.station),
    )
    expected: dict[int, int] = {}
    for year, running in given:
        counts["numbers"] += 1
        wanted = _after_skips(skips, year, expected.get(year, 1))
        if running > wanted:
            yield Problem("numbers-missing", {"year": year, "first": wanted, "last": running - 1})
        expected[year] = running + 1


def _after_skips(skips: list[tuple[Any, ...]], year: int, running: int) -> int:
    for skipped_year, first, last in sorted(skips):
        if skipped_year == year and first <= running <= last:
            running = last + 1
    return running


def _attachments(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    counts["attachments"] = 0
    for stored in vault.attachments.all():
        counts["attachments"] += 1
        try:
            for _ in vault.attachments.chunks(stored.sha256):
                pass
        except (EnvironmentFailure, Refused):
            yield Problem("attachment-damaged", {"sha256": stored.sha256})


def _lists(vault: Vault, counts: dict[str, int]) -> Iterator[Problem]:
    connection = vault.connection
    counts["records"] = 0
    text = f"SELECT {', '.join(search_text.COLUMNS)} FROM record_text WHERE rowid = ?"
    compared = "SELECT kind, value FROM record_indicator WHERE n = ? ORDER BY kind, value"
    differing = indicators = 0
    for record in projection.records_in_order(connection):
        counts["records"] += 1
        shown = connection.row("SELECT * FROM record WHERE id = ?", (record,))
        if shown is None:
            differing += 1
            continue
        right = projection.project(connection, record, shown[0])
        same = (
            shown == right.row
            and connection.row(text, (shown[0],)) == right.text
            and tuple(connection.rows(compared, (shown[0],))) == right.indicators
        )
        indicators += len(right.indicators)
        differing += 0 if same else 1
    for table in ("record", "record_text"):
        differing += abs(_size(connection, table) - counts["records"])
    differing += abs(_size(connection, "record_indicator") - indicators)
    kept: dict[str, int] = dict(connection.rows("SELECT name, n FROM record_counter WHERE n <> 0"))
    if differing or kept != projection.recount(connection):
        yield Problem("lists-differ", {"count": differing})


def _size(connection: Connection, table: str) -> int:
    return int(connection.value(f"SELECT count(*) FROM {table}"))

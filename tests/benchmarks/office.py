"""A vault as it looks after years of use: real revisions, salted, digested and signed by their author.

Each one is checked and journaled as a single entry is; only the storing is one transaction. The words
are drawn from a fixed sequence, so every run is the same.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clerkapp.crypto.kdf import KdfParameters
from clerkapp.crypto.revisions import make
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Act, Revision, Value
from clerkapp.store.journal import Params
from clerkapp.vault.api import Unlocked, create, unlock

PASSPHRASE = "five quiet words on paper"
NAME = "Dana Whitfield"
QUICK = KdfParameters(passes=1, lanes=1, memory_kib=8 * 1024)
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)

_THINGS = [
    "scanner",
    "printer",
    "tabulator",
    "poll-book",
    "tablet",
    "seal",
    "envelope",
    "ballot-box",
    "screen",
    "battery",
]
_EVENTS = [
    "jammed",
    "restarted",
    "froze",
    "stopped",
    "was-opened",
    "did-not-match",
    "arrived-late",
    "went-dark",
]
_PLACES = [f"{name} {kind}" for name in ("Oak", "Mill Road", "Cedar", "Station", "Harbor", "Elm")
           for kind in ("Hall", "School", "Library", "Annex", "Church")]  # fmt: skip
_WORDS = [
    first + second
    for first in [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "je",
        "ki",
        "lo",
        "mu",
        "na",
        "pe",
        "ri",
        "so",
        "tu",
        "va",
        "we",
        "xi",
        "yo",
        "zu",
    ]
    for second in [
        "bel",
        "cal",
        "dor",
        "fen",
        "gim",
        "hul",
        "jor",
        "kal",
        "lam",
        "min",
        "nor",
        "pol",
        "quin",
        "ros",
        "sat",
        "tem",
    ]
]


def make_vault(folder: Path, records: int) -> Unlocked:
    """A vault with so many records, unlocked."""
    new = NewVault("LARK", "Larkspur County", "W1", NAME, "clerk", PASSPHRASE)
    create(folder, new, at="2026-01-02T08:00:00+00:00", parameters=QUICK)
    unlocked = unlock(folder, NAME, PASSPHRASE)
    with unlocked.vault.transaction():
        for revision, act in revisions(unlocked, records):
            header = revision.header
            said: Params = {"number": header.number, "rev": 1, "revision": revision.identity}
            unlocked.vault.revisions.append(revision, act)
            unlocked.vault.journal.append(Event.RECORDED, header.recorded, header.author, said)
    return unlocked


def revisions(unlocked: Unlocked, records: int) -> Iterator[tuple[Revision, Act]]:
    """First revisions, a minute and a half apart."""
    chance = random.Random(20261103)
    for n in range(1, records + 1):
        at = (START + timedelta(seconds=90 * n)).isoformat()
        number = RecordNumber("LARK", 2026, "W1", n)
        yield signed(unlocked, str(number), at, _values(chance, at), chance)


def _values(chance: random.Random, at: str) -> dict[str, Value]:
    thing, event = chance.choice(_THINGS), chance.choice(_EVENTS)
    place = chance.choice(_PLACES)
    return {
        "one_line": f"{thing} {event} at {place}".replace("-", " "),
        "status": chance.choice(["recorded", "recorded", "working", "resolved"]),
        "severity": chance.choice(["not_rated", "low", "low", "moderate", "high"]),
        "place": place,
        "election": "ZZ-2026-11-03",
        "occurred": {"at": at, "precision": "about"},
        "noticed_by": {"role": "election_judge", "name": None, "contact": None},
        "danger": "no",
        "seen": " ".join(chance.choice(_WORDS) for _ in range(40)),
    }


def signed(
    unlocked: Unlocked, number: str, at: str, values: dict[str, Value], chance: random.Random
) -> tuple[Revision, Act]:
    """A first revision and its author's act."""
    return make(
        values,
        record=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        number=number,
        kind=chance.choice(["message", "equipment", "procedure"]),
        at=at,
        author=unlocked.account.id,
        key=unlocked.signing,
    )

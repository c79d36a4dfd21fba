"""A vault filled with the fictional stories, for a look, for screenshots and for benchmarks.

Everything goes through the ordinary use cases, by five people with roles of their own. A clock of
its own tells when each story happened; it never passes the computer's clock.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from clerkapp.demo.samples import STORIES
from clerkapp.demo.samples.bulk import bulk_record
from clerkapp.demo.samples.lists import LISTS
from clerkapp.demo.samples.story import Amendment, Story
from clerkapp.domain.errors import Refused
from clerkapp.domain.office import NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.time.times import format_instant, parse_instant
from clerkapp.services.office_lists import carrying
from clerkapp.services.ports import Clock, Ports
from clerkapp.services.reception import require_outside
from clerkapp.services.records import attaching, drafting, recording, signing
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import accounts, opening, passphrases, recovery

FIRST_PERSON = "Dana Whitfield"
PASSPHRASE = "heron willow canvas lantern"
_FIRST = "granite thimble orchard comet"
_PEOPLE: tuple[tuple[str, tuple[Role, ...], str], ...] = (
    ("Rae Larsen", (Role.STAFF,), "deputy"),
    ("Ivo Marsh", (Role.RECORDER,), "supervisory_judge"),
    ("Noor Abadi", (Role.RECORDER,), "election_judge"),
    ("Wren Castellan", (Role.REVIEWER,), "permanent_staff"),
)
_DEPUTY = "Rae Larsen"
_PLACES_OF_A_RECORDER = ("Oak Hall", "Mill Road School", "Cedar Street Hall")
_FILLED_FROM = "2026-11-12T08:00:00-06:00"
_MADE = "2026-06-01T09:00:00-05:00"
_TOLD = "2026-11-12T08:00:00-06:00"
"""When the stories are over."""
_BATCH = 1000
OnRecord = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the vault lies, and who opens it with which file."""

    vault: Path
    user: str
    passphrase_file: Path
    records: int


class _StoryClock:
    """Shows the time of the story that is being told, never later than the computer's clock."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._at = parse_instant(_MADE)

    def tell(self, at: str) -> None:
        """Set the time, RFC 3339."""
        self._at = parse_instant(at)

    def judging(self, session: Session) -> Session:
        """The session, told that the clock stands back while the days of the stories are still to come
        on this computer: their times are recorded all the same."""
        if self._real.now() >= parse_instant(_TOLD):
            return session
        return replace(session, notices=(*session.notices, Notice("clock-back", {"at": _TOLD})))

    def now(self) -> datetime:
        """The story's time."""
        return min(self._at, self._real.now())

    def monotonic(self) -> float:
        """As the computer's."""
        return self._real.monotonic()

    def elapsed(self) -> float:
        """As the computer's."""
        return self._real.elapsed()

    def computer_zone(self) -> str | None:
        """As the computer's."""
        return self._real.computer_zone()


def make(
    folder: Path, ports: Ports, *, records: int = 0, progress: OnRecord = lambda _done, _of: None
) -> Demonstration:
    """Fill `folder` with a vault `Larkspur.vault` and the file `passphrase.txt`.

    `records`: how many records the vault holds in the end, at least the twelve stories. Raises
    Refused("demo-exists") when the vault is there already, Refused("place-inside-vault"). When it is stopped, no vault is left.
    """
    vault, passphrase_file = folder / "Larkspur.vault", folder / "passphrase.txt"
    if ports.drive.exists(vault) or ports.drive.exists(passphrase_file):
        raise Refused("demo-exists")
    require_outside(folder)
    ports.drive.make_folder(folder)
    try:
        _tell(vault, ports, records, progress)
        ports.drive.write_new(passphrase_file, [f"{PASSPHRASE}\n".encode()], private=True)
    except BaseException:
        shutil.rmtree(vault, ignore_errors=True)
        raise
    return Demonstration(vault, FIRST_PERSON, passphrase_file, max(records, len(STORIES)))


def _tell(vault: Path, ports: Ports, records: int, progress: OnRecord) -> None:
    clock = _StoryClock(ports.clock)
    told = Ports(clock, ports.drive, ports.machine, ports.profile)
    created = opening.create(
        vault,
        NewVault(
            "LARK",
            "Larkspur County",
            "W1",
            FIRST_PERSON,
            "election_authority",
            PASSPHRASE,
            zone="America/Chicago",
        ),
        told,
    )
    people = _people(vault, told)
    with _opened(vault, FIRST_PERSON, told) as opened:
        session = clock.judging(opened)
        theirs = {one.account.name: _as(session, one) for one in people}
        theirs[FIRST_PERSON] = session
        recovery.confirm(session, created.recovery_key)
        for code, text in LISTS.items():
            carrying.import_csv(session, code, text.encode())
        for at, happen in sorted(
            _happenings(theirs), key=lambda happening: parse_instant(happening[0])
        ):
            clock.tell(at)
            happen()
        _leave_a_draft(theirs[_DEPUTY])
        _fill(theirs[_DEPUTY], clock, records - len(STORIES), progress)


@contextmanager
def _opened(vault: Path, name: str, ports: Ports) -> Iterator[Session]:
    session = opening.unlock(vault, name, PASSPHRASE, ports)
    try:
        yield session
    finally:
        opening.lock(session)


def _as(session: Session, person: Session) -> Session:
    """The open vault in the hands of a person who was signed in before."""
    return replace(session, account=person.account, signing=person.signing)


def _people(vault: Path, ports: Ports) -> list[Session]:
    """Add the others, and let each take the account over; their sessions, whose vault is locked again."""
    with _opened(vault, FIRST_PERSON, ports) as session:
        for name, roles, function in _PEOPLE:
            accounts.add(
                session,
                name=name,
                roles=roles,
                passphrase=_FIRST,
                function=function,
                sites=_PLACES_OF_A_RECORDER if roles == (Role.RECORDER,) else (),
            )
    people = []
    for name, _, _ in _PEOPLE:
        session = passphrases.choose(vault, name, _FIRST, PASSPHRASE, ports)
        people.append(session)
        opening.lock(session)
    return people


def _happenings(people: Mapping[str, Session]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that happens in the stories, each with its time."""
    for story in STORIES:
        told = _Told(story, people)
        yield story.recorded, told.record
        for amendment in story.amendments:
            yield amendment.at, partial(told.amend, amendment)
        last = max(
            [story.recorded, *(following.at for following in story.amendments)], key=parse_instant
        )
        for minutes, (name, capacity) in enumerate(story.two_people, start=5):
            yield _later(last, minutes), partial(told.sign, name, ActKind.TWO_PERSON, capacity)
        moved = story.moved or _later(last, 60)
        if story.status == "reviewed":
            yield moved, partial(told.move, "resolved")
            yield _later(moved, 45), partial(told.sign, story.reviewer, ActKind.REVIEW, None)
        elif story.status == "error":
            yield moved, told.strike
        elif story.status != "recorded":
            yield moved, partial(told.move, story.status)
        if story.authority:  # before the review, which waits for it
            yield _later(moved, 40), partial(told.sign, FIRST_PERSON, ActKind.AUTHORITY, None)


class _Told:
    """One story as it goes through the use cases."""

    def __init__(self, story: Story, people: Mapping[str, Session]) -> None:
        self._story = story
        self._people = people
        self._number = ""

    def record(self) -> None:
        session = self._people[self._story.by]
        files = [
            attaching.attach_bytes(session, file.name, file.data, file.what)
            for file in self._story.files
        ]
        self._number = recording.record(
            session, self._story.kind, self._story.values, attachments=files
        ).number

    def amend(self, amendment: Amendment) -> None:
        session = self._people[amendment.by]
        recording.amend(session, self._number, amendment.changes, amendment.reason)

    def move(self, status: str) -> None:
        recording.set_status(self._people[_DEPUTY], self._number, status)

    def strike(self) -> None:
        recording.strike(self._people[self._story.by], self._number, self._story.struck)

    def sign(self, name: str, act: ActKind, capacity: str | None) -> None:
        signing.sign(self._people[name], self._number, act, capacity)


def _leave_a_draft(session: Session) -> None:
    drafting.save(
        session,
        "equipment",
        {
            "values": {
                "one_line": "Ballot box lid at the county fair hall does not close.",
                "place": "Fair hall",
                "danger": "no",
            }
        },
    )


def _fill(session: Session, clock: "_StoryClock", count: int, progress: OnRecord) -> None:
    """Bulk records, a few of which are recorded in the same minute, in large transactions."""
    for start in range(0, count, _BATCH):
        with session.transaction():
            for n in range(start, min(start + _BATCH, count)):
                clock.tell(_later(_FILLED_FROM, n // 4))
                kind, values = bulk_record(n)
                recording.record(session, kind, values)
        progress(min(start + _BATCH, count), count)


def _later(instant: str, minutes: int) -> str:
    return format_instant(parse_instant(instant) + timedelta(minutes=minutes))

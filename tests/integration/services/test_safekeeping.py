"""Backups, restoring, passphrases and keys."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from clerkapp.cli import main
from clerkapp.cli.answer import Exit
from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.services.records import reading, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.backups import backup as backups
from clerkapp.vault.check.whole import SHOWN_OF_EACH
from tests.fakes.office import AUDITOR, JAM, RECORDER, REVIEWER, STAFF, Office
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK, tamper

FIRST = "LARK-2026-W1-0001"
NEW = "seven other quiet words"


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _use(office: Office) -> None:
    """Somebody unlocks, records something and locks."""
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    assert opening.lock(session) == ()


def test_a_check_of_a_sound_vault_finds_nothing(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    report = safekeeping.check(session)
    assert (report.sound, report.counts["records"]) == (True, 1)
    assert session.vault.journal.entries()[-1].event is Event.CHECKED


def test_a_backup_comes_back_with_everything(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "one.clerkbackup"
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    made = safekeeping.backup(session, file)
    assert _refused(lambda: safekeeping.backup(session, file)).code == "backup-exists"
    opening.lock(session)
    office.folder = tmp_path / "Restored.vault"
    restored = safekeeping.restore(file, office.folder, office.ports)
    session = office.unlock()
    shown = reading.show(session, FIRST)
    events = [entry.event for entry in session.vault.journal.entries()]
    sound = safekeeping.check(session).sound
    opening.lock(session)
    assert (restored.vault_id, made.size) == (office.created.vault_id, file.stat().st_size)
    assert (shown.values["place"], sound) == ("Oak Hall", True)
    assert events.count(Event.RESTORED) == 1


def test_the_skipped_numbers_are_explained_to_the_check(office: Office, tmp_path: Path) -> None:
    _use(office)
    session = office.unlock()
    safekeeping.backup(session, tmp_path / "one.clerkbackup")
    opening.lock(session)
    office.folder = tmp_path / "Restored.vault"
    safekeeping.restore(tmp_path / "one.clerkbackup", office.folder, office.ports)
    session = office.unlock()
    recorded = recording.record(session, "equipment", JAM)
    sound = safekeeping.check(session).sound
    opening.lock(session)
    assert (recorded.number, sound) == ("LARK-2026-W1-0101", True)


def test_a_vault_is_made_only_where_there_is_a_place_for_it(
    office: Office, session: Session, tmp_path: Path
) -> None:
    file, stick = tmp_path / "b.clerkbackup", tmp_path / "media" / "stick that is not in"
    safekeeping.backup(session, file)
    new = NewVault("LARK", "Larkspur", "W2", NAME, "election_authority", PASSPHRASE)
    for make in (
        lambda: safekeeping.restore(file, stick / "Larkspur.vault", office.ports),
        lambda: opening.create(stick / "Larkspur.vault", new, office.ports, QUICK),
    ):
        with pytest.raises(EnvironmentFailure, match="drive-gone"):
            make()
    assert not stick.parent.exists()


def test_restoring_never_replaces_a_vault(office: Office, tmp_path: Path) -> None:
    session = office.unlock()
    safekeeping.backup(session, tmp_path / "one.clerkbackup")
    opening.lock(session)
    refused = _refused(
        lambda: safekeeping.restore(tmp_path / "one.clerkbackup", office.folder, office.ports)
    )
    assert refused.code == "vault-exists"
    office.drive.network = True
    refused = _refused(
        lambda: safekeeping.restore(tmp_path / "one.clerkbackup", tmp_path / "new", office.ports)
    )
    assert refused.code == "vault-network"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(office: Office, tmp_path: Path) -> Path:
    """The place for daily backups, set by the administrator."""
    place = tmp_path / "backups"
    session = office.unlock()
    safekeeping.set_backup_folder(session, place)
    opening.lock(session)
    return place


def test_the_days_backup_is_the_state_after_the_days_last_lock(
    office: Office, place: Path, tmp_path: Path
) -> None:
    _use(office)
    office.clock.pass_time(3600)
    _use(office)
    name = "LARK-W1-2026-11-03.clerkbackup"
    assert _names(place) == [name]
    office.folder = tmp_path / "Restored.vault"
    safekeeping.restore(place / name, office.folder, office.ports)
    session = office.unlock()
    records = reading.totals(session)["records"]
    opening.lock(session)
    assert records == 2


def test_looking_only_makes_no_new_backup(office: Office, place: Path) -> None:
    _use(office)
    (file,) = place.iterdir()
    before = file.stat().st_mtime_ns
    session = office.unlock()
    opening.lock(session)
    assert file.stat().st_mtime_ns == before


def test_seven_daily_backups_are_kept_and_other_files_left_alone(
    office: Office, place: Path
) -> None:
    (place / "LARK-W1-notes.clerkbackup").write_text("mine")
    (place / "BLUE-W1-2020-01-01.clerkbackup").write_text("another office's")
    for _ in range(9):
        _use(office)
        office.clock.pass_time(24 * 3600)
    daily = [name for name in _names(place) if name.startswith("LARK-W1-2026")]
    assert daily == [f"LARK-W1-2026-11-{day:02d}.clerkbackup" for day in range(5, 12)]
    assert len(_names(place)) == 9


def test_what_a_killed_daily_backup_left_goes_with_the_next_one(
    office: Office, place: Path
) -> None:
    mine = f".backup-{office.created.vault_id}-"
    left = (f"{mine}0123456789abcdef.tmp", f"{mine}0123456789abcde0.tmp")
    others = (f"{mine}notes", f".backup-{'0' * 32}-0123456789abcdef.tmp")
    for name in (*left, *others):
        (place / name).write_text("half")
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    assert set(_names(place)) == {"LARK-W1-2026-11-03.clerkbackup", *others}


def test_a_backup_that_fails_is_told_and_keeps_nobody_from_locking(
    office: Office, place: Path
) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    office.drive.is_in = False
    notices = opening.lock(session)
    office.drive.put_back()
    session = office.unlock()
    last = safekeeping.last_backup(session)
    events = [entry.event for entry in session.vault.journal.entries()]
    session.vault.close()
    assert [notice.code for notice in notices] == ["backup-failed"]
    assert last is not None
    assert (last.code, last.path) == ("drive-gone", str(place / "LARK-W1-2026-11-03.clerkbackup"))
    assert Event.BACKUP_FAILED in events
    assert _names(place) == ["LARK-W1-2026-11-03.clerkbackup"]


def test_trouble_at_the_backups_place_is_not_told_of_the_vaults_drive(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentFailure, match="drive-gone") as caught:
        safekeeping.backup(session, tmp_path / "gone" / "one.clerkbackup")
    assert caught.value.params["folder"] == str(tmp_path / "gone")


def test_only_an_administrator_chooses_the_place(as_person: Callable[[str], Session]) -> None:
    session = as_person(STAFF)
    refused = _refused(lambda: safekeeping.set_backup_folder(session, None))
    assert refused.code == "not-permitted"


def test_a_new_passphrase_replaces_the_old_one(office: Office) -> None:
    session = office.unlock()
    assert _refused(lambda: passphrases.change(session, "not it", NEW)).code == "passphrase-wrong"
    assert _refused(lambda: passphrases.change(session, PASSPHRASE, "short")).code == (
        "passphrase-short"
    )
    passphrases.change(session, PASSPHRASE, NEW)
    opening.lock(session)
    assert _refused(office.unlock).code == "unlock-failed"
    opening.lock(opening.unlock(office.folder, NAME, NEW, office.ports))


def test_the_recovery_key_opens_a_successor_account(office: Office) -> None:
    _use(office)
    session = passphrases.recover(
        office.folder, office.created.recovery_key.lower(), NAME, NEW, office.ports
    )
    mine = [one for one in accounts.people(session) if one.person == session.account.person]
    author = reading.show(session, FIRST).author.account
    opening.lock(session)
    assert [one.disabled for one in sorted(mine, key=lambda one: not one.disabled)] == [True, False]
    assert author != session.account.id
    assert _refused(office.unlock).code == "unlock-failed"


def test_a_wrong_recovery_key_counts_as_a_failed_try(office: Office) -> None:
    other = Office(office.folder.parent / "elsewhere").created.recovery_key

    def attempt() -> object:
        return passphrases.recover(office.folder, other, NAME, NEW, office.ports)

    assert [_refused(attempt).code for _ in range(5)] == ["recovery-failed"] * 4 + [
        "recovery-paused"
    ]
    session = office.unlock()
    opening.lock(session)
    assert [one.code for one in session.notices] == ["unlocks-failed-before"]
    assert session.notices[0].params["count"] == 4


def test_a_slip_in_the_recovery_key_is_told_and_counts_for_nothing(office: Office) -> None:
    for typed in ("ABCD", office.created.recovery_key[:-1] + "@"):
        refused = _refused(
            partial(passphrases.recover, office.folder, typed, NAME, NEW, office.ports)
        )
        assert refused.code == "recovery-key-form"
    session = office.unlock()
    opening.lock(session)
    assert session.notices == ()


def test_a_new_data_key_needs_nobodys_passphrase(as_person: Callable[[str], Session]) -> None:
    assert _refused(lambda: passphrases.rekey(as_person(STAFF))).code == "not-permitted"
    session = as_person(NAME)
    passphrases.rekey(session)
    recording.record(session, "equipment", JAM)
    assert reading.show(as_person(REVIEWER), FIRST).rev == 1


def test_a_backup_inside_the_vaults_own_folder_is_refused_whichever_way_leads_there(
    office: Office, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(office.folder)
    (office.folder / "inside").mkdir()
    for place in (office.folder, tmp_path / "way", office.folder / "inside", tmp_path / "x/.."):
        target = place / ".." / office.folder.name / "b" if place.name == ".." else place / "b"
        with pytest.raises(ClerkappError, match=r"backup-inside|drive-gone"):
            safekeeping.backup(session, target)
        assert not os.path.lexists(target)
    assert _refused(lambda: safekeeping.set_backup_folder(session, office.folder)).code == (
        "backup-inside"
    )


def test_clerkctl_tells_the_size_of_the_backup_that_was_checked(
    office: Office,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passphrase, file = tmp_path / "passphrase", tmp_path / "b.clerkbackup"
    passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")
    passphrase.chmod(0o600)
    sizes, plain = list[int](), opening.lock

    def carried_away(session: Session) -> object:
        answer = plain(session)
        sizes.append(file.stat().st_size)
        file.unlink()  # the stick is pulled as soon as the vault is locked
        return answer

    monkeypatch.setattr(opening, "lock", carried_away)
    arguments = ["backup", str(office.folder), str(file), "--passphrase-file", str(passphrase)]
    assert main.run(office.ports, [*arguments, "--json"]) == Exit.DONE
    assert json.loads(capfd.readouterr().out)["size"] == sizes[0]


def test_a_backup_interrupted_before_its_name_leaves_nothing(
    session: Session, tmp_path: Path
) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    place = tmp_path / "elsewhere"
    place.mkdir()
    with pytest.raises(KeyboardInterrupt):
        safekeeping.backup(session, place / "b", keeping=stopped)
    assert _names(place) == []


def test_who_may_not_carry_the_records_away_makes_no_backup(
    as_person: Callable[[str], Session], tmp_path: Path
) -> None:
    for name in (RECORDER, AUDITOR):
        person = as_person(name)
        refused = _refused(partial(safekeeping.backup, person, tmp_path / "b"))
        assert refused.code == "not-permitted"
        assert not (tmp_path / "b").exists()
    for name in (STAFF, REVIEWER, NAME):
        assert safekeeping.backup(as_person(name), tmp_path / name).size > 0


def test_a_file_that_appears_meanwhile_is_kept_and_nothing_else_is_left(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, plain = tmp_path / "b", backups.backup

    def meanwhile(*given: object, **named: object) -> int:
        target.write_bytes(b"theirs")
        return plain(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "backup", meanwhile)
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        safekeeping.backup(session, target)
    assert target.read_bytes() == b"theirs"
    assert not [name for name in _names(tmp_path) if name.startswith(".")]
    assert session.vault.settings.get(safekeeping.BACKUPS_BEGUN_SETTING) == []


@pytest.mark.parametrize("then", ["unlock", "rekey", "another backup"])
def test_what_a_killed_backup_left_anywhere_is_removed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    place, session = tmp_path / "elsewhere", office.unlock()
    place.mkdir()
    (place / "mine.tmp").write_text("mine")

    class Killed(BaseException):
        pass

    def killed(*given: object, **named: object) -> int:
        made = Path(str(given[2]))
        beside = made.with_name(f"{made.stem}-0123456789abcdef{made.suffix}")
        for ending in ("", "-journal", "-wal", "-shm"):  # where the vault's own disk took no copy
            beside.with_name(f"{beside.name}{ending}").write_bytes(b"a whole copy")
        made.write_bytes(b"a whole copy")
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        raise Killed

    with monkeypatch.context() as inside:
        inside.setattr(backups, "backup", killed)
        with pytest.raises(Killed):
            safekeeping.backup(session, place / "b")
    monkeypatch.undo()
    assert len(_names(place)) == 6
    (office.folder / ".backup-0123456789abcdef.db").write_bytes(b"a whole copy")
    if then == "rekey":
        passphrases.rekey(session)
    elif then == "another backup":
        safekeeping.backup(session, place / "b")
        (place / "b").unlink()
    opening.lock(session)
    if then == "unlock":
        opening.lock(office.unlock())
    assert _names(place) == ["mine.tmp"]
    assert not [name for name in _names(office.folder) if name.startswith(".")]


def test_clerkctl_tells_each_finding_and_mends_the_lists(
    office: Office, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _use(office)
    session = office.unlock()
    tamper(vault_of(session), "UPDATE record SET place = 'x'")
    opening.lock(session)
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    check = ["check", str(office.folder), "--user", NAME, "--passphrase-file", str(passphrase)]
    assert main.run(office.ports, [*check, "--json"]) == 1
    found = json.loads(capfd.readouterr().out)
    (problem,) = found["problems"]
    assert (found["ok"], problem["code"], problem["count"]) == (False, "lists-mended", 1)
    assert "made anew" in problem["message"]
    assert main.run(office.ports, check) == 0
    said = capfd.readouterr()
    assert "records: 1" in said.out
    assert "nothing was found" in said.err


def test_many_findings_of_a_kind_are_counted(session: Session) -> None:
    for _ in range(SHOWN_OF_EACH + 3):
        recording.record(session, "equipment", JAM)
    tamper(vault_of(session), "UPDATE act SET at = 'x'")
    report = safekeeping.check(session)
    alike = [one for one in report.problems if one.code == "act-differs"]
    assert len(alike) == SHOWN_OF_EACH
    more = [one.params for one in report.problems if one.code == "findings-more"]
    assert {"count": 3, "like": "act-differs"} in more


def test_nothing_can_be_sent_twice_without_being_noticed(office: Office) -> None:
    """The check also asks the machine's memory."""
    _use(office)
    session = office.unlock()
    state = office.machine.states[office.created.vault_id]
    known = replace(state, sent_epoch=1, sent_seq=4, sent_digest="0" * 64)
    office.machine.states[office.created.vault_id] = known
    found = [one.code for one in safekeeping.check(session).problems]
    opening.lock(session)
    assert found == ["bundle-remembered-missing"]

"""The station's key in the office's day: who cannot send yet, a new key, and what the state is told."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from clerkapp.codec.signers import signer_line
from clerkapp.crypto.keys import fingerprint
from clerkapp.crypto.signing import STATION_NAMESPACES
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.services.export import exporting, signers, verifying
from clerkapp.services.export.exporting import Exported, Request
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, safekeeping, stations
from clerkapp.services.vaults.own import vault_of
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, Office, join
from tests.fakes.state import State
from tests.fakes.vaults import NAME

IT, LEE, WORDS = "Imre Falk", "Lee Ortega", "county cable drawer nine"


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """Dana, who has recorded one thing."""
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    yield session
    session.vault.close()


def export(session: Session, state: State, folder: Path) -> Exported:
    folder.mkdir()
    return exporting.export(session, Request(recipients=(state.certificate,)), folder)


def codes(session: Session) -> list[str]:
    return [notice.code for notice in session.notices]


def test_closing_one_who_held_it_opens_an_epoch_under_a_new_key(
    session: Session, state: State, tmp_path: Path
) -> None:
    join(session, LEE, Role.STAFF, passphrase=WORDS)
    former = session.vault.station_key().public
    export(session, state, tmp_path / "a")
    before = stations.present_number(session)
    accounts.disable(session, LEE)
    (told,) = stations.after_people(session, before)
    present = session.vault.station_keys.present().public
    assert told.code == "station-key-new"
    assert told.params == {"fingerprint": fingerprint(present), "former": fingerprint(former)}
    made = session.vault.journal.latest(1)[0]
    assert made.event is Event.STATION_KEY_MADE
    assert made.params == {"station": fingerprint(present)}
    assert signers.own_lines(session).fingerprint == fingerprint(present)
    plan = exporting.plan(session, Request(recipients=(state.certificate,)))
    assert (plan.kind, plan.new_epoch) == ("snapshot", "new-key")
    done = export(session, state, tmp_path / "b")
    assert (done.last.epoch, done.last.seq) == (2, 1)
    read = state.verify(session, [file.path for file in done.last.files])
    assert read.statement.epoch_prev is not None
    assert str(read.statement.epoch_prev.reason) == "new-key"
    assert stations.untold(session.vault) is None
    recording.record(session, "equipment", JAM)
    assert export(session, state, tmp_path / "c").last.epoch == 2
    assert safekeeping.check(session).problems == ()


def test_an_old_copy_makes_nothing_that_the_state_takes_once_the_key_was_revoked(
    office: Office, session: Session, state: State, tmp_path: Path
) -> None:
    """Whoever left, with a copy of the vault from before and their own passphrase."""
    exporting.accept_recipients(session, [state.certificate])
    join(session, LEE, Role.STAFF, passphrase=WORDS)
    former = session.vault.station_keys.present().public
    safekeeping.backup(session, tmp_path / "kept.clerkbackup")
    accounts.disable(session, LEE)
    listed = tmp_path / "allowed_signers"
    listed.write_text("".join(f"{one}\n" for one in signers.own_lines(session).lines))
    revoked = tmp_path / "revoked"
    revoked.write_text(former.to_line() + "\n")
    opening.lock(session)
    safekeeping.restore(tmp_path / "kept.clerkbackup", tmp_path / "Copy.vault", office.ports)
    left = opening.unlock(tmp_path / "Copy.vault", LEE, WORDS, office.ports)
    recording.record(left, "equipment", JAM)
    made = exporting.export(left, Request(), tmp_path / "stick")
    files = [file.path for file in made.last.files]
    verify = partial(
        verifying.verify,
        files,
        recipient=state.folder / "recipient.crt",
        recipient_key=state.folder / "recipient.key",
        ports=office.ports,
    )
    with pytest.raises(Refused, match="signature"):
        verify(signers=listed, revoked=revoked)
    with pytest.raises(Refused, match="signature"):
        verify(signers=listed)
    info = left.vault.info
    both = listed.read_text() + signer_line(
        info.principal, [str(one) for one in STATION_NAMESPACES], former
    )
    listed.write_text(both + "\n")
    with pytest.raises(Refused, match="signature"):
        verify(signers=listed, revoked=revoked)
    verify(signers=listed)
    opening.lock(left)


def test_an_administrator_without_sending_adds_somebody_who_sends(
    office: Office, session: Session, state: State, tmp_path: Path
) -> None:
    exporting.accept_recipients(session, [state.certificate])
    join(session, IT, Role.ADMINISTRATOR, passphrase=WORDS)
    opening.lock(session)
    imre = opening.unlock(office.folder, IT, WORDS, office.ports)
    before = stations.present_number(imre)
    join(imre, LEE, Role.STAFF, passphrase=WORDS)
    (told,) = stations.after_people(imre, before)
    assert (told.code, told.params) == ("station-key-not-handed-on", {"names": LEE})
    opening.lock(imre)
    lee = opening.unlock(office.folder, LEE, WORDS, office.ports)
    assert "station-key-waits" in codes(lee)
    with pytest.raises(Refused, match="station-key-not-yours"):
        exporting.plan(lee, Request())
    with pytest.raises(Refused, match="station-key-not-yours"):
        exporting.export(lee, Request(), tmp_path / "stick")
    assert lee.vault.outgoing.latest("upstream") is None
    opening.lock(lee)
    opening.unlock(office.folder, IT, WORDS, office.ports).vault.close()
    dana = office.unlock()
    assert "station-key-not-handed-on" not in codes(dana)
    sealed = [
        entry for entry in dana.vault.journal.latest(9) if entry.event is Event.STATION_KEY_SEALED
    ]
    assert [one.params for one in sealed] == [
        {"accounts": [dana.vault.accounts.open_named(LEE).id]}
    ]
    opening.lock(dana)
    again = opening.unlock(office.folder, LEE, WORDS, office.ports)
    assert exporting.export(again, Request(), tmp_path / "stick").last.seq == 1
    assert safekeeping.check(again).problems == ()
    opening.lock(again)


def test_one_person_alone_recovers_with_a_new_key(
    office: Office, session: Session, state: State, tmp_path: Path
) -> None:
    export(session, state, tmp_path / "a")
    former = session.vault.station_keys.present().public
    opening.lock(session)
    again = passphrases.recover(
        office.folder, office.created.recovery_key, NAME, "wholly new quiet words", office.ports
    )
    assert {"root-account-new", "station-key-new"} <= set(codes(again))
    assert again.vault.station_key().public != former
    done = export(again, state, tmp_path / "b")
    assert done.last.epoch == 2
    state.verify(again, [file.path for file in done.last.files])
    assert safekeeping.check(again).problems == ()
    opening.lock(again)


def test_another_data_key_after_somebodys_last_day_gives_a_new_station_key(
    office: Office, session: Session
) -> None:
    today = session.now()[:10]
    join(session, LEE, Role.STAFF, passphrase=WORDS, valid_until=today)
    passphrases.rekey(session)
    assert stations.present_number(session) == 1
    office.clock.pass_time(3 * 86400)
    passphrases.rekey(session)
    assert stations.present_number(session) == 2
    passphrases.rekey(session)
    assert stations.present_number(session) == 2
    passphrases.rekey(session, station_key=True)
    assert stations.present_number(session) == 3
    untold = stations.untold(session.vault)
    earlier = [fingerprint(one.public) for one in session.vault.station_keys.list()[:-1]]
    assert untold is not None
    assert list(untold.former) == earlier[::-1]
    assert safekeeping.check(session).problems == ()


def test_where_nobody_may_hold_it_no_key_is_made(office: Office, session: Session) -> None:
    join(session, IT, Role.ADMINISTRATOR, passphrase=WORDS)
    opening.lock(session)
    imre = opening.unlock(office.folder, IT, WORDS, office.ports)
    before = stations.present_number(imre)
    accounts.disable(imre, NAME)
    assert [one.code for one in stations.after_people(imre, before)] == ["station-key-nobody-left"]
    data_key = vault_of(imre).data_key
    with pytest.raises(Refused, match="station-key-for-nobody"):
        passphrases.rekey(imre, station_key=True)
    assert vault_of(imre).data_key == data_key
    join(imre, LEE, Role.STAFF, passphrase=WORDS)
    assert [one.code for one in stations.after_people(imre, before)] == ["station-key-new"]
    opening.lock(imre)
    lee = opening.unlock(office.folder, LEE, WORDS, office.ports)
    assert lee.vault.station_key().public == lee.vault.station_keys.present().public
    opening.lock(lee)


@pytest.mark.parametrize("then", ["another is added", "another key", "another data key"])
def test_who_was_closed_gets_no_new_key_when_the_closing_is_taken_out(
    office: Office, session: Session, then: str
) -> None:
    """Dana alone could send. Her closing vanishes before anybody else may."""
    join(session, IT, Role.ADMINISTRATOR, passphrase=WORDS)
    if then != "another is added":
        join(session, LEE, Role.STAFF, passphrase=WORDS)
    dana = session.account.id
    opening.lock(session)
    imre = opening.unlock(office.folder, IT, WORDS, office.ports)
    accounts.disable(imre, NAME)
    keys = vault_of(imre).data_key, vault_of(imre).raw_id
    opening.lock(imre)
    insider = Insider(office.folder, *keys)
    insider.run("DELETE FROM signer WHERE closed_at IS NOT NULL")
    if then == "another data key":  # nor where the new key was never made
        insider.run("DELETE FROM station_key WHERE n > 1")
        insider.run("DELETE FROM station_key_holder WHERE n > 1")
        insider.run("DELETE FROM station_key_sealed WHERE n > 1")
    insider.connection.close()
    imre = opening.unlock(office.folder, IT, WORDS, office.ports)
    before = stations.present_number(imre)
    if then == "another is added":
        join(imre, LEE, Role.STAFF, passphrase=WORDS)
    else:
        passphrases.rekey(imre, station_key=then == "another key")
    held = vault_of(imre).station_keys.holders()
    assert stations.present_number(imre) == before + 1
    assert held == {imre.vault.accounts.open_named(LEE).id}
    assert dana not in held
    assert not safekeeping.check(imre).sound
    opening.lock(imre)

"""A practice vault (criterion 42): marked in what is signed, and nothing of it ever leaves."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkapp.bundle.rules import CarriedRecords
from clerkapp.domain.errors import Refused
from clerkapp.domain.office import NewVault
from clerkapp.domain.prints import FINGERPRINT, INCIDENT
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.numbers import station_of
from clerkapp.services.export import exporting, signers
from clerkapp.services.export.exporting import Request
from clerkapp.services.printing import prints
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.services.vaults.own import vault_of
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, Office
from tests.fakes.state import State
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK

NUMBER = "LARK-2026-TRAINW1-0001"


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


@pytest.fixture
def practice(office: Office, tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "Practice.vault"
    new = NewVault(
        "LARK",
        "Larkspur County",
        "W1",
        NAME,
        "election_authority",
        PASSPHRASE,
        training=True,
    )
    opening.create(folder, new, office.ports, QUICK)
    session = opening.unlock(folder, NAME, PASSPHRASE, office.ports)
    yield session
    session.vault.close()


def _record(session: Session) -> str:
    return recording.record(session, "equipment", JAM).number


def test_criterion_42_its_numbers_are_its_own(practice: Session) -> None:
    assert practice.info.is_training
    assert practice.info.station == "TRAINW1"
    assert _record(practice) == NUMBER
    assert safekeeping.check(practice).sound


@pytest.mark.parametrize("code", ["TRAIN", "TRAINW1", "TRAIN1"])
def test_a_real_station_is_not_called_so(office: Office, tmp_path: Path, code: str) -> None:
    new = NewVault("LARK", "Larkspur County", code, NAME, "election_authority", PASSPHRASE)
    attempt = lambda: opening.create(tmp_path / "v", new, office.ports, QUICK)  # noqa: E731
    assert _refused(attempt).code == "station-training"
    assert station_of("W1", training=True) == station_of("TRAINW1", training=True) == "TRAINW1"
    assert _refused(lambda: station_of("WAREHOUSE", training=True)).code == "code-form"


def test_criterion_42_nothing_of_it_leaves(practice: Session, office: Office, state: State) -> None:
    number = _record(practice)
    certificates = (state.certificate,)
    for attempt in (
        lambda: exporting.export(practice, Request(recipients=certificates), office.stick),
        lambda: exporting.plan(practice, Request(recipients=certificates)),
        lambda: exporting.export(
            practice, Request(recipients=certificates, nil=True), office.stick
        ),
        lambda: exporting.export(
            practice, Request(recipients=certificates, copy=Copy.FULL), office.stick
        ),
        lambda: exporting.export(practice, Request(copy=Copy.PUBLIC), office.stick),
        lambda: exporting.export(
            practice, Request(copy=Copy.PUBLIC, numbers=(number,)), office.stick
        ),
        lambda: signers.own_lines(practice),
        lambda: prints.make(practice, FINGERPRINT, None),
    ):
        assert _refused(attempt).code == "training"
    assert practice.vault.outgoing.latest("upstream") is None
    assert list(office.stick.iterdir()) == []


def test_a_print_says_so_on_every_page(practice: Session, tmp_path: Path) -> None:
    number = _record(practice)
    out = tmp_path / "sheet.pdf"
    prints.save(practice, INCIDENT, number, out)
    text = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert pages
    assert all("Training" in page for page in pages)
    assert NUMBER in text


def test_criterion_42_an_insider_turns_practice_into_no_bundle(
    practice: Session, office: Office, state: State
) -> None:
    """The station's code is changed in the database: what was signed still says what it was."""
    _record(practice)
    folder, vault = practice.folder, vault_of(practice)
    key, vault_id = vault.data_key, vault.raw_id
    practice.vault.close()
    insider = Insider(folder, key, vault_id)
    insider.run("UPDATE vault SET station = 'W1'")
    insider.connection.close()
    session = opening.unlock(folder, NAME, PASSPHRASE, office.ports)
    attempt = lambda: exporting.export(  # noqa: E731
        session, Request(recipients=(state.certificate,)), office.stick
    )
    assert _refused(attempt).code == "station-key-unproven"
    assert list(office.stick.iterdir()) == []
    found = {one.code for one in safekeeping.check(session).problems}
    assert {"header-differs", "account-root-unknown", "station-key-unvouched"} <= found
    session.vault.close()


def test_a_reader_takes_nothing_of_it(practice: Session) -> None:
    record = practice.vault.revisions.record_id_of(_record(practice))
    [revision] = practice.vault.revisions.history(record)
    assert _refused(lambda: CarriedRecords("LARK").take(revision)).code == "training"

"""A vault in which somebody wrote what no program of ours writes: told, and never the program's own fault."""

from collections.abc import Callable

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.records import reading, recording
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.services.vaults.own import vault_of
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, Office

NUMBER = "LARK-2026-W1-0001"
CHANGES = [
    "UPDATE vault SET vault_id = 'zz'",
    "DELETE FROM vault",
    "UPDATE setting SET value = '7'",
    "UPDATE setting SET value = '['",
    "DELETE FROM setting",
    "UPDATE account SET roles = 'x'",
    "UPDATE account SET roles = '[\"king\"]'",
    "UPDATE account SET roles = '7'",
    "DELETE FROM recovery",
    "UPDATE field SET value = '['",
    "UPDATE bundle SET recipients = '['",
    "UPDATE bundle_revision SET codes = '['",
    "UPDATE bundle_written SET files = '['",
    "DELETE FROM station_key",
    "DELETE FROM signer",
]


def _done_or_refused(work: Callable[[], object]) -> None:
    try:
        work()
    except (Refused, EnvironmentFailure):
        return


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_told(office: Office, request_: Request, change: str) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    exporting.export(session, request_, office.stick)
    key = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    insider = Insider(office.folder, *key)
    insider.run(change)
    insider.connection.close()
    try:
        opened = office.unlock()
    except (Refused, EnvironmentFailure):
        return
    _done_or_refused(lambda: reading.show(opened, NUMBER))
    _done_or_refused(lambda: reading.history(opened, NUMBER))
    _done_or_refused(lambda: exporting.export(opened, request_, office.stick))
    assert opened.notices or not safekeeping.check(opened).sound
    _done_or_refused(lambda: opening.lock(opened))

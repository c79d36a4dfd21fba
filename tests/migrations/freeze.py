"""Make the frozen vault of a release: `python -m tests.migrations.freeze 0.1.0`, once, and commit it.

It holds something of everything, so that every later version proves that it can still read it. The
passphrase and the recovery key are kept beside it: there is nothing in it but fiction.
"""

import json
import sys
import tempfile
from pathlib import Path

from clerkapp.crypto import kdf
from clerkapp.domain.people.roles import Role
from clerkapp.services import office
from clerkapp.services.declarations import nil
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.office_lists import writing
from clerkapp.services.records import attaching, drafting, recording
from clerkapp.services.retention import holds
from clerkapp.services.vaults import accounts, safekeeping
from tests.fakes.office import JAM, Office
from tests.fakes.state import State
from tests.fakes.vaults import NAME, OTHER_NAME, OTHER_PASSPHRASE, PASSPHRASE

HERE = Path(__file__).parent
PHISH = {**JAM, "one_line": "Email says my password expires today.", "category": "cred_phish"}
LETTER = b"From: helpdesk@larkspur-county-support.example\r\n\r\nYour password expires today.\r\n"


def freeze(release: str) -> None:
    """Write `<release>.clerkbackup` and `<release>.json`."""
    with tempfile.TemporaryDirectory() as scratch:
        county = Office(Path(scratch), kdf.RECOMMENDED)
        state = State(Path(scratch) / "state", county)
        dana = county.unlock()
        accounts.add(dana, name=OTHER_NAME, roles=[Role.STAFF], passphrase=OTHER_PASSPHRASE)
        nil.add(dana, nil.Scope(first="2026-10-01", last="2026-10-07"), "Nothing happened.")
        letter = attaching.attach_bytes(dana, "letter.eml", LETTER)
        first = recording.record(dana, "equipment", JAM)
        second = recording.amend(
            dana, first.number, {"one_line": "Scanner at Oak Hall jammed twice."}, "Counted again"
        )
        county.clock.pass_time(60)
        recording.record(dana, "message", PHISH, attachments=[letter])
        drafting.save(dana, "procedure", {"one_line": "Half a sen"})
        office.set_present(dana, "ZZ-2026-11-03", "open")
        writing.add(dana, "unit", {"serial": "NT3-004417", "device_type": "scan-single"})
        holds.hold(dana, [first.number], "A court asked for it.")
        request = Request(recipients=(state.certificate,))
        exported = exporting.export(dana, request, county.stick)
        target = HERE / f"{release}.clerkbackup"
        target.unlink(missing_ok=True)
        safekeeping.backup(dana, target)
        dana.vault.close()
    facts = {
        "name": NAME,
        "passphrase": PASSPHRASE,
        "recovery_key": county.created.recovery_key,
        "record": first.id,
        "revisions": [first.revision, second.revision],
        "lines": ["Email says my password expires today.", "Scanner at Oak Hall jammed twice."],
        "attachment": letter.sha256,
        "bundle": exported.last.digest,
    }
    (HERE / f"{release}.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    freeze(sys.argv[1])

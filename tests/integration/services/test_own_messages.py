"""Every message of tests/corpus makes a record, whole, with its recipients at home."""

from pathlib import Path

from clerkapp.domain.messages import record_values
from clerkapp.domain.records import recipients, values
from clerkapp.domain.records.copies import disclosed
from clerkapp.services.messages import keeping
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from tests.fakes.office import JAM

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_every_message_can_be_kept_and_recorded(session: Session) -> None:
    with keeping.readers() as pool:
        for path in sorted(CORPUS.glob("*.[em][mbs]*")):
            kept = keeping.keep_file(session, path)
            read = keeping.read(kept.data, pool=pool)
            assert record_values.LEFT_OUT not in [one.code for one in read.lacking]
            stored = values.normalise("message", {**JAM, **read.values})
            home = recipients.of_values(stored)
            for copy in ("state", "public"):
                shown = [stored[code] for code in disclosed(copy, "message", stored)]
                assert not any(recipients.held_by(value, home) for value in shown), path.name
            recording.record(session, "message", stored, attachments=[kept.attached])

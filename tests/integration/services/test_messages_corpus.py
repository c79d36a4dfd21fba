"""Every message of the shared corpus makes a record, whole, with its recipients at home."""

from pathlib import Path

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages import record_values
from clerkapp.domain.records import recipients, values
from clerkapp.domain.records.copies import disclosed
from clerkapp.services.messages import keeping
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from tests.fakes.office import JAM

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "email"

pytestmark = pytest.mark.corpus


def test_every_message_can_be_kept_and_recorded(session: Session) -> None:
    paths = sorted(path for path in CORPUS.iterdir() if path.suffix in {".eml", ".msg"})
    with keeping.readers(2) as pool:
        results = pool.examine_many(path.read_bytes for path in paths)
        for number, (path, result) in enumerate(zip(paths, results, strict=True)):
            filled, said = record_values.of_examination(result)
            assert record_values.LEFT_OUT not in said, path.name
            stored = values.normalise("message", {**JAM, **filled})
            home = recipients.of_values(stored)
            for copy in ("state", "public"):
                shown = [stored[code] for code in disclosed(copy, "message", stored)]
                assert not any(recipients.held_by(value, home) for value in shown), path.name
            if number % 20 == 0:
                kept = keeping.keep_file(session, path)
                assert kept.attached.sha256 == sha256_hex(path.read_bytes())
                recording.record(session, "message", stored, attachments=[kept.attached])


def test_one_message_is_found_again_and_another_is_not(session: Session) -> None:
    spoof = (CORPUS / "synth_spoof_state_office.eml").read_bytes()
    clean = (CORPUS / "synth_clean_newsletter.eml").read_bytes()
    with keeping.readers() as pool:
        found, other = keeping.read(spoof, pool=pool), keeping.read(clean, pool=pool)
    number = recording.record(session, "message", {**JAM, **found.values}).number
    assert [one.row.number for one in keeping.seen_before(session, found.indicators)] == [number]
    assert keeping.seen_before(session, other.indicators) == ()

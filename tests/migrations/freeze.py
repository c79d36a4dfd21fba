"""Make the frozen vault of a release: `python -m tests.migrations.freeze 0.1.0`, once, and commit it.

It holds something of everything, so that every later version proves that it can still read it. The
passphrase and the recovery key are kept beside it: there is nothing in it but fiction.
"""

import json
import sys
import tempfile
from pathlib import Path

from clerkapp.domain.events import Event
from clerkapp.vault.drafts import Draft
from clerkapp.vault.outgoing import Outgoing, WrittenFile
from clerkapp.vault.revisions import act_digest
from clerkapp.vault.vault import NewVault, backup, create, unlock
from tests.fakes.vaults import AT, LATER, NAME, PASSPHRASE, amend, record, second_person

HERE = Path(__file__).parent
LETTER = b"From: helpdesk@larkspur-county-support.example\r\n\r\nYour password expires today.\r\n"


def freeze(release: str) -> None:
    """Write `<release>.clerkbackup` and `<release>.json`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "v"
        new = NewVault("LARK", "Larkspur County", "W1", NAME, "county_clerk", PASSPHRASE)
        created = create(folder, new, at=AT)
        unlocked = unlock(folder, NAME, PASSPHRASE)
        vault, me = unlocked.vault, unlocked.account.id
        second_person(unlocked, folder)
        first = record(unlocked)
        second = amend(unlocked, first, one_line="Scanner at Oak Hall jammed twice.")
        record(unlocked, kind="message", one_line="Email says my password expires today.")
        stored = vault.attachments.store([LETTER], at=AT, limit=1000)
        vault.drafts.save(Draft("draft", me, "procedure", None, AT, {"one_line": "Half a sen"}))
        vault.settings.set("office", {"county": "Larkspur"})
        digest = "d" * 64
        bundle = Outgoing(digest, "upstream", 1, 1, "state", "delta", (), AT, b"", b"", b"", b"")
        acts = [act_digest(act) for act in vault.revisions.acts(first.header.id)]
        people = [one.n for one in vault.signers.chains([me])]
        vault.outgoing.commit(bundle, [(first.identity, ["status"])], acts, people)
        vault.outgoing.mark_written(digest, [WrittenFile("a.p7m", "e" * 64, 1)], at=LATER)
        vault.journal.append(Event.LOCKED, LATER, me, {})
        vault.heads.sign(unlocked.signing, LATER)
        target = HERE / f"{release}.clerkbackup"
        target.unlink(missing_ok=True)
        backup(vault, folder, target, at=LATER)
        vault.close()
    facts = {
        "name": NAME,
        "passphrase": PASSPHRASE,
        "recovery_key": created.recovery_key,
        "record": first.header.id,
        "revisions": [first.identity, second.identity],
        "lines": ["Email says my password expires today.", "Scanner at Oak Hall jammed twice."],
        "attachment": stored.sha256,
        "bundle": digest,
    }
    (HERE / f"{release}.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    freeze(sys.argv[1])

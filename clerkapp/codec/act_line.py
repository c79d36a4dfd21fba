"""One line of `data/signatures.jsonl`: an act (docs/formats/bundle.md, "People").

A person's signature over a statement about one revision. A JCS line with exactly these members.
"""

import base64

from clerkapp.codec import checks, jcs
from clerkapp.domain.records.revision import Act, ActKind

_MEMBERS = ("act", "revision", "account", "capacity", "at")


def statement(act: ActKind, revision: str, account: str, capacity: str | None, at: str) -> bytes:
    """The JCS bytes that a person signs."""
    return jcs.encode(
        {
            "act": str(act),
            "revision": revision,
            "account": account,
            "capacity": capacity,
            "at": at,
        }
    )


def encode(act: Act) -> bytes:
    """The line without its line feed, around the statement's bytes as they were signed."""
    return b'{"sshsig":"%b","statement":%b}' % (base64.b64encode(act.sshsig), act.statement)


def decode(line: bytes) -> Act:
    """Read a line. Raises jcs.NotCanonical, jcs.LimitPassed, or ValueError for another content."""
    value = checks.exactly(jcs.decode_line(line), ("statement", "sshsig"), "act line")
    statement = checks.exactly(value["statement"], _MEMBERS, "act")
    return Act(
        ActKind(checks.text(statement["act"], "act")),
        checks.matching(statement["revision"], checks.HEX64, "revision"),
        checks.text(statement["account"], "account"),
        checks.text_or_null(statement["capacity"], "capacity"),
        checks.matching(statement["at"], checks.INSTANT, "at"),
        jcs.encode_parsed(value["statement"]),
        checks.from_base64(value["sshsig"], "sshsig"),
    )

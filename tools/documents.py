"""Write the documents that follow from the program: run after a catalogue was changed.

`documents()` gives each file's text; a test compares them with what is committed.
"""

from pathlib import Path

from clerkapp.domain.events import PARAMETERS, Event
from clerkapp.domain.people.roles import Role
from clerkapp.wording import rights
from clerkapp.wording.events import EVENTS
from tools import clerkctl_guide, record_format

ROOT = Path(__file__).resolve().parent.parent

_JOURNAL = """\
# Journal 1

What was done at a station, in order. The journal lies in the vault's table `journal`
([vault.md](vault.md)). Its head, number and digest, goes into every bundle and comes back in
receipts, so that a vault that was put back to an older state is noticed.

This page is written by `make documents` from `clerkapp/domain/events.py` and
`clerkapp/wording/events.py`.

## Rules
- Entries are only added. Triggers refuse any change.
- An entry is written in the transaction that does what it describes: both are there, or neither.
- What leaves the vault is written before its first byte leaves, and counts as gone from then on; so is a
  new data key. When such an act fails after all, an entry `failed` names the one before; after a kill there
  is none. A bundle is `bundle_committed` before it leaves, and `bundle_written` once it was read back.
- Wrong passphrases cannot be written into a locked vault. They wait outside it and are written at the
  next unlock, as one entry.
- Parameters are codes, numbers and digests. A field's text and a secret never stand here.

## An entry
| member | meaning |
|---|---|
| `seq` | 1 for the first entry, then without gaps |
| `at` | RFC 3339 with the local offset: what the computer's clock said |
| `account` | the id of the account that did it; null when nobody was signed in |
| `event` | a code of the table below |
| `params` | an object with the parameters of the table below |
| `prev` | the digest of the entry before; null for the first |
| `digest` | SHA-256, in lower-case hex, of the RFC 8785 bytes of the object of all other members |

A reader that meets an unknown event keeps it: the chain does not depend on knowing the codes.

## Events
| code | what was done | parameters |
|---|---|---|
"""

_ROLES_BEGIN = (
    "<!-- the table of roles: written by `make documents` from clerkapp/domain/people/roles.py -->"
)
_ROLES_END = "<!-- end of the table of roles -->"

_PARAMETERS = """
## Parameters
Ids, digests and keys as in [vault.md](vault.md), section 8. Numbers are integers.

| name | meaning |
|---|---|
"""
_MEANINGS = {
    "account": "id of the account that was opened",
    "act": "the kind of act: author, review, two-person, authority",
    "accounts": "ids of the accounts that the key was sealed to now",
    "acts": "`only_read`: texts, see vault.md, section 2; `count` says how many there were. `signed_on_paper`: the kinds of act on the sheet",
    "added": "id of the account",
    "before": "id of the closed account that it succeeds",
    "by": "id of the account that confirmed; null: the recovery key did",
    "changed": "id of the account",
    "closed": "id of the account",
    "code": "why it failed, a code of `clerkapp/wording/sentences`",
    "copy": "the kind of copy: state, full, public",
    "count": "how often, or how many",
    "digest": "SHA-256: of an account (vault.md, section 10), of the RFC 8785 bytes of the ascending array of an account's places, of a bundle, of a setting's text, of rows of a list (vault.md, section 8)",
    "entry": "`seq` of the entry that failed",
    "epoch": "as in the bundle's statement",
    "fields": "codes of fields, in the order of `rules`",
    "file": "name of the backup's file",
    "files": "names of the files, in order",
    "fingerprints": "of the state's certificates, in order",
    "first": "`unlocks_failed`: a time; `restored`: a running number; `list_changed`: number of a row",
    "key": "fingerprint of the recovery key's opening key",
    "kind": "the kind of bundle: delta, snapshot, nil",
    "last": "as `first`",
    "list": "code of the list: site, election, unit, procedure, contact, template",
    "name": "name of the setting",
    "now": "a time: what the clock said then",
    "number": "number of the record",
    "print": "which print: its code in the table of prints, `clerkapp/services/printing/table.py`",
    "problems": "how many findings",
    "recovery_key": "fingerprint of the first recovery key's opening key",
    "recovery_slot": "id of its slot",
    "rev": "`rev` of the revision",
    "revision": "identity of the revision",
    "roles": "codes, ascending",
    "rules": "codes of what the guard found ([record.md](record.md))",
    "seen": "a time: the latest that was seen before",
    "seq": "as in the bundle's statement",
    "sha256": "of the file's bytes",
    "declaration": "SHA-256 of the statement that was signed (declarations.md)",
    "nil": "digest of the declaration that was taken back",
    "numbers": "numbers of the records",
    "second": "account id of the second person",
    "certificate": "SHA-256 of the printed certificate",
    "size": "bytes",
    "slot": "id of the recovery key's slot",
    "station": "fingerprint of the station's key",
    "stream": "upstream or public",
    "vault": "the vault id",
    "year": "of the numbers that are passed over",
}
"""What a parameter means, in every event that has one of its name."""


def documents() -> dict[Path, str]:
    """Each generated file and its text."""
    formats = ROOT / "docs" / "formats"
    return {
        formats / "journal.md": _journal(),
        formats / "record.md": record_format.document(),
        ROOT / "docs" / "guide" / "clerkctl.md": clerkctl_guide.document(),
        ROOT / "docs" / "guide" / "administrator.md": _administrator(),
    }


def _administrator() -> str:
    """The page as it stands, with the table of roles that the program goes by."""
    page = (ROOT / "docs" / "guide" / "administrator.md").read_text("utf-8")
    before, begin, rest = page.partition(_ROLES_BEGIN)
    _, end, after = rest.partition(_ROLES_END)
    if not begin or not end:
        raise ValueError("the guide has lost the marks of the table of roles")
    heads = "| | " + " | ".join(str(role) for role in Role) + " |\n"
    lines = "|---" * (1 + len(Role)) + "|\n"
    rows = "".join(
        f"| {what} | " + " | ".join(cells[role] for role in Role) + " |\n"
        for what, cells in rights.rows()
    )
    return f"{before}{begin}\n{heads}{lines}{rows}{end}{after}"


def _journal() -> str:
    rows = []
    for event in Event:
        names = ", ".join(f"`{name}`" for name in sorted(PARAMETERS[event]))
        words = EVENTS[event].replace("{", "‹").replace("}", "›")
        rows.append(f"| `{event}` | {words} | {names or '–'} |\n")
    known = sorted({name for parameters in PARAMETERS.values() for name in parameters})
    meanings = "".join(f"| `{name}` | {_MEANINGS[name]} |\n" for name in known)
    return _JOURNAL + "".join(rows) + _PARAMETERS + meanings


if __name__ == "__main__":
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))

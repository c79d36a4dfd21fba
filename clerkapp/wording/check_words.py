"""The parts of the self-check, while it goes through them."""

from clerkapp.wording.language import _

PARTS = {
    "database": "the pages of the database",
    "header": "the header",
    "journal": "the log",
    "signers": "who was let in, and by whom",
    "heads": "the signatures on the log",
    "people": "people and keys",
    "station": "the station’s keys",
    "acts": "signatures",
    "declared": "declarations",
    "revisions": "records",
    "numbers": "numbers",
    "attachments": "attachments",
    "bundles": "bundles",
    "settings": "settings",
    "office": "the lists of the office",
    "memory": "what this computer remembers",
    "entries": "the log against the records",
    "lists": "lists and search",
}


def looking_at(part: str) -> str:
    """What the check looks at now; `part` is a name that it tells."""
    return _("Looking at {part} …").format(part=_(PARTS.get(part, part)))

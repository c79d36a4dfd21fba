"""Everything the child needs, loaded before it confines itself.

Shared libraries and tables are opened now; afterwards memory is counted and files cannot be written.
The decoders of pictures and PDF and the reader of Outlook's files are loaded on their first use: most
mail needs none.
"""

from clerkapp.domain import lookalikes
from clerkapp.evidence import domains, examination, lists, sender_signs


def load() -> None:
    """Load modules, lists and the suffix table."""
    examination.examine(b"From: a@county.example\nReceived: x\n\n<a href=http://b.example>c</a>")
    domains.owner("county.example")
    lookalikes.skeleton("\u0430")
    sender_signs.claimed_by("", "county.example")
    lists.claims()

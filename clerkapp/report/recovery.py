"""The recovery key sheet: printed once when a vault is made, and sealed in an envelope.

The key is on this paper and nowhere else: it is not in the file's title or metadata and not in a
bar code, which any telephone could read through a window.
"""

from dataclasses import asdict, dataclass

from clerkapp.report.render import pdf
from clerkapp.wording import print_words
from clerkapp.wording.language import language


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """`key`: as crypto.recovery gives it, groups parted by dashes. `made`: when, in words."""

    authority: str
    station: str
    vault_id: str
    key: str
    made: str
    made_by: str
    program: str


def recovery_sheet(sheet: RecoverySheet, *, at: str) -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time."""
    values = asdict(sheet)
    values["groups"] = sheet.key.split("-")
    values["words"] = print_words.recovery_sheet(sheet.authority, len(values["groups"]))
    return pdf("recovery", values, at=at, language=language())

"""The recovery key sheet: printed once when a vault is made, and sealed in an envelope.

The key is on this paper and nowhere else: it is not in the file's title or metadata and not in a
bar code, which any telephone could read through a window.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import instant_words


@dataclass(frozen=True, slots=True)
class RecoverySheet(Sheet):
    """`key`: as crypto.recovery gives it, groups parted by dashes. `made`: when, in words."""

    authority: str
    station: str
    vault_id: str
    key: str
    made: str
    made_by: str
    program: str
    template: ClassVar[str] = "recovery"

    def captions(self) -> dict[str, str]:
        """The captions around the key."""
        return page_captions() | {
            "title": _("Recovery key, {authority}").format(authority=self.authority),
            "heading": _("Recovery key"),
            "lead": _(
                "This key opens the incident record when a passphrase is forgotten or a person has left. Whoever holds it can open everything in the record."
            ),
            "key": _("The key, {count} groups").format(count=len(self._groups)),
            "alphabet": _(
                "Letters and digits only; the letters I, O and U and the digits 0 and 1 are never used. Capitals or small letters, with or without spaces and dashes, make no difference."
            ),
            "for": _("What it opens"),
            "authority": _("Office"),
            "station": _("Workstation"),
            "vault": _("Vault"),
            "made": _("Made"),
            "made_by": _("Made by"),
            "keep": _("How to keep it"),
            "keep_1": _("Check the print: type two groups back where the program asks for them."),
            "keep_2": _(
                "Put this sheet into an envelope, close it, and have two people sign across the flap."
            ),
            "keep_3": _(
                "Keep it in the office safe, away from the computer. Do not copy it, photograph it or type it into another program."
            ),
            "keep_4": _(
                "If the envelope is found open, or the key was used, make a new key in the program and destroy this sheet."
            ),
            "use": _("How to use it"),
            "use_text": _(
                "On the unlock screen choose “Use the recovery key” and type the groups in order. Two people should be present, and both sign below."
            ),
            "sealed": _("Sealed in the envelope by"),
            "opened": _("Opened by"),
            "signature": _("Signature"),
            "name": _("Name"),
            "date": _("Date and time"),
            "envelope": _("Envelope or seal number"),
            "why_opened": _("Why it was opened"),
            "who": _("Who"),
            "first": _("First person"),
            "second": _("Second person"),
            "footer": _("Keep this sheet sealed in its envelope."),
        }

    def drawn(self) -> dict[str, Any]:
        """The key in its groups."""
        return {"groups": self._groups}

    @property
    def _groups(self) -> list[str]:
        return self.key.split("-")


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A key and the vault that it opens."""

    key: str
    station: str
    vault: str


def build(key: RecoveryKey, printing: Printing) -> RecoverySheet:
    """The sheet of a key that was made now."""
    return RecoverySheet(
        authority=printing.office,
        station=key.station,
        vault_id=key.vault,
        key=key.key,
        made=instant_words(printing.at, year=True, zone=printing.zone),
        made_by=printing.name,
        program=PROGRAM,
    )


def about(_key: str) -> About:
    """The sheet of a recovery key."""
    return About(
        title=_("Recovery key"),
        file=_("Recovery key.pdf"),
        kind=_for_the_envelope,
        care=_("Whoever has this file can open the vault. Print it, then delete it."),
    )


def _for_the_envelope(pages: int) -> str:
    return ngettext(
        "For a sealed envelope, {count} page.", "For a sealed envelope, {count} pages.", pages
    ).format(count=pages)

"""Fingerprint sheets: a key told over the telephone, from paper, by two people who know each other.

A station's sheet enrols it with the state (who signs the office's bundles); the state's sheet lets
an office compare the state's certificate before it seals anything to it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from clerkapp.report.parts import Fact
from clerkapp.report.sheet import PROGRAM, About, Printing, Sheet, page_captions
from clerkapp.wording.language import _, ngettext


class FingerprintOf(StrEnum):
    """Whose key the sheet tells."""

    STATION = "station"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class FingerprintSheet(Sheet):
    """`fingerprint` as the program shows it on screen; `lines` is what a file would hold, or empty.

    For a station `lines` are its allowed_signers lines, and `root_groups` the fingerprint of the root
    account's key, in groups to read aloud. `facts` say whose key it is: authority,
    station, vault, or the certificate's name and dates.
    """

    of: FingerprintOf
    owner: str
    facts: tuple[Fact, ...]
    fingerprint: str
    printed: str
    program: str
    root_groups: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    template: ClassVar[str] = "fingerprint"

    def captions(self) -> dict[str, str]:
        """The captions around a key."""
        if self.of is FingerprintOf.STATION:
            return _station_captions(self.owner)
        return _state_captions(self.owner)

    def drawn(self) -> dict[str, Any]:
        """The fingerprint in groups, and the digest's name over them."""
        digest, groups = _read_aloud(self.fingerprint)
        return {"digest": digest, "groups": groups}


@dataclass(frozen=True, slots=True)
class StationKeys:
    """What the state lists of a station. `root`: the newest root account's name; `root_groups`: the
    fingerprint of its key, in groups."""

    authority: str
    authority_name: str
    station: str
    vault: str
    principal: str
    fingerprint: str
    root: str
    root_groups: tuple[str, ...]
    lines: tuple[str, ...]


def build(keys: StationKeys, printing: Printing) -> FingerprintSheet:
    """The sheet with which the state enrols a station: both fingerprints to read aloud, the lines."""
    return FingerprintSheet(
        of=FingerprintOf.STATION,
        owner=keys.principal,
        facts=(
            Fact(_("Authority"), f"{keys.authority_name} ({keys.authority})"),
            Fact(_("Station"), keys.station, mono=True),
            Fact(_("Vault"), keys.vault, mono=True),
            Fact(_("Root account"), keys.root),
        ),
        fingerprint=keys.fingerprint,
        root_groups=keys.root_groups,
        printed=printing.words(),
        program=PROGRAM,
        lines=keys.lines,
    )


def about(_station: None) -> About:
    """The sheet with which the state enrols this station."""
    return About(
        title=_("Fingerprint sheet"),
        file=_("Fingerprint sheet.pdf"),
        kind=_for_the_call,
        care=_("It holds no secret. The state needs it once, when it enrols this station."),
    )


def _for_the_call(pages: int) -> str:
    return ngettext(
        "To read aloud to the state over the telephone, {count} page.",
        "To read aloud to the state over the telephone, {count} pages.",
        pages,
    ).format(count=pages)


def _captions() -> dict[str, str]:
    return page_captions() | {
        "fingerprint": _("Fingerprint"),
        "root": _("Fingerprint of the root account's key"),
        "whose": _("Whose key this is"),
        "line": _("For the state's list of signers"),
        "steps": _("How to compare"),
        "done": _("Compared by"),
        "signature": _("Signature"),
        "name": _("Name and capacity"),
        "date": _("Date and time"),
        "signed_as": _("Signed as"),
        "reader": _("Read aloud"),
        "listener": _("Compared"),
        "footer": _(
            "A fingerprint is not secret. What matters is that both sides compared the same one."
        ),
    }


def _station_captions(owner: str) -> dict[str, str]:
    """The captions of a station's enrolment sheet."""
    return _captions() | {
        "title": _("Station enrolment, {owner}").format(owner=owner),
        "heading": _("Station enrolment"),
        "lead": _(
            "The state uses these fingerprints to know that a bundle was signed at this workstation, and that the people in it were given their accounts here."
        ),
        "fingerprint": _("Fingerprint of the station's key"),
        "step_1": _(
            "Telephone the state's desk on the number you already have, never on one from a message."
        ),
        "step_2": _(
            "Read both fingerprints aloud, group by group. The state reads along on its own screen."
        ),
        "step_3": _(
            "If every group is the same, both sign. If one differs, stop and ask the state how to go on. Your records are safe."
        ),
    }


def _state_captions(owner: str) -> dict[str, str]:
    """The captions of the sheet that tells the state's certificate."""
    return _captions() | {
        "title": _("Fingerprint of the state's certificate, {owner}").format(owner=owner),
        "heading": _("Fingerprint of the state's certificate"),
        "lead": _(
            "Bundles are sealed so that only the holder of this certificate's key can open them. Compare before the first bundle leaves."
        ),
        "step_1": _(
            "Telephone the state's desk on the number you already have, never on one from a message."
        ),
        "step_2": _(
            "The state reads its fingerprint aloud, group by group. Read along here and on the screen."
        ),
        "step_3": _(
            "If every group is the same, accept the certificate and sign. If one differs, do not accept it. Nothing was sent."
        ),
    }


def _read_aloud(fingerprint: str) -> tuple[str, list[str]]:
    """The digest's name if the fingerprint begins with one ("SHA256:"), and the rest in fours.

    A fingerprint that already comes in groups, parted by spaces, keeps them.
    """
    name, colon, digits = fingerprint.partition(":")
    if not colon or not name.startswith("SHA"):
        name, digits = "", fingerprint
    groups = digits.split()
    if len(groups) > 1:
        return name, groups
    return name, [digits[start : start + 4] for start in range(0, len(digits), 4)]

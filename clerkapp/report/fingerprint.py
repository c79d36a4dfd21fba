"""Fingerprint sheets: a key told over the telephone, from paper, by two people who know each other.

A station's sheet enrols it with the state (who signs the office's bundles); the state's sheet lets
an office compare the state's certificate before it seals anything to it.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum

from clerkapp.report.parts import Fact
from clerkapp.report.render import pdf
from clerkapp.wording import print_words
from clerkapp.wording.language import language


class FingerprintOf(StrEnum):
    """Whose key the sheet tells."""

    STATION = "station"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class FingerprintSheet:
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


def fingerprint_sheet(sheet: FingerprintSheet, *, at: str) -> bytes:
    """The sheet as a PDF in the language in use. `at`: RFC 3339, the file's creation time."""
    values = asdict(sheet)
    words = {
        FingerprintOf.STATION: print_words.station_fingerprint,
        FingerprintOf.STATE: print_words.state_fingerprint,
    }
    values["words"] = words[sheet.of](sheet.owner)
    values["digest"], values["groups"] = _read_aloud(sheet.fingerprint)
    return pdf("fingerprint", values, at=at, language=language())


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

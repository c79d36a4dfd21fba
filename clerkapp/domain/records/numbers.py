"""Record numbers `AUTH-YYYY-WW-NNNN` (docs/formats/bundle.md, section 4).

Authority and station codes are issued, never derived from a county's FIPS code. The running number
starts at 1 for each station and year, and has no gaps: a struck record keeps its number.
"""

import re
from dataclasses import dataclass

from clerkapp.domain.errors import Refused

CODE = re.compile(r"[A-Z0-9]{1,12}")
TRAINING = "TRAIN"
"""How the station's code of a practice vault begins, and of no other. It stands in every record's number,
in every grant and in the statement of the station's key, so that nothing signed there can be taken for
anything else."""
_RECORD_NUMBER = re.compile(r"([A-Z0-9]+)-([0-9]{4})-([A-Z0-9]+)-([0-9]{4,15})")


@dataclass(frozen=True, slots=True, order=True)
class RecordNumber:
    """The number on the paper: authority, year of recording, station, running number."""

    authority: str
    year: int
    station: str
    running: int

    def __str__(self) -> str:
        return f"{self.authority}-{self.year:04d}-{self.station}-{self.running:04d}"

    def short(self, station: str) -> str:
        """What is enough on the phone in the office of `station`: "0101"; another one's is "W2 0101"."""
        own = f"{self.running:04d}"
        return own if self.station == station else f"{self.station} {own}"

    @classmethod
    def parse(cls, text: str) -> "RecordNumber":
        """Read a number exactly as it is written. Raises Refused("number-form")."""
        match = _RECORD_NUMBER.fullmatch(text)
        if match is None or (len(match[4]) > 4 and match[4][0] == "0") or int(match[4]) == 0:
            raise Refused("number-form", number=text[:60])
        return cls(match[1], int(match[2]), match[3], int(match[4]))


def require_code(text: str, what: str) -> str:
    """An authority or station code: capital letters and digits. Raises Refused("code-form")."""
    if CODE.fullmatch(text) is None:
        raise Refused("code-form", what=what, text=text[:40])
    return text


def is_training(station: str) -> bool:
    """Whether a station's code is that of a practice vault."""
    return station.startswith(TRAINING)


def station_of(code: str, *, training: bool) -> str:
    """The code of a new station. Raises Refused: code-form; station-training for a real station that would
    be taken for one for practice."""
    if is_training(code) and not training:
        raise Refused("station-training", fields=["station"], text=code[:40], reserved=TRAINING)
    marked = TRAINING + code if training and not is_training(code) else code
    return require_code(marked, "station")

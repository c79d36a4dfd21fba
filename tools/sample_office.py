"""What the pictures need beyond the demonstration vault: matters of today, an old log.

All of it goes through the ordinary use cases. Names, places and numbers are invented.
"""

from typing import Any

from clerkapp.demo.samples.story import at
from clerkapp.services.office_lists import carrying
from clerkapp.services.records import recording
from clerkapp.services.session import Session

TODAY = "2026-11-30"
_RUNOFF = f"""\
code,name,day,opens,closes,begins_canvass,until
ZZ-{TODAY},Runoff Election,{TODAY},7:00,19:00,2026-12-07,2026-12-30
"""
_FIVE: dict[str, Any] = {
    "election": "ZZ-2026-11-03",
    "danger": "no",
    "noticed_by": {"role": "supervisory_judge"},
    "place_type": "polling_place",
}
JAM: dict[str, Any] = {
    **_FIVE,
    "one_line": "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin",
    "occurred": at(f"{TODAY}T08:29:00-06:00"),
    "noticed": at(f"{TODAY}T08:29:00-06:00"),
    "place": "Oak Hall",
    "category": "jam",
    "serial": "NT3-004417",
    "device_type": "scan-single",
}
SEAL: dict[str, Any] = {
    **_FIVE,
    "one_line": "Seal on the ballot case of Cedar Street Hall is broken",
    "occurred": at(f"{TODAY}T08:05:00-06:00"),
    "noticed": at(f"{TODAY}T08:05:00-06:00"),
    "place": "Cedar Street Hall",
    "category": "seal_mismatch",
    "seals": [
        {
            "spot": "Ballot case",
            "logged": "0091471",
            "found": "0091471",
            "state": "broken",
            "two_people": True,
        }
    ],
    "severity": "high",
}
OLD_LOG = """\
Log #,Date/Time,Polling Place,Type,What happened,Initials
17,10/29/2024 6:40 AM,Oak Hall,Machine,"Scanner would not start, second plug worked",RL
18,11/5/2024 7:05 AM,Mill Road School,Machine,Pollbook showed yesterday's list until synced,RL
19,11/5/2024 about 9:30 AM,Cedar Street Hall,Procedure,Provisional envelopes ran low; twenty brought,IM
20,11/5/2024,Oak Hall,Place,Fire drill next door; voters waited ten minutes outside,IM
21,31/31/2024,Oak Hall,Machine,Printer of the accessible unit out of paper,IM
"""


def hold_a_runoff(session: Session) -> None:
    """Make today the day of an election."""
    _bring(session, "election", _RUNOFF)


def record(session: Session, kind: str, values: dict[str, Any]) -> str:
    """Record one of the matters above; its number."""
    return recording.record(session, kind, values).number


def _bring(session: Session, code: str, text: str) -> None:
    brought = carrying.import_csv(session, code, text.encode())
    if brought.refused or brought.ignored:
        raise ValueError(code, brought.refused, brought.ignored)

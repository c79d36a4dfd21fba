"""What the pictures need beyond the demonstration vault: the office's lists, matters of today, an old log.

All of it goes through the ordinary use cases. Names, places and numbers are invented.
"""

from typing import Any

from clerkapp.demo.samples.story import at
from clerkapp.services.office_lists import carrying
from clerkapp.services.records import recording
from clerkapp.services.session import Session

_LISTS = {
    "site": """\
code,name,place_type,precincts,hours,phone
OAK,Oak Hall,polling_place,"4, 5",7:00 a.m. to 7:00 p.m.,555-0110
MILL,Mill Road School,polling_place,7,7:00 a.m. to 7:00 p.m.,555-0111
CEDAR,Cedar Street Hall,polling_place,"8, 9",7:00 a.m. to 7:00 p.m.,555-0112
WARE,Warehouse,warehouse,,,555-0113
""",
    "election": """\
code,name,day,opens,closes,begins_canvass,until
ZZ-2026-11-03,General Election,2026-11-03,7:00,19:00,2026-11-04,2026-12-04
""",
    "unit": """\
serial,asset_tag,device_type,manufacturer,model,software_version,hardware_revision,certification,home_site,state,note
NT3-004417,2231,scan-single,Northlight,NT-300,4.2.1,C,NLS-300-42,Warehouse,test_owed,Back from the vendor on November 12.
NT3-004402,2216,scan-single,Northlight,NT-300,4.2.1,C,NLS-300-42,Oak Hall,in_use,
NT3-004388,2202,scan-single,Northlight,NT-300,4.2.1,C,NLS-300-42,Mill Road School,in_use,
NT3-004391,2205,scan-single,Northlight,NT-300,4.2.0,C,NLS-300-42,Cedar Street Hall,sealed,Kept for the contest of November.
CP2-11507,3107,electronic-poll-book,Civitas,CP-2,7.1,B,,Cedar Street Hall,in_use,
CP2-11519,3119,electronic-poll-book,Civitas,CP-2,7.1,B,,Mill Road School,in_use,
""",
    "contact": """\
name,role,organisation_type,organisation,called_for,phone,substitute,substitute_phone
State election desk,state,state,State Election Office,"Seals, custody, counts",555-0142,Night desk,555-0143
Northlight service,vendor,vendor,Northlight,Scanners,555-0150,,
""",
    "procedure": """\
name,version,reviewed
County Security Plan,2026-08,2026-08-14
Closing checklist,2026-09,2026-09-02
""",
}
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


def list_what_it_has(session: Session) -> None:
    """Fill the lists of the office."""
    for code, text in _LISTS.items():
        _bring(session, code, text)


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

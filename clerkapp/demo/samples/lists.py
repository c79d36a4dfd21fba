"""The lists of the fictional office, as files that are brought in."""

LISTS = {
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

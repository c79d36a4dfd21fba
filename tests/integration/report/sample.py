"""The sample record Q-1 as it is printed: fictional, like every name in it."""

from clerkapp.report.incident.sheet import (
    Amendment,
    AttachedFile,
    Change,
    IncidentSheet,
    Section,
    Severity,
)
from clerkapp.report.parts import Column, Fact, Row, Signature, Table

AT = "2026-11-23T18:40:00-06:00"
IDENTITY = "69f7ffb880e2a743a4d89fc69782fd699e3c687e7d77a3563141bad09ec7a6a8"
FILE = "8a6a7ce90dab1413653a77d7e786c3e996df28796cf98d4a347a2e088bff7f96"

JAM = IncidentSheet(
    authority="Larkspur County",
    number="LARK-2026-P3-0004",
    revision=2,
    identity=IDENTITY,
    status="Resolved",
    copy="Full copy",
    sharing="TLP:AMBER",
    kind="Equipment",
    one_line="Precinct scanner at Oak Hall jammed; ballots went to the emergency bin for 35 minutes.",
    category="Paper jam / feed",
    severity=Severity(
        "Moderate",
        2,
        "Some voters waited, a unit was out of service, or a difference was explained the same day.",
        "The unit was swapped; about 25 voters waited.",
    ),
    determination="Confirmed",
    circumstances=(
        Fact("Happened", "Nov 3, 2026, 7:40 a.m. – 8:15 a.m. CST"),
        Fact("Noticed", "Nov 3, 7:41 a.m. CST"),
        Fact("Recorded", "Nov 3, 9:40 p.m. CST"),
        Fact("Place", "Oak Hall, polling place"),
        Fact("Election", "General election, Nov 3, 2026"),
        Fact("Stage", "Polls open"),
        Fact("Noticed by", "Supervisory judge"),
        Fact("How it was noticed", "The device showed a message"),
    ),
    narrative=(
        "Rain, damp ballots. After 62 ballots the scanner showed “E-17 PAPER PATH” three times.\n"
        "Voting continued: ballots into the emergency bin. A technician replaced the unit at 8:15."
    ),
    effect=(
        Fact("Voters who had to wait", "about 25"),
        Fact("Voters who left without voting", "1, estimate"),
        Fact("Ballots affected", "41"),
        Fact("Counts or results affected?", "No"),
    ),
    details=(
        Section(
            "The unit",
            (
                Fact("Type", "Precinct scanner"),
                Fact("Manufacturer and model", "Northlight NT-300"),
                Fact("Serial number", "NT3-004417", mono=True),
                Fact("Words on the screen", "E-17 PAPER PATH", mono=True),
            ),
        ),
    ),
    tables=(
        Table(
            "Seals",
            (
                Column("Spot"),
                Column("Number in log", mono=True),
                Column("Number found", mono=True),
                Column("State"),
                Column("By two people"),
            ),
            (Row(("Lid", "0083312", "0083312", "Removed on purpose", "R. Amani, T. Castellan")),),
        ),
    ),
    actions=Table(
        "Actions taken",
        (Column("Time"), Column("Who"), Column("What")),
        (
            Row(("Nov 3, 7:44 a.m.", "Two judges", "Removed a folded corner.")),
            Row(("Nov 3, 7:50 a.m.", "Judge", "Called the hotline twice."), struck=True),
            Row(("Nov 3, 8:15 a.m.", "Technician (county)", "Replaced the unit.")),
        ),
    ),
    told=Table(
        "Who was told",
        (Column("Organisation"), Column("When"), Column("Reference", mono=True)),
        (Row(("County election office", "Nov 3, 7:52 a.m.", "unknown")),),
    ),
    resolution=(Fact("How it was resolved", "The unit was replaced within 35 minutes."),),
    steps=Table(
        "So that it does not happen again",
        (Column("Step"), Column("Owner"), Column("Due"), Column("Done")),
        (Row(("Keep ballots in the closed case", "Warehouse lead", "Dec 1, 2026", "Not yet")),),
    ),
    attachments=(AttachedFile("zero-tape.jpg", "Photograph", "1.2 MB", FILE),),
    amendments=(
        Amendment(
            "Revision 2",
            "Nov 4, 9:15 a.m. CST",
            "Dana Whitfield",
            "Count of the evening scan added",
            (Change("Ballots affected", "about 40", "41"),),
        ),
    ),
    signatures=(
        Signature(
            "Recorded",
            "Dana Whitfield",
            "Recorder",
            "Nov 3, 2026, 9:40 p.m. CST",
            "Signed on screen",
        ),
        Signature("Reviewed"),
        Signature("First of two people"),
        Signature("Second of two people"),
        Signature("Election authority"),
    ),
    printed="Printed Nov 23, 2026, 6:40 p.m. CST by Dana Whitfield",
    program="clerkapp 0.1.0",
)

"""Words of the list of elections and their calendar."""

from clerkapp.wording.office_lists.declare import ListWords

WORDS = ListWords(
    title="Elections",
    one="Election",
    add="Add an election",
    about="With the day on which each stage begins. New records take election and stage from here.",
    empty="No elections are listed yet. Election and stage of new records are those set in Settings.",
    columns={
        "code": ("Code", "As it stands in records: ZZ-2026-11-03."),
        "name": ("Name", "As people call it: General Election."),
        "day": ("Election day", ""),
        "until": (
            "Work ends on",
            "The last day of the last stage. Without it the next election ends this one.",
        ),
        "opens": ("Polls open at", ""),
        "closes": ("Polls close at", ""),
        "federal": ("Federal offices are on the ballot", "Then its papers are kept 22 months."),
        "sites": ("Sites that are asked", "Codes of sites. None: all open sites."),
        "begins_prep": ("Preparation begins", ""),
        "begins_testing": ("Testing begins", "Logic and accuracy tests."),
        "begins_advance": ("Voting in advance begins", ""),
        "begins_setup": ("Setting up begins", ""),
        "begins_closing": ("Closing begins", "Only where it is on a later day."),
        "begins_transport": ("Transport begins", "Only where it is on a later day."),
        "begins_tabulation": ("Tabulation begins", ""),
        "begins_canvass": ("Canvass begins", ""),
        "begins_audit": ("Audit begins", ""),
        "begins_storage": ("Storage begins", ""),
        "note": ("Note", ""),
    },
)

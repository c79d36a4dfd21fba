"""Words of the list of sites."""

from clerkapp.wording.kinds import ANSWERS
from clerkapp.wording.office_lists.declare import ListWords

WORDS = ListWords(
    title="Sites",
    one="Site",
    add="Add a site",
    about="Where people vote, and where things are stored, counted and taken in. Forms offer them as places.",
    empty="No sites are listed yet. Bring in a list, or add the first one. Forms work without.",
    columns={
        "code": ("Code", "Short, as on the supplies: 014, OAK."),
        "name": ("Name", "As people call it: Oak Hall."),
        "place_type": ("Kind of place", ""),
        "precincts": ("Precincts", "Who votes here."),
        "address": ("Address", ""),
        "hours": ("Hours", "When somebody is there."),
        "phone": ("Phone", "Of the place, not of a person."),
        "note": ("Note", ""),
    },
    answers={"place_type": ANSWERS["place_type"]},
)

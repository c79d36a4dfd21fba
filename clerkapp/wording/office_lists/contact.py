"""Words of the list of contacts."""

from clerkapp.wording.kinds import ANSWERS
from clerkapp.wording.office_lists.declare import ListWords

WORDS = ListWords(
    title="Contacts",
    one="Contact",
    add="Add a contact",
    about="Whom to call, and who stands in. Office numbers; no home addresses.",
    empty="No contacts are listed yet. Bring in a list, or add the first one. Forms work without.",
    columns={
        "name": ("Name", "Of the person, or of the desk that answers."),
        "role": ("Function", ""),
        "organisation_type": ("Who that is", "As in “Who was told”."),
        "organisation": ("Organization", ""),
        "called_for": ("Called for", "Scanner down, threat, message to look at."),
        "phone": ("Phone", "The office’s number."),
        "phone_out_of_hours": ("Phone out of hours", "Only if the person gave it for this."),
        "email": ("Email", ""),
        "substitute": ("Substitute", "Who answers when nobody does."),
        "substitute_phone": ("Substitute’s phone", ""),
        "note": ("Note", ""),
    },
    answers={"role": ANSWERS["noticed_by"], "organisation_type": ANSWERS["told.organisation"]},
)

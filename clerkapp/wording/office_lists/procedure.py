"""Words of the list of procedures."""

from clerkapp.wording.office_lists.declare import ListWords

WORDS = ListWords(
    title="Procedures",
    one="Procedure",
    add="Add a procedure",
    about="Instructions in force, with their version. Earlier versions stay in the history of the entry.",
    empty="No procedures are listed yet. Bring in a list, or add the first one. Forms work without.",
    columns={
        "name": ("Name", "As it is called: County Security Plan."),
        "version": ("Version", "The one in force: 3.1, or its date."),
        "reviewed": ("Last reviewed on", ""),
        "sections": ("Sections", "One a line, if you want to pick them."),
        "note": ("Note", ""),
    },
)

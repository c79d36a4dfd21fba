"""What place and safety asks about, and what to do now: people first, whatever the category."""

from clerkapp.domain.kinds.asked.common import (
    DANGER_STEPS,
    SAID_TWICE,
    VOTING_AND_VOTERS,
    together,
)
from clerkapp.domain.kinds.conditions import answered, either, one_of
from clerkapp.domain.kinds.declare import Checklist

CONTRADICTIONS = (
    *SAID_TWICE,
    *VOTING_AND_VOTERS,
    together(
        "safe-but-danger", "all_safe", "danger", one_of("all_safe", "yes"), one_of("danger", "yes")
    ),
    together(
        "nobody-but-number",
        "called",
        "called_reference",
        one_of("called", "nobody"),
        answered("called_reference"),
    ),
    together(
        "kept-not-but-where",
        "original_kept",
        "original_where",
        one_of("original_kept", "no"),
        answered("original_where"),
    ),
    together(
        "stayed-but-when",
        "place_left",
        "left_from",
        one_of("place_left", "no"),
        either(answered("left_from"), answered("left_to")),
    ),
    together(
        "went-on-but-other-way",
        "went_on",
        "voting",
        one_of("voting", "as_normal", "no_voting"),
        answered("went_on"),
    ),
)
CHECKLISTS = (
    DANGER_STEPS,
    Checklist(
        "parcel",
        either(one_of("category", "parcel"), one_of("came_by", "parcel", "powder")),
        (
            "do_not_open",
            "move_away",
            "call_911",
            "wash_hands",
            "list_who_near",
            "call_county",
            "write_down",
        ),
    ),
    Checklist(
        "threat",
        one_of("category", "threat_people", "hoax_call"),
        (
            "call_911_first",
            "keep_as_is",
            "write_words",
            "call_sheriff_next",
            "tell_who_is_named",
            "tell_state",
            "write_down",
        ),
    ),
    Checklist(
        "power",
        one_of("category", "power_out"),
        (
            "voting_on_paper",
            "note_battery",
            "stay_with_ballots",
            "call_utility",
            "ask_other_place",
            "write_down",
        ),
    ),
)

"""What a message asks about, and what to do when somebody clicked or typed a password."""

from clerkapp.domain.kinds.asked.common import DANGER_STEPS, SAID_TWICE, together
from clerkapp.domain.kinds.conditions import count, counted_none, either, one_of
from clerkapp.domain.kinds.declare import Checklist, Contradiction, Values

ANSWERED_IT = one_of(
    "interacted",
    "replied",
    "clicked",
    "called",
    "entered_password",
    "opened_file",
    "ran_program",
    "sent_money",
    "sent_data",
)
"""Somebody did more with it than reading."""


def _more_than_got_it(values: Values) -> bool:
    did, got = count(values, "interacted_count"), count(values, "recipients_count")
    return did is not None and got is not None and did > got


CONTRADICTIONS = (
    *SAID_TWICE,
    together(
        "not-opened-but-lost",
        "control_lost",
        "interacted",
        one_of("interacted", "not_opened"),
        one_of("control_lost", "account_misuse", "malware"),
    ),
    together(
        "nobody-but-did",
        "interacted_count",
        "interacted",
        counted_none("interacted_count"),
        either(one_of("interacted", "read", "forwarded"), ANSWERED_IT),
    ),
    Contradiction(
        "more-did-than-got-it", "interacted_count", "recipients_count", _more_than_got_it
    ),
    together(
        "no-test-but-exercise",
        "phishing_test",
        "category",
        one_of("phishing_test", "no"),
        either(one_of("category", "exercise"), one_of("determination", "exercise")),
    ),
    together(
        "test-but-confirmed",
        "phishing_test",
        "determination",
        one_of("phishing_test", "yes"),
        one_of("determination", "confirmed", "unexplained"),
    ),
)
CHECKLISTS = (
    DANGER_STEPS,
    Checklist(
        "password",
        one_of("interacted", "clicked", "entered_password", "opened_file", "ran_program"),
        (
            "keep_all",
            "unplug",
            "phone_it",
            "new_password",
            "sign_out",
            "who_else",
            "tell_state",
            "write_down",
        ),
    ),
)

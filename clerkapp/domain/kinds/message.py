"""Suspicious message: what came, what it wanted, what anybody did with it.

What a message says is evidence: it is kept as it came and shown harmless. The kind of mailbox is
recorded, not the address; the addresses of recipients stay in the office. A letter, a call or
somebody at the counter has no sender's address and no subject: these are needed of email only.
"""

from clerkapp.domain.kinds.asked.message import ANSWERED_IT, CHECKLISTS, CONTRADICTIONS
from clerkapp.domain.kinds.common import DANGER, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import (
    answered,
    either,
    none_of,
    one_of,
    severity_at_least,
)
from clerkapp.domain.kinds.declare import (
    Alone,
    Column,
    Control,
    Field,
    Gate,
    Kind,
    RedactionClass,
    Search,
    Section,
    SeverityRule,
    Tile,
    Useful,
)
from clerkapp.domain.kinds.handling import evidence, handling, outcome, work
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.domain.vocabulary import message as message_codes

_EMAIL = none_of("channel", *(one for one in message_codes.CHANNELS if one != "email"))


def _copied(code: str, number: str, *, gate: Gate = Gate.NEVER, limit: int = 320) -> Field:
    return Field(
        code,
        number,
        Control.LINE,
        gate,
        needed_when=_EMAIL if gate is not Gate.NEVER else None,
        shown_when=either(_EMAIL, answered(code)),
        limit=limit,
        search=Search.DETAILS,
        mono=True,
        indicator=True,
        from_message=True,
    )


def _check(code: str) -> Field:
    return Field(
        code,
        "E9",
        Control.LIST,
        values=message_codes.AUTH_RESULTS,
        shown_when=either(_EMAIL, answered(code)),
    )


_ARRIVED = Section(
    "message",
    (
        Field(
            "message_file",
            "E1",
            Control.FILE,
            redaction=RedactionClass.PERSONAL,
            values=("message",),
        ),
        Field("message_place", "E1", Control.COUNT, shown_when=answered("message_place")),
        Field(
            "not_read",
            "E1",
            Control.CHECKS,
            values=message_codes.NOT_READ,
            shown_when=answered("not_read"),
        ),
        Field(
            "carrier",
            "E1",
            Control.TABLE,
            redaction=RedactionClass.PERSONAL,
            columns=(
                Column("sender", Control.LINE, limit=320),
                Column("subject", Control.LINE, limit=1000),
                Column("at", Control.TIME),
            ),
            shown_when=answered("carrier"),
            names=True,
            from_message=True,
        ),
        Field(
            "channel",
            "E2",
            Control.LIST,
            Gate.AUTOMATIC,
            values=message_codes.CHANNELS,
            tile=Tile.UNDER,
            default="email",
            again=True,
        ),
        Field(
            "mailbox", "E3", Control.LIST, Gate.RESOLVE, values=message_codes.MAILBOXES, again=True
        ),
        Field("received", "E4", Control.TIME, Gate.RESOLVE),
        Field(
            "sender_name",
            "E5",
            Control.LINE,
            limit=320,
            search=Search.DETAILS,
            indicator=True,
            from_message=True,
        ),
        _copied("sender_address", "E6", gate=Gate.RESOLVE),
        Field("recipients_count", "E10", Control.COUNT, Gate.RESOLVE),
        Field(
            "subject",
            "E12",
            Control.LINE,
            Gate.RESOLVE,
            RedactionClass.CHECKED,
            needed_when=_EMAIL,
            shown_when=either(_EMAIL, answered("subject")),
            limit=1000,
            search=Search.DETAILS,
            indicator=True,
            from_message=True,
        ),
    ),
)
_COPIED = Section(
    "copied",
    (
        _copied("reply_to", "E7"),
        _copied("return_path", "E7"),
        Field(
            "sending_server",
            "E8",
            Control.LINE,
            redaction=RedactionClass.SECURITY,
            limit=320,
            search=Search.DETAILS,
            mono=True,
            indicator=True,
            from_message=True,
            shown_when=either(_EMAIL, answered("sending_server")),
        ),
        _check("auth_spf"),
        _check("auth_dkim"),
        _check("auth_dmarc"),
        Field(
            "dkim_signatures",
            "E9",
            Control.TABLE,
            columns=(
                Column("domain", Control.LINE, limit=320, mono=True),
                Column("selector", Control.LINE, limit=320, mono=True),
            ),
            shown_when=answered("dkim_signatures"),
            indicator=True,
            from_message=True,
        ),
        Field(
            "auth_headers",
            "E9",
            Control.TEXT,
            redaction=RedactionClass.SECURITY,
            shown_when=answered("auth_headers"),
            limit=40_000,
            mono=True,
            from_message=True,
        ),
        Field(
            "recipients",
            "E11",
            Control.TABLE,
            redaction=RedactionClass.PERSONAL,
            columns=(Column("address", Control.LINE, limit=320, mono=True),),
            names=True,
            from_message=True,
        ),
        _copied("message_id", "E13", limit=1000),
        Field(
            "links",
            "E14",
            Control.TABLE,
            columns=(
                Column("text", Control.LINE, limit=500),
                Column("url", Control.LINE, limit=2000, mono=True),
                Column("host", Control.LINE, limit=320, mono=True),
            ),
            search=Search.DETAILS,
            indicator=True,
            from_message=True,
        ),
        Field(
            "message_attachments",
            "E15",
            Control.TABLE,
            redaction=RedactionClass.SECURITY,
            columns=(
                Column("name", Control.LINE, limit=500),
                Column("media_type", Control.LINE, limit=120),
                Column("size", Control.COUNT),
                Column("sha256", Control.LINE, limit=64, mono=True, below=True),
                Column("kept", Control.FLAG, below=True),
            ),
            search=Search.DETAILS,
            indicator=True,
            from_message=True,
        ),
        Field(
            "message_text",
            "E16",
            Control.TEXT,
            redaction=RedactionClass.PERSONAL,
            limit=100_000,
            search=Search.STORY,
            from_message=True,
        ),
        Field(
            "indicators",
            "E25",
            Control.TABLE,
            redaction=RedactionClass.SECURITY,
            columns=(
                Column("kind", Control.LIST, message_codes.INDICATORS, searched=False),
                Column("value", Control.LINE, limit=4000, mono=True),
            ),
            shown_when=answered("indicators"),
            search=Search.DETAILS,
            indicator=True,
            from_message=True,
        ),
        Field("send_also", "E26", Control.CHECKS, values=message_codes.SEND_ALSO),
    ),
    opens=(),
)
_JUDGED = Section(
    "judged",
    (
        Field(
            "pretends",
            "E17",
            Control.LIST,
            Gate.RESOLVE,
            values=message_codes.PRETENDS,
            indicator=True,
            tile=Tile.WHAT,
        ),
        Field(
            "pretends_name", "E17", Control.LINE, limit=200, search=Search.DETAILS, indicator=True
        ),
        Field(
            "wants",
            "E18",
            Control.CHECKS,
            Gate.RESOLVE,
            values=message_codes.WANTS,
            indicator=True,
            alone=(Alone("unclear"),),
        ),
        Field("theme", "E19", Control.CHECKS, values=message_codes.THEMES, indicator=True),
    ),
)
_RESPONSE = Section(
    "response",
    (
        Field(
            "interacted",
            "E20",
            Control.CHECKS,
            Gate.RESOLVE,
            values=message_codes.INTERACTED,
            alone=(Alone("not_opened", beside=("forwarded",)), Alone("not_known")),
        ),
        Field("interacted_count", "E20", Control.COUNT),
        Field(
            "account_role",
            "E21",
            Control.LIST,
            Gate.RESOLVE,
            RedactionClass.NAME,
            common_codes.ROLES,
            needed_when=ANSWERED_IT,
            shown_when=either(ANSWERED_IT, answered("account_role")),
        ),
        Field(
            "computer",
            "E21",
            Control.LINE,
            Gate.RESOLVE,
            RedactionClass.SECURITY,
            needed_when=ANSWERED_IT,
            shown_when=either(ANSWERED_IT, answered("computer")),
            limit=60,
            search=Search.DETAILS,
            mono=True,
        ),
        Field(
            "control_lost",
            "E21",
            Control.SEGMENT,
            redaction=RedactionClass.SECURITY,
            values=message_codes.CONTROL_LOST,
            shown_when=either(ANSWERED_IT, answered("control_lost")),
        ),
        Field(
            "response",
            "E22",
            Control.CHECKS,
            Gate.RESOLVE,
            values=message_codes.RESPONSES,
            alone=(Alone("nothing_yet"),),
        ),
        Field(
            "phishing_test", "E23", Control.SEGMENT, Gate.REVIEW, values=common_codes.YES_NO_UNKNOWN
        ),
        Field("seen_elsewhere", "E24", Control.LIST, values=message_codes.SEEN_ELSEWHERE),
        Field(
            "advisory",
            "E24",
            Control.LINE,
            limit=60,
            search=Search.DETAILS,
            mono=True,
            shown_when=either(one_of("seen_elsewhere", "state_advisory"), answered("advisory")),
        ),
    ),
)

_RULES = (
    DANGER,
    SeverityRule("critical", "control-lost", one_of("control_lost", "account_misuse", "malware")),
    SeverityRule(
        "high",
        "password-file-money-data",
        one_of(
            "interacted",
            "entered_password",
            "opened_file",
            "ran_program",
            "sent_money",
            "sent_data",
        ),
    ),
    SeverityRule(
        "moderate", "answered-or-clicked", one_of("interacted", "clicked", "replied", "called")
    ),
    SeverityRule("note", "spam-or-exercise", one_of("category", "spam", "exercise")),
    SeverityRule(
        "note",
        "stopped-by-control",
        one_of("determination", "blocked", "exercise", "false_alarm"),
    ),
    SeverityRule("low", "received-or-read", lambda _: True),
)
KIND = Kind(
    "message",
    (
        basics(),
        seen(category(message_codes.MESSAGE_CATEGORIES)),
        _ARRIVED,
        _COPIED,
        _JUDGED,
        _RESPONSE,
        effect(),
        work(),
        outcome(severity_at_least("moderate")),
        evidence(),
        handling(),
    ),
    order=1,
    icon="mail-exclamation",
    rules=_RULES,
    compared=True,
    contradictions=CONTRADICTIONS,
    checklists=CHECKLISTS,
    begins_with="message_file",
    useful=(
        Useful("interacted"),
        Useful("control_lost", ANSWERED_IT),
        Useful("computer", ANSWERED_IT),
        Useful("mailbox"),
        Useful("category"),
    ),
)

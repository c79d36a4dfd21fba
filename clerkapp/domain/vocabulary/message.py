"""Codes about a suspicious message."""

MESSAGE_CATEGORIES = (
    "cred_phish",
    "mal_attach",
    "mal_link",
    "pay_fraud",
    "imp_official",
    "imp_vendor",
    "imp_voter",
    "thread_hijack",
    "data_request",
    "false_info",
    "threat",
    "callback",
    "flood",
    "spam",
    "exercise",
    "unsure",
)
CHANNELS = (
    "email",
    "text_message",
    "phone_call",
    "voicemail",
    "letter",
    "parcel",
    "in_person",
    "flyer",
    "social_media",
    "web_form",
    "chat",
    "unsure",
)
MAILBOXES = ("shared", "personal_work", "private", "phone", "office_post", "unsure")
AUTH_RESULTS = ("pass", "fail", "none", "not_known")
NOT_READ = (
    "whole",
    "headers",
    "text",
    "links",
    "files",
    "pictures",
    "messages",
    "other",
)
"""What of a message could not be read, or not all of it: signs could not be looked for there."""
INDICATORS = (
    "sender",
    "reply_to",
    "return_path",
    "domain",
    "host",
    "url",
    "ip",
    "message_id",
    "attachment",
    "subject",
)
"""What offices compare of a message (docs/formats/evidence.md, indicators)."""
SEND_ALSO = ("recipients", "message_text", "original")
"""What of a message stays in the office unless a person ticks it; `original` is the kept file."""
PRETENDS = (
    "state_office",
    "federal_agency",
    "voting_vendor",
    "other_vendor",
    "county_colleague",
    "it",
    "bank_payroll",
    "voter",
    "candidate_party",
    "news",
    "nobody",
    "unsure",
)
WANTS = (
    "sign_in",
    "open_file",
    "click",
    "call",
    "scan_code",
    "pay_change_bank",
    "send_voter_data",
    "send_staff_data",
    "install",
    "reply",
    "unclear",
)
THEMES = (
    "password",
    "ballot_request",
    "invoice",
    "shared_document",
    "records_request",
    "meeting",
    "security_key",
    "results",
    "voter_complaint",
    "other",
)
INTERACTED = (
    "not_opened",
    "read",
    "replied",
    "clicked",
    "called",
    "entered_password",
    "opened_file",
    "ran_program",
    "sent_money",
    "sent_data",
    "forwarded",
    "not_known",
)
RESPONSES = (
    "told_it",
    "kept_original",
    "deleted_copies",
    "blocked_sender",
    "changed_password",
    "signed_out",
    "reset_factor",
    "unplugged",
    "scanned_computer",
    "called_real_office",
    "warned_staff",
    "told_bank",
    "nothing_yet",
)
CONTROL_LOST = ("no", "account_misuse", "malware", "not_known")
SEEN_ELSEWHERE = ("not_known", "other_office", "other_county", "state_advisory")

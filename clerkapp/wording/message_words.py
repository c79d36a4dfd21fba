"""Words for the answers about a suspicious message."""

from clerkapp.wording.common_words import ATTACHMENT_CLASS, ROLE, YES_NO

_CATEGORY = {
    "cred_phish": "Tries to get a password",
    "mal_attach": "Suspicious attachment",
    "mal_link": "Suspicious link",
    "pay_fraud": "Money or bank change",
    "imp_official": "Pretends to be an official body",
    "imp_vendor": "Pretends to be a vendor",
    "imp_voter": "Pretends to be a voter",
    "thread_hijack": "Reply inside a real conversation",
    "data_request": "Fishing for data or access",
    "false_info": "False election information in the office's name",
    "threat": "Threat or extortion",
    "callback": "Asks to call a number or scan a code",
    "flood": "Flood of messages",
    "spam": "Unwanted, not dangerous",
    "exercise": "Phishing test",
}
_CHANNEL = {
    "email": "Email",
    "text_message": "Text message",
    "phone_call": "Phone call",
    "flyer": "QR code or flyer",
    "social_media": "Social media",
    "web_form": "Website form",
    "chat": "Chat",
}
_MAILBOX = {
    "shared": "Shared office mailbox",
    "personal_work": "Work mailbox with a person's name",
    "private": "Private mailbox",
    "phone": "Phone",
    "unsure": "Not sure yet",
}
_AUTH = {"pass": "Pass", "fail": "Fail", "none": "None", "not_known": "Not known"}
_PRETENDS = {
    "state_office": "State election office",
    "federal_agency": "Federal agency",
    "voting_vendor": "Voting-system vendor",
    "other_vendor": "Other vendor",
    "county_colleague": "County colleague or leader",
    "it": "IT",
    "bank_payroll": "Bank or payroll",
    "voter": "Voter",
    "candidate_party": "Candidate or party committee",
    "news": "News",
    "nobody": "Nobody",
    "unsure": "Not sure yet",
}
_WANTS = {
    "sign_in": "Sign in",
    "open_file": "Open a file",
    "click": "Click",
    "call": "Call",
    "scan_code": "Scan a code",
    "pay_change_bank": "Pay, or change bank details",
    "send_voter_data": "Send voter data",
    "send_staff_data": "Send staff data",
    "install": "Install something",
    "reply": "Reply",
    "unclear": "Unclear",
}
_THEME = {
    "password": "Password or account",
    "ballot_request": "Absentee or ballot request",
    "invoice": "Invoice",
    "shared_document": "Shared document",
    "records_request": "Records request",
    "meeting": "Meeting",
    "security_key": "Security key",
    "results": "Results or canvass",
    "voter_complaint": "Voter complaint",
    "other": "Other",
}
_INTERACTED = {
    "not_opened": "Not opened",
    "read": "Read",
    "replied": "Replied",
    "clicked": "Clicked",
    "called": "Called",
    "entered_password": "Entered a password",
    "opened_file": "Opened a file",
    "ran_program": "Allowed macros or ran a program",
    "sent_money": "Sent money",
    "sent_data": "Sent data",
    "forwarded": "Forwarded it",
    "not_known": "Not known",
}
_CONTROL_LOST = {
    "no": "No",
    "account_misuse": "Account misused",
    "malware": "Harmful program found",
    "not_known": "Not known",
}
_RESPONSE = {
    "told_it": "Told IT",
    "kept_original": "Kept the original",
    "deleted_copies": "Deleted other copies",
    "blocked_sender": "Blocked the sender",
    "changed_password": "Changed the password",
    "signed_out": "Signed out everywhere",
    "reset_factor": "Reset the second factor",
    "unplugged": "Unplugged the network",
    "scanned_computer": "Scanned the computer",
    "called_real_office": "Called the real office on a known number",
    "warned_staff": "Warned staff",
    "told_bank": "Told the bank",
    "nothing_yet": "Nothing yet",
}
_ELSEWHERE = {
    "not_known": "Not known",
    "other_office": "Another office here",
    "other_county": "Another county",
    "state_advisory": "State advisory",
}

_INDICATOR = {
    "sender": "Sender",
    "reply_to": "Reply-to",
    "return_path": "Return-path",
    "domain": "Domain",
    "host": "Host",
    "url": "Web address",
    "ip": "IP address",
    "message_id": "Message-ID",
    "attachment": "Attached file",
    "subject": "Subject",
}
_NOT_READ = {
    "whole": "The message as a whole",
    "headers": "Headers, and what they say of the sender",
    "text": "Text",
    "links": "Links",
    "files": "Attached files",
    "pictures": "Pictures and PDF files, for QR codes",
    "messages": "Attached messages",
    "other": "Other parts",
}
_SEND_ALSO = {
    "recipients": "Recipient addresses",
    "message_text": "Text of the message",
    "original": "The message itself",
}

MESSAGE_ANSWERS: dict[str, dict[str, str]] = {
    "category": _CATEGORY,
    "message_file": ATTACHMENT_CLASS,
    "channel": _CHANNEL,
    "mailbox": _MAILBOX,
    "auth_spf": _AUTH,
    "auth_dkim": _AUTH,
    "auth_dmarc": _AUTH,
    "indicators.kind": _INDICATOR,
    "not_read": _NOT_READ,
    "send_also": _SEND_ALSO,
    "pretends": _PRETENDS,
    "wants": _WANTS,
    "theme": _THEME,
    "interacted": _INTERACTED,
    "account_role": ROLE,
    "control_lost": _CONTROL_LOST,
    "response": _RESPONSE,
    "phishing_test": YES_NO,
    "seen_elsewhere": _ELSEWHERE,
}

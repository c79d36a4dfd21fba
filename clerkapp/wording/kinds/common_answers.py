"""Words for the answers that every kind offers, for statuses, severities and roles."""

YES_NO = {
    "no": "No",
    "yes": "Yes",
    "not_sure": "Not sure",
    "not_known": "Not known",
}
SEVERITY = {
    "not_rated": "Not rated",
    "note": "Note",
    "low": "Low",
    "moderate": "Moderate",
    "high": "High",
    "critical": "Critical",
}
SEVERITY_MEANING = {
    "not_rated": "Nobody has decided yet.",
    "note": "Recorded for completeness. Nothing was affected and nothing needed doing.",
    "low": "Handled with ordinary steps. No voter delayed; no ballot, seal, count or account affected.",
    "moderate": "Some voters waited, a unit was out of service, somebody answered a bad message without known harm, or a seal, count or custody difference was explained the same day.",
    "high": "Voting stopped for part of a place, or a password was given or a file opened, or a seal, custody or count difference is unexplained, or data may have been seen by the wrong person.",
    "critical": "Confirmed loss of control over voting equipment, ballots, accounts or voter data; voting stopped at a place; or danger to people. Call first, type later.",
}
STATUS = {
    "draft": "Draft",
    "recorded": "Recorded",
    "working": "Being worked",
    "waiting": "Waiting",
    "resolved": "Resolved",
    "reviewed": "Reviewed",
    "duplicate": "Duplicate",
    "error": "Entered in error",
}
DETERMINATION = {
    "suspected": "Suspected",
    "confirmed": "Confirmed",
    "blocked": "Stopped by a control",
    "failed_attempt": "Attempt that failed",
    "near_miss": "Near miss, caught before effect",
    "false_alarm": "False alarm",
    "exercise": "Exercise",
    "unexplained": "Unexplained: looked into, no explanation found",
}
_HOW_NOTICED = {
    "staff_saw": "Staff saw it",
    "poll_worker": "Poll worker saw it",
    "voter_said": "A voter said so",
    "observer_said": "An observer said so",
    "routine_check": "Routine check (opening, closing, seals, reconciliation)",
    "testing": "Testing",
    "device_message": "Message on the device",
    "security_tool": "Security tool",
    "vendor_told": "Vendor told us",
    "state_told": "State told us",
    "other_county": "Another county told us",
    "sender_message": "The sender said so",
    "audit": "Audit",
    "other": "Other",
    "unsure": "Not sure yet",
}
_PHASE = {
    "between": "Between elections",
    "prep": "Preparing ballots and media",
    "testing": "Logic and accuracy testing",
    "advance": "Absentee, early or advance voting",
    "setup": "Setting up",
    "open": "Polls open",
    "closing": "Closing",
    "transport": "Transport",
    "tabulation": "Tabulation",
    "canvass": "Canvass",
    "audit": "Audit",
    "storage": "Storage",
    "unsure": "Not sure yet",
}
_PLACE_TYPE = {
    "office": "Office",
    "warehouse": "Warehouse",
    "polling_place": "Polling place",
    "advance_site": "Advance voting site",
    "counting_room": "Counting room",
    "in_transit": "In transit",
    "mailbox": "Mailbox or online",
    "vendor": "At the vendor",
    "other": "Other",
    "unsure": "Not sure yet",
}
ROLE = {
    "election_authority": "Election authority",
    "deputy": "Deputy",
    "permanent_staff": "Permanent staff",
    "temporary_worker": "Temporary worker",
    "supervisory_judge": "Supervisory judge",
    "election_judge": "Election judge or poll worker",
    "technician": "County technician",
    "vendor": "Vendor",
    "it": "IT",
    "courier": "Courier",
    "observer": "Observer or watcher",
    "voter": "Voter",
    "public": "Member of the public",
    "police": "Law enforcement",
    "state": "State",
    "unknown": "Unknown",
}
_BALLOTS_HANDLED = {
    "scanned_later": "Scanned later",
    "duplicated": "Duplicated by two people",
    "hand_counted": "Counted by hand",
    "spoiled_reissued": "Spoiled and issued again",
    "provisional": "Provisional",
    "set_aside": "Set aside for the board",
    "not_yet": "Not yet",
}
_RESULTS = {
    "no": "No",
    "checking": "Being checked",
    "yes_corrected": "Yes, corrected",
    "yes_open": "Yes, still open",
}
_INFORMATION = {
    "seen": "Seen",
    "changed": "Changed",
    "lost": "Lost or not available",
    "no": "No",
    "not_known": "Not known",
}
_INFORMATION_WHAT = {
    "staff_data": "Data about staff",
    "voter_data": "Data about voters",
    "passwords": "Passwords",
    "equipment_data": "Data about equipment",
    "money": "Money",
}
_WHY = {
    "instruction_unclear": "Instruction unclear",
    "instruction_missing": "Instruction missing",
    "not_trained": "Not trained",
    "temporary_new": "Temporary or new",
    "too_few_people": "Too few people",
    "time_pressure": "Time pressure",
    "equipment_problem": "Equipment problem",
    "supply_problem": "Supply problem",
    "place_building": "Place or building",
    "misheard": "Misheard or written wrong",
    "interrupted": "Interrupted",
    "form_design": "Design of a form",
    "vendor_action": "Something the vendor did",
    "deliberate_suspected": "A deliberate act is suspected",
    "not_known": "Not known",
}
_ORGANISATION = {
    "state": "State",
    "it": "IT",
    "vendor": "Vendor",
    "police": "Law enforcement",
    "board": "Board",
    "cisa": "CISA",
    "ms_isac": "MS-ISAC",
    "eac": "EAC",
    "bank": "Bank",
    "media": "Press",
    "other": "Other",
}
_TOLD_HOW = {
    "phone": "By phone",
    "in_person": "In person",
    "email": "By email",
    "portal": "By web portal",
    "letter": "By letter",
    "bundle": "In a bundle",
    "other": "Other",
}
_RELATION = {
    "same_cause": "Same cause",
    "duplicate_of": "Duplicate of",
    "follow_up_of": "Follow-up of",
    "same_message": "Same message",
}
_SHARING = {
    "clear": "TLP:CLEAR",
    "green": "TLP:GREEN",
    "amber": "TLP:AMBER",
    "amber_strict": "TLP:AMBER+STRICT",
    "red": "TLP:RED",
}
GUARD_RULE = {
    "vote": "how somebody voted",
    "ssn": "a Social Security number",
    "licence": "the number of a driver's license",
    "voter_id": "a voter's number",
    "birth_date": "a date of birth",
    "card": "the number of a payment card",
    "bank": "the number of a bank account",
    "phone": "a phone number",
    "address": "a street address",
}
_PUBLIC = {"open": "Open", "partly_closed": "Partly closed", "closed": "Closed"}
ATTACHMENT_CLASS = {
    "document": "Document",
    "photo": "Photo",
    "screen": "Picture of a screen",
    "message": "Message",
    "statement": "Signed statement",
    "seal-log": "Seal or custody log",
    "device-log": "Device log",
    "signed-sheet": "Sheet signed on paper",
    "held": "Held back: shows a ballot, a poll-book page or a voter",
    "other": "Other",
}
_INK_ACT = {
    "two-person": "One of two people",
    "review": "Reviewer",
    "authority": "Election authority",
}
_SEAL_STATE = {
    "whole": "Whole",
    "broken": "Broken",
    "missing": "Missing",
    "different": "Different",
    "removed": "Removed on purpose",
    "not_known": "Not known",
}

COMMON_ANSWERS: dict[str, dict[str, str]] = {
    "category": {"other": "Other", "unsure": "Not sure yet"},
    "status": STATUS,
    "severity": SEVERITY,
    "determination": DETERMINATION,
    "how_noticed": _HOW_NOTICED,
    "phase": _PHASE,
    "place_type": _PLACE_TYPE,
    "noticed_by": ROLE,
    "danger": YES_NO,
    "ballots_handled": _BALLOTS_HANDLED,
    "results_affected": _RESULTS,
    "information": _INFORMATION,
    "information_what": _INFORMATION_WHAT,
    "why": _WHY,
    "actions.who": ROLE,
    "told.organisation": _ORGANISATION,
    "told.role": ROLE,
    "told.how": _TOLD_HOW,
    "todo.owner": ROLE,
    "prevention.owner": ROLE,
    "related.relation": _RELATION,
    "sharing": _SHARING,
    "public_handling": _PUBLIC,
    "guard_overrides.rule": GUARD_RULE,
    "signed_on_paper.act": _INK_ACT,
    "attachments": ATTACHMENT_CLASS,
    "seals.state": _SEAL_STATE,
}

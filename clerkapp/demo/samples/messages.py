"""Three stories of suspicious messages."""

from clerkapp.demo.samples.story import Amendment, File, Story, action, at, told

PHISH = b"""\
Return-Path: <bounce@mail.larkspur-county-support.example>\r
Authentication-Results: mx.larkspur.example; spf=pass smtp.mailfrom=mail.larkspur-county-support.example; dkim=none; dmarc=none\r
Received: from mail.larkspur-county-support.example (mail.larkspur-county-support.example [192.0.2.44]) by mx.larkspur.example with ESMTPS id 77a1;\r
 Tue, 14 Jul 2026 08:52:03 -0500\r
From: "County Help Desk" <helpdesk@larkspur-county-support.example>\r
To: elections@larkspur.example, clerk@larkspur.example\r
Subject: ACTION REQUIRED: mailbox password expires in 4 hours\r
Message-ID: <20260714085203.77a1@larkspur-county-support.example>\r
Date: Tue, 14 Jul 2026 08:52:01 -0500\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="part"\r
\r
--part\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Our records show that the password of this mailbox expires in 4 hours. Mail to voters will stop\r
when it does.</p>\r
<p><a href="https://signin.larkspur-county-support.example/auth">https://mail.larkspur.example</a></p>\r
<p>If you do nothing, your account will be closed.</p>\r
--part\r
Content-Type: text/html; charset=utf-8; name="Mailbox_notice.html"\r
Content-Disposition: attachment; filename="Mailbox_notice.html"\r
\r
<!DOCTYPE html><html><head><title>Mailbox notice</title></head><body>\r
<h1>Mailbox notice</h1><p>Keep your mailbox open.</p></body></html>\r
--part--\r
"""
"""A false sign-in page, with everything that a clerk is shown of a message."""

_NOTHING_TOUCHED = {
    "voters_waited": 0,
    "voters_left": 0,
    "ballots_affected": 0,
    "results_affected": "no",
    "danger": "no",
    "place": "County election office",
    "place_type": "office",
    "channel": "email",
}

MESSAGES = (
    Story(
        kind="message",
        recorded="2026-07-14T09:24:00-05:00",
        by="Rae Larsen",
        status="reviewed",
        moved="2026-07-15T16:10:00-05:00",
        files=(File("password-expires.eml", PHISH, "message"),),
        values={
            **_NOTHING_TOUCHED,
            "one_line": "Email says my password expires today, sign-in page looked wrong.",
            "occurred": at("2026-07-14T08:52:00-05:00"),
            "noticed": at("2026-07-14T08:55:00-05:00"),
            "election": None,
            "phase": "between",
            "noticed_by": "deputy",
            "how_noticed": "staff_saw",
            "category": "cred_phish",
            "seen": (
                "The shared elections mailbox got “ACTION REQUIRED: mailbox password expires in 4 "
                "hours” from “County Help Desk”. The button led to a page outside the county. The "
                "county's help desk never sends such mail. The deputy did not click, called the "
                "help desk on the number of the wall card, and saved the message as a file."
            ),
            "mailbox": "shared",
            "received": at("2026-07-14T08:52:00-05:00"),
            "sender_name": "County Help Desk",
            "sender_address": "helpdesk@larkspur-county-support.example",
            "return_path": "bounce@mail.larkspur-county-support.example",
            "sending_server": "192.0.2.44",
            "auth_spf": "pass",
            "auth_dkim": "none",
            "auth_dmarc": "none",
            "recipients_count": 2,
            "recipients": [
                {"address": "elections@larkspur.example"},
                {"address": "clerk@larkspur.example"},
            ],
            "subject": "ACTION REQUIRED: mailbox password expires in 4 hours",
            "message_id": "<20260714085203.77a1@larkspur-county-support.example>",
            "links": [
                {
                    "text": "https://mail.larkspur.example",
                    "url": "https://signin.larkspur-county-support.example/auth",
                    "host": "signin.larkspur-county-support.example",
                }
            ],
            "pretends": "it",
            "pretends_name": "County Help Desk",
            "wants": ["sign_in"],
            "theme": ["password"],
            "interacted": ["read"],
            "interacted_count": 2,
            "response": ["kept_original", "told_it", "blocked_sender"],
            "phishing_test": "no",
            "information": ["no"],
            "severity": "low",
            "determination": "failed_attempt",
            "actions": [
                action("2026-07-14T08:55:00-05:00", "deputy", "Kept the message as a file."),
                action("2026-07-14T08:58:00-05:00", "deputy", "Told county IT by phone."),
                action("2026-07-14T09:20:00-05:00", "it", "Blocked the sender's domain."),
            ],
            "told": [told("it", "it", "2026-07-14T08:58:00-05:00", "phone")],
            "resolution": (
                "A false sign-in page. Nobody entered anything. The sender is blocked for the "
                "whole county."
            ),
        },
    ),
    Story(
        kind="message",
        recorded="2026-10-06T17:50:00-05:00",
        by="Dana Whitfield",
        status="resolved",
        moved="2026-10-09T11:05:00-05:00",
        authority=True,
        values={
            **_NOTHING_TOUCHED,
            "one_line": "Temporary worker opened a zip in a reply about absentee applications.",
            "occurred": at("2026-10-06T14:20:00-05:00", "about"),
            "noticed": at("2026-10-06T15:05:00-05:00"),
            "election": "ZZ-2026-11-03",
            "phase": "advance",
            "noticed_by": "temporary_worker",
            "how_noticed": "staff_saw",
            "category": "thread_hijack",
            "seen": (
                "A reply came in a real conversation with our application printer, Quillmark "
                "Mailing, quoting last week's messages. It asked to check the corrected "
                "applications and gave a password for a zip. The worker opened it; a document "
                "asked to enable editing, and she did. The screen flickered. At 3:05 p.m. she told "
                "the clerk because the file was empty. The clerk unplugged the network cable, left "
                "the computer on, and called county IT from the front desk."
            ),
            "mailbox": "personal_work",
            "received": at("2026-10-06T14:11:00-05:00"),
            "sender_name": "Quillmark Mailing",
            "sender_address": "orders@quillmark-mailing.example",
            "recipients_count": 1,
            "subject": "Re: Re: corrected applications",
            "message_attachments": [
                {
                    "name": "Applications_1006.zip",
                    "media_type": "application/zip",
                    "size": 48213,
                    "sha256": "69f7ffb880e2a743a4d89fc69782fd699e3c687e7d77a3563141bad09ec7a6a8",
                }
            ],
            "pretends": "other_vendor",
            "pretends_name": "Quillmark Mailing",
            "wants": ["open_file"],
            "theme": ["ballot_request", "shared_document"],
            "interacted": ["opened_file", "ran_program"],
            "interacted_count": 1,
            "account_role": "temporary_worker",
            "computer": "EL-PC-04",
            "control_lost": "not_known",
            "response": [
                "told_it",
                "changed_password",
                "unplugged",
                "called_real_office",
            ],
            "phishing_test": "no",
            "information": ["not_known"],
            "severity": "high",
            "determination": "confirmed",
            "actions": [
                action("2026-10-06T15:06:00-05:00", "election_authority", "Unplugged the cable."),
                action("2026-10-06T15:09:00-05:00", "election_authority", "Called county IT."),
                action(
                    "2026-10-06T15:15:00-05:00",
                    "deputy",
                    "Called the printer on a known number: their mailbox had been taken over.",
                ),
                action("2026-10-06T16:10:00-05:00", "it", "New password, from another computer."),
                action("2026-10-06T17:40:00-05:00", "it", "Replaced the computer."),
            ],
            "told": [
                told("it", "it", "2026-10-06T15:09:00-05:00", "phone"),
                told("state", "state", "2026-10-06T15:30:00-05:00", "phone", "ZZ-26-1182"),
            ],
            "resolution": (
                "The computer was replaced and the password changed. The printer has its mailbox "
                "back. No sign of further use was found."
            ),
            "why": ["temporary_new", "time_pressure", "instruction_missing"],
            "prevention": [
                {
                    "step": "Printed rule: phone before opening a file with a password.",
                    "owner": "deputy",
                    "due": "2026-10-09",
                    "done": True,
                }
            ],
        },
    ),
    Story(
        kind="message",
        recorded="2026-10-19T10:25:00-05:00",
        by="Rae Larsen",
        status="waiting",
        moved="2026-10-19T13:30:00-05:00",
        amendments=(
            Amendment(
                "2026-10-21T09:12:00-05:00",
                "Rae Larsen",
                "The state's advisory names the same domain",
                {"seen_elsewhere": "state_advisory", "advisory": "ADV-26-044"},
            ),
        ),
        values={
            **_NOTHING_TOUCHED,
            "one_line": "Mail in the state director's name offers new security keys.",
            "occurred": at("2026-10-19T09:31:00-05:00"),
            "noticed": at("2026-10-19T09:44:00-05:00"),
            "election": "ZZ-2026-11-03",
            "phase": "advance",
            "noticed_by": "permanent_staff",
            "how_noticed": "staff_saw",
            "category": "imp_official",
            "seen": (
                "“From the Office of the State Election Director: order your required two-factor "
                "key by noon.” The reply address is on another host. One judge coordinator clicked; "
                "the page asked for a shipping address and a mobile number. She closed it without "
                "typing. The signature was copied from a real newsletter."
            ),
            "mailbox": "personal_work",
            "received": at("2026-10-19T09:31:00-05:00"),
            "sender_address": "director@zz-elections-office.example",
            "reply_to": "keys@order-desk.example",
            "recipients_count": 3,
            "subject": "Required: your two-factor key",
            "pretends": "state_office",
            "wants": ["click", "send_staff_data"],
            "theme": ["security_key"],
            "interacted": ["read", "clicked"],
            "interacted_count": 3,
            "account_role": "permanent_staff",
            "computer": "EL-PC-02",
            "control_lost": "no",
            "response": ["called_real_office", "warned_staff", "scanned_computer"],
            "phishing_test": "no",
            "information": ["no"],
            "severity": "moderate",
            "determination": "failed_attempt",
            "waiting_on": "The state office, for its advisory",
            "waiting_since": at("2026-10-19T10:20:00-05:00"),
            "actions": [
                action(
                    "2026-10-19T09:50:00-05:00",
                    "deputy",
                    "Called the state office on a known number: the mail is false.",
                ),
                action("2026-10-19T10:05:00-05:00", "deputy", "Warned everybody in the office."),
                action(
                    "2026-10-19T10:20:00-05:00",
                    "it",
                    "Closed the browser and scanned the computer, found nothing.",
                ),
            ],
            "told": [told("state", "state", "2026-10-19T09:50:00-05:00", "phone")],
        },
    ),
)

"""Captions of the prints: what stands on paper around the values.

Each function gives all words of one template in the language in use. `{page}` and `{pages}` are
filled in by the template, which alone knows them.
"""

from clerkapp.wording.language import _


def _every_page() -> dict[str, str]:
    return {"page": _("Page {page} of {pages}")}


def incident_sheet(number: str, revision: int) -> dict[str, str]:
    """The incident sheet's captions."""
    return _every_page() | {
        "title": _("Incident record {number}, revision {revision}").format(
            number=number, revision=revision
        ),
        "incident_record": _("Incident record"),
        "revision": _("Revision {revision}").format(revision=revision),
        "status": _("Status"),
        "copy": _("Copy"),
        "sharing": _("Sharing"),
        "kind": _("Kind"),
        "category": _("Category"),
        "determination": _("What it turned out to be"),
        "severity": _("Severity"),
        "severity_reason": _("Reason"),
        "circumstances": _("When, where, who noticed"),
        "narrative": _("What was seen, in order"),
        "effect": _("Effect"),
        "actions": _("Actions taken"),
        "told": _("Who was told"),
        "resolution": _("Resolution"),
        "attachments": _("Attachments"),
        "file": _("File"),
        "what": _("What it is"),
        "size": _("Size"),
        "digest_start": _("SHA-256, first 16"),
        "amendments": _("Amendments"),
        "field": _("Field"),
        "before": _("Before"),
        "after": _("After"),
        "reason": _("Reason: {reason}"),
        "signatures": _("Signatures"),
        "capacity_line": _("Signed as"),
        "signature": _("Signature"),
        "name": _("Name and capacity"),
        "date": _("Date and time"),
        "annex": _("Annex: full fingerprints of the attachments"),
        "legend": _("Letters where something was left out"),
        "proof": _("Proof of this revision"),
        "identity": _("Fingerprint of this revision (SHA-256)"),
        "qr_alt": _("QR code with the record's number, revision and fingerprint"),
        "qr_help": _("The QR code holds the number, the revision and the fingerprint."),
        "no_choices": _("Contains no ballot choices."),
        "nothing": _("Not recorded."),
        "no_actions": _("No action is recorded."),
        "nobody_told": _("Nobody is recorded as told."),
        "no_attachments": _("No file is attached."),
        "first_revision": _("None. This is the first revision."),
        "struck": _("struck through"),
    }


def message_sheet() -> dict[str, str]:
    """The captions of a message's sheet for the help desk."""
    return _every_page() | {
        "title": _("Suspicious message, for the help desk"),
        "heading": _("Suspicious message"),
        "first": _("For the help desk · Not a record"),
        "strong": _("Strong"),
        "weak": _("Weak"),
        "warning": _(
            "Addresses are written so that nothing can be clicked. Do not restore and open them on an office computer. The original is kept in the office; ask for it if you need it."
        ),
        "sender": _("From the message"),
        "links": _("Links"),
        "shown": _("Text shown"),
        "real": _("Real address"),
        "leads": _("Leads to"),
        "files": _("Attachments in the message"),
        "digest": _("Fingerprint (SHA-256)"),
        "original": _("The original"),
        "footer": _("Without the message's text and without the addresses of those who got it."),
    }


def recovery_sheet(authority: str, groups: int) -> dict[str, str]:
    """The recovery key sheet's captions."""
    return _every_page() | {
        "title": _("Recovery key, {authority}").format(authority=authority),
        "heading": _("Recovery key"),
        "lead": _(
            "This key opens the incident record when a passphrase is forgotten or a person has left. Whoever holds it can open everything in the record."
        ),
        "key": _("The key, {count} groups").format(count=groups),
        "alphabet": _(
            "Letters and digits only; the letters I, O and U and the digits 0 and 1 are never used. Capitals or small letters, with or without spaces and dashes, make no difference."
        ),
        "for": _("What it opens"),
        "authority": _("Office"),
        "station": _("Workstation"),
        "vault": _("Vault"),
        "made": _("Made"),
        "made_by": _("Made by"),
        "keep": _("How to keep it"),
        "keep_1": _("Check the print: type two groups back where the program asks for them."),
        "keep_2": _(
            "Put this sheet into an envelope, close it, and have two people sign across the flap."
        ),
        "keep_3": _(
            "Keep it in the office safe, away from the computer. Do not copy it, photograph it or type it into another program."
        ),
        "keep_4": _(
            "If the envelope is found open, or the key was used, make a new key in the program and destroy this sheet."
        ),
        "use": _("How to use it"),
        "use_text": _(
            "On the unlock screen choose “Use the recovery key” and type the groups in order. Two people should be present, and both sign below."
        ),
        "sealed": _("Sealed in the envelope by"),
        "opened": _("Opened by"),
        "signature": _("Signature"),
        "name": _("Name"),
        "date": _("Date and time"),
        "envelope": _("Envelope or seal number"),
        "why_opened": _("Why it was opened"),
        "who": _("Who"),
        "first": _("First person"),
        "second": _("Second person"),
        "footer": _("Keep this sheet sealed in its envelope."),
    }


def _fingerprint_words() -> dict[str, str]:
    return _every_page() | {
        "fingerprint": _("Fingerprint"),
        "root": _("Fingerprint of the root account's key"),
        "whose": _("Whose key this is"),
        "line": _("For the state's list of signers"),
        "steps": _("How to compare"),
        "done": _("Compared by"),
        "signature": _("Signature"),
        "name": _("Name and capacity"),
        "date": _("Date and time"),
        "signed_as": _("Signed as"),
        "reader": _("Read aloud"),
        "listener": _("Compared"),
        "footer": _(
            "A fingerprint is not secret. What matters is that both sides compared the same one."
        ),
    }


def station_fingerprint(owner: str) -> dict[str, str]:
    """The captions of a station's enrolment sheet."""
    return _fingerprint_words() | {
        "title": _("Station enrolment, {owner}").format(owner=owner),
        "heading": _("Station enrolment"),
        "lead": _(
            "The state uses these fingerprints to know that a bundle was signed at this workstation, and that the people in it were given their accounts here."
        ),
        "fingerprint": _("Fingerprint of the station's key"),
        "step_1": _(
            "Telephone the state's desk on the number you already have, never on one from a message."
        ),
        "step_2": _(
            "Read both fingerprints aloud, group by group. The state reads along on its own screen."
        ),
        "step_3": _(
            "If every group is the same, both sign. If one differs, stop and ask the state how to go on. Your records are safe."
        ),
    }


def state_fingerprint(owner: str) -> dict[str, str]:
    """The captions of the sheet that tells the state's certificate."""
    return _fingerprint_words() | {
        "title": _("Fingerprint of the state's certificate, {owner}").format(owner=owner),
        "heading": _("Fingerprint of the state's certificate"),
        "lead": _(
            "Bundles are sealed so that only the holder of this certificate's key can open them. Compare before the first bundle leaves."
        ),
        "step_1": _(
            "Telephone the state's desk on the number you already have, never on one from a message."
        ),
        "step_2": _(
            "The state reads its fingerprint aloud, group by group. Read along here and on the screen."
        ),
        "step_3": _(
            "If every group is the same, accept the certificate and sign. If one differs, do not accept it. Nothing was sent."
        ),
    }

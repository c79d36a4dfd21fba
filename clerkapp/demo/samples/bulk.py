"""Any number of plausible records that differ, for benchmarks: the same `n` gives the same record."""

from typing import Any

_PLACES = ("Oak Hall", "Mill Road School", "Cedar Street Hall", "Public library", "Fair hall")
_ROOMS = ("front desk", "gym", "hallway", "back room", "entrance", "counting table", "store room")
_SEEN = ("showed a message", "stopped", "jammed", "started again by itself", "printed nothing")
_CATEGORIES = ("message", "start", "jam", "screen", "printer")
_SENDERS = ("billing", "helpdesk", "records", "director", "orders")
_STEPS = ("closing list", "seal log", "opening list", "custody sheet", "count sheet")
_ROLES = ("election_judge", "supervisory_judge", "deputy", "permanent_staff", "temporary_worker")
_SEVERITIES = ("not_rated", "note", "low", "moderate", "high")


def bulk_record(n: int) -> tuple[str, dict[str, Any]]:
    """Kind and values of record `n`, counted from 0."""
    kinds = (_equipment, _message, _procedure)
    kind, values = kinds[n % 3](n)
    day, minute = 1 + n % 28, n % 60
    return kind, {
        "occurred": {
            "at": f"2026-10-{day:02d}T{7 + n % 12:02d}:{minute:02d}:00-05:00",
            "precision": "exact",
        },
        "place": f"{_PLACES[n % 5]} {1 + n % 40}",
        "place_spot": _ROOMS[n % 7],
        "election": "ZZ-2026-11-03" if n % 4 else None,
        "phase": ("open", "setup", "advance", "between")[n % 4],
        "noticed_by": _ROLES[n % 5],
        "danger": "no",
        "severity": _SEVERITIES[n % 5],
        "severity_reason": "Settled on the spot, as the list of the office says.",
        **values,
    }


def _equipment(n: int) -> tuple[str, dict[str, Any]]:
    return "equipment", {
        "one_line": f"Scanner {n % 900 + 100} at {_PLACES[n % 5]} {_SEEN[n % 5]}, {_ROOMS[n % 7]}.",
        "category": _CATEGORIES[n % 5],
        "seen": f"The unit {_SEEN[n % 5]} {1 + n % 6} times. Two people stood by. Case {n}.",
        "device_type": "scan-single",
        "manufacturer": "Northlight",
        "model": ("NT-300", "NT-310", "NB-20")[n % 3],
        "serial": f"NT3-{n % 100000:06d}",
        "voters_waited": n % 30,
    }


def _message(n: int) -> tuple[str, dict[str, Any]]:
    return "message", {
        "one_line": f"Mail {n} from {_SENDERS[n % 5]} asks to sign in, {_ROOMS[n % 7]} computer.",
        "category": ("cred_phish", "mal_link", "pay_fraud", "imp_vendor", "spam")[n % 5],
        "seen": f"It said that the mailbox closes in {1 + n % 9} hours. Nobody clicked. Case {n}.",
        "sender_address": f"{_SENDERS[n % 5]}{n % 700}@lookalike{n % 50}.example",
        "subject": f"Mailbox closes, notice {n % 5000}",
        "interacted": ["not_opened", "read"][n % 2],
    }


def _procedure(n: int) -> tuple[str, dict[str, Any]]:
    return "procedure", {
        "one_line": f"A line was missing in the {_STEPS[n % 5]} at {_PLACES[n % 5]}, sheet {n % 300}.",
        "category": ("log_missing", "custody_gap", "seal_missing", "late_open", "setup_step")[
            n % 5
        ],
        "seen": f"Found at the weekly check; two people signed afterwards. Case {n}.",
        "instruction": "County Security Plan",
        "instead": f"The {_STEPS[n % 5]} had no entry for sheet {n % 300}.",
    }

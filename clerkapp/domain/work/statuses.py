"""Where the work on a record stands: which status may follow which, and what each one needs to say.

    recorded ─ working ⇄ waiting ─ resolved ─ reviewed
         └────────┴─────────┴─ duplicate        └ any: entered in error

Somebody has what is being worked on; what waits says for whom and since when; a duplicate names the
record that it repeats. `reviewed` comes from a signature and `error` from striking out. A reviewed
record is opened again by somebody who may amend it, with a reason. Who it is with and when to come back
to it tell where the work stands, as the status does: what somebody signed holds while only they change.
"""

from collections.abc import Mapping
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.conditions import answered
from clerkapp.domain.work import links

FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "recorded": ("working", "waiting", "resolved", "duplicate"),
    "working": ("recorded", "waiting", "resolved", "duplicate"),
    "waiting": ("recorded", "working", "resolved", "duplicate"),
    "resolved": ("working", "waiting", "duplicate"),
    "duplicate": ("recorded", "working", "waiting"),
    "reviewed": ("working", "waiting", "duplicate"),
    "error": (),
}
"""What a person may set after each status."""
SETTABLE: Final = ("recorded", "working", "waiting", "resolved", "duplicate")
"""Statuses that a person sets."""
OPEN: Final = ("recorded", "working", "waiting")
"""Somebody has still to see to these."""
STANDING: Final = ("owner", "waiting_on", "waiting_since", "back_on")
"""Fields that say where the work stands, as the status does."""
GRAVE: Final = ("critical", "high")
"""Severities that somebody must not lose sight of."""
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "working": ("owner",),
    "waiting": ("waiting_on", "waiting_since"),
    "duplicate": ("related",),
}


def require_settable(status: str) -> None:
    """Raises Refused: status-needs-act (reviewed, error), status-unknown."""
    if status in ("reviewed", "error"):
        raise Refused("status-needs-act", fields=["status"], status=status)
    if status not in SETTABLE:
        raise Refused("status-unknown", fields=["status"], value=status[:40])


def require_may_follow(before: str, status: str) -> None:
    """Raises Refused("status-order"). The same status may follow itself, to say something new about it."""
    if status != before and status not in FOLLOWS.get(before, SETTABLE):
        raise Refused("status-order", fields=["status"], was=before, status=status)


def moved(
    values: Mapping[str, Any], status: str, *, person: str, now: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """`values` with another status and what goes with it.

    What is worked on belongs to `person` unless it belongs to somebody; waiting begins `now`. What waiting
    said goes when waiting ends, and stays in the history; a record that is no duplicate any more points at
    no first one. `given`: codes that somebody answered in the same step, which stay. Raises Refused:
    waiting-needs-whom, duplicate-needs-first.
    """
    before = values.get("status")
    told = {**values, "status": status}
    if before != status:
        left = _left(str(before), status)
        told = {code: value for code, value in told.items() if code not in left or code in given}
        if before == "duplicate" and "related" not in given:
            told = links.without_master(told)
    if status == "working" and not answered("owner")(told):
        told["owner"] = person
    if status == "waiting":
        if not answered("waiting_on")(told):
            raise Refused("waiting-needs-whom", fields=["waiting_on"])
        if not answered("waiting_since")(told):
            told["waiting_since"] = {"at": now, "precision": "exact"}
    if status == "duplicate" and links.master_of(told) is None:
        raise Refused("duplicate-needs-first", fields=["related"])
    return told


def _left(before: str, status: str) -> frozenset[str]:
    """What is over with a status, or does not go along with the next."""
    left: set[str] = set()
    if before == "waiting":
        left |= {"waiting_on", "waiting_since", "back_on"}
    if status not in OPEN:
        left |= {"back_on"}
    if status == "recorded":
        left |= {"owner"}
    return frozenset(left)


def require_kept(values: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Raises Refused("status-needs-it") when a change takes away what the status needs to say."""
    status = values.get("status")
    lost = [
        code
        for code in _NEEDS.get(str(status), ())
        if _says(code, before) and not _says(code, values)
    ]
    if lost:
        raise Refused("status-needs-it", fields=lost, status=str(status))


def _says(code: str, values: Mapping[str, Any]) -> bool:
    if code == "related":
        return links.master_of(values) is not None
    return answered(code)(values)

"""Keeping a declaration: signed by the session's person, journaled in the same transaction."""

from collections.abc import Mapping
from typing import Any

from clerkapp.crypto import declarations
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.declarations import PERMISSIONS, Declaration, What
from clerkapp.domain.events import Event
from clerkapp.services.session import Params, Session

_EVENTS = {
    What.NIL: Event.NIL_DECLARED,
    What.NIL_WITHDRAWN: Event.NIL_WITHDRAWN,
    What.HOLD: Event.HELD,
    What.HOLD_LIFTED: Event.HOLD_LIFTED,
    What.DISPOSAL: Event.DISPOSED,
    What.LESSON: Event.LESSON_RELEASED,
}


def declare(
    session: Session,
    what: What,
    body: Mapping[str, Any],
    said: Params,
    *,
    second: PrivateKey | None = None,
    at: str | None = None,
) -> Declaration:
    """Keep it. `said`: what the journal says of it beside its digest. Raises Refused("not-permitted")."""
    session.require(PERMISSIONS[what])
    with session.transaction():
        made = declarations.declare(
            session.signing,
            what=what,
            body=body,
            at=at or session.now(),
            vault=session.info.vault_id,
            second=second,
        )
        session.vault.declarations.add(made)
        session.journal(_EVENTS[what], made.at, {"declaration": made.digest, **said})
    return made

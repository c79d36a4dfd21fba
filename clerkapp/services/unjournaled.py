"""What was done while the vault could only be read: noted by this machine, journaled as soon as it can be.

Reading a vault on a full disk must stay possible, and the journal cannot say so there. The machine's
memory (`memory`) keeps who opened it and what left it; the next unlock that can write journals all of
it in one entry. The memory is a help and no proof: whoever may write it can also forget for us.
"""

from dataclasses import replace

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.station import StationState
from clerkapp.domain.text.rules import one_line
from clerkapp.services import machine_memory
from clerkapp.services.ports import Ports
from clerkapp.services.session import Params, Session
from clerkapp.store.opened import CANNOT_WRITE

LONGEST = 200
"""So many acts are kept by name; later ones are only counted."""
LONGEST_ACT = 200
"""Characters of one act."""

_LEAVES = frozenset(
    {
        Event.UNLOCKED,
        Event.LOCKED,
        Event.CHECKED,
        Event.BACKUP_MADE,
        Event.BACKUP_FAILED,
        Event.PRINTED,
        Event.MESSAGE_PRINTED,
        Event.ATTACHMENT_SAVED,
        Event.ORIGINAL_EXPORTED,
        Event.FAILED,
    }
)
"""What may be done without its entry in the journal: reading, and copies of what is read."""


def journal(session: Session, event: Event, at: str, params: Params) -> int:
    """Journal an act that changes nothing in the vault, in a transaction of its own; the entry's seq.

    Where the vault cannot be written the machine remembers it, and the answer is 0. Raises
    EnvironmentFailure when neither is possible for an act that must not go without.
    """
    try:
        with session.vault.transaction():
            return session.journal(event, at, params).seq
    except EnvironmentFailure as failure:
        if failure.code not in CANNOT_WRITE or event not in _LEAVES:
            raise
    remember(
        session.ports, session.vault.info.vault_id, line(event, at, session.account.id, params)
    )
    return 0


def line(event: Event, at: str, account: str, params: Params) -> str:
    """One act as the journal will name it: event, time, account, and what it was about."""
    about = [str(params[name]) for name in ("number", "sha256", "file") if params.get(name)]
    return " ".join([str(event), at, account, *about])


def remember(ports: Ports, vault_id: str, act: str) -> bool:
    """Have the machine remember an act; whether it could."""
    state = ports.machine.read(vault_id)
    acts = (*state.unjournaled, act[:LONGEST_ACT])[:LONGEST]
    noted = replace(state, unjournaled=acts, unjournaled_count=state.unjournaled_count + 1)
    return machine_memory.keep_if_possible(ports, vault_id, noted)


def forget(ports: Ports, vault_id: str) -> None:
    """The journal has taken over what waited here."""
    state = ports.machine.read(vault_id)
    machine_memory.keep_if_possible(
        ports, vault_id, replace(state, unjournaled=(), unjournaled_count=0)
    )


def entry(state: StationState) -> Params | None:
    """The parameters of the one entry that journals them; None when there is nothing to say.

    The memory may hold what anybody wrote there, so each act is cut to one short line.
    """
    if not state.unjournaled_count:
        return None
    acts = [one_line(act[:LONGEST_ACT])[:LONGEST_ACT] for act in state.unjournaled[:LONGEST]]
    return {"count": state.unjournaled_count, "acts": acts}

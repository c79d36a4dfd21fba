"""The three kinds of incident, declared as data: what everything else about a form follows from."""

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.kinds.equipment import EQUIPMENT
from clerkapp.domain.kinds.message import MESSAGE
from clerkapp.domain.kinds.procedure import PROCEDURE

KINDS: dict[str, Kind] = {kind.code: kind for kind in (MESSAGE, EQUIPMENT, PROCEDURE)}


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises Refused("kind-unknown")."""
    kind = KINDS.get(code)
    if kind is None:
        raise Refused("kind-unknown", kind=code[:40])
    return kind

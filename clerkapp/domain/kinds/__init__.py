"""The kinds of incident, declared as data: what everything else about a form follows from.

Each module here that holds a `KIND` is one; nothing else names it. Its words are in the module of the
same name under `clerkapp.wording.kinds`.
"""

from importlib import import_module
from pkgutil import iter_modules

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Kind


def _declared() -> dict[str, Kind]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    kinds: list[Kind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


KINDS: dict[str, Kind] = _declared()
"""By code, in the order in which they are offered."""


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises Refused("kind-unknown")."""
    kind = KINDS.get(code)
    if kind is None:
        raise Refused("kind-unknown", kind=code[:40])
    return kind

"""The lists of the office, declared as data: what forms complete from, and what an office owns.

Each module here that holds a `LIST` is one; nothing else names it. Its words lie in the module of the
same name under `clerkapp.wording.office_lists`.
"""

from importlib import import_module
from pkgutil import iter_modules

from clerkapp.domain.errors import Refused
from clerkapp.domain.office_lists.declare import OfficeList


def _declared() -> dict[str, OfficeList]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    lists: list[OfficeList] = [module.LIST for module in modules if hasattr(module, "LIST")]
    return {one.code: one for one in sorted(lists, key=lambda one: one.order)}


LISTS: dict[str, OfficeList] = _declared()
"""By code, in the order in which they are shown."""


def list_of(code: str) -> OfficeList:
    """The list with this code. Raises Refused("list-unknown")."""
    found = LISTS.get(code)
    if found is None:
        raise Refused("list-unknown", list=code[:40])
    return found

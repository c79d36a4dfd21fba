"""The rule packs that ship with the program, and the one that the office goes by (docs/formats/rules.md)."""

import json
from functools import cache

from clerkapp.domain.duties.pack import Pack
from clerkapp.domain.duties.reading import pack_of
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.resources import resource_path
from clerkapp.services.session import Session

PACK_SETTING = "rule_pack"
GENERAL = "general"


@cache
def available() -> tuple[Pack, ...]:
    """Every pack, the general one first."""
    files = resource_path("rules", "duties").glob("*.json")
    packs = [pack_of(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(packs, key=lambda pack: (pack.id != GENERAL, pack.id)))


def in_force(session: Session) -> Pack:
    """The pack that the office chose; the general one until it did."""
    chosen = session.vault.settings.get(PACK_SETTING)
    found = {pack.id: pack for pack in available()}
    return found.get(chosen, found[GENERAL]) if isinstance(chosen, str) else found[GENERAL]


def choose(session: Session, pack_id: str) -> Pack:
    """Go by another pack from now on; journaled. Raises Refused: not-permitted, rules-unknown."""
    session.require(Permission.SET_UPSTREAM)
    pack = next((one for one in available() if one.id == pack_id), None)
    if pack is None:
        raise Refused("rules-unknown", fields=[PACK_SETTING], id=pack_id[:40])
    if in_force(session).id != pack.id:
        session.change_setting(PACK_SETTING, pack.id)
    return pack

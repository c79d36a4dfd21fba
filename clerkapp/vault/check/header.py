"""The header's two copies against what the database says of them."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.vault.check.report import Looking
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import Header


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Both are the last one that was written; its slots are those of the open accounts."""
    vault = looking.vault
    copies = headers.read_copies(looking.folder)
    own = headers.in_force(copies, vault.data_key)
    last = copies == (own, own) and vault.header_log.holds(own)
    if last and _is_of_office(looking, own) and _agrees(looking, own):
        return
    yield CheckProblem("header-waits" if _waits(looking, own) else "header-differs", {})


def _waits(looking: Looking, own: Header) -> bool:
    """Whether only what was closed or replaced is still to be taken out, where nothing can be written:
    the next unlock that can write does it."""
    vault = looking.vault
    open_ids = {account.id for account in vault.accounts.list() if not account.disabled}
    working = {key.slot for key in vault.recovery_keys.working()}
    wanted = own.only(frozenset(open_ids | working))
    return bool(vault.unwritable) and _is_of_office(looking, own) and _agrees(looking, wanted)


def _is_of_office(looking: Looking, own: Header) -> bool:
    info = looking.vault.info
    office = (info.authority, info.authority_name, info.station)
    return (own.authority, own.authority_name, own.station) == office


def _agrees(looking: Looking, own: Header) -> bool:
    vault = looking.vault
    people = {
        (account.id, account.name, account.function)
        for account in vault.accounts.list()
        if not account.disabled
    }
    slots = {(slot.id, slot.name, slot.function) for slot in own.people}
    recovery = {slot.id for slot in own.recoveries}
    working = {key.slot for key in vault.recovery_keys.working()}
    return people == slots and recovery == working

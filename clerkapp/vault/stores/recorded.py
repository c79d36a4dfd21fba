"""The recorded tables: what is in them stays as it is.

Three triggers a table: BEFORE UPDATE, BEFORE DELETE, and BEFORE INSERT when the key exists, because
`INSERT OR REPLACE` deletes without asking the other two. Two exceptions: a field's salt and value may
become NULL when an erasure row names them, and a chunk's bytes nothing when its attachment was erased. The triggers are compared at every start.
"""

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.vault.engine.connection import Connection

Keys = tuple[tuple[str, ...], ...]

RECORDED: dict[str, Keys] = {
    "vault": (("one",),),
    "office_entry": (("n",),),
    "signer": (("n",), ("digest",)),
    "account": (("id",),),
    "account_taken": (("account",),),
    "account_sites": (("n",),),
    "header_written": (("written",),),
    "recovery": (("n",), ("slot",)),
    "recovery_confirmed": (("slot",),),
    "station_key": (("n",), ("key",)),
    "station_key_holder": (("n", "account"),),
    "station_key_sealed": (("n", "account"),),
    "revision": (("arrival",), ("identity",)),
    "revision_parent": (("identity", "parent"),),
    "field": (("arrival", "code"),),
    "erasure": (("identity", "code"),),
    "declaration": (("n",), ("digest",)),
    "number_skip": (("authority", "year", "station", "first"),),
    "act": (("n",), ("digest",)),
    "journal": (("seq",), ("digest",)),
    "journal_signed": (("seq",),),
    "attachment": (("n",),),
    "attachment_erasure": (("attachment",),),
    "attachment_chunk": (("id",), ("attachment", "place")),
    "bundle": (("digest",), ("stream", "epoch", "seq")),
    "bundle_revision": (("digest", "identity"),),
    "bundle_act": (("digest", "act"),),
    "bundle_signer": (("digest", "signer"),),
    "bundle_written": (("digest", "n"),),
}
"""Every recorded table with each of its keys (primary and unique)."""

_ERASED = """NEW.salt IS NULL AND NEW.value IS NULL
 AND NEW.arrival = OLD.arrival AND NEW.code = OLD.code
 AND EXISTS (SELECT 1 FROM erasure JOIN revision USING (identity)
  WHERE revision.arrival = OLD.arrival AND erasure.code = OLD.code)"""

_CHUNK_ERASED = """NEW.id = OLD.id AND NEW.attachment = OLD.attachment AND NEW.place = OLD.place
 AND length(NEW.data) = 0
 AND EXISTS (SELECT 1 FROM attachment_erasure WHERE attachment_erasure.attachment = OLD.attachment)"""
_UNLESS = {"field": _ERASED, "attachment_chunk": _CHUNK_ERASED}
"""What may be updated after all: a value becomes nothing."""


def triggers() -> dict[str, str]:
    """Every trigger's name and statement."""
    made: dict[str, str] = {}
    for table, keys in RECORDED.items():
        unless = f"\nWHEN NOT ({_UNLESS[table]})" if table in _UNLESS else ""
        made[f"{table}_no_update"] = _trigger(table, "update", "UPDATE", unless)
        made[f"{table}_no_delete"] = _trigger(table, "delete", "DELETE", "")
        same_key = " OR ".join(
            "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys
        )
        exists = f"\nWHEN EXISTS (SELECT 1 FROM {table} WHERE {same_key})"
        made[f"{table}_no_replace"] = _trigger(table, "replace", "INSERT", exists)
    return made


def _trigger(table: str, name: str, before: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{name} BEFORE {before} ON {table}{when}\n"
        f"BEGIN SELECT RAISE(ABORT, 'recorded'); END"
    )


def make_triggers(connection: Connection) -> None:
    """Make every trigger anew, inside the migration's transaction."""
    for name, statement in triggers().items():
        connection.run(f"DROP TRIGGER IF EXISTS {name}")
        connection.run(statement)


def require_triggers(connection: Connection) -> None:
    """Raises EnvironmentFailure("vault-damaged") when a trigger is missing, changed or unknown."""
    if found_triggers(connection) != triggers():
        raise EnvironmentFailure("vault-damaged")


def found_triggers(connection: Connection) -> dict[str, str]:
    """Every trigger that there is, by name."""
    return dict(connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))

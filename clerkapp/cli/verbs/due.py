"""`due`: whom to tell by when. `rules`: the rule pack that the office goes by."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.duties.pack import said
from clerkapp.domain.duties.reckoning import Duty
from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import format_instant, parse_instant
from clerkapp.services.duties import owed, packs
from clerkapp.wording.labels import value_label
from clerkapp.wording.language import language

_COLUMNS = {
    "due": "Due",
    "number": "Number",
    "whom": "Tell",
    "name": "Rule",
    "told_at": "Told",
    "late": "Late",
}


@click.command("due")
@unlocking
@click.option(
    "--at",
    "as_at",
    metavar="TIME",
    help="Judge by this time (RFC 3339): who was told later is not told yet. Default: now.",
)
@click.option("--owed", "only_owed", is_flag=True, help="Only what nobody was told of yet.")
@click.option(
    "--done",
    metavar="RULE",
    help="What is owed once a year was done: do not list it until next year.",
)
def due_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    as_at: str | None,
    only_owed: bool,  # noqa: FBT001 (named by click)
    done: str | None,
) -> Answer | Table:
    """Whom to tell of what, by when, and whether they were told.

    The most urgent first. It follows from the records, the office's time zone and its rule pack (`clerkctl rules`). What goes with the
    next bundle has no time of its own.
    """
    if done is not None:
        with shell.writing(vault, user, passphrase_file) as session:
            marked = owed.mark_done(session, done)
        return Answer(
            {"rule": marked.yearly.code, "due": format_instant(marked.due)},
            [said(marked.yearly.name, language())],
            done=told("yearly-done"),
        )
    at = None if as_at is None else _instant(as_at)
    with shell.unlocked(vault, user, passphrase_file) as session:
        now = at or session.ports.clock.now()
        rows = [
            _row(one.row.number, one.duty, now)
            for one in owed.everything(session, at)
            if one.duty.told is None or not only_owed
        ]
        rows += [_yearly(one) for one in owed.yearly(session, now)]
    return Table(rows, _COLUMNS)


@click.command("rules")
@unlocking
@click.option("--set", "chosen", metavar="PACK", help="Go by this pack from now on.")
def rules_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, chosen: str | None
) -> Answer:
    """Show or choose the rule pack: whom the office must tell, and by when."""
    if chosen is None:
        with shell.unlocked(vault, user, passphrase_file) as session:
            pack = packs.in_force(session)
    else:
        with shell.writing(vault, user, passphrase_file) as session:
            pack = packs.choose(session, chosen)
    others = [one.id for one in packs.available()]
    return Answer(
        {
            "id": pack.id,
            "version": pack.version,
            "confirm": pack.to_confirm,
            "rules": [
                {
                    "rule": rule.code,
                    "name": said(rule.name, language()),
                    "whom": rule.tell,
                    "source": rule.source,
                }
                for rule in pack.rules
            ],
            "available": others,
        },
        [
            f"{said(pack.title, language())} ({pack.id}, {pack.version})",
            *(f"  {said(rule.name, language())}" for rule in pack.rules),
            f"  {', '.join(others)}",
        ],
        says=[told("rules-confirm")] if pack.to_confirm else [],
        done=told("rules-kept") if chosen is not None else "",
    )


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except Refused:
        raise click.BadParameter("a time as 2026-11-03T14:50:00-06:00", param_hint="--at") from None


def _row(number: str, duty: Duty, now: datetime) -> dict[str, Any]:
    fulfilled = duty.told
    return {
        "number": number,
        "rule": duty.rule.code,
        "name": said(duty.rule.name, language()),
        "whom": duty.rule.tell,
        "to": value_label("told", duty.rule.tell, "organisation"),
        "due": None if duty.due is None else format_instant(duty.due),
        "told": fulfilled is not None,
        "told_at": None if fulfilled is None else fulfilled.at,
        "told_row": None if fulfilled is None else fulfilled.row,
        "late": duty.is_late(now),
    }


def _yearly(one: owed.OwedYearly) -> dict[str, Any]:
    return {
        "number": None,
        "rule": one.yearly.code,
        "name": said(one.yearly.name, language()),
        "whom": one.yearly.tell,
        "to": value_label("told", one.yearly.tell, "organisation"),
        "due": format_instant(one.due),
        "told": False,
        "told_at": None,
        "told_row": None,
        "late": False,
    }
